import * as z from 'zod/mini'
import { lenient, number } from '../shared/lenient.js'
import { plain } from '../shared/text.js'
import { UNEXPECTED_FORM } from './fetch.js'
import { type Branch, sameRepository } from './repository.js'

/** Where a branch points. */
export type Head =
  /**
   * One commit, or of a fork's branch all readings of its open pull requests. `tip`: the fork's branch
   * itself, where it can be read.
   */
  | { state: 'at'; commits: string[]; tip?: string | undefined }
  | { state: 'gone' }
  /** Of a fork's branch: it has a closed pull request, and no open one. */
  | { state: 'closed' }
  | { state: 'unknown' }

/** Whether GitHub knows a commit, and then its whole id. */
export type Commit = { known: true; oid: string; parents: string[] } | { known: false }

/** What one field of the reply says, or why that can't be told. */
export type Read<T> = T | { why: string }

const target = z.object({ target: z.object({ oid: z.string() }) })
const part = lenient(z.record(z.string(), z.unknown()))
const headsReply = z.object({ repository: part, forks: part })

export type Reply = z.infer<typeof headsReply>

/** @returns undefined for a reply of another form */
export function parseReply(reply: unknown): Reply | undefined {
  return headsReply.safeParse(reply).data
}

const defaultBranchRef = lenient(z.extend(target, { name: z.string() }))

/** The default branch. Without the right to read the code GitHub hides it, as it hides every ref. */
export function defaultBranchOf({ repository }: Reply): string | undefined {
  return defaultBranchRef.parse(repository?.defaultBranchRef)?.name
}

const HIDDEN =
  "GitHub shows no branch of the repository, not even the default one. Under the job's `permissions:` add `contents: read`"

/** @param canRead whether the same reply gives the default branch's commit: only then null means gone */
export function readBranch(value: unknown, canRead: boolean): Read<Head> {
  if (value === null) return canRead ? { state: 'gone' } : { why: HIDDEN }
  const ref = target.safeParse(value)
  if (!ref.success) return { why: UNEXPECTED_FORM }
  return { state: 'at', commits: [ref.data.target.oid] }
}

const pullRequests = z.object({
  nodes: z.array(
    z.nullable(
      z.object({
        state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
        headRefOid: z.string(),
        headRef: lenient(target),
        headRepository: z.nullable(
          z.object({
            databaseId: number,
            name: z.string(),
            owner: z.object({ login: z.string() }),
          }),
        ),
      }),
    ),
  ),
  pageInfo: z.object({ hasNextPage: z.boolean() }),
})

/**
 * A fork's branch, told by the pull requests from it: the branch itself can't be read. Its open pull
 * requests have two readings, of which the record may lag behind the branch.
 */
export function readForkBranch(value: unknown, { repository, name }: Branch): Read<Head> {
  const parsed = pullRequests.safeParse(value)
  if (!parsed.success) return { why: UNEXPECTED_FORM }
  const { nodes, pageInfo } = parsed.data
  const own = nodes.flatMap((pull) => {
    if (!pull?.headRepository) return []
    const { databaseId, name, owner } = pull.headRepository
    const id = databaseId === undefined ? undefined : String(databaseId)
    const head = { host: repository.host, id, owner: owner.login, name }
    return sameRepository(head, repository) ? [pull] : []
  })
  const open = own.filter(({ state }) => state === 'OPEN')
  const tips = open.map(({ headRef }) => headRef?.target.oid).filter((oid) => oid !== undefined)
  const commits = [...new Set([...open.map(({ headRefOid }) => headRefOid), ...tips])]
  if (commits.length > 0) return { state: 'at', commits, tip: tips[0] }
  if (own.length > 0) return { state: 'closed' }
  const others = pageInfo.hasNextPage ? ' among the newest 100 of branches with this name' : ''
  return {
    why: `GitHub shows no pull request from \`${plain(`${repository.owner}:${name}`, 200)}\`${others}`,
  }
}

const commitReply = z.object({
  oid: z.string(),
  parents: z.object({ nodes: z.array(z.object({ oid: z.string() })) }),
})

/**
 * @param sha the commit as it was asked for, whole or its beginning; a branch may have the same name
 * @param canRead as for `readBranch`: only then null means that the commit was never pushed
 */
export function readCommit(value: unknown, sha: string, canRead: boolean): Read<Commit> {
  if (value === null) return canRead ? { known: false } : { why: HIDDEN }
  const commit = commitReply.safeParse(value)
  if (!commit.success) return { why: UNEXPECTED_FORM }
  const { oid, parents } = commit.data
  if (!oid.toLowerCase().startsWith(sha.toLowerCase())) {
    return { why: `GitHub knows something else by the name of commit \`${plain(sha, 7)}\`` }
  }
  return { known: true, oid, parents: parents.nodes.map((parent) => parent.oid) }
}
