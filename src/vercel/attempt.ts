import { isPermanent, type Reply } from '../shared/http.js'
import { MESSAGES } from '../shared/phrases.js'
import { backoff } from '../shared/retry.js'
import { duration } from '../shared/text.js'
import { dateOf, errorOf, parseBody, socketWords, withoutSecrets } from './answer.js'
import { answerInWords, VercelError } from './errors.js'
import { type Lane, noteAnswer, noteFailure, pauseLane, toldToWait } from './rate-limit.js'
import { toErrorBody } from './schemas.js'
import { laneOf, type Query, urlOf, type Vercel } from './transport.js'

/** The body of a 2xx response as JSON, and when the response was made, in epoch ms. */
export type Answer = { body: unknown; readAt: number }

/** A call under way. */
export type Attempts = {
  method: string
  path: string
  query: Query
  lane: Lane
  /** The call in words, without ids, so that identical failures are reported once. */
  what: string
  /** How often it was answered with 429. */
  refusals: number
  startedAt: number
}

/** One attempt. `undefined` when a rate limit kept it back or answered it. */
export async function attempt(vercel: Vercel, call: Attempts): Promise<Answer | undefined> {
  const { options, traffic } = vercel
  const { lane, what } = call
  throwIfOver(vercel, call)
  if (options.clock.now() < lane.pausedUntil) return undefined
  const reply = await sendOnce(vercel, call)
  const body = parseBody(reply.body, options.redact)
  if (reply.status === 429) return waitAsTold(vercel, call, { headers: reply.headers, body })
  if (reply.status >= 500) {
    const answered = { status: reply.status, body: toErrorBody(body) }
    const words = answerInWords(answered.status, answered.body)
    throw unavailable(vercel, call, { words, message: MESSAGES.failed, ...answered })
  }
  const success = reply.status >= 200 && reply.status < 300
  if (success && body === undefined) {
    const words = `${reply.status} without complete JSON`
    throw unavailable(vercel, call, { words, message: MESSAGES.cutOff, status: reply.status })
  }
  noteAnswer(lane)
  if (!success) {
    const error = errorOf(options, what, { status: reply.status, body: toErrorBody(body) })
    if (error.kind === 'unauthorized') traffic.ended ??= error
    throw error
  }
  return { body, readAt: dateOf(reply) ?? options.clock.now() }
}

/** @throws VercelError where nothing more is to be sent */
export function throwIfOver(vercel: Vercel, { lane, what }: Attempts): void {
  const over = vercel.traffic.ended ?? lane.closed ?? stopped(vercel, what, false)
  if (over) throw over
}

/** Sends, and turns a failure of the connection into a `VercelError`. */
async function sendOnce(vercel: Vercel, call: Attempts): Promise<Reply> {
  const { apiUrl, token, send, clock, deadline, onRequest, redact } = vercel.options
  const { method, path, query, what } = call
  // Only now: the addresses of 10,000 calls that wait for their turn take 8 MB.
  const url = urlOf(apiUrl, path, query)
  const startedAt = clock.now()
  const line = redact(`${method} ${url.pathname}`)
  try {
    const headers = {
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      'user-agent': 'cancel-vercel-builds',
    }
    const timeout = requestTimeout(deadline.remaining())
    const reply = await send({ method, url, headers, signal: deadline.signal, timeout })
    onRequest(`${line} → ${reply.status} in ${clock.now() - startedAt} ms`)
    return reply
  } catch (thrown) {
    const cause = withoutSecrets(thrown, redact)
    const words = socketWords(cause)
    onRequest(`${line} → ${words}`)
    const over = stopped(vercel, what, true)
    if (over) throw over
    if (!isPermanent(thrown)) {
      throw unavailable(vercel, call, { words, message: MESSAGES.unreachable, cause })
    }
    const message = `${MESSAGES.unreachable} (${what}): ${words}`
    vercel.traffic.ended ??= new VercelError('unavailable', message, { cause })
    throw vercel.traffic.ended
  }
}

/** A single request's time, in ms: its retry is worth more than a longer wait. */
function requestTimeout(remaining: number): number {
  return Math.ceil(Math.min(10_000, Math.max(1000, remaining / 3)))
}

/** Notes a failure that a further attempt may mend, and says what it is. */
function unavailable(
  { options: { clock, random } }: Vercel,
  { lane, what }: Attempts,
  failure: {
    words: string
    message: string
    status?: number
    body?: VercelError['body']
    cause?: unknown
  },
): VercelError {
  const { words, message, ...details } = failure
  lane.lastFailure = words
  const seen = noteFailure(lane, { now: clock.now(), random: random(), reason: MESSAGES.down })
  // Without a response, the network may be at fault.
  const down = `${MESSAGES.down}${failure.status === undefined ? ', or this runner cannot reach it' : ''}`
  const text = `${seen === 'single' ? message : down} (${what}): ${words}`
  if (seen === 'down') lane.closed = new VercelError('unavailable', text, details)
  return new VercelError('unavailable', text, { ...details, sent: true })
}

/** Takes note of a rate limit. Throws when it outlasts the step. */
function waitAsTold(
  { options: { clock, random, deadline } }: Vercel,
  call: Attempts,
  { headers, body }: { headers: Reply['headers']; body: unknown },
): undefined {
  const { lane, what } = call
  call.refusals += 1
  const now = clock.now()
  const said = toErrorBody(body)
  lane.lastFailure = answerInWords(429, said)
  // If the limit has already expired, still wait the normal back-off.
  const told = toldToWait(headers, said.reset, now) ?? 0
  const wait = Math.max(told, backoff(call.refusals, random()))
  if (wait > deadline.remaining()) {
    const left = `${MESSAGES.rateLimited}, and lasts another ${duration(wait)}`
    lane.closed = new VercelError(
      'rate-limited',
      `${left} (${what}, ${lane.lastFailure}), which is longer than \`timeout\` allows`,
      { status: 429, body: said },
    )
    throw lane.closed
  }
  pauseLane(lane, now + wait, MESSAGES.rateLimited)
}

/** The error to throw when the step is over; `undefined` while it is not. */
export function stopped(vercel: Vercel, what: string, sent: boolean): VercelError | undefined {
  const { signal } = vercel.options.deadline
  if (!signal.aborted) return undefined
  const reason = signal.reason instanceof Error ? signal.reason.message : MESSAGES.stopped
  const { lastFailure } = laneOf(vercel, what)
  const last = lastFailure === undefined ? '' : `; the attempt before ended with ${lastFailure}`
  return new VercelError('stopped', `${reason} before Vercel responded (${what})${last}`, { sent })
}
