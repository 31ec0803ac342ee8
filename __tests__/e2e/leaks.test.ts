import { push } from '../../simulator/events.js'
import type { Simulator } from '../../simulator/index.js'
import { commits, GITHUB_TOKEN, TOKEN } from '../../simulator/world.js'
import { here } from '../in-process.js'
import { type Act, act, inWorld, pair, type Ran, SLOW, type World, web } from './support.js'

/*
 * Whatever a server gives back of what it was sent, no part of it is shown: `act` throws where it is.
 */
type Fault = Parameters<Simulator['fault']>[0]

/** So much of a token is a secret, too. */
const parts = (token: string) => [token.slice(0, -1), token.slice(1), token.slice(4, 16)]
const secrets = [TOKEN, GITHUB_TOKEN].flatMap(parts)

/** On the bundle, unless told how else. */
async function actOn(world: World, inputs = {}, how: Pick<Act, 'how'> = {}): Promise<Ran> {
  const run = { inputs: { ...web, ...inputs }, secrets, env: { RUNNER_DEBUG: '1' } }
  return act(world, push(), { ...run, ...how })
}

const bearer = `Bearer ${TOKEN}`
/** As JSON may write it: every character escaped. */
const escaped = [...TOKEN]
  .map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
  .join('')

test.each<[string, Fault]>([
  ['the message of a 400', { kind: 'echo', status: 400 }],
  ['the message of a 403', { kind: 'echo', status: 403 }],
  ['the message of a 500', { kind: 'echo', status: 500 }],
  ['escapes of JSON', { status: 400, body: `{"error":{"message":"Bearer ${escaped}"}}` }],
  ['base64', { status: 400, body: { error: { message: btoa(`x:${TOKEN}`) } } }],
  ['all but its last letter', { status: 400, body: { error: { message: bearer.slice(0, -1) } } }],
  ['a page', { status: 502, body: `<h1>${bearer}</h1>` }],
  ['a 200 that is no JSON', { kind: 'shape', body: `{"deployments":[{"uid":"${TOKEN}",` }],
  ["an error's scope", { status: 403, body: { error: { scope: TOKEN, teamId: TOKEN } } }],
  ['a header', { status: 400, headers: { 'retry-after': TOKEN, link: bearer } }],
  ['the address of a redirect', { kind: 'redirect', to: `https://x.invalid/${TOKEN}` }],
])(
  'a token in %s is not shown',
  (_, fault) =>
    inWorld(async (world) => {
      pair(world)
      for (const operation of ['list', 'cancel']) {
        // The first list fails, and the first cancel after the second.
        world.sim.fault({ ...fault, operation, times: 2 })
      }
      const ran = await actOn(world, {}, here(world))
      expect(ran.log).toContain('::debug::GET /v7/deployments')
    }),
  SLOW,
)

test.each<[string, Fault]>([
  ['a message', { kind: 'echo', status: 403 }],
  ['a page', { status: 502, body: `token ${GITHUB_TOKEN}` }],
  ['a header', { status: 403, headers: { deprecation: GITHUB_TOKEN, link: GITHUB_TOKEN } }],
  ['an error of GraphQL', { kind: 'shape', body: { errors: [{ message: GITHUB_TOKEN }] } }],
])(
  "GitHub's token in %s is not shown",
  (_, fault) =>
    inWorld(async (world) => {
      pair(world)
      world.sim.fault({ ...fault, api: 'github', times: 9 })
      const ran = await actOn(world, {}, here(world))
      expect(ran.shown).toMatch(/^::warning::2 builds kept/m)
    }),
  SLOW,
)

test.each<[string, (text: string) => string]>([
  ['as it is', (text) => text],
  ['in escapes of JSON', (text) => text.replaceAll(TOKEN, escaped)],
])(
  'a token in the fields of a build is not shown, %s',
  (_, write) =>
    inWorld(async (world) => {
      world.build('dpl_old', { commitMessage: bearer })
      const build = (id: string, sha: string, more: object = {}) => ({
        ...{ uid: id, name: bearer, url: `${TOKEN}.vercel.app`, readyState: 'BUILDING' },
        ...{ createdAt: 1, target: null, inspectorUrl: `https://vercel.com/${TOKEN}`, ...more },
        meta: { githubCommitRef: 'feature/cart', githubCommitSha: sha, githubCommitOrg: 'acme' },
      })
      const deployments = [
        build('dpl_old', commits.old),
        build('dpl_x', TOKEN, { readyState: TOKEN, target: TOKEN }),
      ]
      const body = write(JSON.stringify({ deployments, pagination: { next: null } }))
      world.sim.fault({ operation: 'list', kind: 'shape', body })
      const ran = await actOn(world)
      expect(ran.outputs.deployments).toContain('***')
    }),
  SLOW,
)

test.each(['vcp_with"quote01', 'vcp_with\\backslash', 'vcp/with/slashes', 'vcp+with%20&<>'])(
  'whatever characters are in it: %s',
  (token) =>
    inWorld(async (world) => {
      world.sim.vercel.addToken(token, { kind: 'team', teams: ['team_acme'] })
      world.sim.fault({ operation: 'list', kind: 'echo', status: 400 })
      const json = JSON.stringify(token).slice(1, -1)
      const run = { inputs: { ...web, token }, secrets: [token, json] }
      const ran = await act(world, push(), run)
      expect(ran.log).toContain('Bearer ***')
    }),
  SLOW,
)

test.concurrent.each([301, 307])(
  'a token does not follow a redirect (%i), of Vercel or of GitHub',
  (status) =>
    inWorld(async (world) => {
      pair(world)
      const elsewhere = await startElsewhere()
      const redirect: Fault = { kind: 'redirect', to: elsewhere.url, status, times: 9 }
      try {
        world.sim.fault({ ...redirect, api: 'github' })
        world.sim.fault({ ...redirect, operation: 'cancel' })
        await actOn(world)
        await actOn(world, { 'deployment-id': 'dpl_old' })
        expect(elsewhere.requests).toEqual([])
      } finally {
        await elsewhere.close()
      }
    }),
  SLOW,
)

/** Another server, which nobody may ask. */
async function startElsewhere() {
  const { startSimulator } = await import('../../simulator/index.js')
  const sim = await startSimulator()
  return { url: sim.vercel.url, requests: sim.requests, close: () => sim.close() }
}
