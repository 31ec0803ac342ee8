/**
 * What the simulator reads the time from.
 * @typedef {{ now(): number }} Clock
 */

/**
 * A clock that stands still until it is moved, so that a test decides what time it is.
 * @param {number} [startMs] epoch milliseconds
 * @returns {Clock & { advance(ms: number): void, set(ms: number): void }}
 */
export function createClock(startMs = Date.UTC(2026, 0, 1)) {
  let time = startMs
  return {
    now: () => time,
    advance(ms) {
      time += ms
    },
    set(ms) {
      time = ms
    },
  }
}
