import type { Clock, Deadline } from './clock.js'
import type { CancelReason, KeepReason } from './decide.js'
import type { DeploymentRef } from './inputs.js'
import type { Vercel } from './vercel/client.js'
import { VercelError } from './vercel/errors.js'
import { backoff, MAX_ATTEMPTS } from './vercel/retry.js'
import type { Deployment } from './vercel/schemas.js'

/** What became of one deployment that was looked at. */
export type Result = {
  /** As it was read last. */
  deployment: Deployment
  outcome: 'canceled' | 'would-cancel' | 'already-finished' | 'not-found' | 'kept' | 'failed'
  reason: CancelReason | KeepReason
  /** The state in which it was found, before anything was done. */
  stateBefore: string | undefined
  /** A sentence, where outcome and reason do not say it all. */
  message: string | undefined
}

export type Tools = {
  vercel: Pick<Vercel, 'get' | 'cancel'>
  clock: Clock
  deadline: Deadline
  /** For the jitter of retries: from 0 up to 1. */
  random: () => number
}

/** One build to cancel, with what is known of it so far. */
export type Target = { deployment: Deployment; reason: CancelReason }

/** States after which a build runs no more; any other, known or not, may still cost something. */
const FINISHED = new Set(['READY', 'ERROR', 'CANCELED', 'DELETED'])

/** Attempts at a cancel that Vercel declines although the build is in flight. */
const MAX_DECLINED = 2

const FIRST_POLL_MS = 250
const LONGEST_POLL_MS = 4000

/**
 * Cancels all of these and reads the state of each until it is final. Queued builds go first: a slot
 * that a cancelled build frees must not start one of them.
 *
 * @param onDone called after each
 * @returns one result for each, in the order given; never throws for what Vercel does
 */
export async function cancelAll(
  targets: readonly Target[],
  tools: Tools,
  onDone: () => void,
): Promise<Result[]> {
  const urgency = ({ deployment }: Target) =>
    ['QUEUED', 'INITIALIZING', 'BUILDING'].indexOf(deployment.state ?? '')
  const results = new Map<Target, Result>()
  const byUrgency = [...targets].sort((a, b) => urgency(a) - urgency(b))
  await Promise.all(
    byUrgency.map(async (target) => {
      results.set(target, await cancelOne(target, tools))
      onDone()
    }),
  )
  return targets.map((target) => results.get(target)).filter((result) => result !== undefined)
}

/**
 * Cancels one deployment that the user named. A hostname is looked up first; an id is cancelled
 * without a look, so that the ordinary case is a single request.
 */
export async function cancelNamed(ref: DeploymentRef, tools: Tools): Promise<Result> {
  if ('id' in ref) return cancelOne({ deployment: unread(ref), reason: 'requested' }, tools)
  const found = await look(ref, tools)
  if (found.outcome !== 'would-cancel') return found
  return cancelOne({ deployment: found.deployment, reason: 'requested' }, tools)
}

/** Reads a named deployment and says what cancelling it would come to. */
export async function look(ref: DeploymentRef, { vercel }: Tools): Promise<Result> {
  const known: Target = { deployment: unread(ref), reason: 'requested' }
  try {
    const deployment = await vercel.get('id' in ref ? ref.id : ref.hostname)
    return finished(known, deployment) ?? result(known, 'would-cancel', deployment)
  } catch (error) {
    return failure(known, error)
  }
}

/** A kept build's result. */
export function kept(deployment: Deployment, reason: KeepReason): Result {
  return {
    deployment,
    outcome: 'kept',
    reason,
    stateBefore: deployment.state,
    message: undefined,
  }
}

/** What a dry run says of a build that would be cancelled. */
export function wouldCancel(target: Target): Result {
  return result(target, 'would-cancel', target.deployment)
}

async function cancelOne(target: Target, tools: Tools): Promise<Result> {
  const { id } = target.deployment
  let known = target
  try {
    for (let attempt = 1; ; attempt += 1) {
      let refusal: VercelError
      try {
        return await settle(known, await tools.vercel.cancel(id), tools)
      } catch (error) {
        if (!isSettledByReading(error)) throw error
        refusal = error
      }
      // Whatever the reply was, or was not: only the state tells whether the build goes on.
      const deployment = await tools.vercel.get(id)
      known = { ...target, deployment: merge(target.deployment, deployment) }
      const done = finished(target, deployment)
      if (done) return done
      if (attempt === (refusal.kind === 'rejected' ? MAX_DECLINED : MAX_ATTEMPTS)) throw refusal
      await wait(backoff(attempt, tools.random()), tools)
    }
  } catch (error) {
    return failure(known, error)
  }
}

/** Reads until Vercel says that the build is cancelled, or over by itself. */
async function settle(target: Target, reply: Deployment, tools: Tools): Promise<Result> {
  if (reply.state === 'CANCELED') return result(target, 'canceled', reply)
  for (let delay = FIRST_POLL_MS; ; delay = Math.min(delay * 2, LONGEST_POLL_MS)) {
    await wait(delay, tools)
    const done = finished(target, await tools.vercel.get(target.deployment.id))
    if (done) return done
  }
}

/** The result of a build that is over; `undefined` while it may still be running. */
function finished(target: Target, deployment: Deployment): Result | undefined {
  if (deployment.state === undefined || !FINISHED.has(deployment.state)) return undefined
  if (deployment.state === 'CANCELED') return result(target, 'canceled', deployment)
  return result(
    target,
    'already-finished',
    deployment,
    `It had already finished as ${deployment.state} when it was to be cancelled.`,
  )
}

/** Whatever went wrong with one build must not take the others' results along. */
function failure(target: Target, error: unknown): Result {
  const message = error instanceof Error ? error.message : String(error)
  const missing = error instanceof VercelError && error.kind === 'not-found'
  return result(target, missing ? 'not-found' : 'failed', target.deployment, message)
}

function result(
  { deployment: known, reason }: Target,
  outcome: Result['outcome'],
  fresh: Deployment,
  message?: string,
): Result {
  return {
    deployment: merge(known, fresh),
    outcome,
    reason,
    stateBefore: known.state ?? fresh.state,
    message,
  }
}

/** What was known, with the state of a later reply, which may be trimmed to little else. */
function merge(known: Deployment, fresh: Deployment): Deployment {
  const entries = Object.entries(known).filter(([, value]) => value !== undefined)
  return {
    ...fresh,
    ...(Object.fromEntries(entries) as Partial<Deployment>),
    id: fresh.id,
    state: fresh.state ?? known.state,
    canceledAt: fresh.canceledAt ?? known.canceledAt,
  }
}

/** Whether the state decides after this error: the request may have worked, or came too late. */
function isSettledByReading(error: unknown): error is VercelError {
  return (
    error instanceof VercelError && ['rejected', 'unavailable', 'unreadable'].includes(error.kind)
  )
}

/** Waits, and ends the whole attempt when the step's time is over meanwhile. */
async function wait(ms: number, { clock, deadline }: Tools): Promise<void> {
  try {
    await clock.sleep(ms, deadline.signal)
  } catch (error) {
    if (!deadline.signal.aborted) throw error
    const why = (deadline.signal.reason as Error).message
    throw new VercelError('stopped', `${why} before the build was seen to end`)
  }
}

/** A deployment of which nothing but its name is known yet. */
function unread(ref: DeploymentRef): Deployment {
  return {
    id: 'id' in ref ? ref.id : '',
    url: 'hostname' in ref ? ref.hostname : undefined,
    project: undefined,
    inspectorUrl: undefined,
    state: undefined,
    environment: undefined,
    createdAt: undefined,
    buildingAt: undefined,
    canceledAt: undefined,
    source: undefined,
    branch: undefined,
    sha: undefined,
    origin: {
      commit: { owner: undefined, name: undefined },
      base: { owner: undefined, name: undefined },
      ids: [],
      pullRequest: undefined,
    },
  }
}
