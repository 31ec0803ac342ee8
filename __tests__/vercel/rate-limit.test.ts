import { cancelDeployment, listUnfinished, readDeployment } from '../../src/vercel/client.js'
import {
  createLane,
  type Lane,
  MAX_IN_FLIGHT,
  noteAnswer,
  noteFailure,
  pauseLane,
  toldToWait,
} from '../../src/vercel/rate-limit.js'
import {
  type Acme,
  addBuilds,
  asked,
  failureOf,
  momentsOf,
  recordingSend,
  start,
  startAcme,
} from '../support.js'

const now = start
const seconds = now / 1000

let acme: Acme
beforeEach(async () => {
  acme = await startAcme()
})
afterEach(() => acme.sim.close())

const web = { projectId: 'prj_1' }

describe('how long a 429 asks to wait', () => {
  const reset = (n: number | string) => ({ 'x-ratelimit-reset': String(n) })
  const retryAfter = (value: string) => ({ 'retry-after': value })

  test.each([
    ['nothing is said', {}, undefined, undefined],
    ['Retry-After in seconds', retryAfter('7'), undefined, 7000],
    ['Retry-After in seconds, of several digits', retryAfter('120'), undefined, 120_000],
    ['Retry-After: 0', retryAfter('0'), undefined, 0],
    ['Retry-After as a date', retryAfter(new Date(now + 9000).toUTCString()), undefined, 9000],
    ['a date that begins with digits', retryAfter('2026-01-01T00:00:09Z'), undefined, 9000],
    [
      'a date that ends with digits',
      retryAfter('Thu, 01 Jan 2026 00:00:09 +0000'),
      undefined,
      9000,
    ],
    ['Retry-After as a date gone by', retryAfter(new Date(now - 9000).toUTCString()), undefined, 0],
    ['X-RateLimit-Reset', reset(seconds + 11), undefined, 11_000],
    ['X-RateLimit-Reset gone by', reset(seconds - 1), undefined, 0],
    ['error.limit.reset', {}, seconds + 13, 13_000],
    ['a fraction of a ms, rounded up', {}, seconds + 0.0005, 1],
    ['Retry-After first', { ...retryAfter('7'), ...reset(seconds + 11) }, seconds + 13, 7000],
    ['then X-RateLimit-Reset', reset(seconds + 11), seconds + 13, 11_000],
    [
      'no sense in Retry-After',
      { ...retryAfter('soon'), ...reset(seconds + 11) },
      undefined,
      11_000,
    ],
    ['an empty Retry-After', { ...retryAfter(''), ...reset(seconds + 11) }, undefined, 11_000],
    ['no sense in X-RateLimit-Reset', reset('soon'), seconds + 13, 13_000],
    ['an empty X-RateLimit-Reset', reset(''), seconds + 13, 13_000],
    ['no sense anywhere', { ...retryAfter('soon'), ...reset('soon') }, Number.NaN, undefined],
    ['an endless reset', {}, Number.POSITIVE_INFINITY, undefined],
    ['X-RateLimit-Reset in milliseconds', reset(now + 11_000), undefined, 11_000],
    ['X-RateLimit-Reset in milliseconds gone by', reset(now - 1), undefined, 0],
    ['error.limit.reset in milliseconds', {}, now + 13_000, 13_000],
    ['a day', retryAfter('86400'), undefined, 86_400_000],
    ['more than a day', retryAfter('86401'), undefined, undefined],
    ['a reset in a day', reset(seconds + 86_400), undefined, 86_400_000],
    ['an absurd reset', reset('9'.repeat(30)), undefined, undefined],
    [
      'an absurd Retry-After',
      { ...retryAfter('9'.repeat(30)), ...reset(seconds + 11) },
      undefined,
      11_000,
    ],
    ['a reset in seconds from now', reset(30), undefined, 0],
  ])('%s', (_, headers, bodyReset, expected) => {
    expect(toldToWait(headers, bodyReset, now)).toBe(expected)
  })

  test('seconds count from now, between two whole seconds too', () => {
    expect(toldToWait({ 'retry-after': '2' }, undefined, now + 300)).toBe(2000)
    expect(toldToWait({}, seconds + 2, now + 300)).toBe(1700)
  })
})

describe('a rate limit', () => {
  const body = { error: { code: 'rate_limited', limit: { reset: seconds + 13 } } }
  const reset = { 'x-ratelimit-reset': String(seconds + 11) }

  test.each([
    ['Retry-After in seconds', { 'retry-after': '7' }, {}, 7000],
    ['Retry-After as a date', { 'retry-after': new Date(start + 9000).toUTCString() }, {}, 9000],
    ['X-RateLimit-Reset', reset, {}, 11_000],
    ['error.limit.reset', {}, body, 13_000],
    ['all of them: the first counts', { 'retry-after': '7', ...reset }, body, 7000],
    ['none of them: back-off', {}, {}, 200],
    ['a moment gone by: back-off', { 'retry-after': '0' }, {}, 200],
  ])('is waited for as told by %s', async (_, headers, said, wait) => {
    const { sim, client, waitedFor } = acme
    sim.fault({ operation: 'list', status: 429, headers, body: said })
    const { failure } = await listUnfinished(client(), web)
    expect(failure).toBeUndefined()
    expect(momentsOf(sim, 'list')).toEqual([0, wait])
    expect(waitedFor).toHaveLength(1)
  })

  test('says what is waited for, and how long', async () => {
    const { sim, client, waitedFor } = acme
    sim.fault({ status: 429, headers: { 'retry-after': '7' } })
    await listUnfinished(client(), web)
    expect(waitedFor).toEqual([
      "Vercel's rate limit was reached: waiting 7 s, then continuing more slowly",
    ])
  })

  test('that says nothing is waited for ever longer', async () => {
    const { sim, client } = acme
    sim.fault({ status: 429, body: {}, times: 3 })
    await listUnfinished(client(), web)
    expect(momentsOf(sim, 'list')).toEqual([0, 200, 600, 1400])
  })

  test('of the API itself is kept', async () => {
    const { sim, client } = acme
    sim.vercel.limit('list', { total: 1, windowMs: 5000 })
    const vercel = client()
    await listUnfinished(vercel, web)
    await listUnfinished(vercel, web)
    expect(momentsOf(sim, 'list')).toEqual([0, 0, 5000])
  })

  test('lets nothing through that was queued behind it', async () => {
    const { sim, client, http } = acme
    const all = addBuilds(acme, 100)
    sim.fault({ status: 429, headers: { 'retry-after': '1' }, times: 32 })
    const vercel = client()
    await Promise.all(all.map((id) => readDeployment(vercel, id)))
    // All that were open when the first reply came, and not one for the slot that it freed.
    expect(http.sent.filter(({ at }) => at < 1000).length).toBe(32)
    expect(http.sent.length).toBe(132)
  })

  test.each([
    ['get', (id: string) => readDeployment(acme.client(), id)],
    ['cancel', (id: string) => cancelDeployment(acme.client(), id)],
  ])('of a %s ends with its success', async (operation, act) => {
    const { sim } = acme
    sim.vercel.addDeployment({ projectId: 'prj_1', id: 'dpl_a', state: 'BUILDING' })
    sim.fault({ operation, status: 429, headers: { 'retry-after': '7' } })
    expect((await act('dpl_a')).id).toBe('dpl_a')
    expect(momentsOf(sim, operation)).toEqual([0, 7000])
  })

  test('that lasts as long as the step does is still waited for', async () => {
    const { sim, client, time } = acme
    sim.fault({ status: 429, headers: { 'retry-after': '59' } })
    expect((await listUnfinished(client(), web)).failure).toBeUndefined()
    expect(time.waits).toEqual([59_000])
  })

  test('that lasts longer fails at once', async () => {
    const { sim, client, time, waitedFor } = acme
    sim.fault({ status: 429, headers: { 'retry-after': '61' } })
    const failure = await failureOf(cancelDeployment(client(), 'dpl_a'))
    expect(failure).toMatchObject({ kind: 'rate-limited', status: 429 })
    expect(failure.message).toBe(
      "Vercel's rate limit was reached, and lasts another 1 min 1 s (PATCH /v12/deployments/…/cancel, 429: Too Many Requests), which is longer than `timeout` allows",
    )
    expect([sim.requests.length, time.waits, waitedFor]).toEqual([1, [], []])
  })
})

test('a rate limit that outlasts the step lets nothing through that was queued behind it', async () => {
  const { sim, client, time } = acme
  const all = addBuilds(acme, 100)
  sim.fault({ status: 429, headers: { 'retry-after': '61' }, times: Number.POSITIVE_INFINITY })
  const vercel = client()
  const failures = await Promise.all(all.map((id) => failureOf(cancelDeployment(vercel, id))))
  expect(new Set(failures.map(({ kind }) => kind))).toEqual(new Set(['rate-limited']))
  expect(time.waits).toEqual([])
  expect(sim.requests.length).toBe(32)
})

test('a rate limit that outlasts the step is not tried again by the next request of its kind', async () => {
  const { sim, client } = acme
  const [a = '', b = ''] = addBuilds(acme, 2)
  sim.fault({ operation: 'cancel', status: 429, headers: { 'retry-after': '61' } })
  const vercel = client()
  const first = await failureOf(cancelDeployment(vercel, a))
  expect(await failureOf(cancelDeployment(vercel, b))).toBe(first)
  expect(asked(sim)).toEqual([`cancel ${a}`])
})

test('a list’s rate limit that outlasts the step keeps no cancel back', async () => {
  const { sim, client } = acme
  const [id = ''] = addBuilds(acme, 1)
  sim.fault({ operation: 'list', status: 429, headers: { 'retry-after': '61' } })
  const vercel = client()
  expect((await listUnfinished(vercel, web)).failure?.kind).toBe('rate-limited')
  expect((await cancelDeployment(vercel, id)).state).toBe('CANCELED')
  expect(asked(sim)).toEqual(['list', `cancel ${id}`])
})

test('a rate limit that outlasts the step ends the wait for a shorter one', async () => {
  const { sim, client } = acme
  const all = addBuilds(acme, 40)
  const told = (s: number, times: number) =>
    sim.fault({ operation: 'cancel', status: 429, headers: { 'retry-after': String(s) }, times })
  told(7, 20)
  told(61, 20)
  const vercel = client()
  const looked: string[] = []
  const look = (id: string) => async () => {
    looked.push(id)
  }
  const failures = await Promise.all(
    all.map((id) => failureOf(cancelDeployment(vercel, id, look(id)))),
  )
  expect(new Set(failures.map(({ kind }) => kind))).toEqual(new Set(['rate-limited']))
  expect(sim.requests).toHaveLength(32)
  // What will not be sent need not be looked at.
  expect(looked).toEqual([])
})

describe('requests at once', () => {
  test('are 32 at most, of all kinds together', async () => {
    const { client, http } = acme
    const all = addBuilds(acme, 50)
    const vercel = client()
    await Promise.all(
      all.flatMap((id) => [readDeployment(vercel, id), cancelDeployment(vercel, id)]),
    )
    expect(http.peak).toBe(32)
  })

  test('that wait for others of another kind are kept back by a rate limit, too', async () => {
    const { sim, client, time, http } = acme
    const all = addBuilds(acme, 40)
    const hanging = sim.fault({ operation: 'get', kind: 'hang', times: 20 })
    sim.fault({ operation: 'cancel', status: 429, headers: { 'retry-after': '1' }, times: 12 })
    const vercel = client()
    const reads = all.slice(0, 20).map((id) => failureOf(readDeployment(vercel, id)))
    while (hanging.count < 20) await new Promise(setImmediate)
    await Promise.all(all.map((id) => cancelDeployment(vercel, id)))
    // All that had a place when the first reply came.
    const early = http.sent.filter(({ method, at }) => method === 'PATCH' && at < 1000)
    expect(early).toHaveLength(12)
    time.stop(new Error('The step was stopped'))
    await Promise.all(reads)
  })

  test('begin with one after a 429, and grow again', async () => {
    const { sim, client } = acme
    const all = addBuilds(acme, 40)
    const http = recordingSend(acme.time.clock)
    const vercel = client({ send: http.send })
    sim.fault({ status: 429, headers: { 'retry-after': '1' } })
    await readDeployment(vercel, 'dpl_0')
    expect(http.peak).toBe(1)
    await Promise.all(all.map((id) => readDeployment(vercel, id)))
    expect(http.peak).toBeGreaterThan(4)
    expect(http.peak).toBeLessThan(12)
  })
})

test('a storm of 429 costs few requests beside those that do the work', async () => {
  const { sim, client } = acme
  const all = addBuilds(acme, 300)
  sim.vercel.limit('cancel', { total: 100, windowMs: 5000 })
  const vercel = client()
  const done = await Promise.all(all.map((id) => cancelDeployment(vercel, id)))
  expect(new Set(done.map(({ state }) => state))).toEqual(new Set(['CANCELED']))
  const refused = momentsOf(sim, 'cancel').length - 300
  // 32 were open when the first was refused; after that a few in each window.
  expect(refused).toBeGreaterThan(0)
  expect(refused).toBeLessThan(32 + 2 * 20)
})

describe('what is asked before a late cancel', () => {
  test('comes right before it is sent again, and may end it', async () => {
    const { sim, client } = acme
    const [id = ''] = addBuilds(acme, 1)
    sim.fault({ operation: 'cancel', status: 429, headers: { 'retry-after': '1' }, times: 2 })
    const seen: unknown[] = []
    const look = async (again: boolean) => {
      seen.push([again, momentsOf(sim, 'cancel').length])
      if (seen.length === 2) throw new Error('kept')
    }
    await expect(cancelDeployment(client(), id, look)).rejects.toThrow('kept')
    expect(seen).toEqual([
      [true, 1],
      [true, 2],
    ])
    expect(momentsOf(sim, 'cancel')).toEqual([0, 1000])
  })

  test('does not come where nothing was late', async () => {
    const all = addBuilds(acme, 50)
    const vercel = acme.client()
    const never = async () => {
      throw new Error('It was asked')
    }
    await Promise.all(all.map((id) => cancelDeployment(vercel, id, never)))
    expect(asked(acme.sim)).toHaveLength(50)
  })

  test.each([
    [4, []],
    [5, [false]],
  ])('comes for a first attempt that waited for others: %i s', async (s, expected) => {
    const { sim, client } = acme
    const [a = '', b = ''] = addBuilds(acme, 2)
    sim.fault({ operation: 'cancel', id: a, status: 429, headers: { 'retry-after': String(s) } })
    const vercel = client()
    const seen: boolean[] = []
    // The wait for `a` is known before `b` is asked for; both are sent after it.
    const first = cancelDeployment(vercel, a)
    while (sim.requests.length === 0 || acme.debug.length === 0) await new Promise(setImmediate)
    const second = cancelDeployment(vercel, b, async (again) => {
      seen.push(again)
    })
    await Promise.all([first, second])
    expect(seen).toEqual(expected)
  })

  test('may send requests of its own while all places are taken', async () => {
    const { sim, client } = acme
    const all = addBuilds(acme, 100)
    sim.fault({ operation: 'cancel', status: 429, headers: { 'retry-after': '1' }, times: 40 })
    const vercel = client()
    const look = (id: string) => async () => {
      await readDeployment(vercel, id)
    }
    const done = await Promise.all(all.map((id) => cancelDeployment(vercel, id, look(id))))
    expect(done.every(({ state }) => state === 'CANCELED')).toBe(true)
  })
})

describe('a lane', () => {
  const answers = (lane: Lane, n: number) => {
    for (let i = 0; i < n; i += 1) noteAnswer(lane)
  }
  const fail = (lane: Lane, at: number) => noteFailure(lane, { now: at, random: 0, reason: 'down' })

  test('lets one more through after each round', () => {
    const lane = createLane()
    pauseLane(lane, now, 'x')
    const grown = Array.from({ length: 6 }, () => {
      answers(lane, 1)
      return lane.slots.concurrency
    })
    expect(grown).toEqual([2, 2, 3, 3, 3, 4])
    answers(lane, 10_000)
    expect(lane.slots.concurrency).toBe(MAX_IN_FLIGHT)
  })

  test('keeps the longest of several pauses, and its reason', () => {
    const lane = createLane()
    for (const [until, reason] of [
      [now + 7, 'a'],
      [now + 3, 'b'],
      [now + 9, 'c'],
    ] as const) {
      pauseLane(lane, until, reason)
    }
    expect(lane).toMatchObject({ pausedUntil: now + 9, reason: 'c' })
  })

  test('pauses after five failures in a row, longer each time, and is down after six pauses', () => {
    const lane = createLane()
    const seen = ['single', 'single', 'single', 'single'].map(() => fail(lane, now))
    expect([seen, lane.pausedUntil]).toEqual([['single', 'single', 'single', 'single'], 0])
    const pauses: number[] = []
    let at = now
    let verdict = fail(lane, at)
    while (verdict === 'failing') {
      pauses.push(lane.pausedUntil - at)
      // Those that were open when the pause began change nothing.
      expect(fail(lane, at)).toBe('failing')
      expect(lane.pausedUntil - at).toBe(pauses.at(-1))
      at = lane.pausedUntil
      verdict = fail(lane, at)
    }
    expect([verdict, pauses]).toEqual(['down', [200, 400, 800, 1600, 3200, 4000]])
    expect(lane.slots.concurrency).toBe(1)
  })

  test('forgets failures with the first answer', () => {
    const lane = createLane()
    for (let i = 0; i < 7; i += 1) fail(lane, now + i * 10_000)
    answers(lane, 1)
    expect(lane).toMatchObject({ failures: 0, pauses: 0, lastFailure: undefined })
    expect(fail(lane, now + 90_000)).toBe('single')
  })
})
