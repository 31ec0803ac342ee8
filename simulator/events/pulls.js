import { commits, pulls, shop } from '../world.js'
import { branchByDefault, moment, onDefault, repositoryPayload, started, user } from './started.js'

/** @typedef {import('./started.js').Common} Common */
/** @typedef {import('./started.js').Repository} Repository */

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

/** Without what GitHub leaves out inside a workflow run. @param {Repository} repository */
function shortRepository(repository) {
  const { pushed_at: _, default_branch: __, ...rest } = repositoryPayload(repository)
  return rest
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
    head_repository: from && shortRepository(from),
    repository: shortRepository(shop),
    pull_requests: [],
  }
  return started('workflow_run', onDefault, { action, workflow_run: run }, options)
}
