/** @typedef {import('../log.js').SimRequest} SimRequest */
/** @typedef {import('../reply.js').Reply} Reply */
/** @typedef {import('./state.js').Project} Project */
/** @typedef {import('./state.js').Vercel} Vercel */

/**
 * What a Vercel token may see.
 * @typedef {object} VercelToken
 * @property {'account' | 'team' | 'project'} kind
 * @property {string[]} [teams] ids; of a `team` or `project` token only the first counts
 * @property {string[]} [projects] ids, of a `project` token
 * @property {boolean} [expired]
 * @property {boolean} [listProjects] lets a `project` token list projects
 */

/**
 * What a request may see: one owner's projects, or a few of them.
 * @typedef {object} Scope
 * @property {string | undefined} teamId undefined for the personal account
 * @property {string[] | undefined} projects
 * @property {boolean} listProjects
 */

/**
 * An error in Vercel's envelope.
 * @param {number} status
 * @param {string} code
 * @param {string} message
 * @param {Record<string, unknown>} [more]
 * @returns {Reply}
 */
export function vercelError(status, code, message, more) {
  return { status, body: { error: { code, message, ...more } } }
}

/**
 * The scope of a request, or the reply that refuses it.
 * @param {Vercel} vercel
 * @param {SimRequest} request
 * @returns {{ scope: Scope, refusal?: never } | { scope?: never, refusal: Reply }}
 */
export function checkAccess(vercel, { headers, query }) {
  const secret = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]
  if (secret === undefined) {
    const message = 'The request is missing an authentication token'
    return { refusal: vercelError(403, 'forbidden', message, { missingToken: true }) }
  }
  const token = vercel.tokens.get(secret)
  if (token === undefined || token.expired) {
    return { refusal: vercelError(403, 'forbidden', 'Not authorized', { invalidToken: true }) }
  }
  const bySlug = [...vercel.teams.values()].find(({ slug }) => slug === query.slug)
  const teamId = query.teamId ?? bySlug?.id ?? query.slug ?? home(vercel, token)
  const allowed = token.kind === 'account' ? (token.teams ?? []) : [home(vercel, token)]
  if (teamId !== undefined && !allowed.includes(teamId)) {
    return { refusal: wrongTeam(vercel, teamId) }
  }
  const restricted = token.kind === 'project'
  return {
    scope: {
      teamId,
      projects: restricted ? (token.projects ?? []) : undefined,
      listProjects: !restricted || token.listProjects === true,
    },
  }
}

/**
 * The owner that a token means where the request names none.
 * @param {Vercel} vercel @param {VercelToken} token
 */
function home(vercel, { kind, teams, projects }) {
  if (kind === 'account') return undefined
  return teams?.[0] ?? vercel.projects.get(projects?.[0] ?? '')?.teamId
}

/** @param {Vercel} vercel @param {string} teamId @returns {Reply} */
function wrongTeam(vercel, teamId) {
  const scope = vercel.teams.get(teamId)?.slug ?? teamId
  return vercelError(
    403,
    'forbidden',
    `Not authorized: Trying to access resource under scope "${scope}". You must re-authenticate to this scope or use a token with access to this scope.`,
    { scope, teamId, saml: false, enforced: false },
  )
}

/**
 * Whether a request may see a project.
 * @param {Scope} scope
 * @param {Project} project
 */
export function inScope(scope, { id, teamId }) {
  return teamId === scope.teamId && (scope.projects?.includes(id) ?? true)
}
