/** What people and bots do to branches and pull requests, as GitHub then has it. */
import { buildPush, type Luck } from './vercel.js'
import {
  type Branch,
  branchOf,
  DEFAULT_BRANCH,
  type Happening,
  isAlive,
  isDefault,
  isOpen,
  label,
  newCommit,
  type Person,
  type Pull,
  pastOf,
  point,
  pullsOf,
  type Skip,
  short,
  tell,
  tip,
  type World,
} from './world.js'

/** A new commit on top, which some projects may not build. */
export function push(
  world: World,
  branch: Branch,
  by: Person,
  how: { skips: Record<string, Skip>; lags: boolean },
  luck: Luck,
): void {
  const parent = tip(branch)
  const commit = newCommit(world, parent === undefined ? [] : [parent], how.skips)
  const skips = Object.entries(how.skips).map(([project, skip]) => `${skip} in ${project}`)
  tell(world, `${by} pushes ${short(commit)} to ${label(branch)} ${skips.join(', ')}`)
  arrive(world, branch, commit, by, { luck, lags: how.lags })
}

/** A force push back to a commit that the branch pointed at before. */
export function pushBack(world: World, branch: Branch, by: Person, back: number, luck: Luck): void {
  const past = pastOf(branch).slice(1)
  const commit = past[back % Math.max(1, past.length)]
  if (commit === undefined) return
  tell(world, `${by} pushes ${label(branch)} back to ${short(commit)}`)
  arrive(world, branch, commit, by, { luck, lags: false })
}

/** A branch is made at another's newest commit, or brought forward to it. */
export function follow(world: World, branch: Branch, other: Branch, by: Person, luck: Luck): void {
  const commit = tip(other)
  if (commit === undefined || commit === tip(branch) || other.repo !== branch.repo) return
  const verb = tip(branch) === undefined ? 'makes' : 'brings'
  tell(world, `${by} ${verb} ${label(branch)} at ${label(other)}, ${short(commit)}`)
  arrive(world, branch, commit, by, { luck, lags: false })
}

/** Merges a branch into the default branch, in one of GitHub's three ways. */
export function merge(
  world: World,
  branch: Branch,
  by: Person,
  kind: 'merge' | 'squash' | 'rebase',
  luck: Luck,
): void {
  const main = branchOf(world, world.base, DEFAULT_BRANCH)
  const head = tip(branch)
  const before = tip(main)
  if (head === undefined || before === undefined || branch === main || head === before) return
  // With nothing new on the default branch, a rebase (or a push by hand) only moves it forward.
  const parents = kind === 'merge' ? [before, head] : [before]
  const commit = kind === 'rebase' ? head : newCommit(world, parents, {})
  tell(world, `${by} merges ${label(branch)} into main (${kind}): ${short(commit)}`)
  arrive(world, main, commit, by, { luck, lags: false })
  for (const pull of pullsOf(world, branch).filter(isOpen)) change(world, pull, 'closed')
}

/** A new name for a branch: GitHub makes the new one and deletes the old one. */
export function rename(world: World, branch: Branch, to: Branch, by: Person, luck: Luck): void {
  if (isDefault(branch) || tip(branch) === undefined || tip(to) !== undefined) return
  if (branch.repo !== to.repo) return
  tell(world, `${by} renames ${label(branch)} to ${label(to)}`)
  follow(world, to, branch, by, luck)
  remove(world, branch, by)
}

export function remove(world: World, branch: Branch, by: Person): void {
  const commit = tip(branch)
  if (isDefault(branch) || commit === undefined) return
  tell(world, `${by} deletes ${label(branch)}`)
  for (const pull of pullsOf(world, branch).filter(isOpen)) change(world, pull, 'closed')
  point(world, branch, undefined, by)
  if (!branch.repo.fork) happen(world, { kind: 'deleted', branch, commit })
}

/** *Restore branch* on a merged pull request's page. */
export function restore(world: World, branch: Branch, by: Person, luck: Luck): void {
  const commit = branch.stays.findLast((stay) => stay.commit !== undefined)?.commit
  if (commit === undefined || tip(branch) !== undefined) return
  tell(world, `${by} restores ${label(branch)} at ${short(commit)}`)
  arrive(world, branch, commit, by, { luck, lags: false })
}

/** Opens a pull request from the branch, or a second one to another base, or closes or reopens one. */
export function togglePull(
  world: World,
  branch: Branch,
  which: { second: boolean },
  by: Person,
  luck: Luck,
): void {
  const head = tip(branch)
  const pulls = pullsOf(world, branch)
  const pull = pulls[which.second ? 1 : 0]
  if (head === undefined || isDefault(branch)) return
  if (pull === undefined) {
    const made: Pull = { number: 5 + world.pulls.length, branch, changes: [], recorded: head }
    world.pulls.push(made)
    change(world, made, 'opened')
  } else if (isOpen(pull)) {
    change(world, pull, 'closed')
    return
  } else {
    pull.recorded = head
    change(world, pull, 'reopened')
  }
  // Of a fork, Vercel builds what a pull request brings.
  if (branch.repo.fork) buildPush(world, branch, by, luck)
}

export function labelPull(world: World, branch: Branch): void {
  const pull = pullsOf(world, branch).at(-1)
  if (pull === undefined || tip(branch) === undefined) return
  tell(world, `#${pull.number} gets a label`)
  happenTo(world, pull, 'labeled')
}

/** GitHub's records catch up with the branches. */
export function catchUp(world: World): void {
  for (const pull of world.pulls.filter(isOpen)) pull.recorded = tip(pull.branch) ?? pull.recorded
}

function change(world: World, pull: Pull, action: 'opened' | 'closed' | 'reopened'): void {
  tell(world, `#${pull.number} of ${label(pull.branch)} is ${action}`)
  pull.changes.push({ at: world.now, open: action !== 'closed' })
  happenTo(world, pull, action)
}

/** A branch gets a commit: GitHub tells workflows and Vercel. */
function arrive(
  world: World,
  branch: Branch,
  commit: string,
  by: Person,
  { luck, lags }: { luck: Luck; lags: boolean },
): void {
  point(world, branch, commit, by)
  if (!branch.repo.fork) happen(world, { kind: 'push', branch, commit })
  for (const pull of pullsOf(world, branch).filter(isOpen)) {
    if (!lags) pull.recorded = commit
    happenTo(world, pull, 'synchronize')
  }
  if (isAlive(world, branch)) buildPush(world, branch, by, luck)
}

function happenTo(world: World, pull: Pull, action: string): void {
  const commit = tip(pull.branch) ?? pull.recorded
  happen(world, {
    kind: 'pull',
    branch: pull.branch,
    commit,
    pull: { pull, action, merge: mergeOf(world, commit) },
  })
}

/** GitHub's own merge of a pull request into its base. */
export function mergeOf(world: World, head: string): string {
  const base = tip(branchOf(world, world.base, DEFAULT_BRANCH)) ?? ''
  return newCommit(world, [base, head], {})
}

function happen(world: World, happening: Omit<Happening, 'at'>): void {
  world.happenings.push({ ...happening, at: world.now })
}
