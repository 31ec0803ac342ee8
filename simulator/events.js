/**
 * What GitHub starts a workflow of acme/shop with: the payload of an event, and the variables that the
 * runner sets for it. Which branch and commit those name is told in
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
import { commits, fork, projects, pulls, sha, shop, start } from './world.js'

/** @typedef {{ id: number, owner: string, name: string, defaultBranch?: string }} Repository */
/** @typedef {{ name: string, payload: Record<string, unknown> }} Event */

/**
 * @typedef {{ event: Event, env: Record<string, string> }} Started
 */

/**
 * What all events can be told.
 * @typedef {object} Common
 * @property {string} [actor]
 * @property {Record<string, unknown>} [payload] more of the payload, or other values in it
 */

export const noCommit = '0'.repeat(40)
const branchByDefault = 'feature/cart'
const moment = new Date(start).toISOString().replace('.000', '')

/** @param {string} login */
const user = (login) => ({
  login,
  id: 1,
  type: login.endsWith('[bot]') ? 'Bot' : 'User',
})

/** @param {Repository} repository @param {Record<string, unknown>} [more] */
export function repositoryPayload({ id, owner, name, defaultBranch = 'main' }, more = {}) {
  return {
    id,
    name,
    full_name: `${owner}/${name}`,
    private: true,
    owner: { login: owner, id, type: 'Organization' },
    html_url: `https://github.com/${owner}/${name}`,
    fork: id === fork.id,
    pushed_at: moment,
    default_branch: defaultBranch,
    ...more,
  }
}

/**
 * A run of an event, for a ref of acme/shop and a commit.
 * @param {string} name
 * @param {{ ref: string, sha: string, headRef?: string, baseRef?: string }} run
 * @param {Record<string, unknown>} payload
 * @param {Common} common
 * @returns {Started}
 */
function started(name, run, payload, { actor = 'octocat', payload: more }) {
  const repository = repositoryPayload(shop)
  const type = run.ref.startsWith('refs/tags/') ? 'tag' : 'branch'
  return {
    event: { name, payload: { ...payload, repository, sender: user(actor), ...more } },
    env: {
      GITHUB_REPOSITORY: `${shop.owner}/${shop.name}`,
      GITHUB_REPOSITORY_ID: String(shop.id),
      GITHUB_REPOSITORY_OWNER: shop.owner,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_ACTOR: actor,
      GITHUB_TRIGGERING_ACTOR: actor,
      GITHUB_REF: run.ref,
      GITHUB_REF_NAME: run.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
      GITHUB_REF_TYPE: run.ref === '' ? '' : type,
      GITHUB_SHA: run.sha,
      GITHUB_HEAD_REF: run.headRef ?? '',
      GITHUB_BASE_REF: run.baseRef ?? '',
    },
  }
}

/** Where events run that are about another branch than the default one, or about none. */
const onDefault = { ref: `refs/heads/${shop.defaultBranch}`, sha: commits.main }

/**
 * A branch was moved, made or deleted. The run of a deletion is for the default branch.
 * @param {Common & { branch?: string, sha?: string, before?: string, deleted?: boolean,
 *   created?: boolean, forced?: boolean, ref?: string }} [options]
 */
export function push({ branch = branchByDefault, deleted = false, ...options } = {}) {
  const { created = false, forced = false, ref = `refs/heads/${branch}` } = options
  const tip = options.sha ?? commits.head
  const after = deleted ? noCommit : tip
  const before = options.before ?? (created ? noCommit : deleted ? tip : commits.old)
  const head = deleted ? null : { id: after, message: 'A commit', timestamp: moment }
  return started(
    'push',
    deleted ? onDefault : { ref, sha: after },
    {
      ref,
      before,
      after,
      created,
      deleted,
      forced,
      base_ref: null,
      head_commit: head,
      commits: [],
    },
    {
      ...options,
      payload: {
        // Of this event alone it is a number, of seconds.
        repository: repositoryPayload(shop, { pushed_at: start / 1000 }),
        ...options.payload,
      },
    },
  )
}

/** A tag was pushed. @param {Common & { tag?: string, sha?: string }} [options] */
export const tagPush = ({ tag = 'v1.2.3', ...options } = {}) =>
  push({ ref: `refs/tags/${tag}`, sha: commits.main, created: true, ...options })

/**
 * A branch or a tag was deleted.
 * @param {Common & { branch?: string, refType?: 'branch' | 'tag' }} [options]
 */
export const branchDeleted = ({ branch = branchByDefault, refType = 'branch', ...options } = {}) =>
  started('delete', onDefault, { ref: branch, ref_type: refType, pusher_type: 'user' }, options)

/** A branch was made. @param {Common & { branch?: string, sha?: string }} [options] */
export const branchCreated = ({ branch = branchByDefault, ...options } = {}) =>
  started(
    'create',
    { ref: `refs/heads/${branch}`, sha: options.sha ?? commits.head },
    { ref: branch, ref_type: 'branch', master_branch: 'main', pusher_type: 'user' },
    options,
  )

/**
 * @typedef {Common & {
 *   action?: string,
 *   name?: 'pull_request' | 'pull_request_target',
 *   from?: Repository | null,
 *   branch?: string,
 *   sha?: string,
 *   number?: number,
 *   merged?: boolean,
 *   mergeSha?: string,
 *   pull?: Record<string, unknown>,
 * }} PullRequestOptions
 */

/**
 * Something happened to a pull request: of `shop`, of `fork`, or (null) of a fork that was deleted.
 * @param {PullRequestOptions} [options] `pull`: more of `pull_request`
 */
export function pullRequest(options = {}) {
  const { action = 'synchronize', name = 'pull_request', from = shop } = options
  const { branch = branchByDefault, merged = false, mergeSha = commits.merge } = options
  const own = from?.id === shop.id
  const { number = own ? pulls.own : pulls.fork, sha: head = own ? commits.head : commits.fork } =
    options
  const pull = pullPayload({ ...options, from, branch, merged, number, sha: head, action })
  const changed = action === 'synchronize' ? { before: commits.old, after: head } : {}
  const onBase = name === 'pull_request_target' || merged
  return started(
    name,
    {
      ...(onBase ? onDefault : { ref: `refs/pull/${number}/merge`, sha: mergeSha }),
      headRef: branch,
      baseRef: shop.defaultBranch,
    },
    { action, number, ...changed, pull_request: { ...pull, ...options.pull } },
    options,
  )
}

/**
 * @param {{ from: Repository | null, branch: string, merged: boolean, number: number, sha: string,
 *   action: string, actor?: string, mergeSha?: string }} options
 */
function pullPayload({ from, branch, merged, number, sha: head, action, mergeSha, actor }) {
  const closed = action === 'closed'
  const owner = from?.owner ?? 'unknown'
  const repository = repositoryPayload(shop)
  return {
    id: 7000 + number,
    number,
    state: closed ? 'closed' : 'open',
    draft: false,
    title: 'A pull request',
    user: user(actor ?? 'octocat'),
    created_at: moment,
    updated_at: moment,
    closed_at: closed ? moment : null,
    merged_at: merged ? moment : null,
    merged,
    merge_commit_sha: mergeSha ?? null,
    head: {
      label: `${owner}:${branch}`,
      ref: branch,
      sha: head,
      repo: from && repositoryPayload(from),
    },
    base: { label: `${shop.owner}:main`, ref: 'main', sha: commits.main, repo: repository },
  }
}

/**
 * Another workflow's run was requested, goes on, or has ended.
 * @param {Common & { action?: 'requested' | 'in_progress' | 'completed', branch?: string | null,
 *   sha?: string, from?: Repository | null, conclusion?: string | null }} [options]
 */
export function workflowRun({ action = 'completed', from = shop, ...options } = {}) {
  const { branch = branchByDefault, conclusion = action === 'completed' ? 'success' : null } =
    options
  const run = {
    id: 1001,
    name: 'CI',
    event: from?.id === shop.id ? 'push' : 'pull_request',
    status: action === 'completed' ? 'completed' : 'queued',
    conclusion,
    head_branch: branch,
    head_sha: options.sha ?? (from?.id === shop.id ? commits.head : commits.fork),
    head_repository: from && repositoryPayload(from),
    repository: repositoryPayload(shop),
    pull_requests: [],
  }
  return started('workflow_run', onDefault, { action, workflow_run: run }, options)
}

/**
 * Vercel tells the repository about a deployment (https://github.com/vercel/repository-dispatch).
 * @param {Common & { type?: string, branch?: string, sha?: string, environment?: string, id?: string,
 *   project?: { id: string, name: string } }} [options]
 */
export function vercelDispatch({ type = 'pending', branch = branchByDefault, ...options } = {}) {
  const { sha: commit = commits.head, environment = 'preview', id = 'dpl_new' } = options
  const { project = projects.web } = options
  return repositoryDispatch({
    action: `vercel.deployment.${type}`,
    clientPayload: {
      environment,
      git: { ref: branch, sha: commit, shortSha: commit.slice(0, 7) },
      id,
      project: { id: project.id, name: project.name },
      state: { type },
      url: `https://${project.name}-new-acme.vercel.app`,
    },
    ...options,
  })
}

/**
 * Somebody called `POST /repos/{owner}/{repo}/dispatches`.
 * @param {Common & { action?: string, clientPayload?: Record<string, unknown> }} [options]
 */
export const repositoryDispatch = ({ action = 'deploy', clientPayload = {}, ...options } = {}) =>
  started(
    'repository_dispatch',
    onDefault,
    { action, branch: shop.defaultBranch, client_payload: clientPayload },
    options,
  )

/** @param {{ sha: string, environment: string }} options */
const deploymentPayload = ({ sha: commit, environment }) => ({
  id: 5001,
  sha: commit,
  // Vercel names the commit here, too.
  ref: commit,
  task: 'deploy',
  payload: {},
  environment,
  original_environment: environment,
  description: null,
  creator: user('vercel[bot]'),
  created_at: moment,
  updated_at: moment,
})

/**
 * A deployment that Vercel made at GitHub has a new state. It names a commit and no branch.
 * @param {Common & { sha?: string, state?: string, environment?: string }} [options]
 */
export function deploymentStatus({ state = 'pending', environment = 'Preview', ...options } = {}) {
  const commit = options.sha ?? commits.head
  const status = {
    id: 5002,
    state,
    environment,
    description: '',
    creator: user('vercel[bot]'),
    target_url: 'https://web-new-acme.vercel.app',
    created_at: moment,
    updated_at: moment,
  }
  return started(
    'deployment_status',
    { ref: '', sha: commit },
    {
      deployment_status: status,
      deployment: deploymentPayload({ sha: commit, environment }),
    },
    { actor: 'vercel[bot]', ...options },
  )
}

/** Vercel made a deployment at GitHub. @param {Common & { sha?: string, environment?: string }} [options] */
export function deployment({ environment = 'Preview', ...options } = {}) {
  const commit = options.sha ?? commits.head
  return started(
    'deployment',
    { ref: '', sha: commit },
    { deployment: deploymentPayload({ sha: commit, environment }) },
    { actor: 'vercel[bot]', ...options },
  )
}

/**
 * Somebody started the workflow by hand, on a branch.
 * @param {Common & { branch?: string, sha?: string, inputs?: Record<string, unknown>, ref?: string }} [options]
 */
export function workflowDispatch({ branch = branchByDefault, ...options } = {}) {
  const { inputs = {}, ref = `refs/heads/${branch}` } = options
  return started(
    'workflow_dispatch',
    { ref, sha: options.sha ?? commits.head },
    { ref, inputs, workflow: '.github/workflows/cancel.yml' },
    options,
  )
}

/** It is time. @param {Common} [options] */
export const schedule = (options = {}) =>
  started(
    'schedule',
    onDefault,
    { schedule: '17 3 * * *', workflow: '.github/workflows/sweep.yml' },
    options,
  )

/** A pull request waits in the merge queue. @param {Common} [options] */
export function mergeGroup(options = {}) {
  const commit = sha('9109ed00')
  const ref = `refs/heads/gh-readonly-queue/main/pr-${pulls.own}-${commits.main}`
  const group = {
    head_sha: commit,
    head_ref: ref,
    base_sha: commits.main,
    base_ref: 'refs/heads/main',
  }
  return started(
    'merge_group',
    { ref, sha: commit },
    { action: 'checks_requested', merge_group: group },
    options,
  )
}

/** Somebody commented on a pull request. @param {Common} [options] */
export const issueComment = (options = {}) =>
  started(
    'issue_comment',
    onDefault,
    {
      action: 'created',
      issue: { number: pulls.own, state: 'open', title: 'A pull request' },
      comment: { id: 1, body: 'Looks good', user: user('octocat') },
    },
    options,
  )

/** @param {Common} [options] */
export const issues = (options = {}) =>
  started(
    'issues',
    onDefault,
    { action: 'opened', issue: { number: 3, state: 'open', title: 'An issue' } },
    options,
  )

/** @param {Common & { tag?: string }} [options] */
export const release = ({ tag = 'v1.2.3', ...options } = {}) =>
  started(
    'release',
    { ref: `refs/tags/${tag}`, sha: commits.main },
    {
      action: 'published',
      release: { id: 1, tag_name: tag, target_commitish: 'main', draft: false, prerelease: false },
    },
    options,
  )

/** @param {Common} [options] */
export const checkRun = (options = {}) =>
  started(
    'check_run',
    onDefault,
    {
      action: 'completed',
      check_run: { id: 1, name: 'build', head_sha: commits.head, conclusion: 'success' },
    },
    options,
  )

/**
 * Any other event, on the default branch.
 * @param {string} name
 * @param {Record<string, unknown>} [payload]
 * @param {Common} [options]
 */
export const other = (name, payload = {}, options = {}) =>
  started(name, onDefault, payload, options)
