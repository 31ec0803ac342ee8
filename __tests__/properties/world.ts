/**
 * What truly happened, with the moment of each change: repositories, branches, pull requests and
 * builds. Nothing here knows how the action decides, or what it gets to see.
 */
import { createHash } from 'node:crypto'

export type Name = { owner: string; name: string }

/** Values over time, oldest first. */
export type Timeline<T> = { at: number; value: T }[]

export type Repo = {
  id: number
  names: Timeline<Name>
  /** Where each branch pointed; `undefined` while it was gone. */
  branches: Map<string, Timeline<string | undefined>>
  pushes: number[]
}

export type Pull = {
  number: number
  repo: Repo
  branch: string
  open: Timeline<boolean>
  /** A closed pull request keeps the head it had, wherever its branch goes. */
  heads: Timeline<string>
  updates: number[]
}

export type Source = 'git' | 'cli' | 'git-deploy-hook' | 'redeploy'

export type Build = {
  id: string
  repo: Repo
  /** `undefined`: made in a detached checkout, of no branch. */
  branch: string | undefined
  commit: string
  askedAt: number
  /** When Vercel created it, by GitHub's clock. */
  createdAt: number
  source: Source
  environment: 'preview' | 'production' | 'staging'
  state: string
  project: string
  meta: Record<string, string>
  /** Nothing that tells whose it is is missing from `meta`. */
  complete: boolean
  /** Only names tell whose it is, which a renaming makes worthless. */
  byName: boolean
}

/** Something of which GitHub sends a webhook, which may be rendered later than it happened. */
export type Happening = {
  kind: 'push' | 'deleted' | 'pull'
  at: number
  renderedAt: number
  repo: Repo
  branch: string
  commit: string
  pull?: { pull: Pull; action: string }
}

export type World = {
  now: number
  /** What Vercel's clock shows more than GitHub's, in ms. */
  skew: number
  base: Repo
  repos: Repo[]
  pulls: Pull[]
  builds: Build[]
  happenings: Happening[]
  commits: number
  story: string[]
}

export const DEFAULT_BRANCH = 'main'
export const PROJECTS = ['prj_web', 'prj_docs'] as const

const START = Date.parse('2026-03-02T10:00:00.400Z')

export function createWorld(skew: number): World {
  const repo = (id: number, owner: string, name: string): Repo => ({
    id,
    names: [{ at: START, value: { owner, name } }],
    branches: new Map(),
    pushes: [],
  })
  const base = repo(1001, 'acme', 'web')
  // The names of forks: equal but for the owner, and equal but for the name.
  const repos = [base, repo(2002, 'eve', 'web'), repo(3003, 'acme', 'web-fork')]
  const world: World = {
    now: START,
    skew,
    base,
    repos,
    pulls: [],
    builds: [],
    happenings: [],
    commits: 0,
    story: [],
  }
  for (const one of repos) move(world, one, DEFAULT_BRANCH, newCommit(world))
  return world
}

export function valueAt<T>(timeline: Timeline<T>, at: number): T | undefined {
  return timeline.findLast((entry) => entry.at <= at)?.value
}

export const lastUpTo = (moments: readonly number[], at: number): number | undefined =>
  moments.findLast((moment) => moment <= at)

export function nameAt(repo: Repo, at: number): Name {
  return valueAt(repo.names, at) ?? { owner: '', name: '' }
}

export function headAt(repo: Repo, branch: string, at: number): string | undefined {
  return valueAt(repo.branches.get(branch) ?? [], at)
}

/** When the branch began to point where it points at this moment. */
export function movedAt(repo: Repo, branch: string, at: number): number {
  return repo.branches.get(branch)?.findLast((entry) => entry.at <= at)?.at ?? 0
}

export function pullOf(world: World, repo: Repo, branch: string): Pull | undefined {
  return world.pulls.find((pull) => pull.repo === repo && pull.branch === branch)
}

export function isOpen(pull: Pull | undefined, at: number): pull is Pull {
  return pull !== undefined && valueAt(pull.open, at) === true
}

const sha = (text: string) => createHash('sha1').update(text).digest('hex')

export function newCommit(world: World): string {
  world.commits += 1
  return sha(`commit ${world.commits}`)
}

/** The merge of a head into its base, which GitHub makes for a pull request. */
export const mergeOf = (pull: Pull, head: string): string => sha(`merge ${pull.number} ${head}`)

/** Points a branch elsewhere, and with it the open pull request that it is the head of. */
export function move(world: World, repo: Repo, branch: string, commit: string | undefined): void {
  const at = world.now
  const timeline = repo.branches.get(branch) ?? []
  timeline.push({ at, value: commit })
  repo.branches.set(branch, timeline)
  repo.pushes.push(at)
  const pull = pullOf(world, repo, branch)
  if (!isOpen(pull, at)) return
  pull.updates.push(at)
  if (commit !== undefined) pull.heads.push({ at, value: commit })
}

export function setOpen(world: World, pull: Pull, open: boolean): void {
  const at = world.now
  pull.open.push({ at, value: open })
  pull.updates.push(at)
  const head = headAt(pull.repo, pull.branch, at)
  if (open && head !== undefined) pull.heads.push({ at, value: head })
}
