import { badToken, check, green, html, red, runs, SLOW, vercelOperations } from './faults-matrix.js'
import {
  act,
  addSuperseded,
  expectComplete,
  type Fault,
  leaks,
  outcomes,
  requestsOf,
  SUPERSEDED,
  startWorld,
} from './faults-world.js'

describe('a fault that passes', () => {
  const passing: [string, Fault, boolean][] = [
    ['500', { status: 500 }, false],
    ['500 after it took effect', { status: 500, effect: true }, true],
    ['502 with an HTML body', { status: 502, body: html }, false],
    ['503', { status: 503 }, false],
    ['an empty body', { kind: 'empty' }, true],
    ['truncated JSON', { kind: 'truncated' }, true],
    ['a reset before anything is done', { kind: 'reset-before' }, false],
    ['a reset after the request took effect', { kind: 'reset-after' }, true],
    ['a reset in the middle of the body', { kind: 'reset-in-body' }, true],
    ['a body of 50 MB', { kind: 'huge' }, true],
  ]

  test.concurrent.each(
    passing.flatMap(([name, fault, effect]) =>
      vercelOperations.map((operation) => [name, operation, fault, effect] as const),
    ),
  )(
    '%s, of %s, is got over',
    async (_, operation, fault, effect) => {
      // A read is repeated; a cancel only when the state says that it did nothing.
      const requests = operation === 'cancel' ? (effect ? 3 : 4) : 2
      const { ran, sim } = await check(operation, { ...fault, times: 1 }, green(requests))
      const canceled = operation === 'get' ? ['dpl_a'] : SUPERSEDED
      expect(sim.vercel.canceled().sort()).toEqual(canceled)
      expect(ran.outputs.canceledCount).toBe(String(canceled.length))
    },
    SLOW,
  )

  test.concurrent.each([
    ['401', { status: 401 }],
    ['403', { status: 403, body: badToken }],
  ] as const)('a %s does not pass: nothing more is sent', async (_, fault) => {
    const cell = red(1, /does not accept the token/)
    const { sim } = await check('list', { ...fault, times: 1 }, cell)
    expect(sim.requests).toHaveLength(1)
  })
})

describe('a cancel whose reply is lost', () => {
  test.concurrent.each(['reset-after', 'reset-in-body', 'empty', 'truncated'] as const)(
    '%s: the state is read, and no second cancel is sent',
    async (kind) => {
      const { ran, sim } = await check('cancel', { kind }, green(3))
      expect(requestsOf(sim, 'get')).toHaveLength(3)
      expect(outcomes(ran).slice(0, 3)).toEqual(SUPERSEDED.map((id) => `${id} canceled`))
    },
    SLOW,
  )

  test('one that took effect and then hangs is not called cancelled unread', async () => {
    const fault: Fault = { kind: 'hang', effect: true, id: 'dpl_a' }
    const cell = red(3, /::error::`dpl_a` could not be cancelled and may still be running/)
    const { ran } = await check('cancel', fault, cell, { inputs: { timeout: '4' } })
    expect(outcomes(ran).slice(0, 3)).toEqual(['dpl_a failed', 'dpl_b canceled', 'dpl_c canceled'])
  }, 20_000)

  test('a build that finishes in the meantime is said to have finished', async () => {
    const sim = await startWorld()
    try {
      const gone = { projectId: 'prj_1', id: 'dpl_quick', state: 'READY' }
      sim.vercel.addDeployment(gone)
      sim.fault({ operation: 'cancel', kind: 'reset-before' })
      const ran = await act(sim, { inputs: { 'deployment-id': 'dpl_quick' } })
      expectComplete(ran)
      expect(ran.outputs.outcome).toBe('already-finished')
      expect(requestsOf(sim, 'cancel')).toHaveLength(1)
    } finally {
      await sim.close()
    }
  })
})

describe('a rate limit', () => {
  /** The hints that a 429 may give; each says how long at least the next request must wait. */
  const hints: [string, () => Fault, number][] = [
    ['Retry-After in seconds', () => ({ status: 429, headers: { 'retry-after': '1' } }), 1000],
    [
      'Retry-After as a date',
      () => ({ status: 429, headers: { 'retry-after': new Date(soon()).toUTCString() } }),
      1000,
    ],
    [
      'X-RateLimit-Reset',
      () => ({ status: 429, headers: { 'x-ratelimit-reset': String(soon() / 1000) } }),
      1000,
    ],
    [
      'error.limit.reset',
      () => ({
        status: 429,
        body: { error: { code: 'rate_limited', message: 'x', limit: { reset: soon() / 1000 } } },
      }),
      1000,
    ],
    // Half of the first back-off at the least.
    ['no hint', () => ({ status: 429 }), 200],
  ]
  /** A whole second, one to two seconds from now. */
  const soon = () => Math.ceil(Date.now() / 1000 + 1) * 1000

  test.concurrent.each(
    hints.flatMap(([name, fault, wait]) =>
      vercelOperations.map((operation) => [name, operation, fault, wait] as const),
    ),
  )(
    'with %s, of %s, is waited out, and no request of any kind is sent before its time',
    async (_, operation, makeFault, wait) => {
      const sim = await startWorld()
      try {
        // The reset is fixed when the fault strikes, not when the test begins.
        let told = 0
        const fault: Fault = { operation }
        Object.defineProperty(fault, 'status', { get: () => 429 })
        const answer = () => {
          const made = makeFault()
          told = Date.now()
          return made
        }
        let made: Fault | undefined
        const once = () => {
          made ??= answer()
          return made
        }
        Object.defineProperty(fault, 'headers', { get: () => once().headers })
        Object.defineProperty(fault, 'body', { get: () => once().body })
        sim.fault(fault)
        const ran = await act(sim, { inputs: { timeout: '20', ...runs[operation] } })
        expectComplete(ran)
        expect(ran.outputs.outcome).toBe('canceled')
        expect(ran.log).toMatch(/rate limit is used up: waiting/)
        expect(requestsOf(sim, operation)).toHaveLength(operation === 'cancel' ? 4 : 2)
        const refused = sim.requests.findIndex(({ status }) => status === 429)
        // What was in flight already when the limit began is no retry; what comes later is.
        const later = sim.requests.slice(refused + (operation === 'cancel' ? 3 : 1))
        const first = Math.min(...later.filter(({ api }) => api === 'vercel').map(({ at }) => at))
        expect(first).toBeGreaterThanOrEqual(told + (name(makeFault) ? 200 : wait))
      } finally {
        await sim.close()
      }
    },
    SLOW,
  )
  const name = (_: unknown) => false

  test.concurrent.each(vercelOperations)(
    'of %s, that lasts longer than the step may, ends it at once',
    async (operation) => {
      const fault = { status: 429, headers: { 'retry-after': '3600' } }
      const n = operation === 'cancel' ? 3 : 1
      const message = /::error::.*rate limit is used up for another 1 h.*than `timeout` allows/
      const { ran } = await check(operation, fault, red([1, n], message))
      expect(ran.ms).toBeLessThan(15_000)
    },
    SLOW,
  )

  test.concurrent.each(vercelOperations)(
    'of %s, without a hint and without an end, is asked less and less often',
    async (operation) => {
      const cell = red([2, operation === 'cancel' ? 24 : 8], /rate limit is used up for another/)
      const { sim } = await check(operation, { status: 429 }, cell, { inputs: { timeout: '8' } })
      expect(sim.vercel.canceled()).toEqual([])
    },
    SLOW,
  )
})

describe('a refusal in the middle', () => {
  test.concurrent.each([401, 403])(
    '%i: of 100 builds no more are asked for than were on their way',
    async (status) => {
      const sim = await startWorld({
        latency: ({ operation }) => (operation === 'cancel' ? 50 : 0),
      })
      try {
        addSuperseded(sim, 100)
        // Ten are cancelled before the token is taken back.
        const fault = { operation: 'cancel', skip: 10, times: Number.POSITIVE_INFINITY, status }
        sim.fault({ ...fault, body: badToken })
        const ran = await act(sim, { inputs: { 'project-id': 'prj_1' } })
        expectComplete(ran)
        expect(leaks(ran)).toEqual([])
        expect(ran.outputs).toMatchObject({ outcome: 'failed', canceledCount: '10' })
        // 32 at once, and those that took the places of the ten.
        expect(requestsOf(sim, 'cancel').length).toBeLessThanOrEqual(42)
        expect(requestsOf(sim, 'get')).toEqual([])
        expect(outcomes(ran)).toHaveLength(105)
        // One cause, said once.
        expect(ran.log.match(/^::error::/gm)).toHaveLength(1)
      } finally {
        await sim.close()
      }
    },
    SLOW,
  )
})

describe('a list that breaks off', () => {
  test.concurrent.each([
    ['500', { status: 500 }],
    ['truncated JSON', { kind: 'truncated' }],
    ['a reset in the middle of the body', { kind: 'reset-in-body' }],
    ['JSON of another shape', { kind: 'shape' }],
    ['401', { status: 401 }],
  ] as const)(
    'at its second page with %s: red, and what was read is in the outputs',
    async (name, fault) => {
      const sim = await startWorld()
      try {
        addSuperseded(sim, 120)
        sim.fault({ operation: 'list', skip: 1, times: Number.POSITIVE_INFINITY, ...fault })
        const ran = await act(sim, { inputs: { 'project-id': 'prj_1' } })
        expectComplete(ran)
        expect(ran.outputs.outcome).toBe('failed')
        expect(outcomes(ran)).toHaveLength(100)
        // A refused token can't cancel either; otherwise what was read is carried out.
        expect(ran.outputs.canceledCount).toBe(name === '401' ? '0' : '98')
        expect(sim.vercel.canceled()).toHaveLength(name === '401' ? 0 : 98)
      } finally {
        await sim.close()
      }
    },
    SLOW,
  )
})
