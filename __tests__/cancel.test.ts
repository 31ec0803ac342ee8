import { carryOut, kept, planNamed, type Result, type Tools, wouldCancel } from '../src/cancel.js'
import type { DeploymentRef } from '../src/inputs/formats.js'
import type { Deployment } from '../src/vercel/schemas.js'
import { deployment } from './factories.js'
import { type Acme, asked, momentsOf, start, startAcme, TIME_UP } from './support.js'

let acme: Acme
let tools: Tools
beforeEach(() => open())
afterEach(() => acme.sim.close())

async function open(timeout?: number) {
  acme = await startAcme(timeout === undefined ? {} : { timeout })
  const { clock, deadline } = acme.time
  tools = { vercel: acme.client(), clock, deadline, random: () => 0 }
}

type Build = Omit<Parameters<Acme['sim']['vercel']['addDeployment']>[0], 'projectId'>

const build = (options: Build = {}) =>
  acme.sim.vercel.addDeployment({
    projectId: 'prj_1',
    id: 'dpl_a',
    state: 'BUILDING',
    ...options,
  })

const planned = (overrides: Partial<Deployment> = {}): Result =>
  wouldCancel(deployment({ id: 'dpl_a', ...overrides }), 'superseded')

const carry = (plan: Result[]) => carryOut(plan, tools, () => {})

function only(results: Result[]): Result {
  const [result] = results
  if (result === undefined || results.length > 1) throw new Error(`${results.length} results`)
  return result
}

/** Cancels `dpl_a`, of which all is known from a list. */
const cancel = async (overrides: Partial<Deployment> = {}) =>
  only(await carry([planned(overrides)]))

/** Looks at a deployment that the user named, and cancels nothing. */
const look = async (ref: DeploymentRef) => only(await planNamed([ref], true, tools))

/** Cancels a deployment that the user named. */
const cancelNamed = async (ref: DeploymentRef) =>
  only(await carry(await planNamed([ref], false, tools)))

const PATCH = 'cancel dpl_a'
const GET = 'get dpl_a'
const always = { times: Number.POSITIVE_INFINITY }

describe('a cancel that is answered', () => {
  test('with CANCELED takes one request', async () => {
    build()
    expect(await cancel()).toMatchObject({
      outcome: 'canceled',
      reason: 'superseded',
      stateBefore: 'BUILDING',
      message: undefined,
      deployment: { state: 'CANCELED', canceledAt: start },
    })
    expect(asked(acme.sim)).toEqual([PATCH])
    expect(acme.sim.vercel.deployment('dpl_a').readyState).toBe('CANCELED')
  })

  test.each([
    [1, [PATCH, GET], [0, 250]],
    [250, [PATCH, GET], [0, 250]],
    [251, [PATCH, GET, GET], [0, 250, 750]],
    [1750, [PATCH, GET, GET, GET], [0, 250, 750, 1750]],
  ])('before it takes hold, after %i ms, is read until it has', async (ms, requests, moments) => {
    build({ cancelDelayMs: ms })
    const result = await cancel()
    expect(result.outcome).toBe('canceled')
    expect(result.deployment.canceledAt).toBe(start + ms)
    expect(asked(acme.sim)).toEqual(requests)
    expect([...momentsOf(acme.sim, 'cancel'), ...momentsOf(acme.sim, 'get')]).toEqual(moments)
  })

  test('and then takes very long is read every 4 s in the end', async () => {
    build({ cancelDelayMs: 20_000 })
    expect((await cancel()).outcome).toBe('canceled')
    expect(acme.time.waits).toEqual([250, 500, 1000, 2000, 4000, 4000, 4000, 4000, 4000])
  })

  test.each(['READY', 'ERROR'] as const)('but loses against %s', async (ends) => {
    build({ buildingMs: 500, ends, cancelDelayMs: 600 })
    expect(await cancel()).toMatchObject({
      outcome: 'already-finished',
      deployment: { state: ends },
      message: undefined,
    })
    expect(asked(acme.sim)).toEqual([PATCH, GET, GET])
  })

  test('without a state is read', async () => {
    build()
    acme.sim.fault({ kind: 'shape', body: { id: 'dpl_a' } })
    expect((await cancel()).outcome).toBe('canceled')
    expect(asked(acme.sim)).toEqual([PATCH, GET])
  })

  test('with a state that is new is read until it is an old one', async () => {
    build()
    acme.sim.fault({ kind: 'shape', body: { id: 'dpl_a', readyState: 'CANCELING' } })
    acme.sim.fault({ kind: 'shape', body: { id: 'dpl_a', readyState: 'CANCELING' } })
    expect((await cancel()).outcome).toBe('canceled')
    expect(asked(acme.sim)).toEqual([PATCH, GET, GET])
  })

  test('by little else keeps what was known', async () => {
    build()
    acme.sim.fault({ kind: 'shape', body: { id: 'dpl_a', readyState: 'CANCELED', canceledAt: 5 } })
    const known = deployment({ id: 'dpl_a', environment: 'staging' })
    const { deployment: read } = await cancel(known)
    expect(read).toEqual({ ...known, state: 'CANCELED', canceledAt: 5 })
  })

  test('with a moment that is told once keeps it', async () => {
    build()
    const body = { id: 'dpl_a', readyState: 'CANCELING', canceledAt: 5 }
    acme.sim.fault({ kind: 'shape', body })
    acme.sim.fault({ kind: 'shape', body: { id: 'dpl_a', readyState: 'CANCELED' } })
    expect((await cancel()).deployment).toMatchObject({ state: 'CANCELED', canceledAt: 5 })
  })

  test('without a state, again and again, keeps the state that was known', async () => {
    build()
    acme.sim.fault({ kind: 'shape', body: { id: 'dpl_a' }, ...always })
    expect(await cancel()).toMatchObject({ outcome: 'failed', deployment: { state: 'BUILDING' } })
  })

  test('by more than was known takes it in', async () => {
    const { url } = build({ branch: 'feature/x', sha: 'abcdef0' })
    const { deployment: read } = await cancel({ branch: undefined, sha: undefined, url: undefined })
    expect(read).toMatchObject({ branch: 'feature/x', sha: 'abcdef0', url })
  })
})

describe('a cancel that is declined (400)', () => {
  test.each([
    ['READY', 'already-finished', undefined],
    ['ERROR', 'already-finished', undefined],
    ['CANCELED', 'canceled', 'It was cancelled already.'],
    ['DELETED', 'already-finished', undefined],
  ] as const)('because the build is %s: %s', async (state, outcome, message) => {
    build({ state })
    expect(await cancel()).toMatchObject({ outcome, message, stateBefore: 'BUILDING' })
    expect(asked(acme.sim)).toEqual([PATCH, GET])
  })

  test.each([['BLOCKED'], ['SOMETHING_NEW']])(
    'although it is %s, which nobody knows to be over, is a failure',
    async (state) => {
      build({ state })
      expect(await cancel()).toMatchObject({ outcome: 'failed', deployment: { state } })
      expect(asked(acme.sim)).toEqual([PATCH, GET, PATCH, GET])
    },
  )

  test('although it is in flight is tried once more', async () => {
    build()
    acme.sim.fault({ status: 400 })
    expect((await cancel()).outcome).toBe('canceled')
    expect(asked(acme.sim)).toEqual([PATCH, GET, PATCH])
    expect(momentsOf(acme.sim, 'cancel')).toEqual([0, 200])
  })

  // What was declined did nothing, but of two requests nobody can tell which of them came too late.
  test('once, and cancelled by the time of the second, is not said to have been so before', async () => {
    build()
    acme.sim.fault({ operation: 'cancel', status: 400, times: 2 })
    acme.sim.fault({
      operation: 'get',
      skip: 1,
      kind: 'shape',
      body: { id: 'dpl_a', readyState: 'CANCELED' },
    })
    expect(await cancel()).toMatchObject({ outcome: 'canceled', message: undefined })
    expect(asked(acme.sim)).toEqual([PATCH, GET, PATCH, GET])
  })

  test('although it is in flight, twice, is a failure', async () => {
    build()
    acme.sim.fault({ operation: 'cancel', status: 400, ...always })
    expect(await cancel()).toMatchObject({
      outcome: 'failed',
      message: 'Vercel declined (PATCH /v12/deployments/…/cancel, 400: Bad Request)',
      deployment: { state: 'BUILDING' },
    })
    expect(asked(acme.sim)).toEqual([PATCH, GET, PATCH, GET])
  })

  test.each([
    ['', 'BUILDING'],
    ['It is READY, CANCELED, already finished', 'BUILDING'],
  ])('in the words "%s" is judged by the state alone', async (message) => {
    build()
    acme.sim.fault({ operation: 'cancel', status: 400, body: { error: { message } }, ...always })
    expect((await cancel()).outcome).toBe('failed')
  })
})

test.each([[404], [410]])('%i is a build that is not found', async (status) => {
  build()
  acme.sim.fault({ status })
  const result = await cancel()
  expect(result).toMatchObject({ outcome: 'not-found', stateBefore: 'BUILDING' })
  // It was in the list of that very team.
  expect(result.message).toMatch(/^Vercel does not know it \(\d+: [^)]*\)$/)
  expect(asked(acme.sim)).toEqual([PATCH])
})

test('a build that is gone when it is read is not found', async () => {
  build()
  acme.sim.fault({ kind: 'reset-before' })
  acme.sim.fault({ operation: 'get', status: 404 })
  expect((await cancel()).outcome).toBe('not-found')
  expect(asked(acme.sim)).toEqual([PATCH, GET])
})

test.each([[401], [403]])('%i stops it all, and says why with each', async (status) => {
  const plan = Array.from({ length: 100 }, (_, i) => {
    build({ id: `dpl_${i}` })
    return planned({ id: `dpl_${i}` })
  })
  acme.sim.fault({ status, ...always })
  const results = await carry(plan)
  expect(results).toHaveLength(100)
  expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['failed']))
  expect(new Set(results.map(({ message }) => message)).size).toBe(1)
  expect(asked(acme.sim).filter((one) => one.startsWith('get'))).toEqual([])
  expect(acme.sim.requests.length).toBeLessThan(100)
})

describe('a cancel whose effect is not known', () => {
  const afterEffect = [
    ['a reset', { kind: 'reset-after' }],
    ['a reset in the body', { kind: 'reset-in-body' }],
    ['an empty reply', { kind: 'empty' }],
    ['a truncated reply', { kind: 'truncated' }],
    ['a reply of another form', { kind: 'shape' }],
    ['a 500', { status: 500, effect: true }],
    ['a 502 in HTML', { status: 502, effect: true, body: '<h1>Bad gateway</h1>' }],
  ] as const

  test.each(afterEffect)('after %s is settled by reading the state', async (_, fault) => {
    build()
    acme.sim.fault(fault)
    expect(await cancel()).toMatchObject({
      outcome: 'canceled',
      deployment: { canceledAt: start },
      message: undefined,
    })
    expect(asked(acme.sim)).toEqual([PATCH, GET])
    expect(acme.time.waits).toEqual([])
  })

  test.each([
    ['a reset', { kind: 'reset-before' }],
    ['a 500', { status: 500 }],
    ['a 503', { status: 503 }],
  ] as const)('and that had none (%s) is sent again, after a while', async (_, fault) => {
    build()
    acme.sim.fault({ ...fault, operation: 'cancel', times: 2 })
    expect((await cancel()).outcome).toBe('canceled')
    expect(asked(acme.sim)).toEqual([PATCH, GET, PATCH, GET, PATCH])
    expect(momentsOf(acme.sim, 'cancel')).toEqual([0, 200, 600])
  })

  test('and that took hold late is not said to have been cancelled by somebody before', async () => {
    build({ cancelDelayMs: 100 })
    acme.sim.fault({ operation: 'cancel', status: 500, effect: true })
    expect(await cancel()).toMatchObject({ outcome: 'canceled', message: undefined })
    expect(asked(acme.sim)).toEqual([PATCH, GET, PATCH, GET])
  })

  test('is sent five times at most', async () => {
    build()
    acme.sim.fault({ operation: 'cancel', status: 500, ...always })
    expect(await cancel()).toMatchObject({
      outcome: 'failed',
      message: 'Vercel failed (PATCH /v12/deployments/…/cancel, 500: Internal Server Error)',
      deployment: { state: 'BUILDING' },
    })
    expect(momentsOf(acme.sim, 'cancel')).toEqual([0, 200, 600, 1400, 3000])
    expect(asked(acme.sim)).toHaveLength(10)
  })

  test('and that can’t be read either has failed', async () => {
    build()
    acme.sim.fault({ status: 500, ...always })
    expect(await cancel()).toMatchObject({ outcome: 'failed', deployment: { state: 'BUILDING' } })
    expect(asked(acme.sim)).toEqual([PATCH, GET, GET, GET, GET, GET])
  })

  test('while the build ends by itself is no failure', async () => {
    build({ state: 'READY' })
    acme.sim.fault({ kind: 'reset-before' })
    expect((await cancel()).outcome).toBe('already-finished')
    expect(asked(acme.sim)).toEqual([PATCH, GET])
  })
})

test.each([
  ['an error', new Error('x'), 'x'],
  ['a text', 'x', 'x'],
  ['a reply without a status', { kind: 'rejected' }, '[object Object]'],
])('%s that nobody expects is that one build’s failure', async (_, thrown, message) => {
  build({ id: 'dpl_b' })
  const { vercel } = tools
  const odd = (id: string) => (id === 'dpl_a' ? Promise.reject(thrown) : vercel.cancel(id))
  tools = { ...tools, vercel: { ...vercel, cancel: odd } }
  const results = await carry([planned(), planned({ id: 'dpl_b' })])
  expect(results).toMatchObject([{ outcome: 'failed', message }, { outcome: 'canceled' }])
  expect(asked(acme.sim)).toEqual(['cancel dpl_b'])
})

test('a clock that fails is not taken for the end of the step', async () => {
  build({ cancelDelayMs: 100 })
  const sleep = () => Promise.reject(new Error('no timer'))
  tools = { ...tools, clock: { ...tools.clock, sleep } }
  expect(await cancel()).toMatchObject({ outcome: 'failed', message: 'no timer' })
})

test('a 429 is waited for, without a read: it did nothing', async () => {
  build()
  acme.sim.fault({ status: 429, headers: { 'retry-after': '7' } })
  expect((await cancel()).outcome).toBe('canceled')
  expect(asked(acme.sim)).toEqual([PATCH, PATCH])
  expect(momentsOf(acme.sim, 'cancel')).toEqual([0, 7000])
})

describe('the end of the step', () => {
  test('ends the wait for a cancel to take hold', async () => {
    await acme.sim.close()
    await open(1000)
    build({ cancelDelayMs: 1e9 })
    const result = await cancel()
    expect(result).toMatchObject({
      outcome: 'failed',
      message: `${TIME_UP} before the build was seen to end`,
      stateBefore: 'BUILDING',
    })
    expect(asked(acme.sim)).toEqual([PATCH, GET, GET])
  })

  test('ends the wait before another try, and tells the state that was read', async () => {
    await acme.sim.close()
    await open(1000)
    build({ state: 'BUILDING' })
    acme.sim.fault({ operation: 'cancel', status: 500, ...always })
    expect(await cancel({ state: 'QUEUED' })).toMatchObject({
      outcome: 'failed',
      message: `${TIME_UP} before the build was seen to end`,
      stateBefore: 'QUEUED',
      deployment: { state: 'BUILDING' },
    })
  })

  test('lets the others’ results stand', async () => {
    build({ id: 'dpl_a' })
    build({ id: 'dpl_b', cancelDelayMs: 1e9 })
    const results = await carry([planned(), planned({ id: 'dpl_b' })])
    expect(results.map(({ outcome }) => outcome)).toEqual(['canceled', 'failed'])
  })

  test('before the first request is a failure of each', async () => {
    build()
    acme.time.advance(60_000)
    expect((await cancel()).outcome).toBe('failed')
    expect(asked(acme.sim)).toEqual([])
  })
})

describe('many', () => {
  const states = ['BUILDING', 'QUEUED', 'INITIALIZING', 'QUEUED', 'BUILDING'] as const
  const plan = () =>
    states.map((state, i) => {
      build({ id: `dpl_${i}`, state })
      return planned({ id: `dpl_${i}`, state })
    })

  test('are sent with the queued ones first, then those that have not begun', async () => {
    await carry(plan())
    const sent = acme.http.sent.map(({ url }) => url.pathname.split('/')[3])
    expect(sent).toEqual(['dpl_1', 'dpl_3', 'dpl_2', 'dpl_0', 'dpl_4'])
  })

  test('are told in the order in which they were given', async () => {
    const results = await carry(plan())
    const told = results.map(({ deployment: { id }, stateBefore }) => [id, stateBefore])
    expect(told).toEqual(states.map((state, i) => [`dpl_${i}`, state]))
  })

  test('are counted one by one', async () => {
    let done = 0
    acme.sim.fault({ id: 'dpl_2', status: 404 })
    await carryOut(plan(), tools, () => {
      done += 1
    })
    expect(done).toBe(5)
  })

  test('may be none', async () => {
    expect(await carry([])).toEqual([])
  })

  test('are cancelled without those that are kept, which stay as they are', async () => {
    build({ id: 'dpl_a' })
    build({ id: 'dpl_b' })
    const keep = kept(deployment({ id: 'dpl_b' }), 'newer', false)
    const done: string[] = []
    const results = await carryOut([keep, planned()], tools, () => done.push('one'))
    expect(results[0]).toBe(keep)
    expect(results[1]).toMatchObject({ outcome: 'canceled', deployment: { id: 'dpl_a' } })
    expect(acme.sim.vercel.canceled()).toEqual(['dpl_a'])
    expect(done).toHaveLength(1)
  })

  test('with one twice cancel it once, whatever comes second', async () => {
    build()
    const results = await carry([planned(), planned()])
    expect(results.map(({ outcome }) => outcome)).toEqual(['canceled', 'canceled'])
    expect(acme.sim.vercel.canceled()).toEqual(['dpl_a'])
  })
})

describe('a deployment that the user named', () => {
  test('by id is cancelled without a look', async () => {
    build({ branch: 'feature/x', sha: 'abcdef0', target: 'production' })
    expect(await cancelNamed({ id: 'dpl_a' })).toMatchObject({
      outcome: 'canceled',
      reason: 'requested',
      deployment: { state: 'CANCELED', branch: 'feature/x', environment: 'production' },
    })
    expect(asked(acme.sim)).toEqual([PATCH])
  })

  test('by id was in a state that nobody has seen', async () => {
    build()
    expect((await cancelNamed({ id: 'dpl_a' })).stateBefore).toBeUndefined()
  })

  test('by hostname is looked up first', async () => {
    const hostname = String(build().url)
    expect(await cancelNamed({ hostname })).toMatchObject({
      outcome: 'canceled',
      reason: 'requested',
      stateBefore: 'BUILDING',
      deployment: { id: 'dpl_a', url: hostname },
    })
    expect(asked(acme.sim)).toEqual([`get ${hostname}`, PATCH])
  })

  test.each([
    ['READY', 'already-finished', undefined],
    ['CANCELED', 'canceled', 'It was cancelled already.'],
  ] as const)('by hostname, and %s, is only looked up', async (state, outcome, message) => {
    const hostname = String(build({ state }).url)
    expect(await cancelNamed({ hostname })).toMatchObject({
      outcome,
      reason: 'requested',
      message,
      stateBefore: state,
    })
    expect(asked(acme.sim)).toEqual([`get ${hostname}`])
  })

  test.each([
    ['id', { id: 'dpl_none' }, { id: 'dpl_none', url: undefined }],
    ['hostname', { hostname: 'none.vercel.app' }, { id: '', url: 'none.vercel.app' }],
  ])('by an unknown %s is not found, by that name', async (_, ref, known) => {
    expect(await cancelNamed(ref)).toMatchObject({
      outcome: 'not-found',
      reason: 'requested',
      deployment: known,
    })
    expect(acme.sim.requests).toHaveLength(1)
  })

  test.each([
    ['id', { id: 'dpl_none' }],
    ['hostname', { hostname: 'none.vercel.app' }],
  ])('and is not found by its %s may be another team’s', async (_, ref) => {
    const { message } = await cancelNamed(ref)
    expect(message).toMatch(/^Vercel does not know it \(404: .*\)\. \S/)
    expect(message?.endsWith(tools.vercel.scopeHint)).toBe(true)
  })

  test('by a hostname that can’t be read has failed', async () => {
    acme.sim.fault({ status: 500, ...always })
    const result = await cancelNamed({ hostname: 'x.vercel.app' })
    expect(result).toMatchObject({ outcome: 'failed', deployment: { url: 'x.vercel.app' } })
  })
})

describe('a look', () => {
  test.each([
    ['BUILDING', 'would-cancel'],
    ['QUEUED', 'would-cancel'],
    ['SOMETHING_NEW', 'would-cancel'],
    ['READY', 'already-finished'],
    ['ERROR', 'already-finished'],
    ['CANCELED', 'canceled'],
  ] as const)('at a build that is %s: %s, and nothing is cancelled', async (state, outcome) => {
    build({ state })
    expect(await look({ id: 'dpl_a' })).toMatchObject({
      outcome,
      reason: 'requested',
      stateBefore: state,
    })
    expect(asked(acme.sim)).toEqual([GET])
    expect(acme.sim.vercel.canceled()).toEqual([])
  })

  test('at none', async () => {
    expect((await look({ id: 'dpl_none' })).outcome).toBe('not-found')
  })
})

describe('several that the user named', () => {
  test('are looked at in the order of their names, and only hostnames are', async () => {
    const hostname = String(build({ id: 'dpl_b' }).url)
    build({ id: 'dpl_a' })
    const plan = await planNamed([{ hostname }, { id: 'dpl_a' }], false, tools)
    expect(plan.map(({ deployment: { id }, outcome, reason }) => [id, outcome, reason])).toEqual([
      ['dpl_b', 'would-cancel', 'requested'],
      ['dpl_a', 'would-cancel', 'requested'],
    ])
    expect(asked(acme.sim)).toEqual([`get ${hostname}`])
  })

  test.each([[false], [true]])(
    'are one when they name one (look at all: %s)',
    async (lookAtAll) => {
      const hostname = String(build().url)
      const plan = await planNamed([{ id: 'dpl_a' }, { hostname }], lookAtAll, tools)
      expect(plan.map(({ deployment: { id } }) => id)).toEqual(['dpl_a'])
    },
  )

  test('are several when none of them is found', async () => {
    const refs = [{ hostname: 'a.vercel.app' }, { hostname: 'b.vercel.app' }]
    const plan = await planNamed(refs, false, tools)
    expect(plan.map(({ deployment: { url }, outcome }) => [url, outcome])).toEqual([
      ['a.vercel.app', 'not-found'],
      ['b.vercel.app', 'not-found'],
    ])
  })
})

test('what is kept or would be cancelled is told as it was found', () => {
  const found = deployment()
  const known = { deployment: found, stateBefore: 'BUILDING', message: undefined }
  expect(kept(found, 'newer', false)).toEqual({
    ...known,
    outcome: 'kept',
    reason: 'newer',
    elsewhere: false,
  })
  expect(kept(found, 'other-branch', true).elsewhere).toBe(true)
  expect(wouldCancel(found, 'superseded')).toEqual({
    ...known,
    outcome: 'would-cancel',
    reason: 'superseded',
    elsewhere: false,
  })
})
