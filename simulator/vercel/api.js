import { checkAccess, vercelError } from './access.js'
import { applyLimit } from './limits.js'
import { listDeployments, listProjects, newestFirst, notFound, visible } from './list.js'
import { details } from './shapes.js'
import { readyStateAt, unfinished } from './timeline.js'

/** @typedef {import('../log.js').SimRequest} SimRequest */
/** @typedef {import('../reply.js').Reply} Reply */
/** @typedef {import('./access.js').Scope} Scope */
/** @typedef {import('./state.js').Vercel} Vercel */

/** @typedef {(vercel: Vercel, scope: Scope, request: SimRequest, argument: string) => Reply} Handler */

/**
 * Vercel's API, as far as the action uses it.
 * @param {Vercel} vercel
 * @returns {import('../server.js').Api}
 */
export function vercelApi(vercel) {
  /** @type {(operation: string, method: string, pattern: RegExp, handle: Handler) => import('../server.js').Route} */
  const route = (operation, method, pattern, handle) => ({
    operation,
    method,
    pattern,
    handle(request, argument = '') {
      const { scope, refusal } = checkAccess(vercel, request)
      return refusal ?? handle(vercel, scope, request, argument)
    },
  })
  return {
    name: 'vercel',
    routes: [
      route('list', 'GET', /^\/v7\/deployments$/, listDeployments),
      route('get', 'GET', /^\/v13\/deployments\/([^/]+)$/, getDeployment),
      route('cancel', 'PATCH', /^\/v12\/deployments\/([^/]+)\/cancel$/, cancelDeployment),
      route('projects', 'GET', /^\/v10\/projects$/, listProjects),
    ],
    answer: ({ operation }, handle) => applyLimit(vercel, operation, handle),
  }
}

/** @type {Handler} */
function getDeployment(vercel, scope, _request, idOrUrl) {
  const host = idOrUrl.toLowerCase()
  const now = vercel.clock.now()
  const all = newestFirst(visible(vercel, scope))
  const deployment =
    all.find(({ id, url, alias }) => id === idOrUrl || url === host || alias.includes(host)) ??
    // The branch's own hostname shows the last build of it that is ready.
    all.find((one) => one.meta.branchAlias === host && readyStateAt(one, now) === 'READY')
  if (deployment === undefined) return notFound('Deployment')
  return { status: 200, body: details(deployment, now) }
}

/** @type {Handler} */
function cancelDeployment(vercel, scope, _request, wanted) {
  const deployment = visible(vercel, scope).find(({ id }) => id === wanted)
  if (deployment === undefined) return notFound('Deployment')
  const now = vercel.clock.now()
  const state = readyStateAt(deployment, now)
  if (!unfinished.includes(state)) {
    return vercelError(400, 'bad_request', `A deployment that is ${state} can't be canceled.`)
  }
  // A second request while the first takes its time changes nothing.
  if (deployment.cancelAt === undefined) {
    deployment.cancelAt = now + deployment.cancelDelayMs
    vercel.canceled.push(deployment.id)
  }
  return { status: 200, body: details(deployment, now) }
}
