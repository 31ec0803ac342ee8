import { commits, pulls, sha } from '../world.js'
import { branchByDefault, onDefault, started, user } from './started.js'

/** @typedef {import('./started.js').Common} Common */

/**
 * Somebody started the workflow by hand on a branch.
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

/** A scheduled run. @param {Common} [options] */
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
