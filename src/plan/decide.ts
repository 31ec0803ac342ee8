import type { Scope } from '../event/scope.js'
import { type Branch, branchKey } from '../github/repository.js'
import type { Deployment } from '../vercel/deployment.js'
import { commitKey, type Facts } from './facts.js'
import { branchOf, isFork, isOwnBranch, repositoryOf } from './origin.js'
import { isAskedFor, isCommit, isLater, sameCommit } from './replacement.js'
import { stayingIn } from './sharing.js'
import {
  createSituation,
  findReplacement,
  headOf,
  isDefaultBranch,
  isNewest,
  isSure,
  lacksNewest,
  type Policy,
  type Situation,
  unreadNewest,
} from './situation.js'
import { cancel, keep, type Verdict } from './verdict.js'

/** The verdict, where the rule applies to the build. */
type Rule = (build: Deployment, situation: Situation) => Verdict | undefined

/** The same for a build on a branch: after rule 4, that is every build unless `mode` is `commit`. */
type BranchRule = (build: Deployment, branch: Branch, situation: Situation) => Verdict | undefined

/**
 * Decides about every build of the list: the first rule that applies to a build gives its verdict.
 * Pure, like everything in this file: no clock, no network.
 *
 * @param listed every unfinished build of the projects
 * @returns the verdicts in the order of the list
 */
export function decideAll(
  listed: readonly Deployment[],
  scope: Scope,
  facts: Facts,
  policy: Policy,
): Verdict[] {
  const situation = createSituation(listed, scope, facts, policy)
  const early = listed.map((build) => applied(EARLY_RULES, build, situation))
  // Of a shared commit one living build stays, and may then replace others: so it takes rounds.
  const staying = new Map<string, Verdict>()
  for (;;) {
    const ended = listed.filter(({ id }, i) => early[i]?.action === 'cancel' && !staying.has(id))
    const round = { ...situation, rivals: new Map(), ended: new Set(ended.map(({ id }) => id)) }
    const verdicts = listed.map(
      (build, i) =>
        staying.get(build.id) ??
        early[i] ??
        applied(LATE_RULES, build, round) ??
        keep('not-replaced'),
    )
    const canceled = listed.filter((_, i) => verdicts[i]?.action === 'cancel')
    const more = stayingIn(canceled, round)
    if (more.size === 0) return verdicts
    for (const [id, verdict] of more) staying.set(id, verdict)
  }
}

/**
 * Applies the rules that need no facts.
 *
 * @returns the verdict, or `undefined` when facts have to decide
 */
export function screen(build: Deployment, situation: Situation): Verdict | undefined {
  return applied(SCREENING_RULES, build, situation)
}

/** Whether a build is none that the run is about, whatever its state and environment. */
export function isOutOfScope(build: Deployment, situation: Situation): boolean {
  return applied([otherRepository, otherCommit, otherBranch], build, situation) !== undefined
}

function applied(
  rules: readonly Rule[],
  build: Deployment,
  situation: Situation,
): Verdict | undefined {
  const verdict = first(rules, (rule) => rule(build, situation))
  return verdict && restsOnCommit(verdict, build, situation)
}

/** One rule out of several about the build's branch. */
function onBranch(...rules: readonly BranchRule[]): Rule {
  return (build, situation) => {
    const branch = branchOf(build, situation.scope)
    return branch && first(rules, (rule) => rule(build, branch, situation))
  }
}

/** The verdict of the first rule that gives one. */
function first<R>(
  rules: readonly R[],
  verdictOf: (rule: R) => Verdict | undefined,
): Verdict | undefined {
  for (const rule of rules) {
    const verdict = verdictOf(rule)
    if (verdict !== undefined) return verdict
  }
  return undefined
}

/** Rule 6 for the build's own commit: without it nothing proves that the build may go. */
function restsOnCommit(verdict: Verdict, { sha }: Deployment, situation: Situation): Verdict {
  const { scope, facts } = situation
  const isRead = scope.mode === 'commit' || facts.commits.has(commitKey(sha))
  return verdict.action === 'keep' || isRead ? verdict : keep('github-unknown')
}

/** Rule 1. */
const stateExcluded: Rule = ({ state }, { policy }) =>
  policy.states.some((one) => one === state) ? undefined : keep('state-excluded')

/** Rule 2. */
const targetExcluded: Rule = ({ environment }, { policy }) =>
  policy.environments.some((one) => one === environment) ? undefined : keep('target-excluded')

/** Rule 3. */
const otherRepository: Rule = (build, { scope }) => {
  const found = repositoryOf(build, scope)
  return 'keep' in found ? keep(found.keep) : undefined
}

/** Rule 4 of `mode: commit`, in which the branch does not matter: a detached checkout names none. */
const otherCommit: Rule = ({ sha }, { scope }) =>
  scope.mode !== 'commit' || isOwnCommit(sha, scope) ? undefined : keep('other-commit')

/** Rule 4 of the other modes. */
const otherBranch: Rule = (build, { scope, inScope }) => {
  if (scope.mode === 'commit') return undefined
  const branch = branchOf(build, scope)
  const isInScope = branch !== undefined && (inScope?.has(branchKey(branch)) ?? true)
  return isInScope ? undefined : keep('other-branch')
}

/** Rule 5, as far as the metadata tell. */
const noCommit: Rule = ({ sha }) => (isCommit(sha) ? undefined : keep('commit-unknown'))

/** Rule 5: a commit that was never pushed. GitHub need not know a fork's commits. */
const neverPushed: Rule = ({ sha, origin }, { facts }) =>
  facts.commits.get(commitKey(sha))?.known === false && !isFork(origin)
    ? keep('commit-unknown')
    : undefined

/** Rule 7. In `mode: commit` nothing rests on where a branch points. */
const thisCommit: Rule = (_, { scope }) =>
  scope.mode === 'commit' ? cancel('this-commit') : undefined

/** Rule 8, first part: the default branch never ends. */
const defaultBranch: BranchRule = (_, branch, situation) => {
  const { scope } = situation
  if (scope.mode !== 'branch' || !isOwnBranch(branch, scope)) return undefined
  return isDefaultBranch(branch.name, situation) ? keep('default-branch') : undefined
}

/** Rule 6: everything below rests on where the branch points. */
const headUnknown: BranchRule = (_, branch, situation) => {
  const { scope, facts } = situation
  const isDefaultRead =
    scope.mode !== 'branch' || (facts.defaultBranch ?? scope.defaultBranch) !== undefined
  const isRead = headOf(branch, situation).state !== 'unknown'
  return isRead && isDefaultRead ? undefined : keep('github-unknown')
}

/**
 * Rule 8, second part. A branch that lives on with another head is not over. The record of a fork's
 * pull request may lag behind the branch, which counts where it can be read.
 */
const branchEnded: BranchRule = (_, branch, situation) => {
  const { scope } = situation
  if (scope.mode !== 'branch') return undefined
  const head = headOf(branch, situation)
  if (head.state !== 'at') return cancel('branch-ended')
  const now = head.tip === undefined ? head.commits : [head.tip]
  return now.some((commit) => isOwnCommit(commit, scope)) ? cancel('branch-ended') : undefined
}

/** Rule 9. */
const branchGone: BranchRule = (build, branch, situation) => {
  const { scope } = situation
  const { state } = headOf(branch, situation)
  if (state !== 'gone' && state !== 'closed') return undefined
  if (isAskedFor(build)) return keep('asked-for')
  // Nothing proves that this branch ever was on GitHub: `vercel deploy` builds unpushed ones, too.
  const isProven = scope.mode !== 'sweep' && scope.branchProven
  if (!isProven && !build.madeByPush) return keep('branch-unknown')
  return cancel(state === 'gone' ? 'branch-gone' : 'pull-request-closed')
}

/** Rule 10. */
const newestCommit: BranchRule = (build, branch, situation) =>
  isNewest(build, branch, situation) ? keep('newest-commit') : undefined

/** Rules 11 and 12, and 13 as long as it is not sure that the replacement is built. */
const replaced: BranchRule = (build, branch, situation) => {
  const find = (fits: (replacement: Deployment) => boolean) =>
    findReplacement(build, branch, situation, fits)
  const replacedBy = find((other) => isLater(other, build) && isSure(other, situation))
  if (replacedBy) return { ...cancel('superseded'), replacedBy }
  const needs = unreadNewest(build, branch, situation)
  const pending = find((other) => isLater(other, build))
  if (pending) {
    const { requireReplacement } = situation.policy
    return requireReplacement ? { ...keep('not-replaced'), pending, needs } : undefined
  }
  if (needs.length > 0) return { ...keep('not-replaced'), needs }
  if (find(() => true)) return keep('created-later')
  return lacksNewest(build, branch, situation) ? keep('not-replaced') : undefined
}

/** Rules 13 and 14. */
const notReplaced: Rule = (build, situation) => {
  if (situation.policy.requireReplacement) return keep('not-replaced')
  return isAskedFor(build) ? keep('asked-for') : cancel('superseded')
}

const SCREENING_RULES = [
  stateExcluded,
  targetExcluded,
  otherRepository,
  otherCommit,
  otherBranch,
  noCommit,
] as const

const EARLY_RULES = [
  ...SCREENING_RULES,
  neverPushed,
  thisCommit,
  onBranch(defaultBranch, headUnknown, branchEnded, branchGone, newestCommit),
] as const

const LATE_RULES = [onBranch(replaced), notReplaced] as const

function isOwnCommit(sha: string | undefined, { ownHead, ownMerge }: Scope): boolean {
  return sameCommit(sha, ownHead) || sameCommit(sha, ownMerge)
}
