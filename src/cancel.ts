import { canceledBefore, failure, finishedResult, isOlder, updated } from './plan/outcome.js'
import type { Recheck } from './plan/recheck.js'
import type { Result } from './plan/result.js'
import { createSettle, type Settle } from './settle.js'
import { pause, StepEnded } from './shared/deadline.js'
import { backoff, MAX_ATTEMPTS } from './shared/retry.js'
import type { Step } from './step.js'
import { cancelDeployment, readDeployment } from './vercel/client.js'
import { type Deployment, UNFINISHED } from './vercel/deployment.js'
import { VercelError } from './vercel/errors.js'

type Apis = Pick<Step, 'vercel' | 'clock' | 'deadline' | 'random' | 'startedAt'>

/** How a plan is carried out. */
export type CarryOut = {
  apis: Apis
  /** Looks again at builds that had to wait; the ones that the user named are canceled regardless. */
  recheck: Recheck | undefined
  settle: Settle
  /** Ids of the builds whose cancel was under way when the step's time ran out. */
  underWay: Set<string>
  /** Called after each build. */
  onDone: () => void
}

/**
 * @param projects the projects of the builds, where the list of their unfinished builds tells which
 *   ones are over
 */
export function createCarryOut(
  apis: Apis,
  { recheck, projects }: { recheck?: Recheck; projects?: readonly string[] },
  onDone: () => void,
): CarryOut {
  return { apis, recheck, settle: createSettle(apis, projects), underWay: new Set(), onDone }
}

/** Attempts at a cancel that Vercel declines although the build is unfinished. */
const MAX_DECLINED = 2

/**
 * Cancels every build that is marked `would-cancel`, and reads the state of each until it is final.
 * Queued builds go first: a slot that a canceled build frees must not start one of them.
 *
 * @returns the results in the order of the plan; never throws for what Vercel does
 */
export async function carryOut(plan: readonly Result[], how: CarryOut): Promise<Result[]> {
  const order: readonly (string | undefined)[] = UNFINISHED
  const urgency = ({ deployment }: Result) => order.indexOf(deployment.state)
  const byUrgency = plan
    .filter(({ outcome }) => outcome === 'would-cancel')
    .sort((a, b) => urgency(a) - urgency(b))
  const done = new Map<Result, Result>()
  await Promise.all(
    byUrgency.map(async (planned) => {
      done.set(planned, await cancelOne(planned, how))
      how.onDone()
    }),
  )
  return plan.map((planned) => done.get(planned) ?? planned)
}

async function cancelOne(planned: Result, how: CarryOut): Promise<Result> {
  const { apis, recheck, settle } = how
  const { id } = planned.deployment
  let known = planned
  try {
    const stays = await recheck?.before(id, false)
    if (stays) return kept(known, stays)
    for (let attempt = 1; ; attempt += 1) {
      const answer = await tryToCancel(known, how)
      if ('outcome' in answer) return answer
      if ('accepted' in answer) {
        known = updated(known, answer.accepted)
        return finishedResult(known, await settle(id), apis) ?? known
      }
      const { refusal } = answer
      // Whatever the reply was, or was not: only the state tells whether the build goes on.
      const build = await readDeployment(apis.vercel, id)
      const isDeclined = refusal.kind === 'rejected'
      const isFirst = isDeclined && attempt === 1
      const done = finishedResult(known, build, apis)
      // After a first attempt that was lost, it may have been canceled by that.
      if (done) return isFirst && isOlder(build, apis) ? canceledBefore(done) : done
      known = updated(known, build)
      const excluded = recheck?.excluded(build)
      if (excluded) return kept({ ...known, deployment: build }, excluded)
      if (attempt >= (isDeclined ? MAX_DECLINED : MAX_ATTEMPTS)) throw refusal
      await pause(backoff(attempt, apis.random()), apis)
    }
  } catch (error) {
    const isStopped = error instanceof VercelError && error.kind === 'stopped' && error.sent
    if (isStopped || error instanceof StepEnded) how.underWay.add(id)
    return failure(known, error, apis.vercel)
  }
}

type Answer = Result | { accepted: Deployment } | { refusal: VercelError }

/** One request to cancel. */
async function tryToCancel(known: Result, { apis, recheck }: CarryOut): Promise<Answer> {
  const { id } = known.deployment
  let stays: Result | undefined
  const beforeLateSend = async (again: boolean) => {
    const reason = await recheck?.before(id, again)
    if (reason === undefined) return
    stays = kept(known, reason)
    throw new Error('the build is kept after all')
  }
  try {
    const reply = await cancelDeployment(apis.vercel, id, beforeLateSend)
    return reply.state === 'CANCELED'
      ? (finishedResult(known, reply, apis) ?? known)
      : { accepted: reply }
  } catch (error) {
    if (stays) return stays
    if (!isSettledByReading(error)) throw error
    return { refusal: error }
  }
}

function kept(known: Result, reason: Result['reason']): Result {
  return { ...known, outcome: 'kept', reason, replacedBy: undefined }
}

/** Whether the state decides after this error: the request may have worked, or came too late. */
function isSettledByReading(error: unknown): error is VercelError {
  if (!(error instanceof VercelError)) return false
  const { kind, sent } = error
  return kind === 'rejected' || kind === 'unreadable' || (kind === 'unavailable' && sent)
}

/**
 * Looks once more at builds whose cancel was under way when the time ran out: it may have worked.
 *
 * @param apis with a deadline that lasts a little longer than the step's
 */
export async function lookOnceMore(
  results: readonly Result[],
  { underWay }: Pick<CarryOut, 'underWay'>,
  apis: Pick<Apis, 'vercel' | 'clock' | 'startedAt'>,
): Promise<Result[]> {
  return Promise.all(
    results.map(async (result) => {
      const { id } = result.deployment
      if (result.outcome !== 'failed' || !underWay.has(id)) return result
      try {
        const done = finishedResult(result, await readDeployment(apis.vercel, id), apis)
        return done ? { ...done, message: undefined } : result
      } catch {
        return result
      }
    }),
  )
}
