/**
 * One request, as it is kept in the log.
 * @typedef {object} SimRequest
 * @property {'vercel' | 'github'} api
 * @property {string} operation what the route is called; `unknown` where there is none
 * @property {string | undefined} id the deployment that a `get` or a `cancel` names
 * @property {string} method
 * @property {string} path the decoded pathname
 * @property {Record<string, string>} query a repeated parameter is joined by commas
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {string} body
 * @property {number} at milliseconds on the simulator's clock
 * @property {number | undefined} status filled in when the answer starts; never, if there is none
 */

/**
 * The URL of a request, taken apart.
 * @param {string} url as in the request line
 * @returns {{ path: string, query: Record<string, string> }}
 */
export function parseUrl(url) {
  const { pathname, searchParams } = new URL(url, 'http://simulator')
  /** @type {Record<string, string>} */
  const query = {}
  for (const [key, value] of searchParams) {
    query[key] = Object.hasOwn(query, key) ? `${query[key]},${value}` : value
  }
  return { path: decode(pathname), query }
}

/** @param {string} pathname */
function decode(pathname) {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}

/**
 * A request on one line, for tests to compare.
 * @param {SimRequest} request
 * @returns {string} e.g. `PATCH /v12/deployments/dpl_x/cancel?teamId=team_1`
 */
export function requestLine({ method, path, query }) {
  const pairs = Object.entries(query).map(([key, value]) => `${key}=${value}`)
  return `${method} ${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`
}
