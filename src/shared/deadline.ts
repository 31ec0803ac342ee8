import type { Clock, Deadline } from './clock.js'
import { MESSAGES } from './phrases.js'
import { duration } from './text.js'

/** Kept back out of `timeout` for writing outputs and summary, in ms. */
const RESERVE_MS = 250

/**
 * Starts the step's clock: after `timeout` ms, or when the runner asks the process to stop, the
 * signal is aborted with a reason that reads as the beginning of a sentence.
 *
 * @param timeout ms since `startedAt`, the start of the process
 */
export function startDeadline(
  { clock, startedAt, stop }: { clock: Clock; startedAt: number; stop: AbortSignal },
  timeout: number,
): Deadline & { clear(): void } {
  const controller = new AbortController()
  const end = startedAt + timeout - RESERVE_MS
  const remaining = () => Math.max(0, end - clock.now())
  const over = () => controller.abort(new Error(`${MESSAGES.timeUp}: ${duration(timeout)}) was up`))
  const timer = setTimeout(over, remaining())
  const stopped = () => controller.abort(stop.reason)
  if (stop.aborted) stopped()
  stop.addEventListener('abort', stopped)
  return { signal: controller.signal, remaining, clear: () => clearTimeout(timer) }
}
