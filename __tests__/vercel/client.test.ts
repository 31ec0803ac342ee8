import {
  cancelDeployment,
  linkedProjects,
  listByCommit,
  listUnfinished,
  readDeployment,
  scopeHint,
} from '../../src/vercel/client.js'
import {
  type Acme,
  addBuilds,
  asked,
  failureOf,
  link,
  start,
  startAcme,
  token,
} from '../support.js'

let acme: Acme
beforeEach(async () => {
  acme = await startAcme()
})
afterEach(() => acme.sim.close())

const web = { projectId: 'prj_1' }

const ids = (deployments: readonly { id: string }[]) => deployments.map(({ id }) => id)

describe('a list', () => {
  test('asks for unfinished builds, in pages of 100', async () => {
    await listUnfinished(acme.client(), web)
    expect(acme.sim.requestLines()).toEqual([
      'GET /v7/deployments?projectId=prj_1&state=QUEUED,INITIALIZING,BUILDING&limit=100',
    ])
  })

  test('of builds that are over is empty', async () => {
    for (const state of ['READY', 'ERROR', 'CANCELED', 'BLOCKED'] as const) {
      acme.sim.vercel.addDeployment({ projectId: 'prj_1', state })
    }
    expect(await listUnfinished(acme.client(), web)).toEqual({ deployments: [] })
  })

  test.each([[99], [100], [101], [250]])('of %i builds is read to its end', async (n) => {
    const all = addBuilds(acme, n)
    const { deployments, failure } = await listUnfinished(acme.client(), web)
    expect(ids(deployments)).toEqual(all)
    expect(failure).toBeUndefined()
    expect(acme.sim.requests).toHaveLength(Math.ceil(n / 100))
  })

  test('goes on one millisecond after the cursor of the page before', async () => {
    addBuilds(acme, 250)
    await listUnfinished(acme.client(), web)
    const cursors = acme.sim.requests.map(({ query }) => query.until)
    // One millisecond later: another build may have been created in the same one.
    expect(cursors).toEqual([undefined, String(start - 98), String(start - 197)])
  })

  test('holds each build once where `until` is inclusive', async () => {
    await acme.sim.close()
    acme = await startAcme({ untilInclusive: true })
    const all = addBuilds(acme, 250)
    const { deployments } = await listUnfinished(acme.client(), web)
    expect(ids(deployments)).toEqual(all)
    expect(acme.sim.requests).toHaveLength(3)
  })

  test('names several projects by a repeated parameter', async () => {
    const { client, http } = acme
    await listUnfinished(client(), { projectIds: ['prj_1', 'prj_2'] })
    expect(http.sent[0]?.url.searchParams.getAll('projectIds')).toEqual(['prj_1', 'prj_2'])
  })

  test.each([
    ['fails for good', { status: 500, times: Number.POSITIVE_INFINITY }, 'unavailable'],
    ['is refused', { status: 403 }, 'unauthorized'],
    ['is of another form', { kind: 'shape' }, 'unreadable'],
    ['is no longer found', { status: 404 }, 'not-found'],
  ] as const)('whose second page %s keeps what was read', async (_, fault, kind) => {
    const all = addBuilds(acme, 250)
    acme.sim.fault({ operation: 'list', skip: 1, ...fault })
    const { deployments, failure } = await listUnfinished(acme.client(), web)
    expect(ids(deployments)).toEqual(all.slice(0, 100))
    expect(failure?.kind).toBe(kind)
  })

  test('whose time is up keeps what was read', async () => {
    const all = addBuilds(acme, 250)
    const headers = { 'retry-after': '61' }
    acme.sim.fault({ operation: 'list', skip: 1, status: 429, headers })
    const { deployments, failure } = await listUnfinished(acme.client(), web)
    expect(ids(deployments)).toEqual(all.slice(0, 100))
    expect(failure?.kind).toBe('rate-limited')
  })
})

describe('projects of a repository', () => {
  test('are read to the last page', async () => {
    const { sim, client } = acme
    for (let i = 2; i <= 250; i += 1) {
      sim.vercel.addProject({ id: `prj_${i}`, name: `p${i}`, teamId: 'team_1', link })
    }
    sim.vercel.addProject({ id: 'prj_other', name: 'other', teamId: 'team_1' })
    const linked = (await linkedProjects(client(), 'acme', 'web')).map(({ id }) => id)
    expect(linked).toHaveLength(250)
    expect(new Set(linked)).toContain('prj_1')
    expect(linked).not.toContain('prj_other')
    expect(sim.requests.map(({ query }) => query.from !== undefined)).toEqual([false, true, true])
    expect(sim.requests[0]?.query).toEqual({
      repoUrl: 'https://github.com/acme/web',
      limit: '100',
    })
  })
  test('may be none', async () => {
    expect(await linkedProjects(acme.client(), 'acme', 'none')).toEqual([])
  })

  test('end when a page has nothing new', async () => {
    const { sim, client } = acme
    const body = { projects: [{ id: 'prj_1' }], pagination: { next: 5 } }
    const handle = sim.fault({ kind: 'shape', body, times: 9 })
    expect(await linkedProjects(client(), 'acme', 'web')).toEqual([{ id: 'prj_1', name: 'prj_1' }])
    expect(handle.count).toBe(2)
  })
})

describe('the address', () => {
  const all = async (client: ReturnType<Acme['client']>) => {
    await listUnfinished(client, web)
    await linkedProjects(client, 'acme', 'web')
    await readDeployment(client, 'dpl_a')
    await cancelDeployment(client, 'dpl_a')
  }

  test.each([
    [{ teamId: 'team_1' }, { teamId: 'team_1' }],
    [{ slug: 'acme' }, { slug: 'acme' }],
    [{}, {}],
  ])('says the team %j with every request', async (team, expected) => {
    const { sim, client } = acme
    sim.vercel.addDeployment({ projectId: 'prj_1', id: 'dpl_a', state: 'BUILDING' })
    await all(client({ team }))
    expect(asked(sim)).toEqual(['list', 'projects', 'get dpl_a', 'cancel dpl_a'])
    for (const { query } of sim.requests) {
      const { teamId, slug } = query
      expect({ teamId, slug }).toEqual({ teamId: undefined, slug: undefined, ...expected })
    }
  })

  test.each([['/proxy'], ['/proxy/']])('keeps the path %s of the base', async (base) => {
    const { sim, client } = acme
    await listUnfinished(client({ apiUrl: new URL(base, sim.vercel.url) }), web)
    expect(sim.requests[0]?.path).toBe('/proxy/v7/deployments')
  })

  test('of a deployment may be its hostname', async () => {
    const { sim, client } = acme
    const { url } = sim.vercel.addDeployment({ projectId: 'prj_1', id: 'dpl_a' })
    expect(await readDeployment(client(), String(url))).toMatchObject({
      id: 'dpl_a',
      project: 'web',
    })
  })

  test('gets the token as a header, and who is asking', async () => {
    await listUnfinished(acme.client(), web)
    expect(acme.sim.requests[0]?.headers).toMatchObject({
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      'user-agent': 'cancel-vercel-builds',
    })
  })
})

describe('an item of a list', () => {
  const items = (...deployments: unknown[]) => ({
    operation: 'list' as const,
    kind: 'shape' as const,
    body: { deployments, pagination: { next: null } },
  })

  test.each([
    ['prj_1', { projectId: 'prj_1', name: 'web' }, true],
    ['prj_1', { projectId: 'prj_1', name: 'renamed' }, true],
    ['prj_1', { projectId: 'prj_2', name: 'web' }, false],
    ['prj_1', { name: 'other' }, true],
    ['prj_1', {}, true],
    ['web', { projectId: 'prj_9', name: 'web' }, true],
    ['web', { projectId: 'prj_9', name: 'WEB' }, true],
    ['web', { projectId: 'prj_9', name: 'docs' }, false],
    ['web', { projectId: 'prj_9' }, true],
    ['QmOldFormOfAnId', { projectId: 'QmOldFormOfAnId', name: 'web' }, true],
  ])('of the project %s that says %j is taken: %s', async (projectId, said, taken) => {
    acme.sim.fault(items({ uid: 'dpl_a', ...said }))
    const { deployments } = await listUnfinished(acme.client(), { projectId })
    expect(ids(deployments)).toEqual(taken ? ['dpl_a'] : [])
  })

  test('of a project that is not among those asked for is left out', async () => {
    const said = ['prj_1', 'prj_2', 'prj_3'].map((id) => ({ uid: `of_${id}`, projectId: id }))
    acme.sim.fault(items(...said))
    const { deployments } = await listUnfinished(acme.client(), { projectIds: ['prj_1', 'prj_3'] })
    expect(ids(deployments)).toEqual(['of_prj_1', 'of_prj_3'])
  })

  test.each([['..'], ['.'], ['a/b'], ['a?b'], ['dpl_ä'], ['']])(
    'with the id %j is left out',
    async (uid) => {
      acme.sim.fault(items({ uid }, { uid: 'dpl_a' }))
      const { deployments, failure } = await listUnfinished(acme.client(), web)
      expect([ids(deployments), failure]).toEqual([['dpl_a'], undefined])
    },
  )
})

describe('a list by commit', () => {
  const sha = 'a'.repeat(40)

  test('asks for every state of one project and commit', async () => {
    const { sim, client } = acme
    const states = ['READY', 'CANCELED', 'BUILDING'] as const
    for (const [i, state] of states.entries()) {
      sim.vercel.addDeployment({ projectId: 'prj_1', id: `dpl_${i}`, sha, branch: 'x', state })
    }
    sim.vercel.addDeployment({
      projectId: 'prj_1',
      id: 'dpl_other',
      sha: 'b'.repeat(40),
      branch: 'x',
    })
    const { deployments } = await listByCommit(client(), 'prj_1', sha)
    expect(ids(deployments).sort()).toEqual(['dpl_0', 'dpl_1', 'dpl_2'])
    expect(sim.requestLines()).toEqual([`GET /v7/deployments?projectId=prj_1&sha=${sha}&limit=100`])
  })

  test('tells why it could not be read', async () => {
    acme.sim.fault({ status: 400 })
    expect(await listByCommit(acme.client(), 'prj_1', sha)).toMatchObject({
      deployments: [],
      failure: { kind: 'rejected' },
    })
  })
})

describe('a response about another deployment', () => {
  const about = (id: unknown) => ({ kind: 'shape' as const, body: { id, readyState: 'CANCELED' } })

  test.each([
    ['read', () => readDeployment(acme.client(), 'dpl_a')],
    ['cancel', () => cancelDeployment(acme.client(), 'dpl_a')],
  ])('to a %s is not taken for the one asked for', async (_, act) => {
    acme.sim.fault(about('dpl_b'))
    expect(await failureOf(act())).toMatchObject({ kind: 'unreadable', sent: true })
    expect(acme.sim.requests).toHaveLength(1)
  })

  test('is right where an alias was asked for', async () => {
    acme.sim.fault(about('dpl_b'))
    expect((await readDeployment(acme.client(), 'www.acme.com')).id).toBe('dpl_b')
  })
})

describe('what is no id', () => {
  const odd = [
    '',
    '.',
    '..',
    'a/b',
    '../../v2/user?x=1#y',
    'a.b/..',
    '.a',
    'a..b',
    'dpl_a%2f',
    'dpl_\n',
  ]

  test.each(odd)('never goes into a path: %j', async (id) => {
    const { client, sim } = acme
    for (const act of [readDeployment, cancelDeployment]) {
      expect(await failureOf(act(client(), id))).toMatchObject({ kind: 'rejected', sent: false })
    }
    expect(sim.requests).toEqual([])
  })

  test('is no hostname for a cancel either', async () => {
    const failure = await failureOf(cancelDeployment(acme.client(), 'web-1.vercel.app'))
    expect(failure.message).toBe("`web-1.vercel.app` is no deployment's id")
    expect(acme.sim.requests).toEqual([])
  })
})

test.each([
  ['Fri, 02 Jan 2026 10:00:00 GMT', Date.UTC(2026, 0, 2, 10)],
  ['soon', start],
])('a deployment is as old as its response: %s', async (date, readAt) => {
  const { sim, client } = acme
  const shape = (body: unknown) =>
    sim.fault({ status: 200, headers: { date }, body: JSON.stringify(body) })
  const one = { id: 'dpl_a', projectId: 'prj_1' }
  shape(one)
  expect((await readDeployment(client(), 'dpl_a')).readAt).toBe(readAt)
  shape(one)
  expect((await cancelDeployment(client(), 'dpl_a')).readAt).toBe(readAt)
  shape({ deployments: [one], pagination: {} })
  expect((await listUnfinished(client(), web)).deployments[0]?.readAt).toBe(readAt)
})

test.each([
  [{}, /^`team-id` is empty, .*`team-id: team_…` or `team-slug`/],
  [{ teamId: 'team_1' }, /^Is `team-id: team_1` the team that owns it\?$/],
  [{ slug: 'acme' }, /^Is `team-slug: acme` the team that owns it\?$/],
])('whose projects were searched is said: %j', (team, hint) => {
  expect(scopeHint(acme.client({ team }))).toMatch(hint)
})
