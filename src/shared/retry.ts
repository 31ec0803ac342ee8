import type { IncomingHttpHeaders } from 'node:http'

/** Attempts at one request that fails for want of an answer, the first included. */
export const MAX_ATTEMPTS = 5

const FIRST_DELAY_MS = 400
const LONGEST_DELAY_MS = 8000

/**
 * How long to wait before the next attempt, in ms: exponential, with "equal jitter" (half of it
 * fixed, half at random), so that many clients do not come back at once.
 *
 * @param attempt how many attempts failed so far, from 1
 * @param random a number from 0 up to 1
 */
export function backoff(attempt: number, random: number): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1))
  return full / 2 + (full / 2) * random
}

/**
 * How long a 429 asks to wait, in ms; `undefined` when it does not say.
 * `Retry-After` (seconds or a date) first, for it does not depend on the clocks being equal; then
 * `X-RateLimit-Reset` and `error.limit.reset`, both epoch seconds
 * (https://vercel.com/docs/rest-api/reference/welcome#rate-limits).
 *
 * @param now epoch ms
 */
export function toldToWait(
  headers: IncomingHttpHeaders,
  reset: number | undefined,
  now: number,
): number | undefined {
  const retryAfter = headers['retry-after']
  const moments = [
    retryAfter === undefined
      ? undefined
      : /^\d+$/.test(retryAfter)
        ? now + Number(retryAfter) * 1000
        : Date.parse(retryAfter),
    epochSeconds(headers['x-ratelimit-reset']),
    epochSeconds(reset),
  ]
  const moment = moments.find((at) => at !== undefined && Number.isFinite(at))
  return moment === undefined ? undefined : Math.max(0, Math.ceil(moment - now))
}

function epochSeconds(value: string | string[] | number | undefined): number | undefined {
  return value === undefined || value === '' ? undefined : Number(value) * 1000
}
