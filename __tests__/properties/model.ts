/**
 * Which builds somebody still wants, and which ones are superseded: told by somebody who knows the
 * whole history, and from that alone. The assumptions that it makes are those of docs/assumptions.md,
 * by their numbers there.
 */
import {
  type Build,
  DEFAULT_BRANCH,
  headAt,
  isOpen,
  movedAt,
  pullOf,
  type Repo,
  type World,
} from './world.js'

/** One run of the action, with what is true of it. */
export type Run = {
  purpose: 'superseded' | 'ended' | 'sweep' | 'canceled'
  repo: Repo
  /** `undefined` in a sweep. */
  branch: string | undefined
  /** The commits that the run is for. */
  own: string[]
  /** The user named the branch: its head is the own commit. */
  named: boolean
  /** When that happened which the run is about. */
  happenedAt: number
  /** The moment that the payload's time stands for, where it has one that proves something. */
  moment: number | undefined
  /** A fork's pull request was closed, or the user said that the branch has ended. */
  final: boolean
  /** Only this project is listed. */
  project: string | undefined
  listedAt: number
  headReadAt: number
  /** GitHub answers whatever it is asked. */
  readable: boolean
  environments: string[]
  states: string[]
}

/** (1) Clocks differ by no more. */
const CLOCKS_MS = 1000
/** The clocks' difference, and what a payload cuts off when it gives whole seconds. */
const PROOF_MS = CLOCKS_MS + 1000

/** Why somebody still wants the build; `undefined` when nobody is known to. */
export function whyWanted(build: Build, run: Run, world: World): string | undefined {
  if (!run.environments.includes(build.environment)) return 'another environment'
  if (!run.states.includes(build.state)) return 'a state that the user left out'
  if (run.purpose === 'sweep') return wantedInSweep(build, run, world)
  if (build.repo !== run.repo) return 'another repository'
  if (build.branch !== run.branch || build.branch === undefined) return 'another branch'
  if (run.purpose === 'canceled') {
    return run.own.includes(build.commit) ? undefined : "not the cancelled run's"
  }
  if (run.purpose === 'ended') return wantedAfterEnd(build, build.branch, run, world)
  return wantedAfterPush(build, build.branch, run)
}

function wantedAfterPush(build: Build, branch: string, run: Run): string | undefined {
  const head = headAt(run.repo, branch, run.headReadAt)
  if (run.own.includes(build.commit)) return "the run's own commit"
  // (4) Without a head the time alone decides, and knows nothing of a push back.
  const headCounts = run.readable || run.moment === undefined
  if (headCounts && build.commit === head) return 'the newest commit'
  const ownIsNewest = run.named || (head !== undefined && run.own.includes(head))
  const pushedAt = ownIsNewest ? movedAt(run.repo, branch, run.headReadAt) : run.happenedAt
  const after =
    run.moment === undefined ? build.askedAt > pushedAt : build.askedAt > run.moment + CLOCKS_MS
  if (!after) return undefined
  if (build.source === 'redeploy') return 'asked for by a person after the push'
  // (7) A build of another commit than the newest is superseded, whoever made it.
  return ownIsNewest ? undefined : 'asked for after the push'
}

function wantedAfterEnd(build: Build, branch: string, run: Run, world: World): string | undefined {
  const head = headAt(run.repo, branch, run.headReadAt)
  if (run.repo === world.base && branch === DEFAULT_BRANCH) return 'the default branch'
  if (head === undefined) return undefined // (8)
  if (run.moment === undefined) return 'its branch lives on'
  if (build.askedAt > run.moment + CLOCKS_MS) return 'asked for after the end'
  if (run.final) return undefined // (9)
  const headCounts = run.readable || run.own.includes(head) // (4)
  return headCounts && build.commit === head ? 'the newest commit' : undefined
}

function wantedInSweep(build: Build, run: Run, world: World): string | undefined {
  const { repo, branch } = build
  if (branch === undefined) return 'of no branch'
  if (!repo.branches.has(branch)) return 'a branch that was never pushed'
  const at = run.headReadAt
  if (repo !== world.base && !isOpen(pullOf(world, repo, branch), at)) {
    return build.commit === headAt(repo, branch, at) ? 'the newest commit of a fork' : undefined
  }
  if (headAt(repo, branch, at) === undefined) return undefined // (8)
  return wantedAfterPush(build, branch, { ...run, repo, branch, named: true })
}

/** Whether the build must be cancelled: superseded beyond doubt, and the action can know it. */
export function isSuperseded(build: Build, run: Run, world: World): boolean {
  if (!run.environments.includes(build.environment) || !run.states.includes(build.state)) {
    return false
  }
  const { branch, repo } = build
  if (build.byName && repo.names.length > 1) return false
  if (!build.complete || branch === undefined || !repo.branches.has(branch)) return false
  if (run.purpose === 'sweep') return isSupersededInSweep(build, branch, run, world)
  if (repo !== run.repo || branch !== run.branch) return false
  if (run.purpose === 'canceled') return run.own.includes(build.commit)
  if (!run.readable) return false
  const head = headAt(repo, branch, run.headReadAt)
  const before = run.moment !== undefined && build.createdAt < run.moment - PROOF_MS
  if (run.purpose === 'ended') {
    if (repo === world.base && branch === DEFAULT_BRANCH) return false
    if (head === undefined) return true
    return before && (run.final || build.commit !== head)
  }
  if (head === undefined || build.commit === head || run.own.includes(build.commit)) return false
  const ownIsNewest = run.named || run.own.includes(head)
  return before || (ownIsNewest && build.source !== 'redeploy')
}

function isSupersededInSweep(build: Build, branch: string, run: Run, world: World): boolean {
  const { repo, commit, source } = build
  if (!run.readable) return false
  const head = headAt(repo, branch, run.headReadAt)
  if (repo === world.base) {
    // Only of what the integration built is it known that its branch was once on GitHub.
    if (head === undefined) return branch !== DEFAULT_BRANCH && source === 'git'
    return commit !== head && source !== 'redeploy'
  }
  const pull = pullOf(world, repo, branch)
  // The CLI does not write whose pull request it is.
  const told = build.meta.githubPrId === String(pull?.number) && build.meta.githubOrg !== undefined
  const ours = world.base.names.length === 1
  const open = isOpen(pull, run.headReadAt) && head !== undefined
  return told && ours && open && commit !== head && source !== 'redeploy'
}
