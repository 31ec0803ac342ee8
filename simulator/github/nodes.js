import { FieldError } from '../graphql/execute.js'
import { commitsOf, mayReadContents, mayReadPulls, maySee, resolveCommit } from './state.js'

/** @typedef {import('../graphql/execute.js').Source} Source */
/** @typedef {import('./state.js').Github} Github */
/** @typedef {import('./state.js').GithubToken} GithubToken */
/** @typedef {import('./state.js').Pull} Pull */
/** @typedef {import('./state.js').Repository} Repository */
/** @typedef {import('./state.js').RepositoryName} RepositoryName */

const FORBIDDEN = 'Resource not accessible by integration'

/**
 * The root of every query.
 * @param {Github} github
 * @param {GithubToken} token
 * @returns {Source}
 */
export function queryNode(github, token) {
  return {
    __typename: 'Query',
    /** @param {{ owner: string, name: string, followRenames?: boolean }} args */
    repository({ owner, name, followRenames = true }) {
      const fullName = `${owner}/${name}`.toLowerCase()
      const found =
        github.repositories.get(fullName) ??
        (followRenames ? github.renamed.get(fullName) : undefined)
      if (found === undefined || !maySee(found, token)) {
        const message = `Could not resolve to a Repository with the name '${owner}/${name}'.`
        throw new FieldError('NOT_FOUND', message)
      }
      if (github.refusal === 'ip-allow-list') throw new FieldError('FORBIDDEN', ipRefusal(found))
      return repositoryNode(github, found, token)
    },
  }
}

/** What GitHub says where an organization admits only some addresses. @param {RepositoryName} repository */
export const ipRefusal = ({ owner }) =>
  `Although you appear to have the correct authorization credentials, the \`${owner}\` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.`

/**
 * @param {Github} github
 * @param {Repository} repository
 * @param {GithubToken} token
 * @returns {Source}
 */
function repositoryNode(github, repository, token) {
  /** @param {unknown} value */
  const contents = (value) => {
    if (mayReadContents(repository, token)) return value
    throw new FieldError('FORBIDDEN', FORBIDDEN)
  }
  return {
    ...repositoryNameNode(repository),
    isPrivate: repository.private,
    /** @param {{ qualifiedName: string }} args */
    ref({ qualifiedName }) {
      const branch = /^refs\/heads\/(.+)$/.exec(qualifiedName)?.[1]
      return contents(branch === undefined ? null : refNode(repository, branch))
    },
    defaultBranchRef: () => contents(refNode(repository, repository.defaultBranch)),
    /** @param {{ expression?: string, oid?: string }} args */
    object({ expression, oid }) {
      return contents(commitNode(repository, oid ?? expression ?? ''))
    },
    /** @param {PullsArgs} args */
    pullRequests(args) {
      if (!mayReadPulls(repository, token)) throw new FieldError('FORBIDDEN', FORBIDDEN)
      return pullsNode(github, repository, args)
    },
  }
}

/** @param {RepositoryName} repository @returns {Source} */
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

/** @param {Repository} repository @param {string} branch @returns {Source | null} */
function refNode(repository, branch) {
  const oid = repository.branches.get(branch)
  if (oid === undefined) return null
  const target = commitNode(repository, oid)
  return { __typename: 'Ref', name: branch, prefix: 'refs/heads/', target }
}

/** @param {Repository} repository @param {string} expression @returns {Source | null} */
function commitNode(repository, expression) {
  const oid = resolveCommit(repository, expression)
  if (oid === undefined) return null
  const parents = commitsOf(repository).get(oid) ?? []
  return {
    __typename: 'Commit',
    oid,
    abbreviatedOid: oid.slice(0, 7),
    /** @param {{ first?: number }} args */
    parents(args) {
      const count = pageSize('parents', args.first)
      const nodes = parents.slice(0, count).map((parent) => ({ __typename: 'Commit', oid: parent }))
      return { totalCount: parents.length, nodes }
    },
  }
}

/**
 * @typedef {object} PullsArgs
 * @property {string} [headRefName]
 * @property {string | string[]} [states]
 * @property {number} [first]
 * @property {string} [after]
 * @property {{ field: string, direction: 'ASC' | 'DESC' }} [orderBy]
 */

/**
 * A page of pull requests; their numbers tell their age.
 * @param {Github} github
 * @param {Repository} repository
 * @param {PullsArgs} args
 * @returns {Source}
 */
function pullsNode(github, repository, { headRefName, states, first, after, orderBy }) {
  const count = pageSize('pullRequests', first)
  const found = [...repository.pulls]
    .filter(([, pull]) => headRefName === undefined || pull.headRef === headRefName)
    .filter(([, pull]) => states === undefined || [states].flat().includes(stateOf(pull)))
    .sort(([a], [b]) => (orderBy?.direction === 'DESC' ? b - a : a - b))
  const start = after === undefined ? 0 : found.findIndex(([number]) => after === `#${number}`) + 1
  const page = found.slice(start, start + count)
  const end = page.at(-1)?.[0]
  return {
    totalCount: found.length,
    nodes: page.map(([number, pull]) => pullNode(github, repository, number, pull)),
    pageInfo: {
      hasNextPage: start + count < found.length,
      hasPreviousPage: start > 0,
      endCursor: end === undefined ? null : `#${end}`,
    },
  }
}

/**
 * The size of a page. GitHub requires it for every connection, and takes at most 100.
 * @param {string} connection @param {number} [first]
 */
function pageSize(connection, first) {
  if (first === undefined) {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${connection}\` connection.`
    throw new FieldError('MISSING_PAGINATION_BOUNDARIES', message)
  }
  if (first > 100) {
    const message = `Requesting ${first} records on the \`${connection}\` connection exceeds the \`first\` limit of 100 records.`
    throw new FieldError('EXCESSIVE_PAGINATION', message)
  }
  return first
}

/** @param {Pull} pull */
const stateOf = ({ state = 'open' }) => state.toUpperCase()

/**
 * @param {Github} github @param {Repository} repository @param {number} number @param {Pull} pull
 * @returns {Source}
 */
function pullNode(github, repository, number, pull) {
  const { headRepo = repository, headRef, headSha } = pull
  const head =
    headRepo && github.repositories.get(`${headRepo.owner}/${headRepo.name}`.toLowerCase())
  return {
    __typename: 'PullRequest',
    number,
    state: stateOf(pull),
    merged: pull.state === 'merged',
    headRefName: headRef,
    headRefOid: headSha,
    headRef: head ? refNode(head, headRef) : null,
    headRepository: headRepo && repositoryNameNode(headRepo),
    headRepositoryOwner: headRepo && { __typename: 'Organization', login: headRepo.owner },
    isCrossRepository: headRepo?.id !== repository.id,
    baseRefName: repository.defaultBranch,
  }
}
