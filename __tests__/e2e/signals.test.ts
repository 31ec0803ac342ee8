import type { Simulator } from '../../simulator/index.js'
import {
  ALL,
  act,
  addSuperseded,
  builds,
  expectComplete,
  type Fault,
  leaks,
  outcomes,
  push,
  type Run,
  requestsOf,
  startWorld,
} from './faults-world.js'

const SLOW = 60_000

/**
 * Runs the bundle and sends the signal when the n-th request of the operation arrives. `ms` is the
 * time from the signal to the end of the process.
 */
async function interrupt(
  sim: Simulator,
  signals: NodeJS.Signals[],
  at: { operation: string; n: number },
  fault: Fault = { times: 0 },
  run: Run = { inputs: { 'project-id': 'prj_1' } },
) {
  let child: Parameters<NonNullable<Run['onStart']>>[0] | undefined
  let sentAt = Number.NaN
  let seen = 0
  const signal = () => {
    sentAt = performance.now()
    for (const name of signals) child?.kill(name)
  }
  // A fault that never strikes: it sees the requests that pass.
  const watch: Fault = {
    match({ operation }) {
      if (operation === at.operation) seen += 1
      if (operation === at.operation && seen === at.n) signal()
      return false
    },
  }
  sim.fault(watch)
  sim.fault(fault)
  const ran = await act(sim, { ...run, onStart: (started) => (child = started) })
  return { ran, ms: performance.now() - sentAt }
}

describe.each(['SIGINT', 'SIGTERM'] as const)('%s', (name) => {
  const stopped = new RegExp(`The step was stopped \\(${name}\\)`)
  let sim: Simulator

  afterEach(() => sim.close())

  test(
    'in the middle of many cancels: what was done so far is reported',
    async () => {
      sim = await startWorld({ latency: ({ operation }) => (operation === 'cancel' ? 100 : 0) })
      addSuperseded(sim, 150)
      const { ran, ms } = await interrupt(sim, [name], { operation: 'cancel', n: 90 })
      expectComplete(ran)
      expect(leaks(ran)).toEqual([])
      expect(ran.code).toBe(1)
      expect(ms).toBeLessThan(5000)
      expect(builds(ran)).toHaveLength(155)
      const canceled = builds(ran).filter(({ outcome }) => outcome === 'canceled')
      const failed = builds(ran).filter(({ outcome }) => outcome === 'failed')
      // The first 32 had been answered before the 90th could be sent; the last were never sent.
      expect(canceled.length).toBeGreaterThanOrEqual(50)
      expect(failed.length).toBeGreaterThanOrEqual(150 - 90 - 32)
      expect(canceled.length + failed.length).toBe(153)
      // Nothing is called cancelled that is not, and nothing is sent after the signal.
      for (const { id } of canceled) expect(sim.vercel.deployment(id).readyState).toBe('CANCELED')
      expect(requestsOf(sim, 'cancel').length).toBeLessThanOrEqual(90 + 32)
      for (const { message } of failed) expect(message).toMatch(stopped)
      expect(ran.outputs.outcome).toBe('failed')
      expect(ran.log).toMatch(stopped)
      expect(ran.log).toMatch(new RegExp(`Cancelled ${canceled.length} of 154 builds in flight`))
      expect(ran.summary).toMatch(new RegExp(`Cancelled ${canceled.length} of 154`))
      expect(ran.summary).toMatch(/The step was stopped/)
    },
    SLOW,
  )

  const hang: Fault = { kind: 'hang', times: Number.POSITIVE_INFINITY }
  const limit: Fault = { status: 429, headers: { 'retry-after': '20' } }
  test.each([
    ['a list that hangs', 'list', hang, 0],
    ['a list that waits out a rate limit', 'list', limit, 0],
    ['a list that fails again and again', 'list', { status: 500, times: 5 }, 0],
    ['cancels that hang', 'cancel', hang, ALL.length],
    ['cancels that wait out a rate limit', 'cancel', limit, ALL.length],
    ['a head that hangs', 'ref', hang, ALL.length],
  ] as const)(
    'during %s: red, at once, with complete outputs',
    async (_, operation, fault, n) => {
      sim = await startWorld()
      // The signal is sent a while after the request, when its reply has been dealt with.
      const told = sim.fault({ operation, ...fault })
      let child: Parameters<NonNullable<Run['onStart']>>[0] | undefined
      let sentAt = Number.NaN
      const running = act(sim, {
        inputs: { 'project-id': 'prj_1' },
        onStart: (started) => (child = started),
      })
      while (told.count === 0) await new Promise((resolve) => setTimeout(resolve, 20))
      await new Promise((resolve) => setTimeout(resolve, 100))
      sentAt = performance.now()
      child?.kill(name)
      const ran = await running
      expect(performance.now() - sentAt).toBeLessThan(5000)
      expectComplete(ran)
      expect(ran.code).toBe(1)
      expect(ran.outputs.outcome).toBe('failed')
      expect(ran.log).toMatch(stopped)
      expect(outcomes(ran)).toHaveLength(n)
    },
    SLOW,
  )

  test(
    'in the post step: it reports too, and is red',
    async () => {
      sim = await startWorld({ latency: ({ operation }) => (operation === 'cancel' ? 100 : 0) })
      const inputs = { 'project-id': 'prj_1', 'cancel-with-run': 'true' }
      const run: Run = { inputs, event: push(), state: { post: 'true' } }
      const fault: Fault = { operation: 'cancel', kind: 'hang' }
      const { ran, ms } = await interrupt(sim, [name], { operation: 'cancel', n: 1 }, fault, run)
      expect(ms).toBeLessThan(5000)
      expect(ran.code).toBe(1)
      expect(ran.log).toMatch(stopped)
      expect(leaks(ran)).toEqual([])
    },
    SLOW,
  )
})

test(
  'SIGINT and then SIGTERM, as the runner sends them, end in one report',
  async () => {
    const sim = await startWorld()
    try {
      const fault: Fault = { operation: 'cancel', kind: 'hang', times: Number.POSITIVE_INFINITY }
      const at = { operation: 'cancel', n: 3 }
      const { ran } = await interrupt(sim, ['SIGINT', 'SIGTERM'], at, fault)
      expectComplete(ran)
      expect(ran.code).toBe(1)
      expect(ran.log.match(/^::error::/gm)).toHaveLength(1)
      expect(ran.log).toMatch(/The step was stopped \(SIG(INT|TERM)\)/)
    } finally {
      await sim.close()
    }
  },
  SLOW,
)
