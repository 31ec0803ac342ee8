import * as z from 'zod/mini'
import { chunks } from '../shared/group.js'
import { lenient, text } from '../shared/lenient.js'
import { whyNot } from './errors.js'
import { ask, type GitHub } from './octokit.js'
import { type Branch, branchKey, type Repository, sameName, sameRepository } from './repository.js'

/** Where a branch points. */
export type Head =
  /** One commit, or of a fork's branch all readings of its open pull requests. */
  | { state: 'at'; commits: string[] }
  | { state: 'gone' }
  /** Of a fork's branch: it has a closed pull request, and no open one. */
  | { state: 'closed' }
  | { state: 'unknown' }

export type Commit = { known: true; oid: string; parents: string[] } | { known: false }

export type Heads = {
  defaultBranch: string | undefined
  /** Every branch that was asked for, by `branchKey`. */
  branches: Map<string, Head>
  /** By the commit as it was asked for; one that is missing could not be read. */
  commits: Map<string, Commit>
  /** Why something could not be read. */
  why: string | undefined
}

/** What to read, of one repository. */
export type Wanted = {
  repository: Repository
  branches: readonly Branch[]
  commits: readonly string[]
}

/** GitHub's limits on a query's size are far away at this many fields. */
const FIELDS_PER_QUERY = 100

type Field = { branch: Branch } | { commit: string }

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
    ...branches.map((branch) => ({ branch })),
    ...commits.map((commit) => ({ commit })),
  ]
  await Promise.all(
    chunks(fields, FIELDS_PER_QUERY).map((chunk) => readChunk(github, repository, chunk, heads)),
  )
  return heads
}

async function readChunk(
  github: GitHub,
  repository: Repository,
  fields: readonly Field[],
  heads: Heads,
): Promise<void> {
  const { query, variables } = headsQuery(repository, fields)
  const take = (data: unknown, failed: readonly string[]) =>
    fields.forEach((field, i) => {
      if (!failed.includes(`f${i}`)) takeField(data, { field, name: `f${i}`, repository }, heads)
    })
  try {
    const reply = await ask(github, (octokit, signal) =>
      octokit.graphql(query, { ...variables, request: { signal } }),
    )
    take(reply, [])
  } catch (error) {
    const permissions = fields.some((field) => isOfFork(field, repository))
      ? '`contents: read` and `pull-requests: read`'
      : '`contents: read`'
    const { data, errors } = partialReply.parse(error)
    const failed = errors.map(({ path }) => failedField(path))
    if (failed.some((name) => name !== undefined) || failed.length === 0) {
      heads.why ??= whyNot(error, permissions)
    }
    // An error that names no field may be about any.
    if (failed.length > 0 && !failed.includes('')) {
      take(
        data,
        failed.filter((name) => name !== undefined),
      )
    }
  }
}

/**
 * The field that an error makes unknown; '' for all of them. The branch of a pull request may be
 * hidden or gone while its record can be read: an error about that alone (`undefined`) takes nothing
 * away.
 */
function failedField(path: readonly unknown[] | undefined): string | undefined {
  const name = path?.[1]
  if (typeof name !== 'string') return path?.[0] === 'forks' ? undefined : ''
  return path?.includes('headRef') ? undefined : name
}

function isOfFork(field: Field, repository: Repository): boolean {
  return 'branch' in field && !sameRepository(field.branch.repository, repository)
}

/** Names travel as variables, so that none can be read as GraphQL. */
export function headsQuery({ owner, name }: Repository, fields: readonly Field[]) {
  const variables: Record<string, string> = { owner, name }
  const repository = { host: '', id: undefined, owner, name }
  const lines = fields.map((field, i) => {
    if ('commit' in field) {
      variables[`v${i}`] = field.commit
      return `f${i}: object(expression: $v${i}) { oid ... on Commit { parents(first: 10) { nodes { oid } } } }`
    }
    if (!isOfFork(field, repository)) {
      variables[`v${i}`] = `refs/heads/${field.branch.name}`
      return `f${i}: ref(qualifiedName: $v${i}) { target { oid } }`
    }
    variables[`v${i}`] = field.branch.name
    return `f${i}: pullRequests(headRefName: $v${i}, states: [OPEN, CLOSED, MERGED], first: 100, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { state headRefOid headRef { target { oid } } headRepository { name owner { login } } } pageInfo { hasNextPage } }`
  })
  const ofForks = lines.filter((_, i) => isOfFork(fields[i] as Field, repository))
  const others = lines.filter((line) => !ofForks.includes(line))
  // A token that may not read pull requests makes their whole `repository` null: hence one of its own.
  const forks = `
  forks: repository(owner: $owner, name: $name) {
    ${ofForks.join('\n    ')}
  }`
  const declared = Object.keys(variables).map((variable) => `$${variable}: String!`)
  const query = `query (${declared.join(', ')}) {
  repository(owner: $owner, name: $name) {
    defaultBranchRef { name target { oid } }
    ${others.join('\n    ')}
  }${ofForks.length > 0 ? forks : ''}
}`
  return { query, variables }
}

const target = z.object({ target: z.object({ oid: z.string() }) })

const repositoryReply = lenient(
  z.catchall(
    z.object({ defaultBranchRef: lenient(z.extend(target, { name: text })) }),
    z.unknown(),
  ),
)
const headsReply = z.object({ repository: repositoryReply, forks: repositoryReply })

const pullRequests = z.object({
  nodes: z.array(
    z.nullable(
      z.object({
        state: z.string(),
        headRefOid: z.string(),
        headRef: lenient(target),
        headRepository: lenient(
          z.object({ name: z.string(), owner: z.object({ login: z.string() }) }),
        ),
      }),
    ),
  ),
  pageInfo: z.object({ hasNextPage: z.boolean() }),
})

const commitField = z.object({
  oid: z.string(),
  parents: lenient(z.object({ nodes: z.array(z.object({ oid: z.string() })) })),
})

/** Of GraphQL: what was answered, beside the errors that stand in place of the rest. */
const partialReply = z.catch(
  z.object({
    data: z.unknown(),
    errors: z.array(z.object({ path: lenient(z.array(z.unknown())) })),
  }),
  { data: undefined, errors: [] },
)

type Taken = { field: Field; name: string; repository: Repository }

/** Takes what the reply tells about one field; what it does not tell stays unknown. */
function takeField(reply: unknown, { field, name, repository }: Taken, heads: Heads): void {
  const parsed = headsReply.safeParse(reply)
  if (!parsed.success) {
    heads.why ??= "GitHub's reply has another form than expected"
    return
  }
  const isForks = isOfFork(field, repository)
  const { defaultBranchRef } = parsed.data.repository ?? {}
  const value = (isForks ? parsed.data.forks : parsed.data.repository)?.[name]
  heads.defaultBranch ??= defaultBranchRef?.name
  if ('commit' in field) {
    const commit = toCommit(value, field.commit)
    if (commit) heads.commits.set(field.commit, commit)
    return
  }
  const { branch } = field
  const head = isForks ? toForkHead(value, branch) : toHead(value, defaultBranchRef !== undefined)
  heads.branches.set(branchKey(branch), head)
  if (head.state === 'unknown' && isForks) {
    heads.why ??= `GitHub shows no pull request from \`${branch.repository.owner}:${branch.name}\``
  }
}

/** Without the right to read the code GitHub hides every ref, the default branch's too. */
function toHead(value: unknown, canRead: boolean): Head {
  const ref = target.safeParse(value)
  if (ref.success) return { state: 'at', commits: [ref.data.target.oid] }
  return value === null && canRead ? { state: 'gone' } : { state: 'unknown' }
}

/** A fork's branch can't be read itself, but its pull requests can; their record may lag behind. */
function toForkHead(value: unknown, { repository }: Branch): Head {
  const pulls = pullRequests.safeParse(value)
  if (!pulls.success) return { state: 'unknown' }
  const own = pulls.data.nodes.filter(
    (pull) =>
      sameName(pull?.headRepository?.name, repository.name) &&
      sameName(pull?.headRepository?.owner.login, repository.owner),
  )
  const open = own.filter((pull) => pull?.state === 'OPEN')
  const commits = open.flatMap((pull) => [pull?.headRefOid, pull?.headRef?.target.oid])
  const known = [...new Set(commits.filter((commit) => commit !== undefined))]
  if (known.length > 0) return { state: 'at', commits: known }
  return own.length > 0 ? { state: 'closed' } : { state: 'unknown' }
}

/** `null` is a commit that was never pushed; what else a text may name has another id. */
function toCommit(value: unknown, asked: string): Commit | undefined {
  if (value === null) return { known: false }
  const commit = commitField.safeParse(value)
  if (!commit.success || !commit.data.oid.toLowerCase().startsWith(asked.toLowerCase())) {
    return undefined
  }
  const { oid, parents } = commit.data
  return { known: true, oid, parents: parents?.nodes.map((parent) => parent.oid) ?? [] }
}
