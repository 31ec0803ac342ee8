import { setTimeout } from 'node:timers/promises'

/** The time of day and the passing of time, handed in so that a test can drive both. */
export type Clock = {
  /** Epoch milliseconds. */
  now(): number
  /** Resolves after `ms`; rejects as soon as `signal` is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => setTimeout(ms, undefined, { signal }),
}

/** When the step has to be over, and the signal that says that it is. */
export type Deadline = {
  /** Aborted when the time is up, or when the runner asks the process to stop. */
  signal: AbortSignal
  /** Milliseconds that are left; never negative. */
  remaining(): number
}
