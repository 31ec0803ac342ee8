import {
  act,
  expectComplete,
  expectTokensApart,
  type Fault,
  HOST_A,
  leaks,
  type Ran,
  type Run,
  requestsOf,
  startWorld,
} from './faults-world.js'

// Each cell runs the bundle against a simulator of its own, a few cells at a time: most of their
// time is spent waiting.
export const SLOW = 120_000

export type Operation = 'list' | 'get' | 'cancel' | 'projects' | 'head'

/** Which request of which run goes wrong; without a fault every one of these runs is green. */
export const runs: Record<Operation, Run['inputs']> = {
  list: { 'project-id': 'prj_1' },
  get: { 'deployment-id': HOST_A },
  cancel: { 'project-id': 'prj_1' },
  projects: {},
  head: { 'project-id': 'prj_1' },
}

/** What a cell of the matrix comes to. */
export type Cell = {
  outcome: 'canceled' | 'failed' | 'nothing-to-cancel'
  message: RegExp
  /** How many requests of the operation are sent: exactly, or at least and at most. */
  requests: number | [number, number]
}

export const red = (requests: Cell['requests'], message: RegExp): Cell => ({
  outcome: 'failed',
  message,
  requests,
})
export const green = (requests: Cell['requests'], message = /Cancelled \d of/): Cell => ({
  outcome: 'canceled',
  message,
  requests,
})

/** Runs one cell and checks all that holds for every cell. */
export async function check(
  operation: Operation,
  fault: Fault,
  { outcome, message, requests }: Cell,
  run: Run = {},
): Promise<{ ran: Ran; sim: Awaited<ReturnType<typeof startWorld>> }> {
  const sim = await startWorld()
  try {
    const name = operation === 'head' ? 'ref' : operation
    sim.fault({ operation: name, times: Number.POSITIVE_INFINITY, ...fault })
    const inputs = { timeout: '20', ...runs[operation], ...run.inputs }
    const ran = await act(sim, { ...run, inputs })
    expectComplete(ran)
    expect(leaks(ran)).toEqual([])
    expectTokensApart(sim)
    expect(ran.outputs.outcome).toBe(outcome)
    expect(ran.log).toMatch(message)
    const [least, most] = typeof requests === 'number' ? [requests, requests] : requests
    const sent = requestsOf(sim, operation).length
    expect(sent).toBeGreaterThanOrEqual(least)
    expect(sent).toBeLessThanOrEqual(most)
    return { ran, sim }
  } finally {
    await sim.close()
  }
}

/** Vercel's two shapes of a 403, and one that nobody has published. */
export const badToken = {
  error: { code: 'forbidden', message: 'Not authorized', invalidToken: true },
}
export const wrongTeam = {
  error: {
    code: 'forbidden',
    message: 'Not authorized: Trying to access resource under scope "acme".',
    scope: 'acme',
    teamId: 'team_1',
    saml: false,
    enforced: false,
  },
}

export const html = '<html><body><h1>502 Bad Gateway</h1></body></html>'
export const elsewhere = 'https://elsewhere.invalid/'

export const vercelOperations = ['list', 'get', 'cancel', 'projects'] as const
