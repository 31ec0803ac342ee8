import { commits, fork, shop, start } from '../world.js'

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
export const branchByDefault = 'feature/cart'
export const moment = new Date(start).toISOString().replace('.000', '')

/** @param {string} login */
export const user = (login) => ({
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
export function started(name, run, payload, { actor = 'octocat', payload: more }) {
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
export const onDefault = { ref: `refs/heads/${shop.defaultBranch}`, sha: commits.main }
