import { pause, StepEnded } from '../shared/deadline.js'
import { MESSAGES } from '../shared/phrases.js'
import { backoff, MAX_ATTEMPTS } from '../shared/retry.js'
import { duration } from '../shared/text.js'
import { type Answer, type Attempts, attempt, stopped, throwIfOver } from './attempt.js'
import { VercelError } from './errors.js'
import type { Lane } from './rate-limit.js'
import { laneOf, type Query, type Vercel } from './transport.js'

export type Call = { method: 'GET' | 'PATCH'; path: string; query?: Query }

/** A call that has waited for so long is worth a second thought before it is sent, in ms. */
const DELAYED_MS = 5000

/**
 * Sends a request, and sends it again after each 429, until it gets another answer.
 *
 * @param beforeLateSend called right before a request that is sent again after a 429 (`true`), or
 *   that has waited for 5 s (`false`). What it throws ends the call.
 * @throws VercelError
 */
export async function request(
  vercel: Vercel,
  { method, path, query }: Call,
  beforeLateSend?: (again: boolean) => Promise<void>,
): Promise<Answer> {
  const { clock, team } = vercel.options
  const what = `${method} ${routeOf(path)}`
  const call: Attempts = {
    method,
    path,
    query: { ...query, ...team },
    lane: laneOf(vercel, what),
    what,
    refusals: 0,
    startedAt: clock.now(),
  }
  for (;;) {
    await waitForLane(vercel, call)
    // All inside the slot: before another call gets the slot, it is known what the reply forbids.
    const answer = await call.lane.slots(async () => {
      if (pauseLeft(vercel, call.lane) > 0) return undefined
      throwIfOver(vercel, call)
      const late = call.refusals > 0 || clock.now() - call.startedAt >= DELAYED_MS
      if (late) await beforeLateSend?.(call.refusals > 0)
      return vercel.traffic.slots(() => attempt(vercel, call))
    })
    if (answer !== undefined) return answer
  }
}

/**
 * A read, which may be repeated: up to five attempts where there is no answer.
 *
 * @param understand gives `undefined` for a response of another form
 * @throws VercelError
 */
export async function read<T>(
  vercel: Vercel,
  call: { path: string; query?: Query },
  understand: (body: unknown, readAt: number) => T | undefined,
): Promise<T> {
  const { random } = vercel.options
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { body, readAt } = await request(vercel, { method: 'GET', ...call })
      return understood(understand(body, readAt), call.path)
    } catch (error) {
      const again = error instanceof VercelError && error.kind === 'unavailable' && error.sent
      if (!again || attempt === MAX_ATTEMPTS) throw error
      await pauseFor(vercel, `GET ${routeOf(call.path)}`, backoff(attempt, random()))
    }
  }
}

/** @throws VercelError `unreadable` where there is no value */
export function understood<T>(value: T | undefined, path: string): T {
  if (value !== undefined) return value
  throw new VercelError('unreadable', `${MESSAGES.otherForm} (${routeOf(path)})`, { sent: true })
}

/** Waits until the lane lets requests through again, and says so in the log once. */
async function waitForLane(vercel: Vercel, { lane, what }: Attempts): Promise<void> {
  const wait = pauseLeft(vercel, lane)
  if (wait <= 0) return
  if (lane.announced !== lane.pausedUntil) {
    lane.announced = lane.pausedUntil
    vercel.options.onWait(`${lane.reason}: waiting ${duration(wait)}, then continuing more slowly`)
  }
  await pauseFor(vercel, what, wait)
}

/** In ms. Nothing waits where nothing will be sent anyway. */
function pauseLeft({ options, traffic }: Vercel, { closed, pausedUntil }: Lane): number {
  return traffic.ended || closed ? 0 : pausedUntil - options.clock.now()
}

async function pauseFor(vercel: Vercel, what: string, ms: number): Promise<void> {
  try {
    await pause(ms, vercel.options)
  } catch (error) {
    throw (error instanceof StepEnded && stopped(vercel, what, false)) || error
  }
}

/** A path without the deployment's id. */
function routeOf(path: string): string {
  return path.replace(/(\/deployments\/)[^/]+/, '$1…')
}
