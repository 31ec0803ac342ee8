import { schema } from '@octokit/graphql-schema'
import { buildSchema, parse, validate, validateSchema } from 'graphql'
import { headsQuery, readHeads } from '../../src/github/query.js'
import { answering, closeServers, fork, sha, shop } from './support.js'

afterEach(closeServers)

const cart = { repository: shop, name: 'feature/cart' }
const theirs = { repository: fork, name: 'feature/cart' }
const key = 'acme/shop:feature/cart'
const forkKey = 'octocat/shop:feature/cart'
const head = sha('4ead')
const old = sha('01d')

const ref = (oid: string) => ({ target: { oid } })
const main = { name: 'main', target: { oid: sha('a1') } }

describe('the query', () => {
  const everything = headsQuery(shop, [{ branch: cart }, { branch: theirs }, { commit: old }])
  const github = buildSchema(schema.idl, { assumeValidSDL: true })

  it("is valid by GitHub's own schema, with the types of its variables", () => {
    expect(validateSchema(github)).toEqual([])
    expect(validate(github, parse(everything.query))).toEqual([])
  })

  it.each([
    ['branches alone', headsQuery(shop, [{ branch: cart }])],
    ["a fork's branch alone", headsQuery(shop, [{ branch: theirs }])],
    ['nothing', headsQuery(shop, [])],
  ])('is valid for %s', (_, { query }) => {
    expect(validate(github, parse(query))).toEqual([])
  })

  it('would not pass with a field that GitHub does not have', () => {
    const wrong = everything.query.replace('headRefOid', 'headRefSha')
    expect(validate(github, parse(wrong))).not.toEqual([])
  })

  it('takes names as variables only, so that none can be read as GraphQL', () => {
    const name = '") { id } evil: ref(qualifiedName: "'
    const { query, variables } = headsQuery(shop, [{ branch: { repository: shop, name } }])
    expect(query).not.toContain('evil')
    expect(Object.values(variables)).toContain(`refs/heads/${name}`)
  })
})

type Case = [what: string, repository: object | null, errors: object[] | undefined, state: string]

describe('a branch of the repository', () => {
  const error = (path: unknown[] | undefined, type = 'FORBIDDEN') => ({
    type,
    message: 'Resource not accessible by integration',
    ...(path && { path }),
  })

  it.each<Case>([
    ['has a head', { defaultBranchRef: main, f0: ref(head) }, undefined, 'at'],
    [
      'has none, and the default branch can be read',
      { defaultBranchRef: main, f0: null },
      undefined,
      'gone',
    ],
    [
      'has none, and the default branch is hidden too',
      { defaultBranchRef: null, f0: null },
      undefined,
      'unknown',
    ],
    [
      'has none, with an error at it',
      { defaultBranchRef: main, f0: null },
      [error(['repository', 'f0'])],
      'unknown',
    ],
    [
      'has none, with an error below it',
      { defaultBranchRef: main, f0: null },
      [error(['repository', 'f0', 'target'])],
      'unknown',
    ],
    [
      'has none, with an error that names no place',
      { defaultBranchRef: main, f0: null },
      [error(undefined)],
      'unknown',
    ],
    ['has none, with an error at the repository', null, [error(['repository'])], 'unknown'],
    [
      'has a head, with an error at another field',
      { defaultBranchRef: main, f0: ref(head), f1: null },
      [error(['repository', 'f1'])],
      'at',
    ],
    ['is of another form', { defaultBranchRef: main, f0: { target: {} } }, undefined, 'unknown'],
    ['is left out', { defaultBranchRef: main }, undefined, 'unknown'],
  ])('that %s', async (_, repository, errors, state) => {
    const { github } = await answering([
      { body: { data: { repository }, ...(errors && { errors }) } },
    ])
    const heads = await readHeads(github, { repository: shop, branches: [cart], commits: [old] })
    expect(heads.branches.get(key)?.state).toBe(state)
  })
})

describe("a fork's branch", () => {
  const pull = (state: string, more: object = {}) => ({
    state,
    headRefOid: head,
    headRef: null,
    headRepository: { name: 'Shop', owner: { login: 'OctoCat' } },
    ...more,
  })
  const another = { headRepository: { name: 'shop', owner: { login: 'acme' } } }

  it.each<[string, object[], boolean, object]>([
    ['with an open pull request', [pull('OPEN')], false, { state: 'at', commits: [head] }],
    [
      'whose pull request lags behind it',
      [pull('OPEN', { headRefOid: old, headRef: ref(head) })],
      false,
      { state: 'at', commits: [old, head] },
    ],
    [
      'with two open pull requests and a closed one',
      [pull('OPEN'), pull('CLOSED', { headRefOid: old }), pull('OPEN', { headRefOid: sha('2') })],
      false,
      { state: 'at', commits: [head, sha('2')] },
    ],
    ['with a closed one', [pull('CLOSED')], false, { state: 'closed' }],
    ['with a merged one', [pull('MERGED')], false, { state: 'closed' }],
    ['with a closed one, and more pages', [pull('CLOSED')], true, { state: 'closed' }],
    [
      'with another repository of that branch name',
      [pull('OPEN', another)],
      false,
      { state: 'unknown' },
    ],
    [
      'with a fork that is gone',
      [pull('OPEN', { headRepository: null })],
      false,
      { state: 'unknown' },
    ],
    ['without any', [], false, { state: 'unknown' }],
    ['without any, and more pages', [pull('OPEN', another)], true, { state: 'unknown' }],
    [
      'with a hidden one beside',
      [null as never, pull('OPEN')],
      false,
      { state: 'at', commits: [head] },
    ],
  ])('%s', async (_, nodes, hasNextPage, expected) => {
    const forks = { f0: { nodes, pageInfo: { hasNextPage } } }
    const { github } = await answering([
      { body: { data: { repository: { defaultBranchRef: main }, forks } } },
    ])
    const heads = await readHeads(github, { repository: shop, branches: [theirs], commits: [] })
    expect(heads.branches.get(forkKey)).toEqual(expected)
  })

  it('keeps its record when only its own ref may not be read', async () => {
    const forks = { f0: { nodes: [pull('OPEN')], pageInfo: { hasNextPage: false } } }
    const errors = [
      { type: 'FORBIDDEN', message: 'No', path: ['forks', 'f0', 'nodes', 0, 'headRef'] },
    ]
    const { github } = await answering([
      { body: { data: { repository: { defaultBranchRef: main }, forks }, errors } },
    ])
    const heads = await readHeads(github, { repository: shop, branches: [theirs], commits: [] })
    expect(heads.branches.get(forkKey)).toEqual({ state: 'at', commits: [head] })
  })

  it('that may not be read leaves the branches of the repository readable', async () => {
    const errors = [
      { type: 'FORBIDDEN', message: 'Resource not accessible', path: ['forks', 'f1'] },
    ]
    const repository = { defaultBranchRef: main, f0: ref(head) }
    const { github } = await answering([{ body: { data: { repository, forks: null }, errors } }])
    const heads = await readHeads(github, {
      repository: shop,
      branches: [cart, theirs],
      commits: [],
    })
    expect(heads.branches.get(key)).toEqual({ state: 'at', commits: [head] })
    expect(heads.branches.get(forkKey)).toEqual({ state: 'unknown' })
    expect(heads.why).toContain('`pull-requests: read`')
  })
})

describe('a commit', () => {
  const commit = (oid: string, ...parents: string[]) => ({
    oid,
    parents: { nodes: parents.map((one) => ({ oid: one })) },
  })

  it.each<[string, string, object | null, object | undefined]>([
    ['that GitHub knows', old, commit(old, head), { known: true, oid: old, parents: [head] }],
    [
      'of which the beginning is asked for',
      '01d0000',
      commit(old),
      { known: true, oid: old, parents: [] },
    ],
    ['that was never pushed', old, null, { known: false }],
    ['whose text names a branch', 'abcdef1', commit(old), undefined],
    ['of another form', old, { id: 1 }, undefined],
  ])('%s', async (_, asked, f0, expected) => {
    const { github } = await answering([
      { body: { data: { repository: { defaultBranchRef: main, f0 } } } },
    ])
    const heads = await readHeads(github, { repository: shop, branches: [], commits: [asked] })
    expect(heads.commits.get(asked)).toEqual(expected)
  })

  it('with an error at it is unknown, and not never pushed', async () => {
    const errors = [{ type: 'FORBIDDEN', message: 'No', path: ['repository', 'f0'] }]
    const { github } = await answering([
      { body: { data: { repository: { defaultBranchRef: main, f0: null } }, errors } },
    ])
    const heads = await readHeads(github, { repository: shop, branches: [], commits: [old] })
    expect(heads.commits.has(old)).toBe(false)
  })
})

it('reads 100 branches and commits a request', async () => {
  const { github, asked } = await answering([
    { body: { data: { repository: { defaultBranchRef: main } } } },
  ])
  const commits = Array.from({ length: 201 }, (_, i) => sha(i.toString(16).padStart(4, '0')))
  await readHeads(github, { repository: shop, branches: [], commits })
  expect(asked).toHaveLength(3)
})
