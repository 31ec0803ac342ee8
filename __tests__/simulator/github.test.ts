import type { Simulator } from '../../simulator/index.js'
import { call, startAcme } from './client.js'

let sim: Simulator

beforeEach(async () => {
  sim = (await startAcme()).sim
  sim.github.addRepository({
    id: 7,
    owner: 'acme',
    name: 'web',
    branches: { main: 'm1', 'feat/deep/x': 'f1', tést: 't1' },
    pulls: {
      1: { headSha: 'f1', headRef: 'feat/deep/x' },
      2: { headSha: 'p1', headRef: 'patch', headRepo: { id: 8, owner: 'mona', name: 'web' } },
      3: { headSha: 'g1', headRef: 'gone', headRepo: null, state: 'merged' },
    },
  })
  sim.github.addRepository({
    id: 9,
    owner: 'acme',
    name: 'secret',
    private: true,
    branches: { main: 's1' },
    pulls: { 1: { headSha: 's1', headRef: 'main' } },
  })
  sim.github.addToken('narrow', { repositories: ['acme/web'] })
  sim.github.addToken('no-pulls', { pulls: false })
})
afterEach(() => sim.close())

const github = (path: string, token = 'github') =>
  call(`${sim.github.url}${path}`, { headers: { authorization: `Bearer ${token}` } })

const graphql = (query: string, variables = {}, path = '/graphql', token = 'github') =>
  call(`${sim.github.url}${path}`, {
    method: 'POST',
    headers: { authorization: `token ${token}` },
    body: JSON.stringify({ query, variables }),
  })

test.each([
  ['/repos/acme/web/git/ref/heads/main', 'm1'],
  ['/repos/ACME/Web/git/ref/heads/feat/deep/x', 'f1'],
  ['/repos/acme/web/git/ref/heads/feat%2Fdeep%2Fx', 'f1'],
  [`/repos/acme/web/git/ref/heads/${encodeURIComponent('tést')}`, 't1'],
  ['/api/v3/repos/acme/web/git/ref/heads/main', 'm1'],
  ['/repos/acme/web/git/ref/heads/feat', 404],
  ['/repos/acme/web/git/ref/heads/feat/deep', 404],
  ['/repos/acme/web/git/ref/heads/Main', 404],
  ['/repos/acme/none/git/ref/heads/main', 404],
])('reads the ref %s', async (path, expected) => {
  const { status, body, headers } = await github(path)
  expect(body.object?.sha ?? status).toBe(expected)
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
})

test.each([
  ['github', '/repos/acme/secret/git/ref/heads/main', 200],
  ['narrow', '/repos/acme/secret/git/ref/heads/main', 404],
  ['narrow', '/repos/acme/web/git/ref/heads/main', 200],
  ['no-pulls', '/repos/acme/secret/pulls/1', 403],
  ['no-pulls', '/repos/acme/web/pulls/1', 200],
  ['unknown', '/repos/acme/web/git/ref/heads/main', 401],
])('%s may see %s: %i', async (token, path, status) => {
  expect((await github(path, token)).status).toBe(status)
})

test('shows anonymous readers what is public', async () => {
  const { url } = sim.github
  expect((await call(`${url}/repos/acme/web`)).body).toMatchObject({
    default_branch: 'main',
    id: 7,
  })
  expect((await call(`${url}/repos/acme/secret`)).body.message).toBe('Not Found')
  expect((await call(`${url}/graphql`, { method: 'POST' })).status).toBe(401)
})

test.each([
  [1, { state: 'open', merged: false, head: { sha: 'f1', repo: { full_name: 'acme/web' } } }],
  [2, { state: 'open', head: { sha: 'p1', ref: 'patch', repo: { full_name: 'mona/web', id: 8 } } }],
  [3, { state: 'closed', merged: true, head: { sha: 'g1', repo: null } }],
])('reads pull request %i', async (number, expected) => {
  expect((await github(`/repos/acme/web/pulls/${number}`)).body).toMatchObject(expected)
})

test('moves branches, and the pull requests with them', async () => {
  sim.github.setBranch('acme/web', 'feat/deep/x', 'f2')
  sim.github.setBranch('acme/web', 'main', undefined)
  expect((await github('/repos/acme/web/branches/feat/deep/x')).body.commit.sha).toBe('f2')
  expect((await github('/repos/acme/web/pulls/1')).body.head.sha).toBe('f2')
  expect((await github('/repos/acme/web/branches/main')).status).toBe(404)
})

test('answers many heads in one query', async () => {
  const query = `
    # heads of one repository
    query Heads($owner: String!, $name: String!, $two: String = "x") {
      repository(owner: $owner, name: $name) {
        ...Identity
        b0: ref(qualifiedName: "refs/heads/feat/deep/x") { target { ... on Commit { oid } } }
        b1: ref(qualifiedName: $two) { name target { oid } }
        b2: ref(qualifiedName: "refs/heads/feat") { target { oid } }
        b3: ref(qualifiedName: "refs/heads/a \\"b\\" #c") { target { oid } }
        pr: pullRequest(number: 2) { headRefOid headRepository { nameWithOwner } }
        defaultBranchRef { name target { oid } }
      }
    }
    fragment Identity on Repository { id databaseId nameWithOwner }`
  sim.github.setBranch('acme/web', 'a "b" #c', 'q1')
  const variables = { owner: 'Acme', name: 'web', two: 'refs/heads/main' }
  for (const path of ['/graphql', '/api/graphql']) {
    expect((await graphql(query, variables, path)).body).toEqual({
      data: {
        repository: {
          id: 'R_7',
          databaseId: 7,
          nameWithOwner: 'acme/web',
          b0: { target: { oid: 'f1' } },
          b1: { name: 'main', target: { oid: 'm1' } },
          b2: null,
          b3: { target: { oid: 'q1' } },
          pr: { headRefOid: 'p1', headRepository: { nameWithOwner: 'mona/web' } },
          defaultBranchRef: { name: 'main', target: { oid: 'm1' } },
        },
      },
    })
  }
})

test('says which part of a query found nothing', async () => {
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
  const pull =
    'query { repository(owner: "acme", name: "web") { p: pullRequest(number: 9) { state } } }'
  expect((await graphql(pull)).body).toMatchObject({
    data: { repository: { p: null } },
    errors: [{ type: 'NOT_FOUND', path: ['repository', 'p'] }],
  })
})

test.each([
  ['{ repository(owner: "acme", name: "web") { nope } }', /nope.*Repository/],
  ['{ repository(owner: "acme", name: "web") }', /selections/],
  ['{ repository(owner: "acme" name: "web") { id }', /Parse error/],
  ['{ repository(owner "acme") { id } }', /Parse error: expected :/],
])('refuses the query %s', async (query, message) => {
  const { status, body } = await graphql(query)
  expect([status, body.data]).toEqual([200, undefined])
  expect(body.errors[0].message).toMatch(message)
})
