import { StepEnded } from '../shared/deadline.js'
import { ended, messageOf } from '../shared/text.js'
import type { Step } from '../step.js'
import { scopeHint } from '../vercel/client.js'
import { type Deployment, isFinished } from '../vercel/deployment.js'
import { VercelError } from '../vercel/errors.js'
import { isAfter } from './replacement.js'
import type { Result } from './result.js'

/** The result of a build that is over; `undefined` while it may still be running. */
export function finishedResult(
  planned: Result,
  build: Deployment,
  apis: Clocks,
): Result | undefined {
  if (!isFinished(build)) return undefined
  const result = updated(planned, build)
  if (build.state !== 'CANCELED') return { ...result, outcome: 'already-finished' }
  const done: Result = { ...result, outcome: 'canceled' }
  return isBefore(build, apis) ? canceledBefore(done) : done
}

type Clocks = Pick<Step, 'clock' | 'startedAt'>

/**
 * Whether a build that Vercel declines to cancel was canceled before the step began, by Vercel's clock,
 * and not by somebody else meanwhile.
 */
export function isOlder(build: Deployment, clocks: Clocks): boolean {
  return build.canceledAt === undefined || build.canceledAt < startByServer(build, clocks)
}

/** Whether a build was canceled before the step began, also when the runner's clock is ahead. */
function isBefore(build: Deployment, clocks: Clocks): boolean {
  return isAfter(Math.min(clocks.startedAt, startByServer(build, clocks)), build.canceledAt)
}

/** When the step began by the clock of the server that a build was read from, in epoch ms. */
function startByServer({ readAt }: Deployment, { clock, startedAt }: Clocks): number {
  return readAt === undefined ? startedAt : readAt - (clock.now() - startedAt)
}

/** Of a build that somebody else canceled before this step did; only a named one is told apart. */
export function canceledBefore(done: Result): Result {
  if (done.outcome !== 'canceled' || done.reason !== 'requested') return done
  return { ...done, outcome: 'already-canceled' }
}

/** A failure of one build must not lose the others' results. */
export function failure(known: Result, error: unknown, vercel: Step['vercel']): Result {
  const message =
    error instanceof StepEnded
      ? `${error.message} before the build was seen to end`
      : messageOf(error)
  if (!(error instanceof VercelError) || error.kind !== 'not-found') {
    return { ...known, outcome: 'failed', message }
  }
  // A build of the list was there; one that the user named may be another team's.
  const why = known.reason === 'requested' ? `${ended(message)} ${scopeHint(vercel)}` : message
  return { ...known, outcome: 'not-found', message: why }
}

/** What is known, with the state of a later reply, which may be trimmed to little else. */
export function updated(known: Result, fresh: Deployment): Result {
  const entries = Object.entries(known.deployment).filter(([, value]) => value !== undefined)
  const deployment: Deployment = {
    ...fresh,
    ...(Object.fromEntries(entries) as Partial<Deployment>),
    id: fresh.id,
    state: fresh.state ?? known.deployment.state,
    canceledAt: fresh.canceledAt ?? known.deployment.canceledAt,
  }
  return { ...known, deployment }
}
