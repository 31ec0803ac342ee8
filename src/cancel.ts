import type { DeploymentRef } from './inputs/formats.js'
import type { CancelReason, KeepReason } from './plan/decide.js'
import type { Clock, Deadline } from './shared/clock.js'
import { backoff, MAX_ATTEMPTS } from './shared/retry.js'
import { ended, messageOf } from './shared/text.js'
import type { Vercel } from './vercel/client.js'
import { VercelError } from './vercel/errors.js'
import type { Deployment } from './vercel/schemas.js'

/** What became of one deployment that was looked at. */
export type Result = {
  /** As it was read last. */
  deployment: Deployment
  outcome: 'canceled' | 'would-cancel' | 'already-finished' | 'not-found' | 'kept' | 'failed'
  reason: CancelReason | KeepReason
  /** The state in which it was found; `undefined` when it was cancelled without a look before. */
  stateBefore: string | undefined
  /** A sentence, where outcome and reason do not say it all. */
  message: string | undefined
  /** Of another branch or repository: only looked at because the list holds the whole project. */
  elsewhere: boolean
}

export type Tools = {
  vercel: Pick<Vercel, 'get' | 'cancel' | 'scopeHint'>
  clock: Clock
  deadline: Deadline
  /** For the jitter of retries: from 0 up to 1. */
  random: () => number
}

/** States after which a build runs no more; any other, known or not, may still cost something. */
const FINISHED = new Set(['READY', 'ERROR', 'CANCELED', 'DELETED'])

/** Attempts at a cancel that Vercel declines although the build is in flight. */
const MAX_DECLINED = 2

const FIRST_POLL_MS = 250
const LONGEST_POLL_MS = 4000

/**
 * Carries a plan out: cancels every build in it that is marked `would-cancel`, and reads the state of
 * each until it is final. Queued builds go first: a slot that a cancelled build frees must not start
 * one of them.
 *
 * @param onDone called after each
 * @returns the results in the order of the plan; never throws for what Vercel does
 */
export async function carryOut(
  plan: readonly Result[],
  tools: Tools,
  onDone: () => void,
): Promise<Result[]> {
  const urgency = ({ deployment }: Result) =>
    ['QUEUED', 'INITIALIZING', 'BUILDING'].indexOf(deployment.state ?? '')
  const byUrgency = plan
    .filter(({ outcome }) => outcome === 'would-cancel')
    .sort((a, b) => urgency(a) - urgency(b))
  const done = new Map<Result, Result>()
  await Promise.all(
    byUrgency.map(async (planned) => {
      done.set(planned, await cancelOne(planned, tools))
      onDone()
    }),
  )
  return plan.map((planned) => done.get(planned) ?? planned)
}

/**
 * The plan for deployments that the user named. A hostname is looked up; an id is not, so that
 * cancelling it is a single request, unless `lookAtAll` asks for the state of each.
 */
export async function planNamed(
  refs: readonly DeploymentRef[],
  lookAtAll: boolean,
  tools: Tools,
): Promise<Result[]> {
  const plan = await Promise.all(
    refs.map((ref) =>
      'id' in ref && !lookAtAll ? wouldCancel(unread(ref), 'requested') : look(ref, tools),
    ),
  )
  // A deployment that was named twice, by id and by URL, is one.
  return plan.filter(
    ({ deployment: { id } }, i) =>
      id === '' || plan.findIndex((other) => other.deployment.id === id) === i,
  )
}

/** A planned result: this build is to be cancelled. */
export function wouldCancel(deployment: Deployment, reason: CancelReason): Result {
  return {
    deployment,
    outcome: 'would-cancel',
    reason,
    stateBefore: deployment.state,
    message: undefined,
    elsewhere: false,
  }
}

/**
 * A planned result: this build is left alone.
 *
 * @param elsewhere it was only looked at because the list holds the whole project
 */
export function kept(deployment: Deployment, reason: KeepReason, elsewhere: boolean): Result {
  return { ...wouldCancel(deployment, 'requested'), outcome: 'kept', reason, elsewhere }
}

/** Reads a named deployment and says what cancelling it would come to. */
async function look(ref: DeploymentRef, { vercel }: Tools): Promise<Result> {
  const planned = wouldCancel(unread(ref), 'requested')
  try {
    const deployment = await vercel.get('id' in ref ? ref.id : ref.hostname)
    const found = finished(planned, deployment) ?? update(planned, 'would-cancel', deployment)
    return { ...explained(found), stateBefore: deployment.state }
  } catch (error) {
    return failure(planned, error, vercel.scopeHint)
  }
}

async function cancelOne(planned: Result, tools: Tools): Promise<Result> {
  const { id } = planned.deployment
  let known = planned
  try {
    for (let attempt = 1; ; attempt += 1) {
      let refusal: VercelError
      try {
        const reply = await tools.vercel.cancel(id)
        if (reply.state === 'CANCELED') return update(known, 'canceled', reply)
        known = update(known, 'would-cancel', reply)
        return await settle(known, tools)
      } catch (error) {
        if (!isSettledByReading(error)) throw error
        refusal = error
      }
      // Whatever the reply was, or was not: only the state tells whether the build goes on.
      const deployment = await tools.vercel.get(id)
      const done = finished(planned, deployment)
      // After a first attempt that was lost, it may have been cancelled by that.
      if (done) return refusal.kind === 'rejected' && attempt === 1 ? explained(done) : done
      known = update(known, 'would-cancel', deployment)
      if (attempt === (refusal.kind === 'rejected' ? MAX_DECLINED : MAX_ATTEMPTS)) throw refusal
      await wait(backoff(attempt, tools.random()), tools)
    }
  } catch (error) {
    return failure(known, error, tools.vercel.scopeHint)
  }
}

/** After a cancel that was accepted: reads until the build is cancelled, or over by itself. */
async function settle(accepted: Result, tools: Tools): Promise<Result> {
  for (let delay = FIRST_POLL_MS; ; delay = Math.min(delay * 2, LONGEST_POLL_MS)) {
    await wait(delay, tools)
    const done = finished(accepted, await tools.vercel.get(accepted.deployment.id))
    if (done) return done
  }
}

/** The result of a build that is over; `undefined` while it may still be running. */
function finished(planned: Result, deployment: Deployment): Result | undefined {
  if (deployment.state === undefined || !FINISHED.has(deployment.state)) return undefined
  return update(
    planned,
    deployment.state === 'CANCELED' ? 'canceled' : 'already-finished',
    deployment,
  )
}

/** Says of a build that counts as cancelled that it was so before. */
function explained(done: Result): Result {
  return done.outcome === 'canceled' ? { ...done, message: 'It was cancelled already.' } : done
}

/** Whatever went wrong with one build must not take the others' results along. */
function failure(known: Result, error: unknown, scopeHint: string): Result {
  const message = messageOf(error)
  if (!(error instanceof VercelError) || error.kind !== 'not-found') {
    return { ...known, outcome: 'failed', message }
  }
  // A build that the list gave was there; one that the user named may be another team's.
  const why = known.reason === 'requested' ? `${ended(message)} ${scopeHint}` : message
  return { ...known, outcome: 'not-found', message: why }
}

function update(known: Result, outcome: Result['outcome'], fresh: Deployment): Result {
  return { ...known, outcome, deployment: merge(known.deployment, fresh) }
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
