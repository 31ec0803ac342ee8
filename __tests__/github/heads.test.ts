import type { Repository } from '../../src/event/event.js'
import { createGitHub, type GitHubOptions } from '../../src/github/heads.js'
import { branchTrigger, forkTrigger } from '../factories.js'
import { type Acme, recordingSend, startAcme } from '../support.js'

const TOKEN = 'ghs_S3cretS3cretS3cret'
const web: Repository = { id: '7', owner: 'acme', name: 'web' }
const fork: Repository = { id: '8', owner: 'mona', name: 'web' }
const secret: Repository = { id: '9', owner: 'acme', name: 'secret' }

let acme: Acme
beforeEach(() => open())
afterEach(() => acme.sim.close())

async function open(timeout?: number) {
  acme = await startAcme(timeout === undefined ? {} : { timeout })
  const { github } = acme.sim
  github.addToken(TOKEN, { repositories: ['acme/web'], pulls: true })
  github.addToken('all')
  github.addRepository({
    id: 7,
    owner: 'acme',
    name: 'web',
    defaultBranch: 'trunk',
    branches: { trunk: 'sha-of-trunk' },
    pulls: {
      3: { headSha: 'sha-of-3', headRef: 'patch', headRepo: { ...fork, id: 8 } },
      4: { headSha: 'sha-of-4', headRef: 'gone', headRepo: null },
    },
  })
  github.addRepository({ id: 8, owner: 'mona', name: 'web', branches: { patch: 'sha-of-fork' } })
  github.addRepository({
    id: 9,
    owner: 'acme',
    name: 'secret',
    private: true,
    branches: { main: 'sha-of-secret' },
    pulls: { 1: { headSha: 'sha-of-1', headRef: 'main' } },
  })
}

const github = (over: Partial<GitHubOptions> = {}) =>
  createGitHub({
    apiUrl: acme.sim.github.url,
    token: TOKEN,
    send: acme.http.send,
    clock: acme.time.clock,
    deadline: acme.time.deadline,
    random: () => 0,
    onRequest: (line) => acme.debug.push(line),
    ...over,
  })

const trigger = (over: Parameters<typeof branchTrigger>[0] = {}) =>
  branchTrigger({ base: web, repository: web, branch: 'trunk', defaultBranch: 'trunk', ...over })

const paths = () => acme.sim.requests.map(({ path }) => path)
const REFS = '/repos/acme/web/git/ref/heads'

/** What is said where it may be a permission that is missing. */
const mayNot = (status: number) =>
  `GitHub does not find it, or \`github-token\` may not read it (${status}). Under the job's \`permissions:\` add \`contents: read\`, and for pull requests of a private repository \`pull-requests: read\``

describe('the head of a branch', () => {
  test.each([
    ['main'],
    ['feature/deep/x'],
    ['fix#1'],
    ['100%'],
    ['a%2Fb'],
    ['größe/日本'],
    [`it's"quoted"`],
    ['a&b=c;d+e,f'],
    ['{owner}/{x}'],
    ['a@b!(c)'],
    ['$HOME'],
  ])('%s is read by its whole name', async (branch) => {
    acme.sim.github.setBranch('acme/web', branch, 'its-head')
    expect(await github().head(trigger({ branch }))).toEqual({ state: 'at', sha: 'its-head' })
    expect(paths()).toEqual([`${REFS}/${branch}`])
  })

  test('is the one of the head repository', async () => {
    const head = await github().head(trigger({ base: web, repository: fork, branch: 'patch' }))
    expect(head).toEqual({ state: 'at', sha: 'sha-of-fork' })
  })

  test('is read on an Enterprise Server too', async () => {
    const apiUrl = `${acme.sim.github.url}/api/v3`
    expect(await github({ apiUrl }).head(trigger())).toMatchObject({ state: 'at' })
    expect(paths()).toEqual([`/api/v3${REFS}/trunk`])
  })

  test.each([
    ['what only begins alike', { ref: 'refs/heads/trunk-2', object: { sha: 'x' } }],
    ['what is longer to the left', { ref: 'refs/heads/a/trunk', object: { sha: 'x' } }],
    ['another case', { ref: 'refs/heads/Trunk', object: { sha: 'x' } }],
    ['a tag', { ref: 'refs/tags/trunk', object: { sha: 'x' } }],
    ['all that begin alike', [{ ref: 'refs/heads/trunk', object: { sha: 'x' } }]],
    ['no commit', { ref: 'refs/heads/trunk', object: {} }],
    ['something else', {}],
  ])('is not known where a server answers with %s', async (_, body) => {
    acme.sim.fault({ kind: 'shape', body })
    expect(await github().head(trigger())).toMatchObject({ state: 'unknown' })
  })

  test.each(['branch', 'superseded'] as const)(
    'is not known, nor gone, where what is there only begins alike (mode %s)',
    async (mode) => {
      acme.sim.fault({ kind: 'shape', body: { ref: 'refs/heads/feat-2', object: { sha: 'x' } } })
      expect(await github().head(trigger({ mode, branch: 'feat' }))).toMatchObject({
        state: 'unknown',
      })
    },
  )
})

describe('the head of a pull request', () => {
  test('is read in the base repository, of a fork too', async () => {
    const of = forkTrigger({ base: web, repository: fork, pullRequest: 3 })
    expect(await github().head(of)).toEqual({ state: 'at', sha: 'sha-of-3' })
    expect(paths()).toEqual(['/repos/acme/web/pulls/3'])
  })

  test('that is closed is its branch’s', async () => {
    const closed = { mode: 'branch', repository: fork, branch: 'patch', pullRequest: 3 } as const
    expect(await github().head(trigger(closed))).toEqual({ state: 'at', sha: 'sha-of-fork' })
    expect(paths()).toEqual(['/repos/mona/web/git/ref/heads/patch'])
  })

  test('that is not there is not known', async () => {
    expect(await github().head(trigger({ pullRequest: 9 }))).toMatchObject({ state: 'unknown' })
  })

  test('is not known without the permission', async () => {
    acme.sim.github.addToken('no-pulls', { pulls: false })
    const of = trigger({ base: secret, repository: secret, pullRequest: 1 })
    expect(await github({ token: 'no-pulls' }).head(of)).toEqual({
      state: 'unknown',
      why: mayNot(403),
    })
  })

  test('of another form is not known', async () => {
    acme.sim.fault({ kind: 'shape' })
    expect(await github().head(trigger({ pullRequest: 3 }))).toMatchObject({ state: 'unknown' })
  })
})

describe('a branch that is not found', () => {
  const ended = { mode: 'branch', branch: 'feature/x' } as const

  test('is gone where the token can read the default branch', async () => {
    expect(await github().head(trigger(ended))).toEqual({ state: 'gone' })
    expect(paths()).toEqual([`${REFS}/feature/x`, `${REFS}/trunk`])
  })

  test('is gone where it can, and the default branch has to be asked for', async () => {
    const head = await github().head(trigger({ ...ended, defaultBranch: undefined }))
    expect(head).toEqual({ state: 'gone' })
    expect(paths()).toEqual([`${REFS}/feature/x`, '/repos/acme/web', `${REFS}/trunk`])
  })

  test.each([['main'], [undefined]])(
    'is not gone in a private repository that the token can’t read (default branch %s)',
    async (defaultBranch) => {
      const head = await github().head(trigger({ ...ended, repository: secret, defaultBranch }))
      expect(head).toMatchObject({ state: 'unknown' })
    },
  )

  test('is gone in a private repository that it can read', async () => {
    const of = trigger({ ...ended, repository: secret, defaultBranch: 'main' })
    expect(await github({ token: 'all' }).head(of)).toEqual({ state: 'gone' })
  })

  test.each([
    ['not found', { status: 404 }],
    ['refused', { status: 403 }],
    ['not answered', { status: 500, times: 3 }],
    ['of another form', { kind: 'shape' }],
    ['another branch’s', { kind: 'shape', body: { ref: 'refs/heads/t', object: { sha: 'x' } } }],
  ] as const)('is not gone where the default branch is %s', async (_, fault) => {
    acme.sim.fault({ match: ({ path }) => path.endsWith('/trunk'), ...fault })
    expect(await github().head(trigger(ended))).toMatchObject({ state: 'unknown' })
  })

  test('says nothing about order: it is not known', async () => {
    expect(await github().head(trigger({ branch: 'feature/x' }))).toMatchObject({
      state: 'unknown',
    })
    expect(paths()).toEqual([`${REFS}/feature/x`])
  })

  test.each([
    [401, 1],
    [403, 1],
    [410, 1],
    [500, 3],
  ])('is only concluded from 404: not from %i', async (status, requests) => {
    acme.sim.fault({ status, times: 9 })
    expect(await github().head(trigger(ended))).toMatchObject({ state: 'unknown' })
    expect(paths()).toHaveLength(requests)
  })
})

describe('a head that can’t be read', () => {
  test.each([
    [401, 1, 'GitHub does not accept `github-token` (401)'],
    [403, 1, mayNot(403)],
    [429, 1, mayNot(429)],
    [404, 1, mayNot(404)],
    [422, 1, 'GitHub did not answer'],
    [500, 3, 'GitHub did not answer'],
    [502, 3, 'GitHub did not answer'],
  ])('because of %i, after %i requests, says why', async (status, requests, why) => {
    acme.sim.fault({ status, times: 9 })
    const head = await github().head(trigger())
    expect(head.state === 'unknown' ? head.why : head.state).toMatch(why)
    expect(paths()).toHaveLength(requests)
  })

  test.each([
    ['a 500', { status: 500 }],
    ['a reset', { kind: 'reset-before' }],
    ['a reset in the body', { kind: 'reset-in-body' }],
  ] as const)('because of %s is asked for again, twice', async (_, fault) => {
    acme.sim.fault({ ...fault, times: 2 })
    expect(await github().head(trigger())).toEqual({ state: 'at', sha: 'sha-of-trunk' })
    expect(acme.time.waits).toEqual([200, 400])
  })

  test.each([
    ['truncated', { kind: 'truncated' }],
    ['empty', { kind: 'empty' }],
    ['HTML', { kind: 'shape', body: '<h1>Sign in</h1>' }],
  ] as const)('because the reply is %s is not known', async (_, fault) => {
    acme.sim.fault({ ...fault, times: 9 })
    expect(await github().head(trigger())).toMatchObject({ state: 'unknown' })
  })

  test('without a token is not asked for', async () => {
    const unknown = { state: 'unknown', why: '`github-token` is empty' }
    expect(await github({ token: undefined }).head(trigger())).toEqual(unknown)
    expect(paths()).toEqual([])
  })

  test('when nobody listens is not known', async () => {
    await acme.sim.close()
    expect(await github().head(trigger())).toEqual({
      state: 'unknown',
      why: 'GitHub did not answer',
    })
  })

  test('takes half of the time that is left at most', async () => {
    await acme.sim.close()
    await open(200)
    acme.sim.fault({ kind: 'hang', times: 9 })
    expect(await github().head(trigger())).toMatchObject({ state: 'unknown' })
    expect(acme.time.deadline.signal.aborted).toBe(false)
    expect(paths()).toHaveLength(1)
  })

  test('after the end of the step is not known', async () => {
    acme.time.advance(60_000)
    expect(await github().head(trigger())).toMatchObject({ state: 'unknown' })
    expect(paths()).toEqual([])
  })
})

describe('the token', () => {
  test('goes to GitHub', async () => {
    await github().head(trigger())
    expect(acme.sim.requests[0]?.headers.authorization).toBe(`token ${TOKEN}`)
  })

  test.each([[301], [302], [307], [308]])('goes nowhere else, along no %i', async (status) => {
    acme.sim.fault({ kind: 'redirect', status, to: `${acme.sim.vercel.url}/x` })
    expect(await github().head(trigger())).toMatchObject({ state: 'unknown' })
    expect(acme.sim.requests.map(({ api }) => api)).toEqual(['github'])
  })

  test('is in no reason and in no line of the debug log', async () => {
    acme.sim.fault({ kind: 'echo', status: 401 })
    const head = await github().head(trigger())
    expect(JSON.stringify([head, acme.debug])).not.toContain(TOKEN)
    expect(acme.debug).toEqual([`GET ${REFS}/trunk → 401 in 0 ms`])
  })
})

describe('many heads at once', () => {
  const branches = (n: number) => Array.from({ length: n }, (_, i) => `b/${i}`)
  const none = { branches: [], pullRequests: [] }

  test.each([
    [1, 1],
    [100, 1],
    [101, 2],
    [250, 3],
  ])('%i branches take %i requests', async (n, requests) => {
    for (const branch of branches(n)) acme.sim.github.setBranch('acme/web', branch, `at-${branch}`)
    const heads = await github().heads(web, { ...none, branches: branches(n) })
    expect(heads.why).toBeUndefined()
    expect([...heads.branches].sort()).toEqual(
      branches(n)
        .map((branch) => [branch, { state: 'at', sha: `at-${branch}` }])
        .sort(),
    )
    expect(acme.sim.requestLines()).toEqual(Array(requests).fill('POST /graphql'))
  })

  test('none take no request', async () => {
    const heads = await github().heads(web, none)
    expect([heads.branches.size, heads.pullRequests.size, paths()]).toEqual([0, 0, []])
  })

  test('branches and pull requests share a request', async () => {
    const heads = await github().heads(web, { branches: ['trunk'], pullRequests: [3] })
    expect(heads).toEqual({
      branches: new Map([['trunk', { state: 'at', sha: 'sha-of-trunk' }]]),
      pullRequests: new Map([
        [
          3,
          { head: { state: 'at', sha: 'sha-of-3' }, owner: 'mona', name: 'web', branch: 'patch' },
        ],
      ]),
    })
    expect(paths()).toEqual(['/graphql'])
  })

  test('on an Enterprise Server are asked for there', async () => {
    const apiUrl = `${acme.sim.github.url}/api/v3`
    const heads = await github({ apiUrl }).heads(web, { ...none, branches: ['trunk'] })
    expect(heads.branches.get('trunk')).toEqual({ state: 'at', sha: 'sha-of-trunk' })
    expect(paths()).toEqual(['/api/graphql'])
  })

  test.each([['a"b'], ['x") { id } #'], ['größe/日本'], ['a\\b']])(
    '%s can’t be read as part of the query',
    async (branch) => {
      acme.sim.github.setBranch('acme/web', branch, 'its-head')
      const heads = await github().heads(web, { ...none, branches: [branch] })
      expect(heads.branches.get(branch)).toEqual({ state: 'at', sha: 'its-head' })
      const { query } = JSON.parse(acme.sim.requests[0]?.body ?? '') as { query: string }
      expect(query).not.toContain(branch)
    },
  )

  test('a branch that is not there is gone', async () => {
    const heads = await github().heads(web, { ...none, branches: ['trunk', 'old'] })
    expect(heads.branches.get('old')).toEqual({ state: 'gone' })
  })

  test('no branch is gone where the default branch is not shown either', async () => {
    acme.sim.github.setBranch('acme/web', 'trunk', undefined)
    const heads = await github().heads(web, { ...none, branches: ['old'] })
    expect(heads.branches.has('old')).toBe(false)
  })

  test('no branch is gone where an error stands in its place', async () => {
    const repository = { defaultBranchRef: { target: { oid: 'x' } } }
    const errors = [{ type: 'INTERNAL', path: ['repository', 'h0'], message: 'Later' }]
    const body = { data: { repository: { ...repository, h0: null } }, errors }
    acme.sim.fault({ kind: 'shape', body })
    const heads = await github().heads(web, { ...none, branches: ['old'] })
    expect(heads.branches.get('old')).not.toEqual({ state: 'gone' })
    expect(heads.why).toBeDefined()
  })

  const defaultBranchRef = { target: { oid: 'x' } }
  const answered = { defaultBranchRef, h0: null, h1: { target: { oid: 'y' } } }

  test.each([
    ['that names a field leaves the others known', { path: ['repository', 'h0'] }, ['trunk']],
    ['deep in a field does too', { path: ['repository', 'h0', 'target'] }, ['trunk']],
    ['of the whole repository leaves none known', { path: ['repository'] }, []],
    ['that names nothing leaves none known', {}, []],
  ])('an error %s', async (_, error, known) => {
    const errors = [{ type: 'INTERNAL', message: 'Later', ...error }]
    acme.sim.fault({ kind: 'shape', body: { data: { repository: answered }, errors } })
    const heads = await github().heads(web, { ...none, branches: ['old', 'trunk'] })
    expect([...heads.branches.keys()]).toEqual(known)
  })

  test.each([
    ['FORBIDDEN', mayNot(403)],
    ['NOT_FOUND', mayNot(404)],
  ])('an error of the type %s says what permission is missing', async (type, why) => {
    const errors = [{ type, path: ['repository', 'h0'], message: 'No' }]
    acme.sim.fault({ kind: 'shape', body: { data: { repository: answered }, errors } })
    expect((await github().heads(web, { ...none, branches: ['old'] })).why).toBe(why)
    expect(paths()).toHaveLength(1)
  })

  test('no branch is gone that the reply leaves out', async () => {
    const repository = { defaultBranchRef: { target: { oid: 'x' } } }
    acme.sim.fault({ kind: 'shape', body: { data: { repository } } })
    const heads = await github().heads(web, { ...none, branches: ['old'] })
    expect(heads.branches.size).toBe(0)
  })

  test('a repository that the token can’t see has no heads, and none are gone', async () => {
    const heads = await github().heads(secret, { branches: ['main'], pullRequests: [1] })
    expect([heads.branches.size, heads.pullRequests.size]).toEqual([0, 0])
    expect(heads.why).toBeDefined()
  })

  test('a pull request that is not found takes none of the others along', async () => {
    const heads = await github().heads(web, { branches: ['trunk', 'old'], pullRequests: [99, 3] })
    expect([...heads.branches.keys()]).toEqual(['trunk', 'old'])
    expect([...heads.pullRequests.keys()]).toEqual([3])
    expect(heads.why).toBeDefined()
    expect(paths()).toHaveLength(1)
  })

  test('a pull request whose fork is gone has no head', async () => {
    const heads = await github().heads(web, { ...none, pullRequests: [4, 3] })
    expect([...heads.pullRequests.keys()]).toEqual([3])
  })

  test('pull requests that may not be read leave the branches be', async () => {
    acme.sim.github.addToken('no-pulls', { pulls: false })
    const wanted = { branches: ['main'], pullRequests: [1] }
    const heads = await github({ token: 'no-pulls' }).heads(secret, wanted)
    expect(heads.branches.get('main')).toEqual({ state: 'at', sha: 'sha-of-secret' })
    expect(heads.pullRequests.size).toBe(0)
  })

  test('one request that fails takes none of the others along', async () => {
    for (const branch of branches(150)) acme.sim.github.setBranch('acme/web', branch, 'x')
    acme.sim.fault({ status: 403 })
    const heads = await github().heads(web, { ...none, branches: branches(150) })
    expect([50, 100]).toContain(heads.branches.size)
    expect(heads.why).toBe(mayNot(403))
  })

  test.each([
    [401, 1],
    [500, 3],
  ])('a failure (%i) leaves all of them unknown, after %i requests', async (status, requests) => {
    acme.sim.fault({ status, times: 9 })
    const heads = await github().heads(web, { branches: ['trunk'], pullRequests: [3] })
    expect([heads.branches.size, heads.pullRequests.size]).toEqual([0, 0])
    expect(heads.why).toBeDefined()
    expect(paths()).toHaveLength(requests)
  })

  test('without a token are not asked for', async () => {
    const heads = await github({ token: undefined }).heads(web, { ...none, branches: ['trunk'] })
    expect(heads.why).toBe('`github-token` is empty')
    expect(paths()).toEqual([])
  })
})

test('requests go out over the connections that all else uses', async () => {
  const http = recordingSend(acme.time.clock)
  await github({ send: http.send }).head(trigger())
  expect(http.sent.map(({ url }) => url.pathname)).toEqual([`${REFS}/trunk`])
})
