import { createDeployment } from './deployments.js'
import { momentsAt, readyStateAt, targetAt } from './timeline.js'

/** @typedef {import('./deployments.js').Deployment} Deployment */
/** @typedef {import('./deployments.js').DeploymentOptions} DeploymentOptions */
/** @typedef {import('./deployments.js').State} State */
/** @typedef {import('./state.js').Project} Project */
/** @typedef {import('./state.js').Team} Team */
/** @typedef {import('./state.js').Vercel} Vercel */

/**
 * What a test can do to the simulated Vercel.
 * @param {Vercel} vercel
 */
export function vercelControls(vercel) {
  return {
    /**
     * Accepts a token.
     * @param {string} token
     * @param {import('./access.js').VercelToken} what
     */
    addToken(token, what) {
      vercel.tokens.set(token, what)
    },

    /**
     * Limits how often an operation may be called, from now on.
     * @param {string} operation
     * @param {import('./limits.js').Limit} limit
     */
    limit(operation, limit) {
      vercel.limits.set(operation, { ...limit, used: 0, resetMs: -Infinity })
    },

    /** @param {Team} team */
    addTeam(team) {
      vercel.teams.set(team.id, team)
      return team
    },

    /** Adds a project: a team's, or the personal account's. @param {Project} project */
    addProject: (project) => addProject(vercel, project),

    /** Every project, in the order in which they were added. */
    projects: () => [...vercel.projects.values()],

    /** Adds a deployment; the answer is its record as it stands now. @param {DeploymentOptions} options */
    addDeployment: (options) => present(vercel, addDeployment(vercel, options)),

    /** A deployment's record as it stands now. @param {string} id */
    deployment: (id) => present(vercel, known(vercel, id)),

    /** Every deployment's record as it stands now, in the order in which they were added. */
    deployments: () => vercel.deployments.map((one) => present(vercel, one)),

    /** Makes a deployment the production one, from now on. @param {string} id */
    promote(id) {
      known(vercel, id).promotedAt = vercel.clock.now()
    },

    /** Puts a deployment into a state, in which it stays. @param {string} id @param {State} state */
    setState(id, state) {
      const fixed = { queuedMs: undefined, initializingMs: undefined, buildingMs: undefined }
      const cancelAt = state === 'CANCELED' ? vercel.clock.now() : undefined
      Object.assign(known(vercel, id), { ...fixed, firstState: state, cancelAt })
    },

    /** The deployments whose cancellation was accepted, in order. */
    canceled: () => [...vercel.canceled],
  }
}

/** @param {Vercel} vercel @param {Project} project */
function addProject({ clock, projects }, project) {
  // Distinct moments, since they serve as cursors.
  const updatedAt = Math.floor(clock.now()) - 86_400_000 + projects.size
  projects.set(project.id, { ...project, updatedAt })
  return project
}

/** @param {Vercel} vercel @param {DeploymentOptions} options */
function addDeployment(vercel, options) {
  const { clock, deployments, projects, teams } = vercel
  const project = projects.get(options.projectId)
  if (project === undefined) throw new Error(`No project ${options.projectId}`)
  const deployment = createDeployment(options, {
    project,
    team: project.teamId === undefined ? undefined : teams.get(project.teamId),
    number: deployments.length,
    now: clock.now(),
    original: options.redeployOf === undefined ? undefined : known(vercel, options.redeployOf),
  })
  if (deployments.some(({ id }) => id === deployment.id)) {
    throw new Error(`There is a deployment ${deployment.id} already`)
  }
  deployments.push(deployment)
  return deployment
}

/** @param {Vercel} vercel @param {string} id */
function known({ deployments }, id) {
  const deployment = deployments.find((one) => one.id === id)
  if (deployment === undefined) throw new Error(`No deployment ${id}`)
  return deployment
}

/** @param {Vercel} vercel @param {Deployment} deployment */
function present({ clock }, deployment) {
  const now = clock.now()
  const state = readyStateAt(deployment, now)
  const target = targetAt(deployment, now)
  return { ...deployment, target, state, readyState: state, ...momentsAt(deployment, now) }
}
