import type { IncomingHttpHeaders } from 'node:http'
import pLimit, { type LimitFunction } from 'p-limit'
import { backoff } from '../shared/retry.js'
import type { VercelError } from './errors.js'

/** Requests that may be open at once. */
export const MAX_IN_FLIGHT = 32

/** Failures in a row after which the requests of a route wait together. */
const FAILURES_TO_PAUSE = 5

/** Pauses in a row, with one failed probe after each, before the route is given up. */
const MAX_PAUSES = 6

/** A longer wait than this is a server's mistake; Vercel's longest window is a day. */
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000

/**
 * What is known of one route (`GET /v7/deployments`). Vercel counts each route's limit by itself,
 * and one endpoint may fail while the others work.
 */
export type Lane = {
  /** Lets requests through; fewer at once after a 429 and after failures. */
  slots: LimitFunction
  /** Successes since `slots` grew last. */
  successes: number
  /** Failures in a row: 5xx, broken connections, time-outs. */
  failures: number
  /** Pauses in a row that failures led to. */
  pauses: number
  /** Epoch ms before which nothing is sent. */
  pausedUntil: number
  /** Why there is a pause; for the log. */
  reason: string
  /** The `pausedUntil` that the log has told already. */
  announced: number
  /** What Vercel answered last, as long as it is no success. */
  lastFailure: string | undefined
  /** Set when nothing more is sent on this route. */
  closed: VercelError | undefined
}

export function createLane(): Lane {
  return {
    slots: pLimit(MAX_IN_FLIGHT),
    successes: 0,
    failures: 0,
    pauses: 0,
    pausedUntil: 0,
    reason: '',
    announced: 0,
    lastFailure: undefined,
    closed: undefined,
  }
}

/** Any response but a 429 or 5xx: the server works. */
export function noteAnswer(lane: Lane): void {
  lane.failures = 0
  lane.pauses = 0
  lane.lastFailure = undefined
  lane.successes += 1
  // One more at once after each round: growing faster would run into the same rate limit again.
  if (lane.successes < lane.slots.concurrency || lane.slots.concurrency >= MAX_IN_FLIGHT) return
  lane.successes = 0
  lane.slots.concurrency += 1
}

/** After this, nothing is sent before `until` (epoch ms), then one request at a time, then more. */
export function pauseLane(lane: Lane, until: number, reason: string): void {
  lane.successes = 0
  lane.slots.concurrency = 1
  if (until <= lane.pausedUntil) return
  lane.pausedUntil = until
  lane.reason = reason
}

/**
 * Counts a failure. After a few in a row all requests of the route wait together, ever longer, and
 * one of them goes ahead as a probe: otherwise each of 500 cancels would try on its own.
 *
 * @param now epoch ms
 * @param random from 0 up to 1
 * @returns `failing` once requests wait together, `down` when the last probe has failed
 */
export function noteFailure(
  lane: Lane,
  { now, random, reason }: { now: number; random: number; reason: string },
): 'single' | 'failing' | 'down' {
  lane.failures += 1
  if (lane.failures < FAILURES_TO_PAUSE) return 'single'
  // Requests that were open when the pause began say nothing new.
  if (now < lane.pausedUntil) return 'failing'
  lane.pauses += 1
  if (lane.pauses > MAX_PAUSES) return 'down'
  pauseLane(lane, now + backoff(lane.pauses, random), reason)
  return 'failing'
}

/**
 * How long a 429 asks to wait, in ms; `undefined` when it does not say, or only nonsense.
 * `Retry-After` (seconds or a date) first, for it does not depend on the clocks being equal; then
 * `X-RateLimit-Reset` and `error.limit.reset`, both epoch seconds
 * (https://vercel.com/docs/rest-api/reference/welcome#rate-limits). Milliseconds are understood too.
 *
 * @param now epoch ms
 */
export function toldToWait(
  headers: IncomingHttpHeaders,
  reset: number | undefined,
  now: number,
): number | undefined {
  return [
    afterSeconds(headers['retry-after'], now),
    untilEpoch(headers['x-ratelimit-reset'], now),
    untilEpoch(reset, now),
  ].find((wait) => wait !== undefined)
}

function afterSeconds(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined
  return sensible(/^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now)
}

function untilEpoch(
  value: string | string[] | number | undefined,
  now: number,
): number | undefined {
  if (value === undefined || value === '') return undefined
  return sensible(Number(value) * 1000 - now) ?? sensible(Number(value) - now)
}

function sensible(wait: number): number | undefined {
  return wait <= LONGEST_WAIT_MS ? Math.max(0, Math.ceil(wait)) : undefined
}
