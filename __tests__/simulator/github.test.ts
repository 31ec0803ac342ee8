import type { Simulator } from '../../simulator/index.js'
import { call, start, startAcme } from './client.js'

const [m1, f1, f0, t1, p1, s1] = ['a1', 'f1', 'f0', 'b1', 'c1', 'd1'].map((text) =>
  text.padEnd(40, '0'),
) as [string, string, string, string, string, string]

let sim: Simulator

beforeEach(async () => {
  sim = (await startAcme()).sim
  const headRef = 'feat/deep/x'
  sim.github.addRepository({
    id: 7,
    owner: 'acme',
    name: 'web',
    branches: { main: m1, [headRef]: f1, 'copy/x': f1, tést: t1 },
    commits: { [m1]: [], [f0]: [m1], [f1]: [f0, m1] },
    pulls: {
      1: { headSha: f1, headRef },
      2: { headSha: p1, headRef: 'patch', headRepo: { id: 8, owner: 'mona', name: 'web' } },
      3: { headSha: f0, headRef: 'gone', headRepo: null, state: 'merged' },
      4: { headSha: f0, headRef, state: 'closed' },
    },
  })
  sim.github.addRepository({ id: 8, owner: 'mona', name: 'web', branches: { patch: p1 } })
  sim.github.addRepository({
    id: 9,
    owner: 'acme',
    name: 'secret',
    private: true,
    branches: { main: s1 },
    pulls: { 1: { headSha: s1, headRef: 'main' } },
  })
  sim.github.addToken('narrow', { repositories: ['acme/web'] })
  sim.github.addToken('no-pulls', { pulls: false })
  sim.github.addToken('no-contents', { contents: false })
})
afterEach(() => sim.close())

const github = (path: string, token = 'github') =>
  call(`${sim.github.url}${path}`, { headers: { authorization: `Bearer ${token}` } })

const branchesAt = (sha: string, repository = 'acme/web', token = 'github') =>
  github(`/repos/${repository}/commits/${sha}/branches-where-head`, token)

const graphql = (query: string, variables = {}, path = '/graphql', token = 'github') =>
  call(`${sim.github.url}${path}`, {
    method: 'POST',
    headers: { authorization: `token ${token}` },
    body: JSON.stringify({ query, variables }),
  })

/** What is asked of acme/web (or another repository), and the whole reply. */
const ask = async (fields: string, name = 'web', token = 'github') =>
  (
    await graphql(
      `{ repository(owner: "acme", name: "${name}") { ${fields} } }`,
      {},
      '/graphql',
      token,
    )
  ).body

/** The same, where nothing goes wrong. */
async function read(fields: string) {
  const { data, errors } = await ask(fields)
  expect(errors).toBeUndefined()
  return data.repository
}

describe('the branches whose head is a commit', () => {
  test.each([
    ['one', m1, ['main']],
    ['two', f1, ['feat/deep/x', 'copy/x']],
    ['none', f0, []],
    ['none, of a fork', p1, []],
    ['one, of a short sha', t1.slice(0, 7), ['tést']],
  ])('%s', async (_, sha, names) => {
    const { status, body } = await branchesAt(sha)
    expect([status, body.map(({ name }: { name: string }) => name)]).toEqual([200, names])
  })

  test.each([404, 422] as const)('unknown: %i', async (status) => {
    sim.github.unknownCommit(status)
    expect((await branchesAt('e'.repeat(40))).status).toBe(status)
  })

  test.each([
    ['github', 'acme/secret', 200],
    ['no-pulls', 'acme/secret', 200],
    ['no-contents', 'acme/secret', 404],
    ['narrow', 'acme/secret', 404],
    ['unheard', 'acme/secret', 401],
    ['github', 'acme/none', 404],
  ])('%s may see those of %s: %i', async (token, repository, status) => {
    expect((await branchesAt(s1, repository, token)).status).toBe(status)
  })

  test('of what is public, everyone may see; on an Enterprise Server, too', async () => {
    const path = `/commits/${m1}/branches-where-head`
    for (const prefix of ['', '/api/v3']) {
      const { body } = await call(`${sim.github.url}${prefix}/repos/ACME/Web${path}`)
      expect(body).toMatchObject([{ name: 'main', commit: { sha: m1 } }])
    }
    expect((await call(`${sim.github.url}/repos/acme/secret${path}`)).status).toBe(404)
    expect((await call(`${sim.github.url}/graphql`, { method: 'POST' })).status).toBe(401)
  })
})

test.each(['', '/api/v3'])('a renamed repository leads to its place: %s', async (prefix) => {
  sim.github.rename('acme/web', 'acme/shop')
  const rest = `commits/${m1}/branches-where-head`
  const { status, headers } = await github(`${prefix}/repos/acme/web/${rest}`)
  expect([status, headers.get('location')]).toEqual([
    301,
    `${sim.github.url}${prefix}/repositories/7/${rest}`,
  ])
  const followed = await github(`${prefix}/repositories/7/${rest}`)
  expect(followed.body).toMatchObject([{ name: 'main' }])
  expect((await branchesAt(m1, 'acme/shop')).status).toBe(200)
  const { data } = await ask('nameWithOwner ref(qualifiedName: "refs/heads/main") { name }')
  expect(data.repository).toEqual({ nameWithOwner: 'acme/shop', ref: { name: 'main' } })
})

test('answers heads and commits in one query', async () => {
  const query = `
    # heads of one repository
    query Heads($owner: String!, $name: String!, $two: String = "x", $o: Order = {by: A}) {
      repository(owner: $owner, name: $name) {
        ...Identity
        b0: ref(qualifiedName: "refs/heads/feat/deep/x") { target { ... on Commit { oid } } }
        b1: ref(qualifiedName: $two) { name target { oid } }
        b2: ref(qualifiedName: "refs/heads/feat") { target { oid } }
        b3: ref(qualifiedName: "refs/heads/a \\"b\\" #c") { target { oid } }
        c0: object(expression: "${f1}") {
          ... on Commit { oid parents(first: 10) { totalCount nodes { oid } } }
        }
        defaultBranchRef { name target { oid } }
      }
    }
    fragment Identity on Repository { id databaseId nameWithOwner }`
  sim.github.setBranch('acme/web', 'a "b" #c', t1)
  const variables = { owner: 'Acme', name: 'web', two: 'refs/heads/main' }
  for (const path of ['/graphql', '/api/graphql']) {
    expect((await graphql(query, variables, path)).body).toEqual({
      data: {
        repository: {
          id: 'R_7',
          databaseId: 7,
          nameWithOwner: 'acme/web',
          b0: { target: { oid: f1 } },
          b1: { name: 'main', target: { oid: m1 } },
          b2: null,
          b3: { target: { oid: t1 } },
          c0: { oid: f1, parents: { totalCount: 2, nodes: [{ oid: f0 }, { oid: m1 }] } },
          defaultBranchRef: { name: 'main', target: { oid: m1 } },
        },
      },
    })
  }
})

test.each([
  ['a whole sha', f0, f0],
  ['a short sha', f1.slice(0, 8), f1],
  ['a sha too short', 'f1', undefined],
  ['the beginning of two', 'f', undefined],
  ['one that was never pushed', 'e'.repeat(40), undefined],
  ["a branch's name", 'main', m1],
  ['a branch that looks like a short sha', 'f100000', m1],
  ["the head of a fork's pull request", p1, p1],
])('resolves %s', async (_, expression, oid) => {
  sim.github.setBranch('acme/web', 'f100000', expression === 'f100000' ? m1 : undefined)
  const { object } = await read(`object(expression: "${expression}") { ... on Commit { oid } }`)
  expect(object?.oid).toBe(oid)
})

test('keeps the commits that a branch has left', async () => {
  sim.github.setBranch('acme/web', 'tést', undefined)
  const repository = await read(`
    ref(qualifiedName: "refs/heads/tést") { name }
    object(expression: "${t1}") { ... on Commit { oid } }`)
  expect(repository).toEqual({ ref: null, object: { oid: t1 } })
})

describe('pull requests', () => {
  const list = async (args: string) => {
    const { pullRequests } = await read(`pullRequests(${args}) { nodes { number state } }`)
    return pullRequests.nodes
      .map(({ number, state }: { number: number; state: string }) => `${number} ${state}`)
      .join(', ')
  }

  test.each([
    ['headRefName: "patch", first: 5', '2 OPEN'],
    ['headRefName: "feat/deep/x", first: 5', '1 OPEN, 4 CLOSED'],
    ['headRefName: "feat/deep/x", first: 5, states: [CLOSED, MERGED]', '4 CLOSED'],
    ['headRefName: "feat/deep/x", first: 5, states: OPEN', '1 OPEN'],
    ['first: 2, orderBy: { field: CREATED_AT, direction: DESC }', '4 CLOSED, 3 MERGED'],
    ['headRefName: "nothing", first: 5', ''],
  ])('are found by %s', async (args, found) => {
    expect(await list(args)).toBe(found)
  })

  test('come in pages', async () => {
    const page = (after: string) =>
      read(`pullRequests(first: 3${after}) {
        nodes { number } pageInfo { hasNextPage endCursor } totalCount
      }`)
    const first = (await page('')).pullRequests
    expect(first).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } })
    const second = (await page(`, after: "${first.pageInfo.endCursor}"`)).pullRequests
    expect(second).toMatchObject({ nodes: [{ number: 4 }], pageInfo: { hasNextPage: false } })
  })

  const fields = `pullRequests(first: 9) { nodes {
    number headRefOid headRef { target { oid } } headRepository { nameWithOwner databaseId }
    isCrossRepository } }`
  const nodes = async () => (await read(fields)).pullRequests.nodes

  test('tell their heads', async () => {
    expect(await nodes()).toMatchObject([
      { headRefOid: f1, headRef: { target: { oid: f1 } }, isCrossRepository: false },
      { headRefOid: p1, headRepository: { nameWithOwner: 'mona/web', databaseId: 8 } },
      { headRefOid: f0, headRef: null, headRepository: null },
      { headRefOid: f0, headRef: { target: { oid: f1 } } },
    ])
  })

  test('follow their branches, unless their records lag', async () => {
    sim.github.setBranch('acme/web', 'feat/deep/x', t1)
    sim.github.setBranch('mona/web', 'patch', t1)
    expect(await nodes()).toMatchObject([
      { headRefOid: t1 },
      { headRefOid: t1, headRef: { target: { oid: t1 } } },
      {},
      { headRefOid: f0 },
    ])
    sim.github.setBranch('mona/web', 'patch', m1, { pullsLag: true })
    expect((await nodes())[1]).toMatchObject({ headRefOid: t1, headRef: { target: { oid: m1 } } })
    sim.github.setPull('acme/web', 2, { headRef: 'patch', headSha: f0, state: 'closed' })
    expect((await nodes())[1]).toMatchObject({ headRefOid: f0, isCrossRepository: false })
  })

  test.each([
    ['', 'MISSING_PAGINATION_BOUNDARIES'],
    ['(first: 101)', 'EXCESSIVE_PAGINATION'],
  ])('need a page size: %s', async (args, type) => {
    const { data, errors } = await ask(`id pullRequests${args} { totalCount }`)
    expect([data, errors[0].type]).toEqual([{ repository: null }, type])
  })
})

describe('what can not be read', () => {
  const ref = 'ref(qualifiedName: "refs/heads/main") { name target { oid } }'

  test('is null, with an error at its place', async () => {
    const secret = '{ gone: repository(owner: "acme", name: "secret") { id } }'
    expect((await graphql(secret, {}, '/graphql', 'narrow')).body).toEqual({
      data: { gone: null },
      errors: [
        {
          type: 'NOT_FOUND',
          path: ['gone'],
          message: "Could not resolve to a Repository with the name 'acme/secret'.",
        },
      ],
    })
    const { data, errors } = await ask(
      `id x: ${ref} defaultBranchRef { name }`,
      'secret',
      'no-contents',
    )
    expect(data).toEqual({ repository: { id: 'R_9', x: null, defaultBranchRef: null } })
    expect(errors).toMatchObject([
      { type: 'FORBIDDEN', path: ['repository', 'x'] },
      { type: 'FORBIDDEN', path: ['repository', 'defaultBranchRef'] },
    ])
  })

  test('takes with it what holds it, where it can not be null itself', async () => {
    const pulls = 'pullRequests(first: 1) { totalCount }'
    const refused = await ask(`${ref} ${pulls}`, 'secret', 'no-pulls')
    expect(refused).toMatchObject({
      data: { repository: null },
      errors: [{ type: 'FORBIDDEN', path: ['repository', 'pullRequests'] }],
    })
    const failing = sim.github.failField('oid', { type: 'INTERNAL', message: 'Oh' })
    expect(await ask(`id ${ref}`)).toEqual({
      data: { repository: { id: 'R_7', ref: { name: 'main', target: null } } },
      errors: [{ type: 'INTERNAL', path: ['repository', 'ref', 'target', 'oid'], message: 'Oh' }],
    })
    failing.remove()
    expect(await read(ref)).toEqual({ ref: { name: 'main', target: { oid: m1 } } })
  })

  test('can be one field, or one node of a list', async () => {
    const when = ({ qualifiedName }: Record<string, unknown>) => qualifiedName === 'refs/heads/main'
    sim.github.failField('ref', { when })
    const { data, errors } = await ask(`${ref} b: ref(qualifiedName: "refs/heads/tést") { name }`)
    expect(data.repository).toEqual({ ref: null, b: { name: 'tést' } })
    expect(errors).toMatchObject([{ path: ['repository', 'ref'] }])

    sim.github.failField('headRefOid')
    const pulls = await ask('pullRequests(first: 2) { nodes { headRefOid } }')
    expect(pulls.data.repository.pullRequests.nodes).toEqual([null, null])
    expect(pulls.errors[1].path).toEqual(['repository', 'pullRequests', 'nodes', 1, 'headRefOid'])
  })
})

test.each([
  ['rate-limit', 403, /API rate limit exceeded/, { type: 'RATE_LIMITED' }],
  ['ip-allow-list', 403, /`acme` organization has an IP allow list/, { type: 'FORBIDDEN' }],
  ['secondary-rate-limit', 429, /secondary rate limit/, undefined],
] as const)('refuses everything: %s', async (refusal, status, message, error) => {
  sim.github.refuse(refusal)
  const rest = await branchesAt(m1)
  expect([rest.status, rest.body.message]).toEqual([status, expect.stringMatching(message)])
  const query = await graphql('{ repository(owner: "acme", name: "web") { id } }')
  expect(query.status).toBe(error === undefined ? status : 200)
  if (error !== undefined) {
    expect(query.body.errors).toMatchObject([{ ...error, message: expect.stringMatching(message) }])
  }
  const remaining = refusal === 'rate-limit' ? '0' : null
  expect(query.headers.get('x-ratelimit-remaining')).toBe(remaining)
  if (refusal === 'rate-limit') {
    expect(rest.headers.get('x-ratelimit-reset')).toBe(String(start / 1000 + 3600))
  }
  sim.github.refuse(undefined)
  expect((await branchesAt(m1)).status).toBe(200)
})

test.each([
  ['{ repository(owner: "acme", name: "web") { nope } }', /nope.*Repository/],
  ['{ repository(owner: "acme", name: "web") }', /selections/],
  ['{ repository(owner: "acme" name: "web") { id }', /Parse error/],
  ['{ repository(owner "acme") { id } }', /Parse error: expected :/],
  ['{ repository(owner: "acme", name: "web") { ...Nothing } }', /not defined/],
])('refuses the query %s', async (query, message) => {
  const { status, body } = await graphql(query)
  expect([status, body.data]).toEqual([200, undefined])
  expect(body.errors[0].message).toMatch(message)
})

test('throws for a repository that it does not know, and learns commits', () => {
  expect(() => sim.github.setBranch('acme/none', 'x', m1)).toThrow('No repository acme/none')
  sim.github.addCommit('acme/web', 'e'.repeat(40))
  return expect(branchesAt('e'.repeat(40))).resolves.toMatchObject({ status: 200, body: [] })
})
