import { chunks } from '../shared/group.js'
import { answerOf, type Refusal, whyNot, whyRefused } from './errors.js'
import { UNEXPECTED_FORM } from './fetch.js'
import { type Field, headsQuery, type Place, placeOf } from './fields.js'
import { ask, type GitHub } from './octokit.js'
import {
  type Commit,
  defaultBranchOf,
  type Head,
  parseReply,
  readBranch,
  readCommit,
  readForkBranch,
} from './reply.js'
import { type Branch, branchKey, type Repository, sameRepository } from './repository.js'

export type { Commit, Head } from './reply.js'

export type Heads = {
  defaultBranch: string | undefined
  /** Every branch that was asked for, by `branchKey`. */
  branches: Map<string, Head>
  /** By the commit as it was asked for; one that is missing could not be read. */
  commits: Map<string, Commit>
  /** Why something could not be read: the first reason, without a full stop. */
  why: string | undefined
}

/** What to read, of one repository and its forks. */
export type Wanted = {
  repository: Repository
  branches: readonly Branch[]
  commits: readonly string[]
}

/** GitHub's limits on a query's size are far away at this many fields. */
const FIELDS_PER_QUERY = 100

/**
 * Reads the heads of branches, and whether GitHub knows commits, in one GraphQL request for up to
 * 100 of both. Never throws for what GitHub does: what it does not tell is unknown.
 */
export async function readHeads(github: GitHub, wanted: Wanted): Promise<Heads> {
  const { repository, branches, commits } = wanted
  const heads: Heads = {
    defaultBranch: undefined,
    branches: new Map(branches.map((branch) => [branchKey(branch), { state: 'unknown' }])),
    commits: new Map(),
    why: undefined,
  }
  const fields = [
    ...branches.map((branch): Field => {
      const isOwn = sameRepository(branch.repository, repository)
      return { kind: isOwn ? 'branch' : 'fork-branch', branch }
    }),
    ...commits.map((sha): Field => ({ kind: 'commit', sha })),
  ]
  await Promise.all(
    chunks(fields, FIELDS_PER_QUERY).map((chunk) => readChunk(github, repository, chunk, heads)),
  )
  return heads
}

/** Adds what one request tells about its fields. */
async function readChunk(
  github: GitHub,
  repository: Repository,
  fields: readonly Field[],
  heads: Heads,
): Promise<void> {
  const { query, variables } = headsQuery(repository, fields)
  try {
    const reply = await ask(github, (octokit, signal) =>
      octokit.graphql(query, { ...variables, request: { signal } }),
    )
    take(reply, fields, heads, [])
  } catch (error) {
    const { data, refusals } = answerOf(error)
    const failures = refusals.filter(({ path }) => !isAboutHeadRef(path))
    const [first] = failures
    const permissions = permissionsFor(fields, first?.path)
    if (first) heads.why ??= whyRefused(first, permissions, github.options.clock.now())
    else if (data === undefined) heads.why ??= whyNot(error, permissions, github.options)
    if (data !== undefined) take(data, fields, heads, failures)
  }
}

/**
 * The branch of a pull request may be hidden or gone while its record can be read: an error about
 * that alone takes nothing away.
 */
function isAboutHeadRef(path: Refusal['path']): boolean {
  return path?.[0] === 'forks' && path.includes('headRef')
}

/** What the job needs for what an error stands for; for the whole query where it does not say. */
function permissionsFor(fields: readonly Field[], path: Refusal['path']): string {
  if (path?.[0] === 'forks') return '`pull-requests: read`'
  const hasForks = fields.some(({ kind }) => kind === 'fork-branch')
  return hasForks && path?.[1] === undefined
    ? '`contents: read` and `pull-requests: read`'
    : '`contents: read`'
}

/** Takes what the reply tells; what it does not tell stays unknown. */
function take(
  data: unknown,
  fields: readonly Field[],
  heads: Heads,
  failures: readonly Refusal[],
): void {
  const reply = parseReply(data)
  if (reply === undefined) {
    heads.why ??= UNEXPECTED_FORM
    return
  }
  const isUnread = (place: Place) => failures.some(({ path }) => standsFor(path, place))
  const isDefaultUnread = isUnread({ part: 'repository', name: 'defaultBranchRef' })
  const defaultBranch = isDefaultUnread ? undefined : defaultBranchOf(reply)
  heads.defaultBranch ??= defaultBranch
  fields.forEach((field, i) => {
    const place = placeOf(field, i)
    if (isUnread(place)) return
    const value = reply[place.part]?.[place.name]
    takeField(field, value, defaultBranch !== undefined, heads)
  })
}

/** Whether an error makes a field unknown. One that names no field may be about any. */
function standsFor(path: Refusal['path'], { part, name }: Place): boolean {
  const [at, field] = path ?? []
  if (at !== 'repository' && at !== 'forks') return true
  if (at !== part) return false
  return field === name || !/^(f\d+|defaultBranchRef)$/.test(String(field))
}

function takeField(field: Field, value: unknown, canRead: boolean, heads: Heads): void {
  if (field.kind === 'commit') {
    const commit = readCommit(value, field.sha, canRead)
    if ('why' in commit) heads.why ??= commit.why
    else heads.commits.set(field.sha, commit)
    return
  }
  const { kind, branch } = field
  const head = kind === 'branch' ? readBranch(value, canRead) : readForkBranch(value, branch)
  if ('why' in head) heads.why ??= head.why
  else heads.branches.set(branchKey(branch), head)
}
