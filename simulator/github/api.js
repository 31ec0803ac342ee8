import { executeQuery, FieldError } from '../graphql/execute.js'
import { ipRefusal, queryNode } from './nodes.js'
import { commitsOf, mayReadContents, maySee, resolveCommit, tokenOf } from './state.js'

/** @typedef {import('../log.js').SimRequest} SimRequest */
/** @typedef {import('../reply.js').Reply} Reply */
/** @typedef {import('./state.js').Github} Github */
/** @typedef {import('./state.js').Repository} Repository */

/** Where the documentation is said to be. */
const documentation_url = 'https://docs.github.com/rest'

/** @param {number} status @param {string} message @param {Record<string, string>} [headers] @returns {Reply} */
const githubError = (status, message, headers) => ({
  status,
  headers,
  body: { message, documentation_url, status: String(status) },
})

/**
 * GitHub's API, as far as the action uses it; also under the paths of an Enterprise Server.
 * @param {Github} github
 * @returns {import('../server.js').Api}
 */
export function githubApi(github) {
  const rest = '/commits/([^/]+)/branches-where-head'
  return {
    name: 'github',
    routes: [
      {
        operation: 'branches-where-head',
        method: 'GET',
        pattern: new RegExp(`^((?:/api/v3)?)/repos/([^/]+)/([^/]+)${rest}$`),
        handle: (request, ...groups) => {
          const [prefix = '', owner = '', name = '', sha = ''] = groups
          const fullName = `${owner}/${name}`.toLowerCase()
          const found = github.repositories.get(fullName)
          const moved = found === undefined ? github.renamed.get(fullName) : undefined
          if (moved === undefined) return branchesWhereHead(github, request, found, sha)
          const path = `${prefix}/repositories/${moved.id}/commits/${sha}/branches-where-head`
          const location = `${github.scheme}://${request.headers.host}${path}`
          return { ...githubError(301, 'Moved Permanently'), headers: { location } }
        },
      },
      {
        operation: 'branches-where-head',
        method: 'GET',
        pattern: new RegExp(`^(?:/api/v3)?/repositories/(\\d+)${rest}$`),
        handle: (request, id = '', sha = '') => {
          const repositories = [...github.repositories.values()]
          const found = repositories.find((one) => String(one.id) === id)
          return branchesWhereHead(github, request, found, sha)
        },
      },
      {
        operation: 'graphql',
        method: 'POST',
        pattern: /^(?:\/api)?\/graphql$/,
        handle: (request) => graphql(github, request),
      },
    ],
    answer: (request, handle) => refusalOf(github, request) ?? handle(),
  }
}

/**
 * The reply to a request with an unknown token, or to any request while GitHub refuses all.
 * @param {Github} github @param {SimRequest} request
 * @returns {Reply | undefined}
 */
function refusalOf(github, request) {
  const { refusal, clock } = github
  if (request.headers.authorization !== undefined && tokenOf(github, request) === undefined) {
    return githubError(401, 'Bad credentials')
  }
  if (refusal === 'secondary-rate-limit') {
    const message =
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
    return githubError(429, message, { 'retry-after': '60' })
  }
  if (refusal !== 'rate-limit') return undefined
  const message = 'API rate limit exceeded for installation ID 1.'
  const headers = {
    'x-ratelimit-limit': '1000',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(Math.ceil(clock.now() / 1000) + 3600),
  }
  return request.operation === 'graphql'
    ? { status: 200, headers, body: { errors: [{ type: 'RATE_LIMITED', message }] } }
    : githubError(403, message, headers)
}

/**
 * `GET /repos/{owner}/{repo}/commits/{sha}/branches-where-head`
 * @param {Github} github
 * @param {SimRequest} request
 * @param {Repository | undefined} repository
 * @param {string} sha
 * @returns {Reply}
 */
function branchesWhereHead(github, request, repository, sha) {
  const token = tokenOf(github, request)
  const allowed = repository && maySee(repository, token) && mayReadContents(repository, token)
  if (!allowed) return githubError(404, 'Not Found')
  if (github.refusal === 'ip-allow-list') return githubError(403, ipRefusal(repository))
  const commit = /^[0-9a-f]+$/i.test(sha) ? resolveCommit(repository, sha) : undefined
  if (commit === undefined || !commitsOf(repository).has(commit)) {
    return githubError(github.unknownCommitStatus, `No commit found for SHA: ${sha}`)
  }
  const url = `https://api.github.com/repos/${repository.owner}/${repository.name}/commits/${commit}`
  const heads = [...repository.branches].filter(([, head]) => head === commit)
  const body = heads.map(([name]) => ({ name, commit: { sha: commit, url }, protected: false }))
  return { status: 200, body }
}

/** @param {Github} github @param {SimRequest} request @returns {Reply} */
function graphql(github, request) {
  const token = tokenOf(github, request)
  if (token === undefined) {
    return githubError(401, 'This endpoint requires you to be authenticated.')
  }
  /** @type {{ query?: unknown, variables?: Record<string, unknown> | null }} */
  let asked
  try {
    asked = JSON.parse(request.body)
  } catch {
    return githubError(400, 'Problems parsing JSON')
  }
  const body = executeQuery(String(asked.query ?? ''), queryNode(github, token), {
    variables: asked.variables ?? {},
    onField: (name, args) => failIfTold(github, name, args),
  })
  return { status: 200, body }
}

/** @param {Github} github @param {string} name @param {Record<string, unknown>} args */
function failIfTold({ failures }, name, args) {
  const failure = failures.find(({ field, when }) => field === name && (when?.(args) ?? true))
  if (failure === undefined) return
  const message = 'Something went wrong while executing your query.'
  throw new FieldError(failure.type ?? 'INTERNAL', failure.message ?? message)
}
