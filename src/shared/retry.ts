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
