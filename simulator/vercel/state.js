/**
 * A project's connection to its repository.
 * @typedef {{ type: string, org: string, repo: string, repoId: number, productionBranch?: string }} Link
 */

/** @typedef {{ id: string, slug: string }} Team */

/**
 * @typedef {object} Project
 * @property {string} id
 * @property {string} name
 * @property {string | undefined} [teamId] undefined: the personal account's
 * @property {Link | undefined} [link]
 * @property {string | null} [ignoreCommand] the Ignored Build Step, `commandForIgnoringBuildStep`
 * @property {boolean} [oneBuildPerCommit] whether a commit that was built before is not built again
 */

/**
 * All that the simulated Vercel knows. The functions of this folder take it as their first argument.
 * @typedef {object} Vercel
 * @property {import('../clock.js').Clock} clock
 * @property {number} pageSize deployments on a page of a list, unless the request says so
 * @property {boolean} untilInclusive whether `until` includes the moment that it names
 * @property {Map<string, Team>} teams
 * @property {Map<string, Project & { updatedAt: number }>} projects
 * @property {Map<string, import('./access.js').VercelToken>} tokens
 * @property {import('./deployments.js').Deployment[]} deployments
 * @property {string[]} canceled the deployments whose cancellation was accepted, in order
 * @property {Map<string, import('./limits.js').RunningLimit>} limits
 */

/**
 * A Vercel without teams, projects and tokens.
 * @param {{ clock: import('../clock.js').Clock, pageSize: number, untilInclusive: boolean }} options
 * @returns {Vercel}
 */
export function createVercel(options) {
  return {
    ...options,
    teams: new Map(),
    projects: new Map(),
    tokens: new Map(),
    deployments: [],
    canceled: [],
    limits: new Map(),
  }
}
