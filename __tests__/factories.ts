/**
 * Builds what the unit tests need, each with defaults that are an ordinary case: a preview build of
 * an older commit of the branch `feature/x`, and the push that replaced it. Payloads start from
 * GitHub's documented examples, and what is changed in them is held to GitHub's own types.
 */
import { createRequire } from 'node:module'
import type {
  DeleteEvent,
  PullRequestClosedEvent,
  PullRequestEvent,
  PullRequestOpenedEvent,
  PullRequestSynchronizeEvent,
  PushEvent,
  RepositoryDispatchEvent,
  WebhookEventMap,
  WebhookEventName,
  WorkflowDispatchEvent,
  WorkflowRunEvent,
} from '@octokit/webhooks-types'
import type { Event, Repository } from '../src/event/event.js'
import type { BranchTrigger, SweepTrigger } from '../src/event/trigger.js'
import type { Policy } from '../src/plan/decide.js'
import type { Deployment, Origin } from '../src/vercel/schemas.js'

/** The repository of GitHub's examples; its default branch is `master`. */
export const REPOSITORY: Repository = { id: '186853002', owner: 'Codertocat', name: 'Hello-World' }
/** A fork of it, with an equal name. */
export const FORK: Repository = { id: '1296269', owner: 'octocat', name: 'Hello-World' }
export const ANOTHER: Repository = { id: '17273051', owner: 'octo-org', name: 'octo-repo' }

export const DEFAULT_BRANCH = 'master'
export const BRANCH = 'feature/x'
export const PULL_REQUEST = 7

export const OLD_COMMIT = 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334'
export const OWN_COMMIT = 'ec26c3e57ca3a959ca5aad62de7213c562f8c821'
export const NEWER_COMMIT = '0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c'
/** The merge of the pull request into its base: `GITHUB_SHA` under `pull_request`. */
export const MERGE_COMMIT = '9f8e7d6c5b4a39281706f5e4d3c2b1a009182736'
export const NO_COMMIT = '0'.repeat(40)

/** The moment at which the branch pointed at the own commit: a whole second, as GitHub tells it. */
export const HEAD_AT = Date.parse('2026-03-02T10:00:00Z')
const HEAD_AT_ISO = '2026-03-02T10:00:00Z'

/** Metadata of a build by Vercel's GitHub integration. */
export function origin(overrides: Partial<Origin> = {}): Origin {
  const { id, owner, name } = REPOSITORY
  return {
    commit: { owner, name },
    base: { owner, name },
    ids: id === undefined ? [] : [id, id],
    pullRequest: undefined,
    ...overrides,
  }
}

/** Of a build of the fork's pull request. */
export function forkOrigin(overrides: Partial<Origin> = {}): Origin {
  return origin({
    commit: { owner: FORK.owner, name: FORK.name },
    ids: ['1296269', '186853002'],
    pullRequest: PULL_REQUEST,
    ...overrides,
  })
}

/** A preview build of the branch's older commit, in flight, created a minute before the push. */
export function deployment(overrides: Partial<Deployment> = {}): Deployment {
  return {
    id: 'dpl_old',
    project: 'web',
    url: 'web-old-acme.vercel.app',
    inspectorUrl: 'https://vercel.com/acme/web/old',
    state: 'BUILDING',
    environment: 'preview',
    createdAt: HEAD_AT - 60_000,
    buildingAt: HEAD_AT - 50_000,
    canceledAt: undefined,
    source: 'git',
    branch: BRANCH,
    sha: OLD_COMMIT,
    origin: origin(),
    ...overrides,
  }
}

/** The same build as Vercel lists it; `meta` is merged, and `undefined` leaves a field out. */
export function listItem(
  { meta, ...fields }: Record<string, unknown> = {},
  defaultMeta: Record<string, unknown> = integrationMeta(),
): Record<string, unknown> {
  return {
    uid: 'dpl_old',
    name: 'web',
    projectId: 'prj_web',
    url: 'web-old-acme.vercel.app',
    created: HEAD_AT - 60_000,
    createdAt: HEAD_AT - 60_000,
    buildingAt: HEAD_AT - 50_000,
    source: 'git',
    state: 'BUILDING',
    readyState: 'BUILDING',
    type: 'LAMBDAS',
    creator: { uid: 'usr_1', username: 'codertocat' },
    inspectorUrl: 'https://vercel.com/acme/web/old',
    target: null,
    ...fields,
    meta: { ...defaultMeta, ...(meta as Record<string, unknown> | undefined) },
  }
}

/** What Vercel's GitHub integration writes into `meta`. */
export function integrationMeta(): Record<string, unknown> {
  return {
    githubCommitRef: BRANCH,
    githubCommitSha: OLD_COMMIT,
    githubCommitOrg: REPOSITORY.owner,
    githubCommitRepo: REPOSITORY.name,
    githubCommitRepoId: REPOSITORY.id,
    githubOrg: REPOSITORY.owner,
    githubRepo: REPOSITORY.name,
    githubRepoId: REPOSITORY.id,
    githubDeployment: '1',
  }
}

/** Ordinary inputs: previews, in every state in flight. */
export function policy(overrides: Partial<Policy> = {}): Policy {
  return {
    environments: ['preview'],
    states: ['QUEUED', 'INITIALIZING', 'BUILDING'],
    ...overrides,
  }
}

/** The trigger of a push of the own commit to `feature/x`. */
export function branchTrigger(overrides: Partial<BranchTrigger> = {}): BranchTrigger {
  return {
    mode: 'superseded',
    base: REPOSITORY,
    repository: REPOSITORY,
    branch: BRANCH,
    commits: [OWN_COMMIT],
    headIsOwn: false,
    headAt: HEAD_AT,
    pullRequest: undefined,
    fork: false,
    defaultBranch: DEFAULT_BRANCH,
    modeGiven: false,
    projectId: undefined,
    ...overrides,
  }
}

/** The trigger of a fork's pull request, from a branch named as one of ours. */
export function forkTrigger(overrides: Partial<BranchTrigger> = {}): BranchTrigger {
  return branchTrigger({ repository: FORK, fork: true, pullRequest: PULL_REQUEST, ...overrides })
}

export function sweepTrigger(overrides: Partial<SweepTrigger> = {}): SweepTrigger {
  return {
    mode: 'sweep',
    base: REPOSITORY,
    repository: REPOSITORY,
    defaultBranch: DEFAULT_BRANCH,
    ...overrides,
  }
}

/** An event as `readEvent` gives it; without a payload, an empty one. */
export function event(
  name: string,
  content: unknown = {},
  overrides: Partial<Omit<Event, 'name' | 'payload'>> = {},
): Event {
  return {
    name,
    repository: REPOSITORY,
    ref: `refs/heads/${BRANCH}`,
    sha: OWN_COMMIT,
    actor: 'Codertocat',
    payload: { file: '/github/workflow/event.json', content },
    ...overrides,
  }
}

const definitions = createRequire(import.meta.url)('@octokit/webhooks-examples') as {
  name: WebhookEventName
  examples: { action?: string }[]
}[]

/** GitHub's documented payload of an event, and of an activity where one is named; a copy. */
export function example<N extends WebhookEventName>(
  name: N,
  action?: string,
): Exclude<WebhookEventMap[N], string> {
  const examples = definitions.find((definition) => definition.name === name)?.examples ?? []
  const found = examples.find((one) => action === undefined || one.action === action)
  if (found === undefined) throw new Error(`There is no example of ${name} ${action ?? ''}`)
  return structuredClone(found) as Exclude<WebhookEventMap[N], string>
}

/** A push of the own commit to `feature/x`. GitHub's examples have only tags and a deletion. */
export function pushPayload(overrides: Partial<PushEvent> = {}): PushEvent {
  const push = example('push')
  return {
    ...push,
    ref: `refs/heads/${BRANCH}`,
    before: OLD_COMMIT,
    after: OWN_COMMIT,
    created: false,
    repository: { ...push.repository, pushed_at: HEAD_AT / 1000 },
    ...overrides,
  }
}

/** The push by which a branch is deleted. */
export function deletingPushPayload(overrides: Partial<PushEvent> = {}): PushEvent {
  return pushPayload({
    before: OWN_COMMIT,
    after: NO_COMMIT,
    deleted: true,
    head_commit: null,
    commits: [],
    ...overrides,
  })
}

/** A branch is deleted. GitHub's examples have only tags. */
export function deletePayload(overrides: Partial<DeleteEvent> = {}): DeleteEvent {
  return { ...example('delete'), ref: BRANCH, ref_type: 'branch', ...overrides }
}

type Head = Partial<PullRequestEvent['pull_request']['head']>

/** An open pull request from `feature/x` whose head is the own commit. */
function withHead<P extends { number: number; pull_request: PullRequestEvent['pull_request'] }>(
  payload: P,
  head: Head,
): P {
  const pull = payload.pull_request
  return {
    ...payload,
    number: PULL_REQUEST,
    pull_request: {
      ...pull,
      number: PULL_REQUEST,
      updated_at: HEAD_AT_ISO,
      head: { ...pull.head, label: `x:${BRANCH}`, ref: BRANCH, sha: OWN_COMMIT, ...head },
    },
  }
}

/** Any activity of a pull request but the two below; the payload of `pull_request_target` too. */
export function pullRequestPayload(action = 'opened', head: Head = {}): PullRequestEvent {
  // Which activity it is makes no difference to the fields that are changed.
  return withHead(example('pull_request', action) as PullRequestOpenedEvent, head)
}

export function synchronizePayload(
  overrides: Partial<PullRequestSynchronizeEvent> = {},
  head: Head = {},
): PullRequestSynchronizeEvent {
  const payload = example('pull_request', 'synchronize') as PullRequestSynchronizeEvent
  return { ...withHead(payload, head), before: OLD_COMMIT, after: OWN_COMMIT, ...overrides }
}

/** Closed a second before the payload was rendered. */
export function closedPayload({ merged = false, head = {} as Head } = {}): PullRequestClosedEvent {
  const payload = withHead(example('pull_request', 'closed') as PullRequestClosedEvent, head)
  return {
    ...payload,
    pull_request: {
      ...payload.pull_request,
      updated_at: '2026-03-02T10:00:01Z',
      closed_at: HEAD_AT_ISO,
      merged,
      merged_at: merged ? HEAD_AT_ISO : null,
    },
  }
}

/** The head repository of a pull request from the fork. */
export function forkHead(): NonNullable<PullRequestEvent['pull_request']['head']['repo']> {
  const { repository } = example('push')
  return {
    ...repository,
    id: Number(FORK.id),
    name: FORK.name,
    full_name: `${FORK.owner}/${FORK.name}`,
    owner: { ...repository.owner, login: FORK.owner },
    fork: true,
    default_branch: 'main',
  }
}

/** A fork's pull request, from a branch named as one of ours. */
export function forkPullRequestPayload(action = 'opened'): PullRequestEvent {
  return pullRequestPayload(action, { repo: forkHead() })
}

/** `pull_request_target` has the payload of `pull_request`. */
export const forkPullRequestTargetPayload = forkPullRequestPayload

/** A workflow has ended on a commit of `feature/x`. */
export function workflowRunPayload(
  overrides: Partial<WorkflowRunEvent['workflow_run']> = {},
  head: Repository = REPOSITORY,
): WorkflowRunEvent {
  const payload = example('workflow_run', 'completed')
  const repository = payload.workflow_run.head_repository
  return {
    ...payload,
    repository: example('push').repository,
    workflow_run: {
      ...payload.workflow_run,
      head_branch: BRANCH,
      head_sha: OWN_COMMIT,
      head_repository: {
        ...repository,
        id: Number(head.id),
        name: head.name,
        full_name: `${head.owner}/${head.name}`,
        owner: { ...repository.owner, login: head.owner },
      },
      ...overrides,
    },
  } as WorkflowRunEvent
}

/** What Vercel sends when a deployment changes (https://vercel.com/docs/git/vercel-for-github). */
export function vercelDispatchPayload(
  clientPayload: Record<string, unknown> = {},
  action = 'vercel.deployment.ready',
): RepositoryDispatchEvent {
  return {
    ...example('repository_dispatch'),
    repository: example('push').repository,
    action,
    branch: DEFAULT_BRANCH,
    client_payload: {
      environment: 'preview',
      git: { ref: BRANCH, sha: OWN_COMMIT, shortSha: OWN_COMMIT.slice(0, 7) },
      id: 'dpl_own',
      project: { id: 'prj_web', name: 'web' },
      state: { type: 'ready' },
      url: 'https://web-own-acme.vercel.app',
      ...clientPayload,
    },
  }
}

export function workflowDispatchPayload(
  overrides: Partial<WorkflowDispatchEvent> = {},
): WorkflowDispatchEvent {
  return {
    ...example('workflow_dispatch'),
    repository: example('push').repository,
    ref: `refs/heads/${BRANCH}`,
    ...overrides,
  }
}

/** `schedule` is no webhook: GitHub Actions makes its payload, of these fields. */
export function schedulePayload(): Record<string, unknown> {
  return { schedule: '0 3 * * *', repository: example('push').repository, workflow: 'sweep.yml' }
}
