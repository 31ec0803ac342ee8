import type { Deployment } from '../vercel/deployment.js'
import { UNFINISHED } from '../vercel/deployment.js'

/**
 * The terms of the decision, as far as builds alone tell them. Pure, like everything in this file.
 */

/** A build that runs, waits to run, or can be visited. */
export function isAlive({ state }: Deployment): boolean {
  return state === 'READY' || UNFINISHED.some((unfinished) => unfinished === state)
}

/** Sources that say nothing about a person. Vercel calls `source` a best-effort guess. */
const IMPERSONAL: ReadonlySet<string | undefined> = new Set([
  undefined,
  'git',
  'git-deploy-hook',
  'cli',
])

/** Whether a person asked for exactly this build, by a redeploy or in the dashboard. */
export function isAskedFor({ redeploy, source }: Deployment): boolean {
  return redeploy || !IMPERSONAL.has(source)
}

/** Whether a push, and nobody's redeploy of it, made this build. */
export function isOfPush({ madeByPush, redeploy }: Deployment): boolean {
  return madeByPush && !redeploy
}

/**
 * Whether two commits are the same: one is a prefix of the other, of 7 characters or more, since
 * deploy scripts shorten them.
 */
export function sameCommit(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return false
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.length >= 7 && long.toLowerCase().startsWith(short.toLowerCase())
}

/** Whether a text is a commit: 7 to 64 hexadecimal digits. */
export function isCommit(sha: string | undefined): sha is string {
  return sha !== undefined && /^[0-9a-f]{7,64}$/i.test(sha)
}

/** How far GitHub's time of a push and Vercel's time of a build may be apart, in ms. */
const CLOCKS_APART_MS = 1000

/**
 * When a build's content came to be, in epoch ms: the push that made it, where Vercel tells its time,
 * else the build's creation.
 */
export function momentOf(build: Deployment): number | undefined {
  return isOfPush(build) ? build.pushedAt : build.createdAt
}

/** Whether the moment of `a` is later than that of `b`. Without a moment nothing is later. */
export function isLater(a: Deployment, b: Deployment): boolean {
  return isAfter(momentOf(a), momentOf(b), isOfPush(a) === isOfPush(b) ? 0 : CLOCKS_APART_MS)
}

/** Whether one time is after another, by more than a margin; all in ms. What is unknown never is. */
export function isAfter(a: number | undefined, b: number | undefined, margin = 0): boolean {
  // `NaN` is neither more nor less than anything.
  return Number(a) - Number(b) > margin
}

/** Orders builds by their moments, the latest first; those without one last. */
export function byMomentDescending(a: Deployment, b: Deployment): number {
  return (momentOf(b) ?? Number.NEGATIVE_INFINITY) - (momentOf(a) ?? Number.NEGATIVE_INFINITY) || 0
}

export function projectKey({ projectId, project }: Deployment): string | undefined {
  return projectId ?? project
}

/** How long a build must have been building before its project's Ignored Build Step is over, in ms. */
export const IGNORE_STEP_MS = 30_000

/**
 * Whether a build is sure to be built. A project with an Ignored Build Step first creates a build and
 * may cancel it seconds later: there it has to be ready, or to have been building for a while.
 *
 * @param firstSeen epoch ms at which this run first saw it building, by id
 */
export function isSettled(build: Deployment, firstSeen: ReadonlyMap<string, number>): boolean {
  if (build.state === 'READY') return true
  const since = build.buildingAt ?? firstSeen.get(build.id)
  return build.state === 'BUILDING' && Number(build.readAt) - Number(since) >= IGNORE_STEP_MS
}
