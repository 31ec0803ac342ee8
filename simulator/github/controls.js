/** @typedef {import('./state.js').Github} Github */
/** @typedef {Omit<import('./state.js').FieldFailure, 'field'>} Failure */
/** @typedef {import('./state.js').Pull} Pull */
/** @typedef {import('./state.js').Repository} Repository */
/** @typedef {import('./state.js').RepositoryOptions} RepositoryOptions */

/**
 * What a test can do to the simulated GitHub. Repositories are named `owner/name`.
 * @param {Github} github
 */
export function githubControls(github) {
  return {
    /**
     * Accepts a token.
     * @param {string} token
     * @param {import('./state.js').GithubToken} [what]
     */
    addToken(token, what = {}) {
      github.tokens.set(token, what)
    },

    /** @param {RepositoryOptions} options */
    addRepository: (options) => addRepository(github, options),

    /** @param {string} fullName @param {string} sha @param {string[]} [parents] */
    addCommit(fullName, sha, parents = []) {
      known(github, fullName).commits.set(sha, parents)
    },

    /**
     * Moves a branch, and the open pull requests from it unless their records lag; undefined deletes it.
     * @param {[fullName: string, branch: string, sha: string | undefined, options?: { pullsLag?: boolean }]} move
     */
    setBranch: (...move) => setBranch(github, ...move),

    /** Opens a pull request, or changes one. @param {string} fullName @param {number} number @param {Pull} pull */
    setPull(fullName, number, pull) {
      known(github, fullName).pulls.set(number, pull)
    },

    /** Gives a repository another name; the former one leads to it. @param {string} from @param {string} to */
    rename: (from, to) => rename(github, from, to),

    /** Answers every request with a refusal, from now on; undefined ends it. @param {import('./state.js').Refusal} [refusal] */
    refuse(refusal) {
      github.refusal = refusal
    },

    /** What `branches-where-head` answers about a commit that it does not know. @param {404 | 422} status */
    unknownCommit(status) {
      github.unknownCommitStatus = status
    },

    /** Makes a field of GraphQL an error, from now on. @param {string} field @param {Failure} [failure] */
    failField: (field, failure = {}) => failField(github, { field, ...failure }),
  }
}

/** @param {Github} github @param {import('./state.js').FieldFailure} failure */
function failField(github, failure) {
  github.failures.push(failure)
  return {
    remove() {
      github.failures = github.failures.filter((one) => one !== failure)
    },
  }
}

/**
 * @param {Github} github
 * @param {[fullName: string, branch: string, sha: string | undefined, options?: { pullsLag?: boolean }]} move
 */
function setBranch(github, ...[fullName, branch, sha, { pullsLag = false } = {}]) {
  const repository = known(github, fullName)
  remember(repository, repository.branches.get(branch))
  if (sha === undefined) repository.branches.delete(branch)
  else repository.branches.set(branch, sha)
  if (sha !== undefined && !pullsLag) movePulls(github, repository, branch, sha)
}

/** @param {Github} github @param {string} fullName */
function known({ repositories }, fullName) {
  const repository = repositories.get(fullName.toLowerCase())
  if (repository === undefined) throw new Error(`No repository ${fullName}`)
  return repository
}

/** @param {Github} github @param {RepositoryOptions} options */
function addRepository({ repositories }, options) {
  const { id, owner, name, defaultBranch = 'main', branches, commits, pulls } = options
  repositories.set(`${owner}/${name}`.toLowerCase(), {
    id,
    owner,
    name,
    defaultBranch,
    private: options.private ?? false,
    branches: new Map(Object.entries(branches ?? {})),
    commits: new Map(Object.entries(commits ?? {})),
    pulls: new Map(Object.entries(pulls ?? {}).map(([number, pull]) => [+number, pull])),
  })
}

/** Keeps a commit known after its branch has moved. @param {Repository} repository @param {string} [sha] */
function remember({ commits }, sha) {
  if (sha !== undefined && !commits.has(sha)) commits.set(sha, [])
}

/** @param {Github} github @param {Repository} head @param {string} branch @param {string} sha */
function movePulls({ repositories }, head, branch, sha) {
  for (const base of repositories.values()) {
    for (const [number, pull] of base.pulls) {
      const { headRepo = base, headRef, state = 'open' } = pull
      if (headRepo?.id !== head.id || headRef !== branch || state !== 'open') continue
      remember(base, pull.headSha)
      base.pulls.set(number, { ...pull, headSha: sha })
    }
  }
}

/** @param {Github} github @param {string} from @param {string} to */
function rename(github, from, to) {
  const repository = known(github, from)
  const [owner = '', name = ''] = to.split('/')
  Object.assign(repository, { owner, name })
  github.repositories.delete(from.toLowerCase())
  github.repositories.set(to.toLowerCase(), repository)
  github.renamed.set(from.toLowerCase(), repository)
}
