/** @typedef {import('./log.js').SimRequest} SimRequest */
/** @typedef {import('./reply.js').Reply} Reply */

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
 * Who is allowed what.
 * @param {Map<string, import('./deployments.js').Team>} teams
 * @param {Map<string, import('./deployments.js').Project>} projects
 */
export function createAccess(teams, projects) {
  /** @type {Map<string, VercelToken>} */
  const tokens = new Map()

  /** @param {string} teamId @returns {Reply} */
  function wrongScope(teamId) {
    const scope = teams.get(teamId)?.slug ?? teamId
    return vercelError(
      403,
      'forbidden',
      `Not authorized: Trying to access resource under scope "${scope}". You must re-authenticate to this scope or use a token with access to this scope.`,
      { scope, teamId, saml: false, enforced: false },
    )
  }

  /** The owner that a token means where the request names none. @param {VercelToken} token */
  function home({ kind, teams: own, projects: only }) {
    if (kind === 'account') return undefined
    return own?.[0] ?? projects.get(only?.[0] ?? '')?.teamId
  }

  return {
    /**
     * Lets a token in.
     * @param {string} token
     * @param {VercelToken} what
     */
    addToken(token, what) {
      tokens.set(token, what)
    },

    /**
     * The scope of a request, or the reply that refuses it.
     * @param {SimRequest} request
     * @returns {{ scope: Scope, refusal?: never } | { scope?: never, refusal: Reply }}
     */
    check({ headers, query }) {
      const secret = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]
      if (secret === undefined) {
        const message = 'The request is missing an authentication token'
        return { refusal: vercelError(403, 'forbidden', message, { missingToken: true }) }
      }
      const token = tokens.get(secret)
      if (token === undefined || token.expired) {
        return {
          refusal: vercelError(403, 'forbidden', 'Not authorized', { invalidToken: true }),
        }
      }
      const bySlug = [...teams.values()].find(({ slug }) => slug === query.slug)
      const asked = query.teamId ?? bySlug?.id ?? query.slug
      const teamId = asked ?? home(token)
      const allowed = token.kind === 'account' ? (token.teams ?? []) : [home(token)]
      if (teamId !== undefined && !allowed.includes(teamId)) {
        return { refusal: wrongScope(teamId) }
      }
      const restricted = token.kind === 'project'
      return {
        scope: {
          teamId,
          projects: restricted ? (token.projects ?? []) : undefined,
          listProjects: !restricted || token.listProjects === true,
        },
      }
    },
  }
}

/**
 * Whether a request may see a project.
 * @param {Scope} scope
 * @param {import('./deployments.js').Project} project
 */
export function inScope(scope, { id, teamId }) {
  return teamId === scope.teamId && (scope.projects?.includes(id) ?? true)
}
