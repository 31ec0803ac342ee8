/**
 * Events as GitHub sends them, in the repository of its documented examples. What is changed in an
 * example is held to GitHub's own types.
 */
import { createRequire } from 'node:module'
import type {
  DeleteEvent,
  DeploymentStatusEvent,
  PullRequestEvent,
  PushEvent,
  WebhookEventMap,
  WebhookEventName,
  WorkflowRunEvent,
} from '@octokit/webhooks-types'
import type { Event } from '../../src/event/event.js'
import type { Repository } from '../../src/github/repository.js'

/** The repository of the examples; its default branch is `master`. */
export const REPOSITORY: Repository = {
  host: 'github.com',
  id: '186853002',
  owner: 'Codertocat',
  name: 'Hello-World',
}
/** A fork of it, with an equal name. */
export const FORK: Repository = {
  host: 'github.com',
  id: '1296269',
  owner: 'octocat',
  name: 'Hello-World',
}

export const BRANCH = 'feature/x'
export const OLD_COMMIT = 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334'
export const OWN_COMMIT = 'ec26c3e57ca3a959ca5aad62de7213c562f8c821'
/** GitHub's merge of the pull request into its base: `GITHUB_SHA` under `pull_request`. */
export const MERGE_COMMIT = '9f8e7d6c5b4a39281706f5e4d3c2b1a009182736'
const NO_COMMIT = '0'.repeat(40)

/** What GitHub sets as `GITHUB_REF` and `GITHUB_SHA`. */
export const onBranch = { ref: `refs/heads/${BRANCH}`, sha: OWN_COMMIT }
export const onDefault = { ref: 'refs/heads/master', sha: OLD_COMMIT }
export const onMerge = { ref: 'refs/pull/7/merge', sha: MERGE_COMMIT }
export const onTag = { ref: 'refs/tags/v1', sha: OLD_COMMIT }

/** An event as `readEvent` gives it; without a payload, an empty one. */
export function event(
  name: string,
  content: unknown = {},
  overrides: Partial<Omit<Event, 'name' | 'payload'>> = {},
): Event {
  return {
    name,
    repository: REPOSITORY,
    ...onBranch,
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

/** The base repository, as each payload has it. */
export const repository = () => example('push').repository

/** The own commit is pushed to `feature/x`. GitHub's examples have only tags and a deletion. */
export function push(overrides: Partial<PushEvent> = {}): PushEvent {
  const ref = `refs/heads/${BRANCH}`
  return { ...example('push'), ref, before: OLD_COMMIT, after: OWN_COMMIT, ...overrides }
}

/** The push by which a branch is deleted. */
export const deletingPush = (overrides: Partial<PushEvent> = {}) =>
  push({ before: OWN_COMMIT, after: NO_COMMIT, deleted: true, head_commit: null, ...overrides })

/** A branch is deleted. GitHub's examples have only tags. */
export const deletion = (overrides: Partial<DeleteEvent> = {}): DeleteEvent => ({
  ...example('delete'),
  ref: BRANCH,
  ref_type: 'branch',
  ...overrides,
})

type Head = PullRequestEvent['pull_request']['head']

/** Any activity of a pull request from `feature/x` whose newest commit is the own one. */
export function pullRequest(action = 'opened', head: Partial<Head> = {}): PullRequestEvent {
  const payload = example('pull_request', action) as PullRequestEvent
  const pull = payload.pull_request
  return {
    ...payload,
    pull_request: {
      ...pull,
      head: { ...pull.head, label: `x:${BRANCH}`, ref: BRANCH, sha: OWN_COMMIT, ...head },
    },
  } as PullRequestEvent
}

/** The head repository of a pull request from the fork. */
export function forkPayload(): NonNullable<Head['repo']> {
  const base = repository()
  return {
    ...base,
    id: Number(FORK.id),
    full_name: `${FORK.owner}/${FORK.name}`,
    owner: { ...base.owner, login: FORK.owner },
    fork: true,
    default_branch: 'main',
  }
}

/** A fork's pull request, from a branch named as one of ours. */
export const forkPullRequest = (action = 'opened') => pullRequest(action, { repo: forkPayload() })

/** A workflow has ended on the own commit of `feature/x`. */
export function workflowRun(
  overrides: Partial<WorkflowRunEvent['workflow_run']> = {},
  head = repository(),
): WorkflowRunEvent {
  const payload = example('workflow_run', 'completed')
  const { id, name, full_name, owner } = head
  return {
    ...payload,
    repository: repository(),
    workflow_run: {
      ...payload.workflow_run,
      head_branch: BRANCH,
      head_sha: OWN_COMMIT,
      head_repository: { ...payload.workflow_run.head_repository, id, name, full_name, owner },
      ...overrides,
    },
  } as WorkflowRunEvent
}

/** Vercel's deployment of the own commit at GitHub has a new state. */
export function deploymentStatus(): DeploymentStatusEvent {
  const payload = example('deployment_status')
  // Vercel names the commit in place of a ref.
  const deployment = { ...payload.deployment, sha: OWN_COMMIT, ref: OWN_COMMIT }
  return { ...payload, deployment }
}

/** What Vercel sends (https://github.com/vercel/repository-dispatch). */
export function vercelDispatch(
  clientPayload: Record<string, unknown> = {},
  action = 'vercel.deployment.ready',
): Record<string, unknown> {
  return {
    ...example('repository_dispatch'),
    repository: repository(),
    action,
    branch: 'master',
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

export const workflowDispatch = (ref: string = onBranch.ref) => ({
  ...example('workflow_dispatch'),
  repository: repository(),
  ref,
})

/** `schedule` is no webhook: GitHub Actions makes its payload, of these fields. */
export const schedule = () => ({
  schedule: '0 3 * * *',
  repository: repository(),
  workflow: 'sweep.yml',
})
