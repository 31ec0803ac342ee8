import { pullRequest, push } from '../../simulator/events.js'
import { fork, GITHUB_TOKEN, TOKEN } from '../../simulator/world.js'
import { here } from '../in-process.js'
import { type Scenario, tell } from './scenarios.js'
import { act, inWorld, pair, pairTold, SLOW, web } from './support.js'

const none = { given: pair, inputs: { token: '' }, told: {}, vercel: [], github: [] }

describe('no token', () => {
  const missing: Scenario = {
    ...none,
    log: [/^::error::Invalid input: `token` is empty.*secrets: inherit.*`environment`/m],
    code: 1,
  }
  const withheld: Scenario = {
    ...none,
    log: [
      /^::notice::Vercel builds were not checked: GitHub passes no secrets .*pull_request_target/m,
    ],
    annotations: ['notice'],
    outputs: { outcome: 'skipped', deployments: '[]' },
  }
  tell({
    'on a push is a mistake': missing,
    'on pull_request_target of a fork is a mistake': {
      ...missing,
      when: pullRequest({ from: fork, name: 'pull_request_target' }),
    },
    'on a pull request of the repository itself is a mistake': {
      ...missing,
      when: pullRequest(),
    },
    'on a fork’s pull request is what GitHub does: green, with a notice': {
      ...withheld,
      when: pullRequest({ from: fork }),
    },
    'on a run of Dependabot too': {
      ...withheld,
      when: push({ actor: 'dependabot[bot]' }),
    },
    'but VERCEL_TOKEN counts': {
      given: pair,
      inputs: { token: '' },
      env: { VERCEL_TOKEN: TOKEN },
      told: pairTold,
    },
  })
})

describe('a token that Vercel refuses: red, after one request, with what to do', () => {
  const refused = (log: RegExp, more: Scenario = {}): Scenario => ({
    given: pair,
    told: {},
    github: [],
    log: [log],
    outputs: { outcome: 'failed' },
    code: 1,
    ...more,
  })
  const sso = (body: object) => ({
    error: {
      ...{ code: 'forbidden', message: 'Not authorized', scope: 'acme', teamId: 'team_acme' },
      ...body,
    },
  })
  tell({
    wrong: refused(
      /^::error::Vercel rejected the token \(403: Not authorized\).*account\/settings/m,
      {
        inputs: { token: 'vcp_SomebodyElsesToken012345' },
      },
    ),
    'of another team': refused(
      /^::error::The token has no access to the team `team_other` .*Set `team-id` to the team/m,
      { inputs: { 'team-id': 'team_other' } },
    ),
    'of another team, by its slug': refused(
      /^::error::The token has no access to the team `other` .*Set `team-slug` to the team/m,
      { inputs: { 'team-slug': 'other' } },
    ),
    'made without the single sign-on that the team requires': refused(
      /^::error::The team requires single sign-on .*create a new token there/m,
      {
        given: (world) =>
          world.sim.fault({ operation: 'list', status: 403, body: sso({ saml: true }) }),
      },
    ),
    'of one project, which lists no others': refused(
      /^::error::This token cannot list projects .*Set `project-id: prj_…`/m,
      {
        given: (world) => {
          pair(world)
          world.sim.vercel.addToken('vcp_OfOneProject012345678', {
            ...{ kind: 'project', teams: ['team_acme'], projects: ['prj_web'] },
          })
        },
        inputs: { token: 'vcp_OfOneProject012345678', 'project-id': '' },
      },
    ),
    'while the builds are canceled: what was done is told': {
      given: (world) => {
        pair(world)
        world.sim.fault({ operation: 'cancel', status: 401 })
      },
      told: { ...pairTold, dpl_old: 'failed superseded' },
      log: [/^::error::`dpl_old` could not be canceled.*Vercel rejected the token \(401/m],
      code: 1,
    },
  })
})

describe('tokens', () => {
  test(
    'are masked before anything else is written, with all of their forms',
    () =>
      inWorld(async (world) => {
        pair(world)
        const env = { VERCEL_TOKEN: 'vcp_FromTheEnvironment012345', RUNNER_DEBUG: '1' }
        const ran = await act(world, push(), { inputs: web, env, secrets: [env.VERCEL_TOKEN] })
        const lines = ran.log.split('\n')
        const masked = lines.filter((line) => line.startsWith('::add-mask::'))
        expect(lines.slice(0, masked.length)).toEqual(masked)
        for (const token of [TOKEN, env.VERCEL_TOKEN, GITHUB_TOKEN]) {
          expect(masked).toContain(`::add-mask::${token}`)
        }
      }),
    SLOW,
  )

  test(
    'go to their own API alone, as a header',
    () =>
      inWorld(async (world) => {
        pair(world)
        await act(world)
        for (const { api, headers, path, query, body } of world.sim.requests) {
          const [own, other] = api === 'vercel' ? [TOKEN, GITHUB_TOKEN] : [GITHUB_TOKEN, TOKEN]
          expect(headers.authorization).toMatch(new RegExp(`^(Bearer|token) ${own}$`, 'i'))
          const { authorization: _, ...others } = headers
          expect(JSON.stringify([others, path, query, body])).not.toContain(own)
          expect(JSON.stringify([headers, path, query, body])).not.toContain(other)
        }
      }),
    SLOW,
  )

  test.each([
    ['mode', TOKEN],
    ['team-id', TOKEN],
    ['branch', `~${TOKEN}`],
    ['api-url', `https://user:${TOKEN}@example.com`],
    ['deployment-id', `https://x:${TOKEN}@y`],
    ['project-id', TOKEN],
    // Cut off in the middle: a part of a token is a secret, too.
    ['mode', `${'x'.repeat(70)}${TOKEN}`],
  ])(
    'in `%s` by mistake are not shown, nor their beginning',
    (name, value) =>
      inWorld(async (world) => {
        const inputs = { [name]: value }
        const ran = await act(world, push(), {
          inputs,
          secrets: [TOKEN.slice(0, 12)],
          ...here(world),
        })
        expect(ran.code).toBe(1)
        expect(world.sim.requests).toEqual([])
      }),
    SLOW,
  )
})
