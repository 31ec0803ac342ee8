import type { Scope } from '../event/scope.js'
import type { Head } from '../github/query.js'
import { type Branch, branchKey, sameRepository } from '../github/repository.js'
import { groupBy } from '../shared/group.js'
import type { Deployment } from '../vercel/deployment.js'
import { buildsKey, commitKey, type Facts, type Need, needBuilds } from './facts.js'
import { branchesInScope, branchOf, isOwnBranch, repositoryOf } from './origin.js'
import {
  byMomentDescending,
  isAfter,
  isAlive,
  isAskedFor,
  isOfPush,
  isSettled,
  projectKey,
  sameCommit,
} from './replacement.js'

/** Which builds may be canceled at all. */
export type Policy = {
  environments: readonly string[]
  states: readonly string[]
  requireReplacement: boolean
}

/** All that one decision looks at, indexed so that 10,000 builds take no longer than they must. */
export type Situation = {
  scope: Scope
  facts: Facts
  policy: Policy
  inScope: ReadonlySet<string> | undefined
  byPlace: ReadonlyMap<string, Deployment[]>
  byCommit: ReadonlyMap<string, Deployment[]>
  /** Projects in which Vercel may cancel a build by itself, soon after it began. */
  ignoring: ReadonlySet<string | undefined>
  /** Builds that may replace others of the same place and branch, filled in as they are needed. */
  rivals: Map<string, Rival[]>
  /** Ids of the builds that this run is to cancel because their branch or commit is over. */
  ended: ReadonlySet<string>
}

/**
 * A living build that may take another's place: whether it is of the branch's newest commit, and
 * whether it names the branch.
 */
type Rival = { build: Deployment; newest: boolean; own: boolean }

/** Pure, like everything in this file: no clock, no network. */
export function createSituation(
  listed: readonly Deployment[],
  scope: Scope,
  facts: Facts,
  policy: Policy,
): Situation {
  const found = [...facts.buildsOf.values()].flatMap(({ builds }) => builds)
  // A build that was read again counts as it was read last.
  const builds = [...new Map([...listed, ...found].map((build) => [build.id, build])).values()]
  const living = builds.filter((build) => isAlive(build) && !facts.leaving.has(build.id))
  return {
    scope,
    facts,
    policy,
    inScope: branchesInScope(scope),
    byPlace: groupBy(living, placeOf),
    byCommit: groupBy(living, commitPlaceOf),
    ignoring: new Set(builds.filter((build) => build.ignoredBuildStep).map(projectKey)),
    rivals: new Map(),
    ended: new Set(),
  }
}

// A build that names no project may be of any: it shares its place with no other.
function placeOf(build: Deployment): string {
  return `${projectKey(build) ?? build.id} ${build.environment}`
}

function commitPlaceOf(build: Deployment): string {
  return `${projectKey(build) ?? build.id} ${commitKey(build.sha).slice(0, 7)}`
}

export function headOf(branch: Branch, { facts }: Situation): Head {
  return facts.heads.get(branchKey(branch)) ?? { state: 'unknown' }
}

/** The commit that a branch points to; of a fork's branch, all readings of its open pull requests. */
function headCommits(branch: Branch, situation: Situation): string[] {
  const head = headOf(branch, situation)
  return head.state === 'at' ? head.commits : []
}

/**
 * The newest commits of a branch: its head (of a fork's branch, of each of its open pull requests),
 * and the merge commit that GitHub made of it for this run.
 */
export function newestCommits(branch: Branch, situation: Situation): string[] {
  const commits = headCommits(branch, situation)
  const { ownHead, ownMerge } = situation.scope
  const isOwn = commits.some((commit) => sameCommit(commit, ownHead))
  return isOwn && ownMerge !== undefined ? [...commits, ownMerge] : commits
}

/**
 * Whether a build is of a newest commit of the branch. Of one that no push made, that may also be a
 * merge commit that has the head among its parents: deploy scripts record those.
 */
export function isNewest(build: Deployment, branch: Branch, situation: Situation): boolean {
  const { sha } = build
  if (newestCommits(branch, situation).some((commit) => sameCommit(commit, sha))) return true
  const commit = situation.facts.commits.get(commitKey(sha))
  if (build.madeByPush || !commit?.known || commit.parents.length < 2) return false
  const heads = headCommits(branch, situation)
  return commit.parents.some((parent) => heads.some((head) => sameCommit(head, parent)))
}

/**
 * Finds a build that could take another's place: of a newest commit of the branch, or made by a later
 * push to it. What a person asked for is replaced only by what a push to its own branch made. A build with
 * changes that nobody committed takes the place of none without.
 *
 * @param fits what else the replacement has to be
 * @returns the best of those that fit: one of a newest commit first, then the one with the latest
 *   moment
 */
export function findReplacement(
  build: Deployment,
  branch: Branch,
  situation: Situation,
  fits: (replacement: Deployment) => boolean,
): Deployment | undefined {
  const key = `${placeOf(build)} ${branchKey(branch)}`
  const rivals = situation.rivals.get(key) ?? rivalsIn(placeOf(build), branch, situation)
  situation.rivals.set(key, rivals)
  const onlyPushed = isAskedFor(build)
  return rivals.find(
    (rival) =>
      rival.build.id !== build.id &&
      (!rival.build.dirty || build.dirty) &&
      (!onlyPushed || (rival.own && isOfPush(rival.build))) &&
      (rival.newest || isAfter(rival.build.pushedAt, build.pushedAt)) &&
      fits(rival.build),
  )?.build
}

function rivalsIn(place: string, branch: Branch, situation: Situation): Rival[] {
  const { scope, byPlace, ended } = situation
  const rivals = (byPlace.get(place) ?? []).flatMap((build): Rival[] => {
    if (ended.has(build.id) || build.environment === undefined) return []
    const found = repositoryOf(build, scope)
    if ('keep' in found || !sameRepository(found.repository, branch.repository)) return []
    const of = branchOf(build, scope)
    const own = of !== undefined && branchKey(of) === branchKey(branch)
    if (isNewest(build, branch, situation)) return [{ build, newest: true, own }]
    return isOfPush(build) && own ? [{ build, newest: false, own }] : []
  })
  return rivals.sort(
    (a, b) => Number(b.newest) - Number(a.newest) || byMomentDescending(a.build, b.build),
  )
}

/** Whether it is sure that a build is built, and not skipped by its project's Ignored Build Step. */
export function isSure(build: Deployment, { ignoring, facts }: Situation): boolean {
  return !ignoring.has(projectKey(build)) || isSettled(build, facts.firstSeen)
}

/**
 * Every living build of a build's commit in its project, whatever its branch and environment; of a
 * build without uncommitted changes, those without.
 */
export function livingOfCommit(build: Deployment, { byCommit }: Situation): Deployment[] {
  const living = byCommit.get(commitPlaceOf(build)) ?? []
  return living.filter(({ sha, dirty }) => sameCommit(sha, build.sha) && (!dirty || build.dirty))
}

/**
 * The key under which GitHub's answer about the other branches of a commit is found: that of the whole
 * commit, where GitHub or the event tells it, since deploy scripts shorten commits.
 */
export function wholeCommit(sha: string | undefined, { facts, scope }: Situation): string {
  const commit = facts.commits.get(commitKey(sha))
  const own = [scope.ownHead, scope.ownMerge].find((one) => sameCommit(one, sha))
  return commitKey((commit?.known ? commit.oid : own) ?? sha)
}

/** Whether GitHub or the event says that a branch of this repository is the default one. */
export function isDefaultBranch(name: string, { facts, scope }: Situation): boolean {
  return [facts.defaultBranch, scope.defaultBranch].includes(name)
}

/** Whether a commit is the newest one of a branch that neither the build nor the scope is about. */
export function isShared(build: Deployment, situation: Situation): 'yes' | 'no' | 'unknown' {
  const { scope, facts, inScope } = situation
  const key = commitKey(build.sha)
  const own = branchOf(build, scope)
  const ownKey = own && branchKey(own)
  const ofFork = own !== undefined && !isOwnBranch(own, scope)
  if (ofFork && facts.commits.get(key)?.known === false) return 'no'
  const branches = facts.branchesAt.get(wholeCommit(key, situation))
  if (branches === undefined) return 'unknown'
  const isEnd = scope.mode === 'branch' && sameCommit(key, scope.ownHead)
  const isOther = (name: string) => {
    const other = branchKey({ repository: scope.repository, name })
    // Of several branches in scope, one may have moved on since, and another still need the build,
    // unless the user gave them up. In `mode: commit` a build may be of a branch out of scope.
    const isGivenUp = scope.mode === 'commit' || (isEnd && !isDefaultBranch(name, situation))
    if (isGivenUp && inScope?.has(other)) return false
    return scope.mode === 'commit' || ownKey !== other
  }
  return branches.some(isOther) ? 'yes' : 'no'
}

/** Requests for all builds of a branch's newest commits in a build's project, not sent so far. */
export function unreadNewest(build: Deployment, branch: Branch, situation: Situation): Need[] {
  const projectId = projectKey(build)
  if (projectId === undefined) return []
  return newestCommits(branch, situation)
    .filter((sha) => !situation.facts.buildsOf.has(buildsKey(projectId, sha)))
    .map((sha) => needBuilds(projectId, sha))
}

/** Whether a list of all builds of the branch's newest commits broke off: then one may be missing. */
export function lacksNewest(build: Deployment, branch: Branch, situation: Situation): boolean {
  const projectId = projectKey(build)
  return newestCommits(branch, situation).some(
    (sha) => situation.facts.buildsOf.get(buildsKey(projectId, sha))?.problem !== undefined,
  )
}
