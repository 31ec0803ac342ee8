import { inScope, vercelError } from './access.js'
import { listItem, projectItem } from './shapes.js'
import { readyStateAt, targetAt, unfinished } from './timeline.js'

/** @typedef {import('../log.js').SimRequest} SimRequest */
/** @typedef {import('../reply.js').Reply} Reply */
/** @typedef {import('./access.js').Scope} Scope */
/** @typedef {import('./deployments.js').Deployment} Deployment */
/** @typedef {import('./state.js').Vercel} Vercel */
/** @typedef {Record<string, string>} Query */

const listableStates = [...unfinished, 'READY', 'ERROR', 'CANCELED', 'BLOCKED']

/** @param {string} what */
export const notFound = (what) => vercelError(404, 'not_found', `${what} not found`)

/** @param {string} message */
const badRequest = (message) => vercelError(400, 'bad_request', `Invalid request: ${message}`)

/** @param {string | undefined} value */
const commaList = (value) => value?.split(',').filter((item) => item !== '')

/**
 * The deployments that a request may see, in the order in which they were added.
 * @param {Vercel} vercel
 * @param {Scope} scope
 */
export function visible({ clock, deployments }, scope) {
  const now = clock.now()
  return deployments.filter(({ project, appearsAt }) => appearsAt <= now && inScope(scope, project))
}

/**
 * Newest first; of those created at once, the one added last.
 * @param {Deployment[]} deployments
 */
export function newestFirst(deployments) {
  return deployments.toReversed().sort((a, b) => b.createdAt - a.createdAt)
}

/**
 * `GET /v7/deployments`: by project, state, target, branch and commit, in pages.
 * @param {Vercel} vercel @param {Scope} scope @param {SimRequest} request
 * @returns {Reply}
 */
export function listDeployments(vercel, scope, { query }) {
  const limit = pageLimit(query, vercel.pageSize)
  if (limit === undefined) return badRequest('`limit` should be between 1 and 100.')
  const states = commaList(query.state)
  const unknown = states?.find((one) => !listableStates.includes(one))
  if (unknown !== undefined) return badRequest(`\`state\` can't be "${unknown}".`)
  const { projects, refusal } = wantedProjects(vercel, scope, query)
  if (refusal !== undefined) return refusal

  const now = vercel.clock.now()
  const { branch, sha, target } = query
  const found = newestFirst(visible(vercel, scope)).filter(
    (one) =>
      (projects?.includes(one.project.id) ?? true) &&
      (states?.includes(readyStateAt(one, now)) ?? true) &&
      (target === undefined || targetsOf(one, now).includes(target)) &&
      (branch === undefined || metaHas(one, 'CommitRef', branch)) &&
      (sha === undefined || metaHas(one, 'CommitSha', sha)) &&
      isBefore(vercel, one.createdAt, query.until),
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

/**
 * The ids of the projects that a query names, undefined for all of them, or the reply that refuses it.
 * @param {Vercel} vercel @param {Scope} scope @param {Query} query
 * @returns {{ projects?: string[], refusal?: Reply }}
 */
function wantedProjects(vercel, scope, { projectId, projectIds }) {
  const ids = commaList(projectIds)
  if (ids !== undefined && projectId !== undefined) {
    return { refusal: badRequest('`projectIds` and `projectId` exclude.') }
  }
  if (ids !== undefined && (ids.length < 1 || ids.length > 20)) {
    return { refusal: badRequest('`projectIds` should have 1 to 20 items.') }
  }
  if (projectId === undefined) return ids === undefined ? {} : { projects: ids }
  const project = [...vercel.projects.values()].find(
    (one) => inScope(scope, one) && (one.id === projectId || one.name === projectId),
  )
  return project === undefined ? { refusal: notFound('Project') } : { projects: [project.id] }
}

/** @param {Vercel} vercel @param {number} createdAt @param {string} [until] */
function isBefore({ untilInclusive }, createdAt, until) {
  if (until === undefined) return true
  return createdAt < Number(until) || (untilInclusive && createdAt === Number(until))
}

/**
 * `GET /v10/projects`: all, or those linked to a repository, in pages.
 * @param {Vercel} vercel @param {Scope} scope @param {SimRequest} request
 * @returns {Reply}
 */
export function listProjects(vercel, scope, { query }) {
  if (!scope.listProjects) return vercelError(403, 'forbidden', 'Not authorized')
  const limit = pageLimit(query, 20)
  if (limit === undefined) return badRequest('`limit` should be between 1 and 100.')
  const repoUrl = query.repoUrl?.toLowerCase().replace(/(\.git)?\/?$/, '')
  const before = Number(query.from ?? Infinity)
  const found = [...vercel.projects.values()].reverse().filter((project) => {
    const { link, updatedAt } = project
    const linked = repoUrl === undefined || (link !== undefined && urlOf(link) === repoUrl)
    return inScope(scope, project) && linked && updatedAt < before
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
 * The page size that a query asks for, or undefined if it may not.
 * @param {Query} query @param {number} byDefault
 */
function pageLimit({ limit }, byDefault) {
  if (limit === undefined) return byDefault
  const allowed = /^\d+$/.test(limit) && Number(limit) >= 1 && Number(limit) <= 100
  return allowed ? Number(limit) : undefined
}

/**
 * What the `target` filter knows a deployment by.
 * @param {Deployment} deployment @param {number} now
 */
function targetsOf(deployment, now) {
  const { customEnvironment } = deployment
  if (customEnvironment) return [customEnvironment.id, customEnvironment.slug]
  return [targetAt(deployment, now) ?? 'preview']
}

/**
 * Whether a Git integration's `meta` has a value. The keys that `vercel deploy` writes in a
 * checkout without a known remote don't count.
 * @param {Deployment} deployment @param {string} key @param {string} value
 */
function metaHas({ meta }, key, value) {
  return ['github', 'gitlab', 'bitbucket'].some((provider) => meta[`${provider}${key}`] === value)
}

/** @param {import('./state.js').Link} link */
function urlOf({ type, org, repo }) {
  return `https://${type}.com/${org}/${repo}`.toLowerCase()
}
