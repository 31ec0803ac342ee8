/** @typedef {import('../reply.js').Reply} Reply */
/** @typedef {import('./state.js').Vercel} Vercel */

/**
 * A rate limit over a window that opens with the first request in it.
 * @typedef {{ total: number, windowMs: number, retryAfter?: boolean }} Limit
 */

/** @typedef {Limit & { used: number, resetMs: number }} RunningLimit */

/**
 * Answers a request if its operation's limit allows it, and says how much is left. Counted on the
 * simulator's clock.
 * @param {Pick<Vercel, 'clock' | 'limits'>} vercel
 * @param {string} operation
 * @param {() => Reply} handle
 * @returns {Reply}
 */
export function applyLimit({ clock, limits }, operation, handle) {
  const limit = limits.get(operation)
  if (limit === undefined) return handle()
  const now = clock.now()
  if (now >= limit.resetMs) Object.assign(limit, { used: 0, resetMs: now + limit.windowMs })
  limit.used += 1

  const { total, resetMs } = limit
  const reset = Math.ceil(resetMs / 1000)
  const headers = {
    'x-ratelimit-limit': String(total),
    'x-ratelimit-remaining': String(Math.max(0, total - limit.used)),
    'x-ratelimit-reset': String(reset),
  }
  if (limit.used <= total) {
    const reply = handle()
    return { ...reply, headers: { ...reply.headers, ...headers } }
  }
  const seconds = Math.ceil((resetMs - now) / 1000)
  const message = `The rate limit of ${total} exceeded for '${operation}'. Try again in ${seconds} seconds`
  return {
    status: 429,
    headers: { ...headers, ...(limit.retryAfter ? { 'retry-after': String(seconds) } : {}) },
    body: {
      error: { code: 'rate_limited', message, limit: { remaining: 0, reset, resetMs, total } },
    },
  }
}
