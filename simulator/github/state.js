/** @typedef {import('../log.js').SimRequest} SimRequest */

/**
 * A repository that need not be known to the simulator: a fork, say.
 * @typedef {{ id: number, owner: string, name: string }} RepositoryName
 */

/**
 * A pull request. Its head is in the same repository unless told; null is a fork since deleted.
 * `headSha` is what its record says; the branch itself may have moved on.
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
 *   commits?: Record<string, string[]>,
 *   pulls?: Record<number, Pull>,
 * }} RepositoryOptions
 */

/**
 * @typedef {RepositoryName & {
 *   defaultBranch: string,
 *   private: boolean,
 *   branches: Map<string, string>,
 *   commits: Map<string, string[]>,
 *   pulls: Map<number, Pull>,
 * }} Repository
 */

/**
 * What a GitHub token may see beyond what is public.
 * @typedef {object} GithubToken
 * @property {'all' | string[]} [repositories] `owner/name`; all of them unless told
 * @property {boolean} [contents] whether it may read branches and commits
 * @property {boolean} [pulls] whether it may read pull requests
 */

/**
 * Why GitHub answers no request at all.
 * @typedef {'rate-limit' | 'secondary-rate-limit' | 'ip-allow-list'} Refusal
 */

/**
 * A field of GraphQL that can't be read.
 * @typedef {object} FieldFailure
 * @property {string} field
 * @property {(args: Record<string, unknown>) => boolean} [when]
 * @property {string} [type]
 * @property {string} [message]
 */

/**
 * All that the simulated GitHub knows. The functions of this folder take it as their first argument.
 * @typedef {object} Github
 * @property {import('../clock.js').Clock} clock
 * @property {'http' | 'https'} scheme of its own address
 * @property {Map<string, Repository>} repositories by `owner/name` in lower case
 * @property {Map<string, Repository>} renamed by their former names
 * @property {Map<string, GithubToken>} tokens
 * @property {FieldFailure[]} failures
 * @property {Refusal | undefined} refusal
 * @property {404 | 422} unknownCommitStatus
 */

/**
 * A GitHub without repositories and tokens.
 * @param {{ clock: import('../clock.js').Clock, scheme: 'http' | 'https' }} options
 * @returns {Github}
 */
export function createGithub(options) {
  return {
    ...options,
    repositories: new Map(),
    renamed: new Map(),
    tokens: new Map(),
    failures: [],
    refusal: undefined,
    unknownCommitStatus: 422,
  }
}

/** @param {Github} github @param {SimRequest} request */
export function tokenOf({ tokens }, { headers }) {
  return tokens.get(headers.authorization?.replace(/^(bearer|token) +/i, '') ?? '')
}

/**
 * Whether a token may know that a repository exists. What is public, everyone may.
 * @param {Repository} repository @param {GithubToken | undefined} token
 */
export function maySee(repository, token) {
  if (!repository.private) return true
  const listed = token?.repositories ?? (token && 'all')
  const fullName = `${repository.owner}/${repository.name}`.toLowerCase()
  return listed === 'all' || listed?.some((one) => one.toLowerCase() === fullName) === true
}

/** @param {Repository} repository @param {GithubToken | undefined} token */
export const mayReadContents = (repository, token) =>
  !repository.private || token?.contents !== false

/** @param {Repository} repository @param {GithubToken | undefined} token */
export const mayReadPulls = (repository, token) => !repository.private || token?.pulls !== false

/**
 * The parents of every commit that a repository knows: those it was told, its branches' heads, and
 * what its pull requests bring from forks.
 * @param {Repository} repository
 */
export function commitsOf({ branches, commits, pulls }) {
  /** @type {Map<string, string[]>} */
  const all = new Map(commits)
  const heads = [...branches.values(), ...[...pulls.values()].map(({ headSha }) => headSha)]
  for (const sha of heads) if (!all.has(sha)) all.set(sha, [])
  return all
}

/**
 * The commit that a text names: a whole sha, a branch, or the beginning of one commit's sha alone.
 * A branch comes before a short sha, as with `git rev-parse`.
 * @param {Repository} repository
 * @param {string} expression
 */
export function resolveCommit(repository, expression) {
  const known = commitsOf(repository)
  if (known.has(expression)) return expression
  const branch = repository.branches.get(expression.replace(/^(refs\/)?heads\//, ''))
  if (branch !== undefined) return branch
  if (!/^[0-9a-f]{4,}$/i.test(expression)) return undefined
  const matches = [...known.keys()].filter((sha) => sha.startsWith(expression.toLowerCase()))
  return matches.length === 1 ? matches[0] : undefined
}
