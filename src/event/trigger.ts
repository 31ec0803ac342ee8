import * as z from 'zod/mini'
import type { EventBuilds } from '../inputs/inputs.js'
import { boolean, lenient, number, text } from '../shared/lenient.js'
import { MESSAGES } from '../shared/phrases.js'
import { plain } from '../shared/text.js'
import { type Event, type Repository, sameName } from './event.js'

/** What the event says about builds: whose they are, and which of them are this run's own. */
export type Trigger = BranchTrigger | SweepTrigger

export type BranchTrigger = {
  /** `superseded`: a newer commit is there. `branch`: the branch, or its pull request, has ended. */
  mode: 'superseded' | 'branch'
  /** The repository that the workflow runs in. */
  base: Repository
  /** The repository of the head commit: of a fork's pull request, the fork. */
  repository: Repository
  branch: string
  /** The commits that this run is for; empty when the branch was only named or is gone. */
  commits: string[]
  /** The branch was named by the user: its head, once it is read, is the own commit. */
  headIsOwn: boolean
  /** Epoch ms of a moment at which the branch pointed at the own commit, where the payload proves it. */
  headAt: number | undefined
  /** Number of the base repository's pull request whose head is meant; without it, the branch's. */
  pullRequest: number | undefined
  /** The head repository is not the one that the workflow runs in. */
  fork: boolean
  /** The head repository's default branch, where the payload tells it. */
  defaultBranch: string | undefined
  /** The user asked for `mode: branch`, so that the end of the branch is no guess. */
  modeGiven: boolean
  /** Vercel's id of the project that the event is about. */
  projectId: string | undefined
}

export type SweepTrigger = {
  mode: 'sweep'
  base: Repository
  repository: Repository
  defaultBranch: string | undefined
}

/** Nothing can be cancelled because of this event; the sentence says why, and what to do instead. */
export type NoTrigger = { skipped: string }

/** The payload is not what GitHub documents; the message names the file and the field. */
export class PayloadError extends Error {
  override readonly name = 'PayloadError'
}

/**
 * Turns the event into a trigger.
 *
 * @throws PayloadError when a field that is needed is missing
 */
export function toTrigger(
  event: Event,
  { mode, branch }: Pick<EventBuilds, 'mode' | 'branch'>,
): Trigger | NoTrigger {
  const repository = ownRepository(event)
  const { default_branch: defaultBranch } = read(event, anyPayload).repository ?? {}
  if (mode === 'sweep' || (mode === 'auto' && event.name === 'schedule' && branch === undefined)) {
    return { mode: 'sweep', base: repository, repository, defaultBranch }
  }
  const subject =
    branch === undefined
      ? subjectOf(event, repository, defaultBranch)
      : { ...blank, base: repository, repository, defaultBranch, branch, headIsOwn: true }
  if ('skipped' in subject) return subject
  const { ended, ...rest } = subject
  const wanted = mode === 'auto' ? (ended ? 'branch' : 'superseded') : mode
  return { ...rest, mode: wanted, modeGiven: mode === 'branch' }
}

/**
 * Whether GitHub gives this run no secrets, whatever the workflow says: a fork's `pull_request`, and
 * runs that Dependabot started
 * (https://docs.github.com/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions).
 */
export function secretsWithheld(event: Event): boolean {
  if (event.actor === 'dependabot[bot]') return true
  if (event.name !== 'pull_request' || !('content' in event.payload)) return false
  const parsed = pullRequestPayload.safeParse(event.payload.content)
  if (!parsed.success || event.repository === undefined) return false
  const { repo } = parsed.data.pull_request.head
  return repo === null || !sameRepository(toRepository(repo), event.repository)
}

type Subject = Omit<BranchTrigger, 'mode' | 'modeGiven'> & { ended: boolean }

const blank = {
  ended: false,
  commits: [],
  headIsOwn: false,
  headAt: undefined,
  pullRequest: undefined,
  fork: false,
  projectId: undefined,
}

function subjectOf(
  event: Event,
  repository: Repository,
  defaultBranch: string | undefined,
): Subject | NoTrigger {
  const own = { ...blank, base: repository, repository, defaultBranch }
  switch (event.name) {
    case 'push':
      return ofPush(event, own)
    case 'delete':
      return ofDelete(event, own)
    case 'pull_request':
    case 'pull_request_target':
      return ofPullRequest(event, repository)
    case 'workflow_run':
      return ofWorkflowRun(event, own)
    case 'repository_dispatch':
      return ofRepositoryDispatch(event, own)
    default:
      return ofRef(event, own)
  }
}

type Own = Omit<Subject, 'branch'>

function ofPush(event: Event, own: Own): Subject | NoTrigger {
  const push = read(event, pushPayload)
  const branch = branchOf(push.ref)
  if (branch === undefined) return noBranch('A pushed tag')
  if (push.deleted) return { ...own, branch, ended: true }
  return { ...own, branch, commits: [push.after], headAt: toMs(push.repository?.pushed_at) }
}

function ofDelete(event: Event, own: Own): Subject | NoTrigger {
  const { ref, ref_type: type } = read(event, deletePayload)
  if (type !== 'branch') return noBranch('A deleted tag')
  return { ...own, branch: branchOf(ref) ?? ref, ended: true }
}

function ofPullRequest(event: Event, base: Repository): Subject | NoTrigger {
  const { action, after, pull_request: pull } = read(event, pullRequestPayload)
  const { repo, ref: branch, sha } = pull.head
  if (repo === null) {
    return {
      skipped: `${MESSAGES.forkGone}, so its builds can't be told from others'. A scheduled workflow with \`mode: sweep\` looks at what is left.`,
    }
  }
  const head = toRepository(repo)
  const ended = action === 'closed'
  // A later push may already stand in a payload that was rendered late; then its time proves nothing.
  const rendersOwn = pull.state !== 'closed' && (after === undefined || after === sha)
  return {
    ...blank,
    base,
    repository: head,
    branch,
    ended,
    commits: event.name === 'pull_request' && !ended && event.sha ? [sha, event.sha] : [sha],
    headAt: toMs(ended ? pull.closed_at : rendersOwn ? pull.updated_at : undefined),
    pullRequest: pull.number,
    fork: !sameRepository(head, base),
    defaultBranch: repo.default_branch,
  }
}

function ofWorkflowRun(event: Event, own: Own): Subject | NoTrigger {
  const { workflow_run: run } = read(event, workflowRunPayload)
  if (run.head_branch === null || run.head_repository === null) {
    return noBranch('This `workflow_run`')
  }
  const head = toRepository(run.head_repository)
  const fork = !sameRepository(head, own.base)
  return {
    ...own,
    repository: head,
    branch: run.head_branch,
    commits: [run.head_sha],
    fork,
    // Here GitHub gives a short form of the repository, without its default branch.
    defaultBranch: fork ? undefined : own.defaultBranch,
  }
}

function ofRepositoryDispatch(event: Event, own: Own): Subject | NoTrigger {
  const { action } = read(event, anyPayload)
  if (!action?.startsWith('vercel.deployment.')) return ofRef(event, own)
  const { git, project } = read(event, vercelPayload).client_payload
  if (git === undefined)
    return noBranch(`This \`${plain(action, 60)}\` event, without a git commit,`)
  return {
    ...own,
    branch: branchOf(git.ref) ?? git.ref,
    commits: [git.sha],
    projectId: project?.id,
  }
}

/** Events that GitHub runs on the default branch though they are about something else. */
const ABOUT_NO_BRANCH = new Set([
  'branch_protection_rule',
  'check_run',
  'check_suite',
  'discussion',
  'discussion_comment',
  'fork',
  'gollum',
  'image_version',
  'issue_comment',
  'issues',
  'label',
  'merge_group',
  'milestone',
  'page_build',
  'public',
  'registry_package',
  'release',
  'status',
  'watch',
])

function ofRef(event: Event, own: Own): Subject | NoTrigger {
  const branch = branchOf(event.ref)
  if (branch === undefined || ABOUT_NO_BRANCH.has(event.name)) {
    return noBranch(`A run on \`${plain(event.name || 'no event', 60)}\``)
  }
  return { ...own, branch, commits: event.sha ? [event.sha] : [] }
}

function noBranch(subject: string): NoTrigger {
  return {
    skipped: `${subject} ${MESSAGES.noBranch}. Run this step on \`push\` or \`pull_request\`, name a branch with \`branch\`, or look at all of them with \`mode: sweep\`.`,
  }
}

/** `refs/heads/a/b` → `a/b`; anything else names no branch. */
function branchOf(ref: string | undefined): string | undefined {
  return ref?.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : undefined
}

/** Seconds in a push, ISO 8601 elsewhere → epoch ms. */
function toMs(time: number | string | null | undefined): number | undefined {
  if (time === null || time === undefined) return undefined
  const ms = typeof time === 'number' ? time * 1000 : Date.parse(time)
  return Number.isFinite(ms) ? ms : undefined
}

function sameRepository(a: Repository, b: Repository): boolean {
  if (a.id !== undefined && b.id !== undefined) return a.id === b.id
  return sameName(a.owner, b.owner) && sameName(a.name, b.name)
}

/** The repository that the workflow runs in: by the runner's variables, else by the payload. */
function ownRepository(event: Event): Repository {
  const { repository: sent } = read(event, anyPayload)
  const owner = event.repository?.owner ?? sent?.owner?.login
  const name = event.repository?.name ?? sent?.name
  if (owner === undefined || name === undefined) {
    throw new PayloadError('The repository is not known: GITHUB_REPOSITORY is not set.')
  }
  const id = event.repository?.id ?? (sent?.id === undefined ? undefined : String(sent.id))
  return { id, owner, name }
}

function toRepository(sent: z.output<typeof repositoryPayload>): Repository {
  return { id: String(sent.id), owner: sent.owner.login, name: sent.name }
}

function read<T extends z.ZodMiniType>({ name, payload }: Event, schema: T): z.output<T> {
  if ('unreadable' in payload) {
    throw new PayloadError(
      `${MESSAGES.payload} (\`${plain(name, 60)}\`, ${payload.file}): ${payload.unreadable}.`,
    )
  }
  const parsed = schema.safeParse(payload.content)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map((issue) => `\`${issue.path.join('.') || 'the whole'}\``)
  throw new PayloadError(
    `${MESSAGES.payload} (\`${plain(name, 60)}\`, ${payload.file}): ${[...new Set(fields)].join(', ')} is missing or of another type than GitHub documents.`,
  )
}

const repositoryPayload = z.object({
  id: z.number(),
  name: z.string(),
  owner: z.object({ login: z.string() }),
  default_branch: text,
})

const anyPayload = z.object({
  action: text,
  repository: lenient(
    z.object({
      id: number,
      name: text,
      owner: lenient(z.object({ login: z.string() })),
      default_branch: text,
    }),
  ),
})

const pushPayload = z.object({
  ref: z.string(),
  after: z.string(),
  deleted: boolean,
  repository: lenient(z.object({ pushed_at: lenient(z.union([z.number(), z.string()])) })),
})

const deletePayload = z.object({ ref: z.string(), ref_type: z.string() })

const pullRequestPayload = z.object({
  action: text,
  after: text,
  pull_request: z.object({
    number: z.number(),
    state: text,
    updated_at: text,
    closed_at: text,
    head: z.object({ ref: z.string(), sha: z.string(), repo: z.nullable(repositoryPayload) }),
  }),
})

const workflowRunPayload = z.object({
  workflow_run: z.object({
    head_branch: z.nullable(z.string()),
    head_sha: z.string(),
    head_repository: z.nullable(repositoryPayload),
  }),
})

const vercelPayload = z.object({
  client_payload: z.object({
    git: lenient(z.object({ ref: z.string(), sha: z.string() })),
    project: lenient(z.object({ id: text })),
  }),
})
