import type { Commit, Head } from '../github/query.js'
import type { Deployment } from '../vercel/deployment.js'

/**
 * What GitHub and Vercel say beyond the list of unfinished builds, as far as somebody asked. Commits
 * stand in lower case. A plain value: the decision reads it, and nothing else.
 */
export type Facts = {
  /** Where branches point, by `branchKey`. */
  heads: ReadonlyMap<string, Head>
  defaultBranch: string | undefined
  /** Whether GitHub knows a commit; one that is missing could not be read. */
  commits: ReadonlyMap<string, Commit>
  /** The branches whose head a commit is; `undefined` where GitHub was asked in vain. */
  branchesAt: ReadonlyMap<string, string[] | undefined>
  /** All builds of a commit in a project, by `buildsKey`, whatever their state. */
  buildsOf: ReadonlyMap<string, BuildsOf>
  /** Epoch ms at which this run first saw a build in the state `BUILDING`, by id. */
  firstSeen: ReadonlyMap<string, number>
  /** Ids of builds whose cancel was sent: lists may go on to show them as unfinished. */
  leaving: ReadonlySet<string>
  /** Why GitHub could not tell something, in its own words. */
  why: string | undefined
}

/** `problem` says that the list could not be read to its end, and why. */
export type BuildsOf = { builds: readonly Deployment[]; problem: string | undefined }

/** The branches whose head a commit is, or all builds of a commit in a project. */
export type Need =
  | { kind: 'branches-at'; sha: string }
  | { kind: 'builds-of'; projectId: string; sha: string }

export const noFacts: Facts = {
  heads: new Map(),
  defaultBranch: undefined,
  commits: new Map(),
  branchesAt: new Map(),
  buildsOf: new Map(),
  firstSeen: new Map(),
  leaving: new Set(),
  why: undefined,
}

/** The form in which a commit is asked for and found again; that of a build without one is empty. */
export function commitKey(sha = ''): string {
  return sha.toLowerCase()
}

/** The key of a project's builds of a commit among the facts; without a project, it finds nothing. */
export function buildsKey(projectId: string | undefined, sha: string): string {
  return `${projectId} ${commitKey(sha)}`
}

/** The request for all builds of a commit in a project. */
export function needBuilds(projectId: string, sha: string): Need {
  return { kind: 'builds-of', projectId, sha: commitKey(sha) }
}

/** A sentence for each list of a commit's builds that could not be read to its end. */
export function problemsOf({ buildsOf }: Facts): string[] {
  const problems = [...buildsOf.values()].map(({ problem }) => problem)
  return [...new Set(problems.filter((problem) => problem !== undefined))]
}
