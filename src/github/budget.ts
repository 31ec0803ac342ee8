import type { Clock, Deadline } from '../shared/clock.js'
import { duration } from '../shared/text.js'
import { Unreachable } from './errors.js'

/**
 * How long GitHub may keep the step waiting: facts that can't be read must not use up the time for
 * canceling. Only the time counts in which at least one request is under way.
 */
export type Budget = {
  /** What earlier requests took, in ms. */
  spent: number
  /** Requests under way. */
  open: number
  current: Period | undefined
}

/** From the first of some requests that overlap to the end of the last one. */
type Period = { signal: AbortSignal; startedAt: number; end: number; timer: NodeJS.Timeout }

const ALL_REQUESTS_MS = 10_000

export function createBudget(): Budget {
  return { spent: 0, open: 0, current: undefined }
}

/**
 * Runs one read, which may take what is left of 10 s, and half of what is left of the step.
 *
 * @param read gets the signal that ends it, and the epoch ms at which that happens
 */
export async function withinBudget<T>(
  budget: Budget,
  { clock, deadline }: { clock: Clock; deadline: Deadline },
  read: (signal: AbortSignal, end: number) => Promise<T>,
): Promise<T> {
  budget.current ??= startPeriod(budget, clock, deadline)
  const { signal, end, startedAt, timer } = budget.current
  budget.open += 1
  try {
    return await read(signal, end)
  } finally {
    budget.open -= 1
    if (budget.open === 0) {
      clearTimeout(timer)
      budget.spent += Math.max(0, clock.now() - startedAt)
      budget.current = undefined
    }
  }
}

function startPeriod({ spent }: Budget, clock: Clock, deadline: Deadline): Period {
  const left = Math.max(0, ALL_REQUESTS_MS - spent)
  const ms = Math.min(left, Math.ceil(deadline.remaining() / 2))
  const controller = new AbortController()
  const over = () =>
    controller.abort(new Unreachable(`no complete reply in ${duration(spent + ms)}`, false))
  const timer = setTimeout(over, ms)
  if (ms === 0) over()
  const startedAt = clock.now()
  const signal = AbortSignal.any([deadline.signal, controller.signal])
  return { signal, startedAt, end: startedAt + ms, timer }
}
