import { createAccess, inScope, vercelError } from './access.js'
import { createDeployment, inFlight, momentsAt, readyStateAt } from './deployments.js'
import { createLimits } from './limits.js'
import { details, listItem, projectItem } from './shapes.js'

/** @typedef {import('./access.js').Scope} Scope */
/** @typedef {import('./deployments.js').Deployment} Deployment */
/** @typedef {import('./deployments.js').Project} Project */
/** @typedef {import('./deployments.js').State} State */
/** @typedef {import('./log.js').SimRequest} SimRequest */
/** @typedef {import('./reply.js').Reply} Reply */
/** @typedef {Record<string, string>} Query */

const listableStates = [...inFlight, 'READY', 'ERROR', 'CANCELED', 'BLOCKED']

/** @param {string} what */
const notFound = (what) => vercelError(404, 'not_found', `${what} not found`)

/** @param {string} message */
const badRequest = (message) => vercelError(400, 'bad_request', `Invalid request: ${message}`)

/** @param {string | undefined} value */
const commaList = (value) => value?.split(',').filter((item) => item !== '')

/**
 * Vercel's side: teams, projects and deployments, and the API to them.
 * @param {{ clock: import('./clock.js').Clock, pageSize: number, untilInclusive: boolean }} options
 */
export function createVercel({ clock, pageSize, untilInclusive }) {
  /** @type {Map<string, import('./deployments.js').Team>} */
  const teams = new Map()
  /** @type {Map<string, Project & { updatedAt: number }>} */
  const projects = new Map()
  /** @type {Deployment[]} */
  const deployments = []
  /** @type {string[]} */
  const cancelRequests = []
  const access = createAccess(teams, projects)
  const limits = createLimits(clock)

  /** @param {Deployment} deployment */
  function present(deployment) {
    const now = clock.now()
    const readyState = readyStateAt(deployment, now)
    return { ...deployment, state: readyState, readyState, ...momentsAt(deployment, now) }
  }

  /** Newest first; of those created at once, the one added last. @param {Scope} scope */
  function visible(scope) {
    const all = deployments.filter(({ project }) => inScope(scope, project)).reverse()
    return all.sort((a, b) => b.createdAt - a.createdAt)
  }

  /**
   * The page size that a query asks for, or undefined if it may not.
   * @param {Query} query @param {number} byDefault
   */
  function pageLimit({ limit }, byDefault) {
    if (limit === undefined) return byDefault
    return /^\d+$/.test(limit) && Number(limit) >= 1 && Number(limit) <= 100
      ? Number(limit)
      : undefined
  }

  /** @param {Scope} scope @param {SimRequest} request @returns {Reply} */
  function list(scope, { query }) {
    const { projectId, state, target, app, branch, sha } = query
    const limit = pageLimit(query, pageSize)
    if (limit === undefined) return badRequest('`limit` should be between 1 and 100.')
    let wanted = commaList(query.projectIds)
    if (wanted !== undefined) {
      if (projectId !== undefined) return badRequest('`projectIds` and `projectId` exclude.')
      if (wanted.length < 1 || wanted.length > 20) {
        return badRequest('`projectIds` should have 1 to 20 items.')
      }
    }
    if (projectId !== undefined) {
      const project = [...projects.values()].find(
        (one) => inScope(scope, one) && (one.id === projectId || one.name === projectId),
      )
      if (project === undefined) return notFound('Project')
      wanted = [project.id]
    }
    const states = commaList(state)
    const unknown = states?.find((one) => !listableStates.includes(one))
    if (unknown !== undefined) return badRequest(`\`state\` can't be "${unknown}".`)

    const now = clock.now()
    const since = Number(query.since ?? -Infinity)
    const until = Number(query.until ?? Infinity)
    const found = visible(scope).filter(
      (one) =>
        (wanted?.includes(one.project.id) ?? true) &&
        (states?.includes(readyStateAt(one, now)) ?? true) &&
        (target === undefined || targetsOf(one).includes(target)) &&
        (app === undefined || app === one.project.name) &&
        (branch === undefined || metaHas(one, 'CommitRef', branch)) &&
        (sha === undefined || metaHas(one, 'CommitSha', sha)) &&
        one.createdAt > since &&
        (one.createdAt < until || (untilInclusive && one.createdAt === until)),
    )
    const page = found.slice(0, limit)
    const next = found.length > limit ? (page.at(-1)?.createdAt ?? null) : null
    const prev = query.until === undefined ? null : (page[0]?.createdAt ?? null)
    return {
      status: 200,
      body: {
        pagination: { count: page.length, next, prev },
        deployments: page.map((one) => listItem(one, now)),
      },
    }
  }

  /** @param {Scope} scope @param {SimRequest} _request @param {string} idOrUrl @returns {Reply} */
  function get(scope, _request, idOrUrl) {
    const host = idOrUrl.toLowerCase()
    const deployment = visible(scope).find(
      ({ id, url, alias }) => id === idOrUrl || url === host || alias.includes(host),
    )
    if (deployment === undefined) return notFound('Deployment')
    return { status: 200, body: details(deployment, clock.now()) }
  }

  /** @param {Scope} scope @param {SimRequest} _request @param {string} wanted @returns {Reply} */
  function cancel(scope, _request, wanted) {
    const deployment = visible(scope).find(({ id }) => id === wanted)
    if (deployment === undefined) return notFound('Deployment')
    const now = clock.now()
    const state = readyStateAt(deployment, now)
    if (!inFlight.includes(state)) {
      return vercelError(400, 'bad_request', `A deployment that is ${state} can't be canceled.`)
    }
    // A second request while the first takes its time changes nothing.
    if (deployment.cancelAt === undefined) {
      deployment.cancelAt = now + deployment.cancelDelayMs
      cancelRequests.push(deployment.id)
    }
    return { status: 200, body: details(deployment, now) }
  }

  /** @param {Scope} scope @param {SimRequest} request @returns {Reply} */
  function listProjects(scope, { query }) {
    if (!scope.listProjects) return vercelError(403, 'forbidden', 'Not authorized')
    const { repo, repoId, search } = query
    const limit = pageLimit(query, 20)
    if (limit === undefined) return badRequest('`limit` should be between 1 and 100.')
    const repoUrl = query.repoUrl?.toLowerCase().replace(/(\.git)?\/?$/, '')
    const before = Number(query.from ?? Infinity)
    const found = [...projects.values()].reverse().filter((project) => {
      const { link, name, updatedAt } = project
      return (
        inScope(scope, project) &&
        (repoUrl === undefined || (link !== undefined && urlOf(link) === repoUrl)) &&
        (repo === undefined || link?.repo === repo || `${link?.org}/${link?.repo}` === repo) &&
        (repoId === undefined || String(link?.repoId) === repoId) &&
        (search === undefined || name.includes(search)) &&
        updatedAt < before
      )
    })
    const page = found.slice(0, limit)
    const next = found.length > limit ? (page.at(-1)?.updatedAt ?? null) : null
    return {
      status: 200,
      body: {
        projects: page.map(projectItem),
        pagination: { count: page.length, next, prev: page[0]?.updatedAt ?? null },
      },
    }
  }

  /**
   * A route whose handler is told what the request may see.
   * @param {string} operation
   * @param {string} method
   * @param {RegExp} pattern
   * @param {(scope: Scope, request: SimRequest, argument: string) => Reply} handle
   * @returns {import('./server.js').Route}
   */
  function route(operation, method, pattern, handle) {
    return {
      operation,
      method,
      pattern,
      handle(request, argument = '') {
        const { scope, refusal } = access.check(request)
        return refusal ?? handle(scope, request, argument)
      },
    }
  }

  /** @type {import('./server.js').Api} */
  const api = {
    name: 'vercel',
    routes: [
      route('list', 'GET', /^\/v[67]\/deployments$/, list),
      route('get', 'GET', /^\/v13\/deployments\/([^/]+)$/, get),
      route('cancel', 'PATCH', /^\/v12\/deployments\/([^/]+)\/cancel$/, cancel),
      route('projects', 'GET', /^\/v(?:9|10)\/projects$/, listProjects),
    ],
    answer: ({ operation }, handle) => limits.apply(operation, handle),
  }

  return {
    api,
    state: {
      /** Lets a token in. */
      addToken: access.addToken,
      /** Limits how often an operation may be called. */
      limit: limits.set,

      /**
       * Adds a team.
       * @param {import('./deployments.js').Team} team
       */
      addTeam(team) {
        teams.set(team.id, team)
        return team
      },

      /**
       * Adds a project: a team's, or the personal account's.
       * @param {Project} project
       */
      addProject(project) {
        // Distinct moments, since they serve as cursors.
        const updatedAt = Math.floor(clock.now()) - 86_400_000 + projects.size
        projects.set(project.id, { ...project, updatedAt })
        return project
      },

      /**
       * Adds a deployment; the answer is its record as it stands now.
       * @param {import('./deployments.js').DeploymentOptions} options
       */
      addDeployment(options) {
        const project = projects.get(options.projectId)
        if (project === undefined) throw new Error(`No project ${options.projectId}`)
        const deployment = createDeployment(options, {
          project,
          team: project.teamId === undefined ? undefined : teams.get(project.teamId),
          number: deployments.length,
          now: clock.now(),
        })
        deployments.push(deployment)
        return present(deployment)
      },

      /**
       * A deployment's record as it stands now.
       * @param {string} id
       */
      deployment(id) {
        const deployment = deployments.find((one) => one.id === id)
        if (deployment === undefined) throw new Error(`No deployment ${id}`)
        return present(deployment)
      },

      /**
       * The deployments whose cancellation was accepted, in order.
       * @returns {string[]}
       */
      canceled: () => [...cancelRequests],
    },
  }
}

/**
 * What the `target` filter knows a deployment by.
 * @param {Deployment} deployment
 */
function targetsOf({ target, customEnvironment }) {
  if (customEnvironment) return [customEnvironment.id, customEnvironment.slug]
  return [target ?? 'preview']
}

/**
 * Whether a Git integration's `meta` has a value. The keys that `vercel deploy` writes in a
 * checkout without a known remote don't count.
 * @param {Deployment} deployment @param {string} key @param {string} value
 */
function metaHas({ meta }, key, value) {
  return ['github', 'gitlab', 'bitbucket'].some((provider) => meta[`${provider}${key}`] === value)
}

/** @param {import('./deployments.js').Link} link */
function urlOf({ type, org, repo }) {
  return `https://${type}.com/${org}/${repo}`.toLowerCase()
}
