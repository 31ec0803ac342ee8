/** @typedef {import('./reply.js').Reply} Reply */

/**
 * A rate limit over a window that opens with the first request in it.
 * @typedef {{ total: number, windowMs: number, retryAfter?: boolean }} Limit
 */

/**
 * Rate limits by operation, counted on the simulator's clock.
 * @param {import('./clock.js').Clock} clock
 */
export function createLimits(clock) {
  /** @type {Map<string, Limit & { used: number, resetMs: number }>} */
  const limits = new Map()

  return {
    /**
     * Limits an operation, from now on.
     * @param {string} operation
     * @param {Limit} limit
     */
    set(operation, limit) {
      limits.set(operation, { ...limit, used: 0, resetMs: -Infinity })
    },

    /**
     * Answers a request if its operation's limit allows it, and says how much is left.
     * @param {string} operation
     * @param {() => Reply} handle
     * @returns {Reply}
     */
    apply(operation, handle) {
      const limit = limits.get(operation)
      if (limit === undefined) return handle()
      const now = clock.now()
      if (now >= limit.resetMs) Object.assign(limit, { used: 0, resetMs: now + limit.windowMs })
      limit.used += 1

      const { total, resetMs } = limit
      const remaining = Math.max(0, total - limit.used)
      const reset = Math.ceil(resetMs / 1000)
      const headers = {
        'x-ratelimit-limit': String(total),
        'x-ratelimit-remaining': String(remaining),
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
          error: {
            code: 'rate_limited',
            message,
            limit: { remaining: 0, reset, resetMs, total },
          },
        },
      }
    },
  }
}
