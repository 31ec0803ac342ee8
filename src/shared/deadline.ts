import type { Clock, Deadline } from './clock.js'
import { MESSAGES } from './phrases.js'
import { duration } from './text.js'

/** Kept back out of `timeout` for writing outputs and summary, in ms. */
const REPORT_MS = 250

/** Kept back for a last look at what was sent when the time ran out, in ms. */
const LAST_LOOK_MS = 1000

/** A shorter `timeout` is too short for a last look, in ms. */
const SHORTEST_WITH_LAST_LOOK_MS = 5000

/** The step's own deadline. */
export type StepDeadline = Deadline & {
  /**
   * A deadline that lasts about 1 s longer: for reading once more what was sent when the time ran
   * out. It is over at once when the runner stopped the step, or when `timeout` is below 5 s.
   */
  lastLook(): Deadline
  /** Takes the timers away. */
  clear(): void
}

/**
 * Starts the step's clock: after `timeout` ms, or when the runner asks the process to stop, the
 * signal is aborted with a reason that reads as the beginning of a sentence.
 *
 * @param timeout ms since `startedAt`, the start of the process (epoch ms)
 */
export function startDeadline(
  { clock, startedAt, stop }: { clock: Clock; startedAt: number; stop: AbortSignal },
  timeout: number,
): StepDeadline {
  const looksTwice = timeout >= SHORTEST_WITH_LAST_LOOK_MS
  const last = startedAt + timeout - REPORT_MS
  const reason = new Error(`${MESSAGES.timeUp}: ${duration(timeout)}) was up`)
  const step = endAt({ clock, stop, reason }, looksTwice ? last - LAST_LOOK_MS : last)
  let look: ReturnType<typeof endAt> | undefined
  return {
    ...step,
    lastLook() {
      look ??= endAt({ clock, stop, reason }, last)
      return look
    },
    clear() {
      step.clear()
      look?.clear()
    },
  }
}

/** @param end epoch ms */
function endAt(
  { clock, stop, reason }: { clock: Clock; stop: AbortSignal; reason: Error },
  end: number,
): Deadline & { clear(): void } {
  const controller = new AbortController()
  const remaining = () => Math.max(0, end - clock.now())
  const timer = setTimeout(() => controller.abort(reason), remaining())
  const stopped = () => controller.abort(stop.reason)
  if (remaining() === 0) controller.abort(reason)
  if (stop.aborted) stopped()
  stop.addEventListener('abort', stopped)
  return { signal: controller.signal, remaining, clear: () => clearTimeout(timer) }
}

/** The step ended while something waited. The message is the beginning of a sentence. */
export class StepEnded extends Error {
  override readonly name = 'StepEnded'
}

/**
 * Waits.
 *
 * @throws StepEnded as soon as the deadline is over
 */
export async function pause(
  ms: number,
  { clock, deadline }: { clock: Clock; deadline: Deadline },
): Promise<void> {
  try {
    await clock.sleep(ms, deadline.signal)
  } catch (error) {
    const { aborted, reason } = deadline.signal
    if (!aborted) throw error
    throw new StepEnded(reason instanceof Error ? reason.message : MESSAGES.stopped)
  }
}
