import { commits, projects, shop } from '../world.js'
import { branchByDefault, moment, onDefault, started, user } from './started.js'

/** @typedef {import('./started.js').Common} Common */

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
