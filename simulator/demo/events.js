import { base, fork, shaOf } from './world.js'

/**
 * What GitHub starts a run with.
 * @typedef {{ event: { name: string, payload: unknown }, env: Record<string, string> }} Started
 */

const zero = '0'.repeat(40)
const sender = { login: 'octocat', id: 1, type: 'User' }

/** @param {typeof base} repository */
function repositoryOf({ id, owner, name, defaultBranch }) {
  return {
    id,
    name,
    full_name: `${owner}/${name}`,
    private: false,
    owner: { login: owner, id, type: 'Organization' },
    html_url: `https://github.com/${owner}/${name}`,
    fork: id !== base.id,
    default_branch: defaultBranch,
  }
}

const repository = repositoryOf(base)

/**
 * @param {string} name @param {string} ref @param {string} sha
 * @param {Record<string, unknown>} payload
 * @returns {Started}
 */
function started(name, ref, sha, payload) {
  return {
    event: { name, payload: { repository, sender, ...payload } },
    env: {
      GITHUB_EVENT_NAME: name,
      GITHUB_REPOSITORY: `${base.owner}/${base.name}`,
      GITHUB_REPOSITORY_ID: String(base.id),
      GITHUB_REF: ref,
      GITHUB_SHA: sha,
      GITHUB_ACTOR: sender.login,
      GITHUB_SERVER_URL: 'https://github.com',
    },
  }
}

/** A run for the default branch, as events get it that are about another branch, or about none. */
const onDefault = (/** @type {string} */ name, /** @type {Record<string, unknown>} */ payload) =>
  started(name, `refs/heads/${base.defaultBranch}`, shaOf('main2'), payload)

/**
 * A push of one more commit.
 * @param {{ branch: string, sha: string, before: string, at: number }} push `at` in epoch ms
 */
export function push({ branch, sha, before, at }) {
  const ref = `refs/heads/${branch}`
  const flags = { created: before === zero, deleted: false, forced: false }
  const pushed = { ...repository, pushed_at: Math.floor(at / 1000) }
  return started('push', ref, sha, { ref, before, after: sha, ...flags, repository: pushed })
}

/** A branch was deleted. @param {string} branch */
export const deleted = (branch) =>
  onDefault('delete', { ref: branch, ref_type: 'branch', pusher_type: 'user' })

/**
 * Something happened to a pull request, from this repository or from the fork.
 * @param {object} pull
 * @param {'pull_request' | 'pull_request_target'} [pull.name]
 * @param {'opened' | 'synchronize' | 'closed'} pull.action
 * @param {number} pull.number
 * @param {string} pull.branch
 * @param {string} pull.sha
 * @param {string} [pull.mergeSha] the commit that GitHub makes for the run
 * @param {number} pull.at epoch ms
 * @param {boolean} [pull.fromFork]
 * @param {boolean} [pull.merged]
 */
export function pullRequest(pull) {
  const { name = 'pull_request', action, number, branch, sha, at } = pull
  const { mergeSha = shaOf('main2'), fromFork = false, merged = false } = pull
  const head = repositoryOf(fromFork ? fork : base)
  const time = new Date(at).toISOString()
  const closed = action === 'closed'
  const ref = name === 'pull_request' && !closed ? `refs/pull/${number}/merge` : 'refs/heads/main'
  return started(name, ref, mergeSha, {
    action,
    number,
    ...(action === 'synchronize' ? { before: shaOf('before'), after: sha } : {}),
    pull_request: {
      number,
      state: closed ? 'closed' : 'open',
      merged,
      updated_at: time,
      closed_at: closed ? time : null,
      head: { ref: branch, sha, label: `${head.owner.login}:${branch}`, repo: head },
      base: { ref: base.defaultBranch, sha: shaOf('main2'), repo: repository },
    },
  })
}

/** The nightly run. */
export const schedule = () => onDefault('schedule', { schedule: '17 3 * * *' })

/** Somebody started the workflow by hand. */
export const workflowDispatch = () =>
  onDefault('workflow_dispatch', { ref: `refs/heads/${base.defaultBranch}`, inputs: {} })

/** Another workflow's run was requested. @param {string} branch @param {string} sha */
export const workflowRun = (branch, sha) =>
  onDefault('workflow_run', {
    action: 'requested',
    workflow_run: { head_branch: branch, head_sha: sha, head_repository: repository },
  })

/**
 * Vercel tells the repository about a deployment that waits to be built
 * (https://github.com/vercel/repository-dispatch).
 * @param {string} branch @param {string} sha
 */
export const vercelDispatch = (branch, sha) =>
  onDefault('repository_dispatch', {
    action: 'vercel.deployment.pending',
    branch: base.defaultBranch,
    client_payload: {
      environment: 'preview',
      git: { ref: branch, sha, shortSha: sha.slice(0, 7) },
      id: 'dpl_pending',
      project: { id: 'prj_web', name: 'web' },
      state: { type: 'pending' },
      url: 'https://web-pending-acme.vercel.app',
    },
  })
