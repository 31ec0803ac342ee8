import { schema as published } from '@octokit/graphql-schema'
import {
  buildSchema,
  GraphQLError,
  getVariableValues,
  graphql,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql'
import { headsQuery } from '../../src/github/fields.js'
import { readHeads } from '../../src/github/query.js'
import { type Branch, branchKey } from '../../src/github/repository.js'
import { answering, clientOf, closeServers, fork, serve, sha, shop } from './support.js'

/** GitHub's own: https://docs.github.com/graphql/overview/public-schema */
const schema = buildSchema(published.idl, { assumeValidSDL: true })

afterEach(closeServers)

const own: Branch = { repository: shop, name: 'feature/cart' }
const theirs: Branch = { repository: fork, name: 'feature/cart' }
const [head, main, old] = [sha('4ead'), sha('a1'), sha('01d')]

/** What is sent for these branches and commits. */
async function sentFor(branches: Branch[], commits: string[]) {
  const { github, asked } = await answering([{ body: { data: null } }])
  await readHeads(github, { repository: shop, branches, commits })
  const { query, variables } = JSON.parse(asked[0]?.body ?? '')
  return { query: String(query), variables: variables as Record<string, unknown> }
}

/** What GitHub's schema has against a query and its variables. */
function mistakesIn({ query, variables }: { query: string; variables: Record<string, unknown> }) {
  const document = parse(query)
  const isOperation = ({ kind }: { kind: Kind }) => kind === Kind.OPERATION_DEFINITION
  const operation = document.definitions.find(isOperation) as OperationDefinitionNode
  const values = getVariableValues(schema, operation.variableDefinitions ?? [], variables)
  const declared = operation.variableDefinitions?.map(({ variable }) => variable.name.value) ?? []
  const undeclared = Object.keys(variables).filter((name) => !declared.includes(name))
  return [...validate(schema, document), ...(values.errors ?? []), ...undeclared].map(String)
}

describe("by GitHub's schema the query that is sent", () => {
  it.each<[string, Branch[], string[]]>([
    ['for all that can be asked', [own, theirs], [old]],
    ['for branches alone', [own], []],
    ["for a fork's branch alone", [theirs], []],
    ['for commits alone', [], [old, 'abcdef1']],
    ['for 100 of them', [own, theirs], Array.from({ length: 98 }, (_, i) => sha(`${i}`))],
  ])('is valid %s', async (_, branches, commits) => {
    expect(mistakesIn(await sentFor(branches, commits))).toEqual([])
  })

  it.each<[string, (query: string) => string, RegExp]>([
    ['an unknown field', (query) => query.replace('headRefOid', 'headRefSha'), /headRefSha/],
    ['an unknown type', (query) => query.replace('$v0: String!', '$v0: NoSuchType!'), /NoSuchType/],
    ['another type', (query) => query.replace('$v0: String!', '$v0: Int!'), /Int/],
    ['a variable that is missing', (query) => query.replace(', $v1: String!', ''), /v1/],
    ['an unknown state', (query) => query.replace('MERGED', 'GONE'), /GONE/],
  ])('would not be valid with %s', async (_, change, mistake) => {
    const sent = await sentFor([own, theirs], [old])
    const changed = { ...sent, query: change(sent.query) }
    expect(changed.query).not.toBe(sent.query)
    expect(mistakesIn(changed).join('\n')).toMatch(mistake)
  })

  it('takes names as variables, so that none can be read as GraphQL', () => {
    const name = '") { id } evil: ref(qualifiedName: "'
    const { query, variables } = headsQuery({ ...shop, owner: name }, [
      { kind: 'branch', branch: { ...own, name } },
      { kind: 'fork-branch', branch: { ...theirs, name } },
      { kind: 'commit', sha: name },
    ])
    expect(query).not.toContain('evil')
    expect(variables).toEqual({
      ...{ owner: name, name: 'shop', v0: `refs/heads/${name}`, v1: name, v2: name },
    })
  })
})

/** A resolver that fails as GitHub's do. */
const forbidden = () => {
  throw new GraphQLError('Resource not accessible by integration')
}

/** What every branch, commit and pull request looks like, but for what a test changes. */
const commit = (more: object = {}) => ({
  ...{ __typename: 'Commit', oid: head, parents: { nodes: [{ oid: old }] }, ...more },
})
const pull = (more: object = {}) => ({
  state: 'OPEN',
  headRefOid: old,
  headRef: { target: commit() },
  headRepository: {
    ...{ databaseId: 99, name: 'shop', owner: { __typename: 'User', login: 'octocat' } },
  },
  ...more,
})
const repository = (more: object = {}) => ({
  defaultBranchRef: { name: 'main', target: commit({ oid: main }) },
  ref: { target: commit() },
  object: commit({ oid: old }),
  pullRequests: { nodes: [pull()], pageInfo: { hasNextPage: false } },
  ...more,
})

/** Reads from a GitHub that resolves queries by its schema, which says where null goes up. */
async function readFrom(more: object) {
  const apiUrl = await serve(async (req, res) => {
    let body = ''
    for await (const chunk of req) body += chunk
    const { query, variables } = JSON.parse(body)
    const rootValue = { repository: () => repository(more) }
    const answer = await graphql({ schema, source: query, variableValues: variables, rootValue })
    res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  const { github } = clientOf(apiUrl)
  const wanted = { repository: shop, branches: [own, theirs], commits: [old] }
  const { branches, commits, why, defaultBranch } = await readHeads(github, wanted)
  const states = [own, theirs].map((branch) => branches.get(branchKey(branch))?.state)
  return { states, commit: commits.get(old), why, defaultBranch }
}

describe("by GitHub's schema a reply", () => {
  const known = { known: true, oid: old, parents: [old] }

  it('tells all that was asked', async () => {
    const told = { states: ['at', 'at'], commit: known, why: undefined, defaultBranch: 'main' }
    expect(await readFrom({})).toEqual(told)
  })

  it.each<[string, object, object]>([
    ['no ref is gone', { ref: null }, { states: ['gone', 'at'], commit: known }],
    [
      'no commit was never pushed',
      { object: null },
      { states: ['at', 'at'], commit: { known: false } },
    ],
    [
      'no pull requests tell nothing',
      { pullRequests: { nodes: [], pageInfo: { hasNextPage: false } } },
      { states: ['at', 'unknown'], commit: known },
    ],
    [
      'pull requests that may not be read take away nothing else',
      { pullRequests: forbidden },
      { states: ['at', 'unknown'], commit: known, defaultBranch: 'main' },
    ],
    [
      'a ref that may not be read is not gone',
      { ref: forbidden },
      { states: ['unknown', 'at'], commit: known },
    ],
    [
      'a ref whose commit may not be read is not gone',
      { ref: { target: forbidden } },
      { states: ['unknown', 'at'] },
    ],
    [
      'a ref is not gone where the id of its commit may not be read',
      { ref: { target: commit({ oid: forbidden }) } },
      { states: ['unknown', 'at'] },
    ],
    [
      'a commit that may not be read is not unpushed',
      { object: forbidden },
      { states: ['at', 'at'], commit: undefined },
    ],
    [
      'a commit whose parents may not be read is not unpushed',
      { object: commit({ parents: forbidden }) },
      { commit: undefined },
    ],
    [
      'no ref is gone where the default branch may not be read',
      { ref: null, defaultBranchRef: forbidden },
      { states: ['unknown', 'at'], defaultBranch: undefined },
    ],
    [
      'no ref and no commit tell nothing where the default branch is hidden',
      { ref: null, object: null, defaultBranchRef: null },
      { states: ['unknown', 'at'], commit: undefined },
    ],
    [
      'a pull request counts whose branch may not be read',
      {
        pullRequests: { nodes: [pull({ headRef: forbidden })], pageInfo: { hasNextPage: false } },
      },
      { states: ['at', 'at'], why: undefined },
    ],
    [
      'a pull request counts whose branch has a commit that may not be read',
      {
        pullRequests: {
          ...{ nodes: [pull({ headRef: { target: commit({ oid: forbidden }) } })] },
          pageInfo: { hasNextPage: false },
        },
      },
      { states: ['at', 'at'], why: undefined },
    ],
    [
      'a pull request beside is not the only one where one may not be read',
      {
        pullRequests: {
          ...{ nodes: [pull({ state: 'CLOSED' }), pull({ headRefOid: forbidden })] },
          pageInfo: { hasNextPage: false },
        },
      },
      { states: ['at', 'unknown'] },
    ],
  ])('%s', async (_, more, expected) => {
    expect(await readFrom(more)).toMatchObject(expected)
  })
})
