import { jest } from '@jest/globals'
import { push } from '../../simulator/events.js'
import { commits, start } from '../../simulator/world.js'
import { deploymentsOutput } from '../../src/report/outputs.js'
import { drive } from '../drive.js'
import { inWorld, pair, SLOW, type World, web } from './support.js'

/*
 * What goes wrong on the way to Vercel, in this process: back-offs take no time here. Replies are read
 * in one place, whatever they answer, so the whole row is run for a read and for a cancel alone.
 */

jest.setTimeout(SLOW)

type Fault = Parameters<World['sim']['fault']>[0]
type Operation = 'list' | 'cancel' | 'get' | 'projects'

const inputsOf: Record<Operation, (world: World) => Record<string, string>> = {
  list: () => web,
  cancel: () => web,
  get: ({ sim }) => ({ 'deployment-id': sim.vercel.deployment('dpl_old').url ?? '' }),
  projects: () => ({ 'project-id': '' }),
}

/** Runs a push while an operation goes wrong, and checks what is true of every run. */
async function runWith(world: World, operation: Operation, fault: Fault) {
  pair(world)
  const inputs = inputsOf[operation](world)
  world.sim.fault({ operation, ...fault })
  const ran = await drive(world, push(), { inputs })
  deploymentsOutput.parse(ran.deployments)
  expect(Object.keys(ran.outputs)).toHaveLength(6)
  expect(ran.failure === '').toBe(ran.outputs.outcome !== 'failed')
  const sent = ran.asked.filter((one) => one.split(' ')[0] === operation)
  return { ...ran, sent: sent.length }
}

const html = '<html><body><h1>502 Bad Gateway</h1></body></html>'
const badToken = {
  error: { code: 'forbidden', message: 'Not authorized', invalidToken: true },
}

/** A fault, how often a read is sent, how often a cancel, and what is said of it. */
const lasting: [string, Fault, number, number, string][] = [
  ['401', { status: 401 }, 1, 1, 'Vercel rejected the token (401'],
  ['403', { status: 403, body: badToken }, 1, 1, 'Vercel rejected the token (403: Not authorized)'],
  ['403 of another shape', { status: 403, body: 'No' }, 1, 1, 'Vercel does not allow this ('],
  ['409', { status: 409 }, 1, 2, 'Vercel rejected the request ('],
  ['500', { status: 500 }, 5, 5, 'Vercel seems to be down ('],
  ['502 with a page', { status: 502, body: html }, 5, 5, 'Vercel seems to be down ('],
  ['a reset before anything is done', { kind: 'reset-before' }, 5, 5, 'socket hang up'],
  ['a redirect', { kind: 'redirect', to: 'https://x.invalid' }, 1, 2, 'redirects elsewhere ('],
  [
    'a long rate limit',
    { status: 429, headers: { 'retry-after': '3600' } },
    ...([1, 1, "Vercel's rate limit was reached, and lasts another 1 h 0 min"] as const),
  ],
]

/** Faults of the reply alone: what was asked for has been done, and the state tells. */
const lost: [string, Fault, number, string][] = [
  ['an empty body', { kind: 'empty' }, 5, 'without complete JSON'],
  ['half of the JSON', { kind: 'truncated' }, 5, 'without complete JSON'],
  ['JSON of another shape', { kind: 'shape' }, 1, 'Unexpected response from Vercel ('],
  ['JSON that is no object', { kind: 'shape', body: 'null' }, 1, 'Unexpected response from Vercel'],
  ['a reset after it was done', { kind: 'reset-after' }, 5, 'socket hang up'],
  ['a reset in the body', { kind: 'reset-in-body' }, 5, 'aborted'],
  ['a body of 50 MB', { kind: 'huge' }, 5, 'the reply is larger than 4194304 bytes'],
]

const forever = { times: Number.POSITIVE_INFINITY }
const reads = [...lasting.map(([a, b, n, _, text]) => [a, b, n, text] as const), ...lost]

describe('a fault that lasts', () => {
  test.each(reads)('%s, of the list: red, with the reason', (_, fault, n, text) =>
    inWorld(async (world) => {
      const ran = await runWith(world, 'list', { ...fault, ...forever })
      expect(ran).toMatchObject({ sent: n, told: {}, outputs: { outcome: 'failed' } })
      expect(ran.failure).toContain(text)
      expect(ran.failure).toMatch(/Help: \S+$/)
    }),
  )

  test.each(lasting)(
    '%s, of the cancel: red, and the build is told to be running still',
    (_, fault, __, n, text) =>
      inWorld(async (world) => {
        const ran = await runWith(world, 'cancel', { ...fault, ...forever })
        expect(ran).toMatchObject({ sent: n, outputs: { outcome: 'failed', canceledCount: '0' } })
        expect(ran.told.dpl_old).toBe('failed superseded')
        expect(ran.failure).toMatch(/^`dpl_old` could not be canceled and may still be running\. /)
        expect(ran.failure).toContain(text)
        expect(world.sim.vercel.canceled()).toEqual([])
      }),
  )

  test.each(lost)('%s, of the cancel: its state is read, and nothing is sent twice', (_, fault) =>
    inWorld(async (world) => {
      const ran = await runWith(world, 'cancel', { ...fault, ...forever })
      expect(ran).toMatchObject({ sent: 1, outputs: { outcome: 'canceled' }, failure: '' })
      expect(ran.asked.at(-1)).toBe('get dpl_old')
    }),
  )

  test.each([404, 410])('%i, of the list: the project is named', (status) =>
    inWorld(async (world) => {
      const ran = await runWith(world, 'list', { status, ...forever })
      expect(ran.failure).toMatch(/^Vercel has no project `prj_web` \(.*`team-id` is empty/)
    }),
  )

  test.each([404, 410])('%i, of the cancel: the build is gone, which fails nothing', (status) =>
    inWorld(async (world) => {
      const ran = await runWith(world, 'cancel', { status, ...forever })
      expect(ran.told.dpl_old).toBe('not-found superseded')
      expect(ran.outputs.outcome).toBe('nothing-to-cancel')
    }),
  )

  test.each([
    ['get', { status: 404 }, /^Vercel has no deployment `web-.*\.vercel\.app`/, 1],
    ['get', { status: 500 }, /^`web-.*` could not be canceled.*Vercel seems to be down/, 5],
    ['projects', { status: 403, body: 'No' }, /^This token cannot list projects \(403\)/, 1],
    ['projects', { kind: 'truncated' }, /^Vercel seems to be down/, 5],
  ] as const)('of `%s`: %j', (operation, fault, text, n) =>
    inWorld(async (world) => {
      const ran = await runWith(world, operation, { ...fault, ...forever })
      expect(ran).toMatchObject({ sent: n, outputs: { outcome: 'failed' } })
      expect(ran.failure).toMatch(text)
    }),
  )
})

describe('a fault that passes is got over', () => {
  const passing: [string, Fault][] = [
    ['500', { status: 500 }],
    ['500 after it took effect', { status: 500, effect: true }],
    ['a reset', { kind: 'reset-before' }],
    ['half of the JSON', { kind: 'truncated' }],
    ['a rate limit without a hint', { status: 429 }],
    ['a rate limit', { status: 429, headers: { 'retry-after': '5' } }],
  ]
  test.each(
    passing.flatMap(([name, fault]) =>
      (['list', 'cancel', 'projects', 'get'] as const).map((one) => [name, one, fault] as const),
    ),
  )('%s, of `%s`', (_, operation, fault) =>
    inWorld(async (world) => {
      const ran = await runWith(world, operation, fault)
      expect(ran).toMatchObject({ failure: '', outputs: { outcome: 'canceled' } })
      expect(world.sim.vercel.canceled()).toEqual(['dpl_old'])
    }),
  )
})

describe('a list that breaks off at its second page: red, and what was read is decided', () => {
  test.each<[string, Fault, number]>([
    ['500', { status: 500 }, 99],
    ['half of the JSON', { kind: 'truncated' }, 99],
    ['JSON of another shape', { kind: 'shape' }, 99],
    // A token that is refused can't cancel either.
    ['401', { status: 401 }, 0],
  ])('%s', (name, fault, canceled) =>
    inWorld(async (world) => {
      world.build('dpl_new', { sha: commits.head, createdAt: start })
      for (let i = 0; i < 119; i += 1) world.build(`dpl_${i}`, { createdAt: start - 60_000 - i })
      world.sim.fault({ operation: 'list', skip: 1, ...forever, ...fault })
      const ran = await drive(world)
      expect(ran.outputs.outcome).toBe('failed')
      expect(ran.deployments).toHaveLength(100)
      expect(world.sim.vercel.canceled()).toHaveLength(canceled)
      expect(ran.failure).toContain(name === '401' ? 'rejected the token' : '100 builds')
      expect(ran.failure.match(/rejected the token/g) ?? []).toHaveLength(name === '401' ? 1 : 0)
    }),
  )
})
