import { type Repository, sameName } from '../event/event.js'
import type { BranchTrigger } from '../event/trigger.js'
import type { EventBuilds } from '../inputs/inputs.js'
import type { Deployment, Origin } from '../vercel/schemas.js'

/** Why a build is cancelled. */
export type CancelReason = 'requested' | 'superseded' | 'branch-closed' | 'run-canceled'

/** Why a build is left alone. */
export type KeepReason =
  | 'own-commit'
  | 'newer'
  | 'order-unproven'
  | 'other-branch'
  | 'other-repository'
  | 'repository-unknown'
  | 'protected-target'
  | 'state-excluded'
  | 'redeployed'
  | 'branch-alive'

export type Verdict =
  | { action: 'cancel'; reason: CancelReason }
  | { action: 'keep'; reason: KeepReason; headNeeded?: true }

export type Decision = {
  deployment: Deployment
  verdict: Verdict
  /** Of another branch or repository, whichever rule keeps it. */
  elsewhere: boolean
}

/** Where the branch, or the pull request, points; read after the list of builds was read to its end. */
export type Head =
  | { state: 'at'; sha: string }
  /** Not found, by a token that can read the repository. */
  | { state: 'gone' }
  | { state: 'unknown'; why: string }

/** Which builds may be cancelled at all. */
export type Policy = Pick<EventBuilds, 'environments' | 'states'>

/**
 * Rules 1 to 4: whether the build is out of this trigger's reach, whatever its commit. Pure, as all
 * of this file: no clock, no network.
 */
export function outOfReach(
  deployment: Deployment,
  trigger: Pick<BranchTrigger, 'repository' | 'branch'>,
  policy: Policy,
): Verdict | undefined {
  return (
    stateExcluded(deployment, policy) ??
    protectedTarget(deployment, policy) ??
    otherRepository(deployment.origin, trigger.repository) ??
    otherBranch(deployment, trigger.branch)
  )
}

/** Whether a build is of another branch or repository, and no concern of this trigger. */
export function isElsewhere(
  deployment: Deployment,
  { repository, branch }: Pick<BranchTrigger, 'repository' | 'branch'>,
): boolean {
  const verdict = otherRepository(deployment.origin, repository) ?? otherBranch(deployment, branch)
  return verdict !== undefined
}

/** The rules that need no head, in order; `undefined` when the head has to decide. */
export function screen(
  deployment: Deployment,
  trigger: BranchTrigger,
  policy: Policy,
): Verdict | undefined {
  return (
    outOfReach(deployment, trigger, policy) ??
    (trigger.mode === 'superseded'
      ? ownOrUnknownCommit(deployment, trigger.commits)
      : defaultBranch(trigger))
  )
}

/** When this run was cancelled: its own commits' builds go with it, and no others. */
export function judgeCanceledRun(
  deployment: Deployment,
  trigger: BranchTrigger,
  policy: Policy,
): Verdict {
  const excluded = outOfReach(deployment, trigger, policy)
  if (excluded) return excluded
  const own = ownOrUnknownCommit(deployment, trigger.commits)?.reason === 'own-commit'
  return own ? cancel('run-canceled') : keep('order-unproven')
}

/** The rules for a build that passed `screen`, with the head as it was read after the list. */
export function judge(deployment: Deployment, trigger: BranchTrigger, head: Head): Verdict {
  return trigger.mode === 'superseded'
    ? judgeSuperseded(deployment, trigger, head)
    : judgeEnded(deployment, trigger, head)
}

/**
 * Whether two commits are the same: one is a prefix of the other, of 7 characters or more, since
 * deploy scripts shorten them.
 */
export function sameCommit(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return isCommit(short) && long.toLowerCase().startsWith(short.toLowerCase())
}

/** Fewer than 7 characters name no commit: they could equal any. */
function isCommit(sha: string | undefined): sha is string {
  return sha !== undefined && sha.length >= 7
}

const keep = (reason: KeepReason): Verdict => ({ action: 'keep', reason })
const cancel = (reason: CancelReason): Verdict => ({ action: 'cancel', reason })

function stateExcluded({ state }: Deployment, { states }: Policy): Verdict | undefined {
  return state !== undefined && states.includes(state) ? undefined : keep('state-excluded')
}

function protectedTarget({ environment }: Deployment, policy: Policy): Verdict | undefined {
  const allowed = environment !== undefined && policy.environments.includes(environment)
  return allowed ? undefined : keep('protected-target')
}

function otherRepository(origin: Origin, repository: Repository): Verdict | undefined {
  const same = isFrom(origin, repository)
  if (same === undefined) return keep('repository-unknown')
  return same ? undefined : keep('other-repository')
}

/**
 * Whether the commit of a build is from this repository; `undefined` when its metadata don't say.
 *
 * Of a fork's build the names of the commit's repository differ from those of the project's, and an
 * id may be either's: then the names decide. Of any other build the id does, which outlives a
 * renaming. Where only the commit's names are there it can't be told which of the two it is: then
 * names and id both have to fit.
 */
function isFrom({ commit, base, ids }: Origin, repository: Repository): boolean | undefined {
  const named = (names: Origin['commit']) =>
    sameName(names.owner, repository.owner) && sameName(names.name, repository.name)
  const hasNames = (names: Origin['commit']) =>
    names.owner !== undefined && names.name !== undefined
  if ((commit.owner === undefined) !== (commit.name === undefined)) return undefined
  const idsKnown = ids.length > 0 && repository.id !== undefined
  const idsAgree = ids.every((id) => id === repository.id)
  if (hasNames(commit)) {
    if (!hasNames(base)) return named(commit) && (idsAgree || !idsKnown)
    const ofBase = sameName(commit.owner, base.owner) && sameName(commit.name, base.name)
    if (!ofBase) return named(commit)
  }
  if (idsKnown) return idsAgree
  return hasNames(base) ? named(base) : undefined
}

function otherBranch({ branch }: Deployment, ours: string): Verdict | undefined {
  return branch === ours ? undefined : keep('other-branch')
}

function ownOrUnknownCommit({ sha }: Deployment, own: readonly string[]): Verdict | undefined {
  if (!isCommit(sha)) return keep('order-unproven')
  return own.some((commit) => sameCommit(commit, sha)) ? keep('own-commit') : undefined
}

/** The builds of the default branch are nobody's leftovers, whatever was closed. */
function defaultBranch({ branch, fork, defaultBranch }: BranchTrigger): Verdict | undefined {
  return !fork && branch === defaultBranch ? keep('protected-target') : undefined
}

function judgeSuperseded(deployment: Deployment, trigger: BranchTrigger, head: Head): Verdict {
  const { sha = '', createdAt, source } = deployment
  const { commits, headAt, headIsOwn } = trigger
  if (head.state === 'at' && sameCommit(sha, head.sha)) {
    return keep(headIsOwn ? 'own-commit' : 'newer')
  }
  if (isBefore(createdAt, headAt)) return cancel('superseded')
  if (source === 'redeploy') return keep('redeployed')
  if (head.state !== 'at') return unproven
  const atOwn = headIsOwn || commits.some((commit) => sameCommit(commit, head.sha))
  if (atOwn) return cancel('superseded')
  return keep(headAt === undefined || createdAt === undefined ? 'order-unproven' : 'newer')
}

/** Kept only because the head could not be read: worth a warning. */
const unproven: Verdict = { action: 'keep', reason: 'order-unproven', headNeeded: true }

function judgeEnded(deployment: Deployment, trigger: BranchTrigger, head: Head): Verdict {
  const { sha, createdAt } = deployment
  const { headAt, commits } = trigger
  if (head.state === 'gone') return cancel('branch-closed')
  if (headAt === undefined) return head.state === 'at' ? keep('branch-alive') : unproven
  if (createdAt === undefined) return keep('order-unproven')
  if (createdAt >= headAt) return keep('newer')
  if (trigger.fork || trigger.modeGiven) return cancel('branch-closed')
  // The branch may live on, and then a build without a commit may be the one that is wanted.
  if (!isCommit(sha)) return keep('order-unproven')
  if (head.state === 'at') {
    return sameCommit(sha, head.sha) ? keep('branch-alive') : cancel('branch-closed')
  }
  return commits.some((commit) => sameCommit(commit, sha)) ? unproven : cancel('branch-closed')
}

function isBefore(createdAt: number | undefined, headAt: number | undefined): boolean {
  return createdAt !== undefined && headAt !== undefined && createdAt < headAt
}
