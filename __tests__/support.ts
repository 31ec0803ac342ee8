import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { type Simulator, startSimulator } from '../simulator/index.js'
import type { Core } from '../src/report/publish.js'
import type { Clock, Deadline } from '../src/shared/clock.js'
import { createSend, type Request, type Send } from '../src/shared/http.js'
import { createRedactor } from '../src/shared/redact.js'
import { createVercel, MAX_IN_FLIGHT, type VercelOptions } from '../src/vercel/client.js'
import { VercelError } from '../src/vercel/errors.js'

export const start = Date.UTC(2026, 0, 1)
export const TIME_UP = 'The time was up'

/** Text that nothing else contains, so that a leak is a leak. */
export const token = 'vcp_S3cretS3cretS3cret'

/** Time that passes only while somebody sleeps, or when a test lets it. */
export function createTime({ timeout = 60_000 } = {}) {
  const end = start + timeout
  const controller = new AbortController()
  const waits: number[] = []
  let now = start
  const passTo = (moment: number) => {
    now = Math.max(now, Math.min(moment, end))
    if (now === end) controller.abort(new Error(TIME_UP))
  }
  const clock: Clock = {
    now: () => now,
    async sleep(ms, signal) {
      waits.push(ms)
      const until = now + ms
      // Others that begin to sleep at the same moment must wake at the same moment.
      await setImmediate()
      if (!signal.aborted) passTo(until)
      if (signal.aborted) throw new DOMException('The operation was aborted', 'AbortError')
    },
  }
  const deadline: Deadline = {
    signal: controller.signal,
    remaining: () => Math.max(0, end - now),
  }
  return {
    clock,
    deadline,
    /** How long each sleep was asked to last. */
    waits,
    advance: (ms: number) => passTo(now + ms),
    stop: (reason: Error) => controller.abort(reason),
  }
}

/** The real `send`; it keeps every request, when it was sent, and how many were open at once. */
export function recordingSend(clock: Clock) {
  const send = createSend(MAX_IN_FLIGHT)
  const sent: (Request & { at: number })[] = []
  let open = 0
  const record = {
    sent,
    peak: 0,
    send: (async (request) => {
      sent.push({ ...request, at: clock.now() - start })
      open += 1
      record.peak = Math.max(record.peak, open)
      try {
        return await send(request)
      } finally {
        open -= 1
      }
    }) satisfies Send,
  }
  return record
}

export const link = { type: 'github', org: 'acme', repo: 'web', repoId: 7 }

/** A simulator with a team and a linked project, a client for it, and time to drive. */
export async function startAcme({
  timeout,
  ...options
}: {
  timeout?: number
  untilInclusive?: boolean
} = {}) {
  const time = createTime(timeout === undefined ? {} : { timeout })
  const sim = await startSimulator({ clock: time.clock, ...options })
  sim.vercel.addTeam({ id: 'team_1', slug: 'acme' })
  sim.vercel.addProject({ id: 'prj_1', name: 'web', teamId: 'team_1', link })
  sim.vercel.addToken(token, { kind: 'team', teams: ['team_1'] })
  const http = recordingSend(time.clock)
  const waitedFor: string[] = []
  const debug: string[] = []
  const client = (over: Partial<VercelOptions> = {}) =>
    createVercel({
      apiUrl: new URL(sim.vercel.url),
      token,
      team: {},
      send: http.send,
      clock: time.clock,
      deadline: time.deadline,
      random: () => 0,
      onWait: (message) => waitedFor.push(message),
      onRequest: (line) => debug.push(line),
      redact: createRedactor([over.token ?? token]).redact,
      ...over,
    })
  return { sim, time, http, client, waitedFor, debug }
}

export type Acme = Awaited<ReturnType<typeof startAcme>>

/** What was asked of Vercel, in order of arrival: `cancel dpl_a`, `list`. */
export function asked(sim: Simulator): string[] {
  return sim.requests
    .filter(({ api }) => api === 'vercel')
    .map(({ operation, id }) => (id === undefined ? operation : `${operation} ${id}`))
}

/** The moments, in ms from the start, at which an operation was asked for. */
export function momentsOf(sim: Simulator, operation: string): number[] {
  return sim.requests.filter((one) => one.operation === operation).map(({ at }) => at - start)
}

/** `@actions/core` that keeps what it is told: `['setOutput', 'status', 'CANCELED']`. */
export function recordingCore(over: Partial<Core> = {}) {
  const calls: unknown[][] = []
  const record =
    (name: string) =>
    (...args: unknown[]) => {
      calls.push([name, ...args])
    }
  let raw = ''
  const summary = {
    addRaw(text: string) {
      raw += text
      return summary
    },
    async write() {
      calls.push(['summary', raw])
      return summary
    },
  }
  const names = ['debug', 'endGroup', 'error', 'info', 'notice', 'saveState', 'setFailed'] as const
  const more = ['setOutput', 'setSecret', 'startGroup', 'warning'] as const
  const core = {
    ...Object.fromEntries([...names, ...more].map((name) => [name, record(name)])),
    summary,
    ...over,
  } as unknown as Core
  return {
    core,
    calls,
    /** What one of the functions was called with: its first argument of each call. */
    of: (name: string) => calls.filter(([called]) => called === name).map(([, first]) => first),
    outputs: () =>
      Object.fromEntries(
        calls.flatMap(([called, name, value]) => (called === 'setOutput' ? [[name, value]] : [])),
      ) as Record<string, string>,
  }
}

/** The error that a request to Vercel ends with. */
export async function failureOf(reply: Promise<unknown>): Promise<VercelError> {
  try {
    await reply
  } catch (error) {
    if (error instanceof VercelError) return error
    throw error
  }
  throw new Error('It did not fail')
}

/** Queued builds `dpl_0`, `dpl_1`, …, each a millisecond older than the one before; their ids. */
export function addBuilds({ sim }: Acme, n: number): string[] {
  return Array.from({ length: n }, (_, i) => {
    const id = `dpl_${i}`
    sim.vercel.addDeployment({ projectId: 'prj_1', id, createdAt: start - i, state: 'QUEUED' })
    return id
  })
}

/** A plain HTTP server on loopback, for replies that no API would give. */
export async function startServer(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
    server,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
