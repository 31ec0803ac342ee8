/**
 * Which builds nobody would miss, where that is plain for all to see: from what people did, with
 * everything on record.
 */
import { NO_FAULTS } from './github-view.js'
import { showsUp } from './people.js'
import type { Run } from './run.js'
import { isOver } from './workflows.js'
import {
  type Branch,
  type Build,
  isAlive,
  isAskedFor,
  isDefault,
  isUnfinished,
  pullsOf,
  stateAt,
  tip,
  type World,
} from './world.js'

/** Clocks differ by a second, GitHub tells whole seconds, and a second more is left for doubt. */
const APART_MS = 3000
/** An Ignored Build Step is over when the build has been building for so long. */
const SURE_MS = 30_000

/** Why nobody needs the build of which nobody has a wish; `undefined` when somebody may. */
export function whyWorthless(world: World, build: Build, run: Run): string | undefined {
  const { step, listedAt } = run
  const { branch, how } = build
  const { environments, states } = step.policy
  if (branch === undefined || !build.legible || how === 'laptop') return undefined
  if (!world.commits.get(build.commit)?.pushed) return undefined
  if (JSON.stringify(step.faults) !== JSON.stringify(NO_FAULTS)) return undefined
  if (!environments.includes(build.environment)) return undefined
  if (!states.includes(stateAt(build, listedAt))) return undefined
  if (isNewestElsewhere(world, build.commit, branch)) return undefined
  const isSweep = run.scope.mode === 'sweep'
  if (!isAbout(branch, run)) return undefined
  const own = run.scope.ownHead
  if (run.scope.mode === 'commit') {
    return build.commit === own ? 'the checks of its commit failed' : undefined
  }
  if (run.scope.mode === 'branch' && isDefault(branch)) return undefined
  if (run.scope.mode === 'branch' && isOver(branch, own)) {
    return 'the user says that its branch is over'
  }
  const isAsked = isAskedFor(build)
  if (!isAlive(world, branch)) {
    const isKnown = how === 'push' || (!isSweep && run.scope.branchProven)
    const isOnGitHub = !branch.repo.fork || pullsOf(world, branch).length > 0
    return isKnown && isOnGitHub && !isAsked ? 'its branch is over' : undefined
  }
  return overtaken(world, build, branch, run)
}

function overtaken(world: World, build: Build, branch: Branch, run: Run): string | undefined {
  const head = tip(branch)
  const { how } = build
  // GitHub's record of a fork's pull request may lag behind the branch.
  const recorded = pullsOf(world, branch).map((pull) => pull.recorded)
  if (world.commits.get(build.commit)?.parents.includes(head ?? '')) return undefined
  if (build.shows === head || (branch.repo.fork && recorded.includes(build.shows))) return undefined
  const isAsked = isAskedFor(build)
  const inPlace = world.builds.filter(
    (one) =>
      one !== build &&
      one.project === build.project &&
      one.environment === build.environment &&
      (one.branch?.repo ?? world.base) === branch.repo &&
      // Nobody knows yet which builds an Ignored Build Step will end.
      (showsUp(one, run.listedAt) || (one.end === 'CANCELED' && run.listedAt < one.endsAt)) &&
      (one.canceledAt === undefined || one.canceledAt >= run.listedAt),
  )
  // What this run gives up, too, takes the place of nothing, nor does what failed while it looked.
  const rivals = inPlace.filter((one) => showsUp(one, world.now) && !run.canceled.includes(one))
  const isNewer = (one: Build) =>
    one.how !== 'laptop' && (one.commit === head || (one.branch === branch && one.shows === head))
  const isLaterPush = (one: Build) => one.how === 'push' && one.branch === branch && how === 'push'
  const found = rivals.find(
    (one) =>
      one.legible &&
      // What has changes in it that were not committed takes the place of nothing that has none.
      (one.meta.gitDirty === undefined || build.meta.gitDirty !== undefined) &&
      one.createdAt <= run.listedAt &&
      // Only the newest commit's builds, and the run's own merge commit's, are looked up when they
      // have finished.
      (one.commit === head ||
        one.commit === run.scope.ownMerge ||
        isUnfinished(one, run.listedAt)) &&
      (!isAsked || (one.how === 'push' && one.branch === branch)) &&
      (isNewer(one) || isLaterPush(one)) &&
      timeOf(one) - timeOf(build) > APART_MS &&
      isSure(one, run.listedAt),
  )
  if (found) return `${found.id} is there, of a later commit`
  if (run.step.policy.requireReplacement || isAsked) return undefined
  // What may still be skipped, or goes in this run, is there all the same, and forbids a guess.
  const isAny = inPlace.some(
    (one) => one.shows === head || (one.how === 'push' && one.branch === branch),
  )
  return isAny ? undefined : 'there is a newer commit, which is enough here'
}

/** Whether the run is about a branch. */
export function isAbout({ repo, name }: Branch, { scope }: Run): boolean {
  if (scope.mode === 'sweep') return true
  const { branches, headRepository } = scope
  return Array.isArray(branches) && branches.includes(name) && headRepository.id === repo.id
}

/** When people gave the build its content, as far as that is on record. */
function timeOf({ how, branch, shows, askedAt, createdAt }: Build): number {
  if (how !== 'push') return createdAt
  return (
    branch?.stays.findLast(({ at, commit }) => commit === shows && at <= askedAt)?.at ?? askedAt
  )
}

function isSure(build: Build, at: number): boolean {
  if (!build.project.ignores) return true
  const state = stateAt(build, at)
  if (state === 'READY') return true
  return state === 'BUILDING' && !build.hidesStart && at - build.buildingAt >= SURE_MS
}

function isNewestElsewhere(world: World, commit: string, branch: Branch): boolean {
  return world.branches.some((one) => one !== branch && !one.repo.fork && tip(one) === commit)
}
