import { duration, listed, plain } from '../shared/text.js'
import type { Step } from '../step.js'
import type { Deployment } from '../vercel/deployment.js'
import { readMore } from './ask.js'
import { buildsKey, commitKey, type Need, needBuilds } from './facts.js'
import { branchOf } from './origin.js'
import { decideOn, type Plan, resultOf } from './plan.js'
import { IGNORE_STEP_MS, projectKey } from './replacement.js'
import type { Result } from './result.js'
import { stayingIn } from './sharing.js'
import { createSituation, newestCommits, type Situation } from './situation.js'
import type { Verdict } from './verdict.js'

/** How long to wait at most, in ms: Vercel hears of a push from GitHub, so its build may be late. */
const LONGEST_MS: Record<Kind, number> = { late: 15_000, unsure: IGNORE_STEP_MS }
const EVERY_MS = 3000

/** A build that a replacement would let go. */
export type Waiting = {
  build: Deployment
  verdict: Verdict
  /** `late`: Vercel has no build of the newest commit yet. `unsure`: it has one, and may skip it. */
  kind: Kind
  /** What tells whether the replacement has come, or is sure to be built. */
  needs: readonly Need[]
  /** Epoch ms at which the wait ends. */
  until: number
}
type Kind = 'late' | 'unsure'

type Apis = Pick<Step, 'vercel' | 'github' | 'clock' | 'deadline' | 'core'>

/**
 * The builds of a plan for which it is worth waiting: Vercel has no build of the newest commit yet,
 * or it has one that the project's Ignored Build Step may still cancel. Only builds that a replacement
 * would let go are waited for.
 *
 * @param end epoch ms at which every wait ends
 */
export async function waitingOf(plan: Plan, end: number, apis: Apis): Promise<Waiting[]> {
  if (plan.scope.mode !== 'auto') return []
  const situation = createSituation(plan.listed, plan.scope, plan.facts, plan.policy)
  const unreplaced = plan.listed.flatMap((build, i) => {
    const verdict = plan.verdicts[i]
    const wait = verdict && waitOf(build, verdict, situation)
    return wait ? [{ build, verdict, ...wait }] : []
  })
  if (unreplaced.length === 0) return []
  const staying = await stayingAnyway(new Set(unreplaced.map(({ build }) => build.id)), plan, apis)
  const now = apis.clock.now()
  return unreplaced
    .map((one) => ({ ...one, until: Math.min(end, now + LONGEST_MS[one.kind]) }))
    .filter(({ build, until }) => !staying.has(build.id) && now < until)
}

/**
 * Those of some builds that would stay although a replacement came: each is the last one of a commit
 * that another branch needs, or GitHub does not tell whether one does.
 */
async function stayingAnyway(
  ids: ReadonlySet<string>,
  plan: Plan,
  apis: Apis,
): Promise<ReadonlySet<string>> {
  const { listed, scope, policy, verdicts } = plan
  const going = listed.filter(({ id }, i) => ids.has(id) || verdicts[i]?.action === 'cancel')
  for (;;) {
    const situation = createSituation(listed, scope, plan.facts, policy)
    const staying = [...stayingIn(going, situation)]
    const needs = staying.flatMap(([, verdict]) => verdict.needs)
    if (needs.length === 0) return new Set(staying.map(([id]) => id))
    plan.facts = await readMore(needs, scope, plan.facts, apis)
  }
}

/** Why a build's verdict may change soon; `undefined` when waiting gains nothing. */
function waitOf(
  build: Deployment,
  verdict: Verdict,
  situation: Situation,
): Pick<Waiting, 'kind' | 'needs'> | undefined {
  const { scope, facts } = situation
  const projectId = projectKey(build)
  // Without an answer about its commit, no replacement would let the build go.
  const isRead = facts.commits.has(commitKey(build.sha))
  if (verdict.reason !== 'not-replaced' || !isRead || projectId === undefined) return undefined
  const branch = branchOf(build, scope)
  if (branch === undefined) return undefined
  const newest = newestCommits(branch, situation)
  const needs = (commits: readonly string[]) => commits.map((sha) => needBuilds(projectId, sha))
  if (verdict.pending) {
    const { sha } = verdict.pending
    return { kind: 'unsure', needs: needs(sha === undefined ? newest : [sha]) }
  }
  if (!scope.awaitsBuild) return undefined
  // A build of the newest commit that was skipped or failed comes to nothing, however long we wait.
  const isMissing = newest.every(
    (sha) => facts.buildsOf.get(buildsKey(projectId, sha))?.builds.length === 0,
  )
  return isMissing ? { kind: 'late', needs: needs(newest) } : undefined
}

/**
 * Waits until the waiting builds are decided, and gives their results as soon as they are.
 *
 * @param plan its facts and verdicts are brought up to date
 * @param end epoch ms at which every wait ends
 */
export async function* decideInTime(
  plan: Plan,
  waiting: readonly Waiting[],
  end: number,
  apis: Apis,
): AsyncGenerator<Result[]> {
  const { clock, deadline, core } = apis
  for (const line of waitLines(waiting, clock.now())) core.info(plain(line))
  let still = waiting
  const atOnce = plan.listed.filter((_, i) => plan.verdicts[i]?.action === 'cancel')
  leave(plan, atOnce)
  while (still.length > 0 && !deadline.signal.aborted) {
    const soonest = still.reduce((min, { until }) => Math.min(min, until), Number.POSITIVE_INFINITY)
    const ms = Math.max(1, Math.min(EVERY_MS, soonest - clock.now()))
    // The end of the step ends the wait, too: then what is still undecided is kept.
    await clock.sleep(ms, deadline.signal).catch(() => {})
    if (deadline.signal.aborted) break
    const checked = await checkAgain(plan, still, end, apis)
    still = checked.still
    yield checked.decided
  }
  yield still.map(({ build, verdict }) => resultOf(build, verdict))
}

/** A canceled build no longer replaces others, and no longer counts as a build of its commit. */
function leave(plan: Plan, builds: readonly Deployment[]): void {
  const leaving = new Set([...plan.facts.leaving, ...builds.map(({ id }) => id)])
  plan.facts = { ...plan.facts, leaving }
}

/** Reads the builds that are waited for again, and decides again. */
async function checkAgain(
  plan: Plan,
  waiting: readonly Waiting[],
  end: number,
  apis: Apis,
): Promise<{ decided: Result[]; still: Waiting[] }> {
  const { scope, policy, listed } = plan
  const needs = waiting.flatMap((one) => one.needs)
  const read = await readMore(needs, scope, plan.facts, apis)
  // A build that may go now can call for facts that nobody needed before.
  Object.assign(plan, await decideOn(listed, plan, read, apis))
  const verdicts = new Map(listed.map(({ id }, i) => [id, plan.verdicts[i]]))
  const situation = createSituation(listed, scope, plan.facts, policy)
  const now = apis.clock.now()
  const decided: Result[] = []
  const still: Waiting[] = []
  for (const one of waiting) {
    const verdict = verdicts.get(one.build.id) ?? one.verdict
    const wait = waitOf(one.build, verdict, situation)
    // A late build that has come may still be skipped: that is another wait.
    const isNew = wait && wait.kind !== one.kind
    const until = isNew ? Math.min(end, now + LONGEST_MS[wait.kind]) : one.until
    if (wait && now < until) still.push({ build: one.build, verdict, ...wait, until })
    else decided.push(resultOf(one.build, verdict))
  }
  const going = decided.filter(({ outcome }) => outcome === 'would-cancel')
  const builds = going.map(({ deployment }) => deployment)
  leave(plan, builds)
  return { decided, still }
}

/** What is waited for, and how long: a line for each kind. */
export function waitLines(waiting: readonly Waiting[], now: number): string[] {
  return (['late', 'unsure'] as const).flatMap((kind) => {
    const some = waiting.filter((one) => one.kind === kind)
    if (some.length === 0) return []
    const names = [...new Set(some.map(({ build }) => build.project ?? 'the project'))]
    const ms = some.reduce((max, { until }) => Math.max(max, until - now), 0)
    return [`Waiting up to ${duration(ms)} ${WAIT_WORDS[kind]} in ${listed(names)}.`]
  })
}

const WAIT_WORDS: Record<Kind, string> = {
  late: 'for Vercel to start the build of the newest commit',
  unsure: 'to see whether the Ignored Build Step skips the newer build',
}
