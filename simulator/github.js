import { executeQuery, FieldError } from './graphql.js'

/** @typedef {import('./log.js').SimRequest} SimRequest */
/** @typedef {import('./reply.js').Reply} Reply */

/**
 * A repository that need not be known to the simulator: a fork, say.
 * @typedef {{ id: number, owner: string, name: string }} RepositoryName
 */

/**
 * A pull request. Its head is in the same repository unless told; null is a fork since deleted.
 * @typedef {object} Pull
 * @property {string} headSha
 * @property {string} headRef
 * @property {RepositoryName | null} [headRepo]
 * @property {'open' | 'closed' | 'merged'} [state]
 */

/**
 * @typedef {RepositoryName & {
 *   defaultBranch?: string,
 *   private?: boolean,
 *   branches?: Record<string, string>,
 *   pulls?: Record<number, Pull>,
 * }} RepositoryOptions
 */

/**
 * @typedef {RepositoryName & {
 *   defaultBranch: string,
 *   private: boolean,
 *   branches: Map<string, string>,
 *   pulls: Map<number, Pull>,
 * }} Repository
 */

/**
 * What a GitHub token may see beyond what is public.
 * @typedef {object} GithubToken
 * @property {'all' | string[]} [repositories] `owner/name`; all of them unless told
 * @property {boolean} [pulls] whether it may read pull requests
 */

/** Where the documentation is said to be. */
const documentation_url = 'https://docs.github.com/rest'

/** @param {number} status @param {string} message @returns {Reply} */
const githubError = (status, message) => ({
  status,
  body: { message, documentation_url, status: String(status) },
})

/** @param {Repository} repository @param {GithubToken | undefined} token */
function mayReadPulls(repository, token) {
  return !repository.private || token?.pulls !== false
}

/**
 * GitHub's side: repositories, their branches and pull requests, and the API to them.
 */
export function createGithub() {
  /** @type {Map<string, Repository>} */
  const repositories = new Map()
  /** @type {Map<string, GithubToken>} */
  const tokens = new Map()

  /** @param {string} fullName */
  function known(fullName) {
    const repository = repositories.get(fullName.toLowerCase())
    if (repository === undefined) throw new Error(`No repository ${fullName}`)
    return repository
  }

  /**
   * The repository, if the token may know that it exists. What is public, everyone may.
   * @param {GithubToken | undefined} token @param {string} owner @param {string} name
   */
  function find(token, owner, name) {
    const fullName = `${owner}/${name}`.toLowerCase()
    const repository = repositories.get(fullName)
    if (!repository?.private) return repository
    const listed = token?.repositories ?? (token && 'all')
    return listed === 'all' || listed?.some((one) => one.toLowerCase() === fullName)
      ? repository
      : undefined
  }

  /**
   * A route under `/repos/{owner}/{repo}`.
   * @param {string} operation
   * @param {string} rest the pattern of the path that follows
   * @param {(repository: Repository, argument: string, token: GithubToken | undefined) => Reply} handle
   * @returns {import('./server.js').Route}
   */
  function route(operation, rest, handle) {
    return {
      operation,
      method: 'GET',
      pattern: new RegExp(`^(?:/api/v3)?/repos/([^/]+)/([^/]+)${rest}$`),
      handle(request, owner = '', name = '', argument = '') {
        const token = tokenOf(request)
        const repository = find(token, owner, name)
        return repository ? handle(repository, argument, token) : githubError(404, 'Not Found')
      },
    }
  }

  /** @param {SimRequest} request */
  function tokenOf({ headers }) {
    return tokens.get(headers.authorization?.replace(/^(bearer|token) +/i, '') ?? '')
  }

  /** @param {SimRequest} request @returns {Reply} */
  function graphql(request) {
    const token = tokenOf(request)
    if (token === undefined)
      return githubError(401, 'This endpoint requires you to be authenticated.')
    /** @type {{ query?: unknown, variables?: Record<string, unknown> | null }} */
    let asked
    try {
      asked = JSON.parse(request.body)
    } catch {
      return githubError(400, 'Problems parsing JSON')
    }
    const { query, variables } = asked
    const root = {
      __typename: 'Query',
      /** @param {{ owner: string, name: string }} args */
      repository({ owner, name }) {
        const repository = find(token, owner, name)
        if (repository) return repositoryNode(repository, token)
        const message = `Could not resolve to a Repository with the name '${owner}/${name}'.`
        throw new FieldError('NOT_FOUND', message)
      },
    }
    return { status: 200, body: executeQuery(String(query ?? ''), variables ?? {}, root) }
  }

  /** @type {import('./server.js').Api} */
  const api = {
    name: 'github',
    routes: [
      route('ref', '/git/ref/heads/(.+)', ({ owner, name, branches }, branch) => {
        const sha = branches.get(branch)
        if (sha === undefined) return githubError(404, 'Not Found')
        const ref = `refs/heads/${branch}`
        const url = `https://api.github.com/repos/${owner}/${name}/git/${ref}`
        return { status: 200, body: { ref, node_id: 'REF_', url, object: { sha, type: 'commit' } } }
      }),
      route('ref', '/branches/(.+)', ({ branches }, name) => {
        const sha = branches.get(name)
        if (sha === undefined) return githubError(404, 'Branch not found')
        return { status: 200, body: { name, commit: { sha }, protected: false } }
      }),
      route('pull', '/pulls/(\\d+)', (repository, number, token) => {
        const pull = repository.pulls.get(Number(number))
        if (!mayReadPulls(repository, token)) {
          return githubError(403, 'Resource not accessible by integration')
        }
        if (pull === undefined) return githubError(404, 'Not Found')
        return { status: 200, body: pullItem(repository, Number(number), pull) }
      }),
      route('repo', '', (repository) => ({
        status: 200,
        body: { ...repositoryItem(repository), default_branch: repository.defaultBranch },
      })),
      {
        operation: 'graphql',
        method: 'POST',
        pattern: /^(?:\/api)?\/graphql$/,
        handle: graphql,
      },
    ],
    answer(request, handle) {
      const anonymous = request.headers.authorization === undefined
      if (!anonymous && tokenOf(request) === undefined) return githubError(401, 'Bad credentials')
      return handle()
    },
  }

  return {
    api,
    state: {
      /**
       * Lets a token in.
       * @param {string} token
       * @param {GithubToken} [what]
       */
      addToken(token, what = {}) {
        tokens.set(token, what)
      },

      /**
       * Adds a repository.
       * @param {RepositoryOptions} options
       */
      addRepository({ defaultBranch = 'main', private: hidden = false, branches, pulls, ...name }) {
        repositories.set(`${name.owner}/${name.name}`.toLowerCase(), {
          ...name,
          defaultBranch,
          private: hidden,
          branches: new Map(Object.entries(branches ?? {})),
          pulls: new Map(Object.entries(pulls ?? {}).map(([number, pull]) => [+number, pull])),
        })
      },

      /**
       * Moves a branch, and the open pull requests of this repository from it; undefined deletes it.
       * @param {string} fullName `owner/name`
       * @param {string} branch
       * @param {string | undefined} sha
       */
      setBranch(fullName, branch, sha) {
        const { branches, pulls } = known(fullName)
        if (sha === undefined) branches.delete(branch)
        else branches.set(branch, sha)
        for (const [number, pull] of pulls) {
          const follows = pull.headRepo === undefined && (pull.state ?? 'open') === 'open'
          if (follows && pull.headRef === branch && sha !== undefined) {
            pulls.set(number, { ...pull, headSha: sha })
          }
        }
      },

      /**
       * Opens a pull request, or changes one.
       * @param {string} fullName `owner/name`
       * @param {number} number
       * @param {Pull} pull
       */
      setPull(fullName, number, pull) {
        known(fullName).pulls.set(number, pull)
      },
    },
  }
}

/** @param {RepositoryName & { private?: boolean }} repository */
function repositoryItem({ id, owner, name, private: hidden = false }) {
  return {
    id,
    name,
    full_name: `${owner}/${name}`,
    owner: { login: owner },
    private: hidden,
  }
}

/** @param {Repository} repository @param {number} number @param {Pull} pull */
function pullItem(repository, number, { headSha, headRef, headRepo = repository, state = 'open' }) {
  return {
    number,
    state: state === 'open' ? 'open' : 'closed',
    merged: state === 'merged',
    head: { ref: headRef, sha: headSha, repo: headRepo && repositoryItem(headRepo) },
    base: { ref: repository.defaultBranch, repo: repositoryItem(repository) },
  }
}

/** @param {RepositoryName} repository @returns {import('./graphql.js').Source} */
function repositoryNameNode({ id, owner, name }) {
  return {
    __typename: 'Repository',
    id: `R_${id}`,
    databaseId: id,
    name,
    nameWithOwner: `${owner}/${name}`,
    owner: { __typename: 'Organization', login: owner },
  }
}

/**
 * @param {Repository} repository
 * @param {GithubToken} token
 * @returns {import('./graphql.js').Source}
 */
function repositoryNode(repository, token) {
  const { branches, pulls, defaultBranch } = repository
  /** @param {string} branch */
  const ref = (branch) => {
    const oid = branches.get(branch)
    const target = { __typename: 'Commit', oid }
    return oid ? { __typename: 'Ref', name: branch, prefix: 'refs/heads/', target } : null
  }
  return {
    ...repositoryNameNode(repository),
    isPrivate: repository.private,
    /** @param {{ qualifiedName: string }} args */
    ref({ qualifiedName }) {
      const branch = /^refs\/heads\/(.+)$/.exec(qualifiedName)?.[1]
      return branch ? ref(branch) : null
    },
    defaultBranchRef: ref(defaultBranch),
    /** @param {{ number: number }} args */
    pullRequest({ number }) {
      if (!mayReadPulls(repository, token)) {
        throw new FieldError('FORBIDDEN', 'Resource not accessible by integration')
      }
      const pull = pulls.get(number)
      if (pull === undefined) {
        const message = `Could not resolve to a PullRequest with the number of ${number}.`
        throw new FieldError('NOT_FOUND', message)
      }
      const { headSha, headRef, headRepo = repository, state = 'open' } = pull
      return {
        __typename: 'PullRequest',
        number,
        state: state.toUpperCase(),
        merged: state === 'merged',
        headRefOid: headSha,
        headRefName: headRef,
        headRepository: headRepo && repositoryNameNode(headRepo),
      }
    },
  }
}
