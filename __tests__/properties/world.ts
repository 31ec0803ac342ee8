/**
 * What truly happens: commits, branches, pull requests, projects and builds. Nothing here knows how
 * builds are decided about, or what Vercel and GitHub tell of them.
 */
import { createHash } from 'node:crypto'

export type Person = 'Ann' | 'Bob' | 'a bot'

export type Repo = { id: string; owner: string; name: string; fork: boolean }

/** Where a branch points from a moment on; no commit: it is deleted. */
export type Stay = { at: number; commit: string | undefined; by: Person }

export type Branch = { repo: Repo; name: string; stays: Stay[] }

export type Commit = {
  sha: string
  parents: string[]
  /** Whether GitHub has it: `vercel` builds commits that nobody pushed, too. */
  pushed: boolean
  /** In which projects Vercel will not show it, and why. */
  skips: Record<string, Skip>
}

/**
 * `unaffected`: Vercel makes no build of it. `ignored`: the project's Ignored Build Step ends the
 * build soon after it began. `blocked`: its author may not deploy.
 */
export type Skip = 'unaffected' | 'ignored' | 'blocked' | undefined

export type Pull = {
  number: number
  branch: Branch
  /** When it was opened, closed, and reopened, oldest first. */
  changes: { at: number; open: boolean }[]
  /** The newest commit by GitHub's record of the pull request, which may lag behind the branch. */
  recorded: string
}

export type Project = {
  id: string
  name: string
  /** It has an Ignored Build Step. */
  ignores: boolean
  /** Vercel builds a commit once, whatever branches get it; else once for each branch. */
  oncePerCommit: boolean
}

/** What made a build. `ci`: a workflow's `vercel deploy`. `laptop`: somebody's. */
export type How = 'push' | 'hook' | 'ci' | 'laptop' | 'redeploy' | 'promotion'

export type Environment = 'preview' | 'production' | 'staging'

export type End = 'READY' | 'ERROR' | 'CANCELED' | 'BLOCKED'

export type Build = {
  id: string
  project: Project
  environment: Environment
  how: How
  by: Person
  /** Whose preview it is, as the one who made it sees it; none of a branch that GitHub never had. */
  branch: Branch | undefined
  /** The commit that is built: of a pull request's workflow, that may be GitHub's merge of it. */
  commit: string
  /** The branch's commit that it shows. */
  shows: string
  /** It has changes in it that nobody committed. */
  dirty: boolean
  askedAt: number
  /** When Vercel created it, began to build it, and ended it. */
  createdAt: number
  buildingAt: number
  endsAt: number
  end: End
  /** When the action canceled it. */
  canceledAt: number | undefined
  /** Vercel's record of it tells all that it tells of an ordinary build. */
  legible: boolean
  /** What Vercel recorded. */
  meta: Record<string, string>
  source: string | undefined
  /** Vercel's lists leave out when it began to build. */
  hidesStart: boolean
}

/** Something that starts a workflow, then or, when it is run again, much later. */
export type Happening = {
  kind: 'push' | 'deleted' | 'pull'
  at: number
  branch: Branch
  commit: string
  pull?: { pull: Pull; action: string; merge: string }
}

/** What Vercel or GitHub tell wrongly. None of it happens: a test sees that the model notices. */
export type Lie =
  | 'no other heads'
  | 'old heads'
  | 'every commit is known'
  | 'no marks of redeploys'
  | 'no Ignored Build Step'
  | 'no times of pushes'

export type World = {
  now: number
  /** What Vercel's clock shows more than GitHub's, in ms. */
  skew: number
  base: Repo
  fork: Repo
  branches: Branch[]
  commits: Map<string, Commit>
  pulls: Pull[]
  projects: Project[]
  builds: Build[]
  happenings: Happening[]
  /** Builds that the user gave up for a branch, as `build branch`. */
  givenUp: Set<string>
  story: string[]
  lie: Lie | undefined
}

export const DEFAULT_BRANCH = 'main'
const START = Date.parse('2026-03-02T10:00:00.400Z')

export function createWorld(skew: number, projects: readonly Project[], lie?: Lie): World {
  const base = { id: '1001', owner: 'acme', name: 'web', fork: false }
  // A fork has an equal name, and branches of equal names.
  const fork = { id: '2002', owner: 'eve', name: 'web', fork: true }
  const world: World = {
    now: START,
    skew,
    base,
    fork,
    branches: [],
    commits: new Map(),
    pulls: [],
    projects: projects.map((project) => ({ ...project })),
    builds: [],
    happenings: [],
    givenUp: new Set(),
    story: [],
    lie,
  }
  const first = newCommit(world, [], {})
  for (const repo of [base, fork]) point(world, branchOf(world, repo, DEFAULT_BRANCH), first, 'Ann')
  world.now += 60_000
  return world
}

export function branchOf(world: World, repo: Repo, name: string): Branch {
  const found = world.branches.find((one) => one.repo === repo && one.name === name)
  if (found) return found
  const branch: Branch = { repo, name, stays: [] }
  world.branches.push(branch)
  return branch
}

/** Where a branch points now. */
export function tip(branch: Branch): string | undefined {
  return branch.stays.at(-1)?.commit
}

export function point(world: World, branch: Branch, commit: string | undefined, by: Person): void {
  branch.stays.push({ at: world.now, commit, by })
}

/** The commits that a branch pointed at since it was made, or made again, the latest first. */
export function pastOf({ stays }: Branch): string[] {
  const gone = stays.findLastIndex(({ commit }) => commit === undefined)
  const commits = stays.slice(gone + 1).map(({ commit = '' }) => commit)
  return [...new Set(commits.reverse())]
}

export function isOpen({ changes }: Pull): boolean {
  return changes.at(-1)?.open === true
}

export function pullsOf(world: World, branch: Branch): Pull[] {
  return world.pulls.filter((pull) => pull.branch === branch)
}

/** Whether people work on a branch: a fork's matters here while a pull request brings it. */
export function isAlive(world: World, branch: Branch): boolean {
  if (tip(branch) === undefined) return false
  return !branch.repo.fork || pullsOf(world, branch).some(isOpen)
}

export function isDefault({ repo, name }: Branch): boolean {
  return !repo.fork && name === DEFAULT_BRANCH
}

export function newCommit(
  world: World,
  parents: string[],
  skips: Record<string, Skip>,
  pushed = true,
): string {
  const sha = createHash('sha1').update(`commit ${world.commits.size}`).digest('hex')
  world.commits.set(sha, { sha, parents, pushed, skips })
  return sha
}

/** What Vercel would tell of a build's state at a moment. */
export function stateAt(build: Build, at: number): string {
  const { createdAt, buildingAt, endsAt, end, canceledAt } = build
  if (canceledAt !== undefined && canceledAt <= at) return 'CANCELED'
  if (end === 'BLOCKED' || at >= endsAt) return end
  if (at >= buildingAt) return 'BUILDING'
  return at >= (createdAt + buildingAt) / 2 ? 'INITIALIZING' : 'QUEUED'
}

export function isUnfinished(build: Build, at: number): boolean {
  return build.createdAt <= at && !/READY|ERROR|CANCELED|BLOCKED/.test(stateAt(build, at))
}

export function tell(world: World, words: string): void {
  world.story.push(`${new Date(world.now).toISOString().slice(11, 23)} ${words}`)
}

export const label = ({ repo, name }: Branch): string =>
  repo.fork ? `${repo.owner}:${name}` : name
export const short = (sha: string | undefined): string => sha?.slice(0, 7) ?? 'nothing'

/** A person pressed a button for this very build. */
export const isAskedFor = ({ how }: Build): boolean => how === 'redeploy' || how === 'promotion'
