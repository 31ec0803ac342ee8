import type { createClock, Simulator } from '../../simulator/index.js'
import { start, startAcme, vercel } from './client.js'

let sim: Simulator
let clock: ReturnType<typeof createClock>

beforeEach(async () => {
  ;({ sim, clock } = await startAcme())
})
afterEach(() => sim.close())

const add = (options: object = {}) => sim.vercel.addDeployment({ projectId: 'prj_1', ...options })
const cancel = (id: string) => vercel(sim, `/v12/deployments/${id}/cancel`, 'PATCH')
const get = (idOrUrl: string) => vercel(sim, `/v13/deployments/${idOrUrl}`)

/** The ids of a list. */
async function list(query: string) {
  const { body } = await vercel(sim, `/v7/deployments?${query}`)
  return body.deployments.map(({ uid }: { uid: string }) => uid)
}

describe('a build', () => {
  test('passes through its states', () => {
    const times = { queuedMs: 10, initializingMs: 20, buildingMs: 30 }
    const { id } = add({ ...times, ends: 'ERROR' })
    const seen = [0, 9, 10, 29, 30, 59, 60].map((ms) => {
      clock.set(start + ms)
      return sim.vercel.deployment(id).readyState
    })
    expect(seen.join(' ')).toBe('QUEUED QUEUED INITIALIZING INITIALIZING BUILDING BUILDING ERROR')
    expect(sim.vercel.deployment(id)).toMatchObject({ buildingAt: start + 30, ready: start + 60 })
  })

  test.each([
    [{ state: 'BUILDING' }, 'BUILDING', 'BUILDING'],
    [{ state: 'BUILDING', buildingMs: 100 }, 'BUILDING', 'READY'],
    [{ queuedMs: 50 }, 'QUEUED', 'BUILDING'],
    [{ buildingMs: 100 }, 'BUILDING', 'READY'],
    [{ state: 'READY', buildingMs: 100 }, 'READY', 'READY'],
  ])('%j goes from %s to %s', (options, from, to) => {
    const { id, readyState } = add(options)
    clock.advance(100)
    expect([readyState, sim.vercel.deployment(id).readyState]).toEqual([from, to])
  })

  test('is canceled', async () => {
    const { id } = add({ state: 'BUILDING', buildingMs: 1000 })
    clock.advance(500)
    expect(await cancel(id)).toMatchObject({
      status: 200,
      body: { id, readyState: 'CANCELED', status: 'CANCELED', canceledAt: start + 500 },
    })
    clock.advance(5000)
    expect((await get(id)).body).toMatchObject({ status: 'CANCELED', canceledAt: start + 500 })
    expect(sim.vercel.canceled()).toEqual([id])
  })

  test('takes its time to be canceled', async () => {
    const { id } = add({ state: 'BUILDING', cancelDelayMs: 100 })
    expect((await cancel(id)).body.status).toBe('BUILDING')
    clock.advance(99)
    expect((await cancel(id)).body.status).toBe('BUILDING')
    clock.advance(1)
    expect((await get(id)).body).toMatchObject({ status: 'CANCELED', canceledAt: start + 100 })
    expect(sim.vercel.canceled()).toEqual([id])
  })

  test('can be done before the cancel takes hold', async () => {
    const { id } = add({ state: 'BUILDING', buildingMs: 50, cancelDelayMs: 100 })
    await cancel(id)
    clock.advance(1000)
    expect((await get(id)).body.status).toBe('READY')
  })

  test.each(['READY', 'ERROR', 'CANCELED', 'BLOCKED'])('that is %s stays so', async (state) => {
    const { id } = add({ state })
    const { status, body } = await cancel(id)
    expect([status, body.error.code]).toEqual([400, 'bad_request'])
    expect(sim.vercel.canceled()).toEqual([])
  })

  test('is read by id, hostname or alias, and canceled by id', async () => {
    const { id, url } = add({ alias: ['web-git-x.vercel.app'] })
    for (const name of [id, url, 'web-git-x.vercel.app']) {
      expect((await get(`${name}`)).body.id).toBe(id)
    }
    for (const reply of [await cancel(`${url}`), await cancel('dpl_none'), await get('dpl_none')]) {
      expect([reply.status, reply.body.error.code]).toEqual([404, 'not_found'])
    }
  })

  test.each(['READY', 'ERROR', 'CANCELED', 'BUILDING'])('is put into the state %s', (state) => {
    const { id } = add({ buildingMs: 1000 })
    clock.advance(10)
    sim.vercel.setState(id, state)
    clock.advance(10_000)
    expect(sim.vercel.deployment(id).readyState).toBe(state)
  })

  test('that never builds is over at once', async () => {
    const { id } = add({ state: 'BLOCKED' })
    const { body } = await get(id)
    expect(body).toMatchObject({ status: 'BLOCKED', buildSkipped: true, buildingAt: start })
    expect(await list('state=QUEUED,INITIALIZING,BUILDING')).toEqual([])
    expect(await list('state=BLOCKED')).toEqual([id])
  })

  test('is ended by an Ignored Build Step after a while', async () => {
    const { id } = add({ initializingMs: 1000, buildingMs: 9000, ends: 'CANCELED' })
    const seen = [0, 1000, 9999, 10_000].map((ms) => {
      clock.set(start + ms)
      return sim.vercel.deployment(id).readyState
    })
    expect(seen).toEqual(['INITIALIZING', 'BUILDING', 'BUILDING', 'CANCELED'])
    clock.advance(5000)
    const { body } = await vercel(sim, '/v7/deployments?state=CANCELED')
    expect(body.deployments).toMatchObject([{ buildingAt: start + 1000, ready: start + 10_000 }])
    expect((await get(id)).body).toMatchObject({
      canceledAt: start + 10_000,
      readyStateReason: expect.stringContaining('Ignored Build Step'),
    })
    expect(sim.vercel.canceled()).toEqual([])
  })

  test('is canceled before its Ignored Build Step ends it', async () => {
    const { id } = add({ state: 'BUILDING', buildingMs: 9000, ends: 'CANCELED' })
    clock.advance(500)
    await cancel(id)
    clock.advance(20_000)
    const { body } = await get(id)
    expect(body).toMatchObject({ canceledAt: start + 500 })
    expect([body.ready, body.readyStateReason]).toEqual([undefined, 'The deployment was canceled.'])
  })

  test('that comes late is nowhere before', async () => {
    const { id, createdAt } = add({ appearsAt: start + 5000, branch: 'x', sha: 'abc' })
    expect(createdAt).toBe(start + 5000)
    const shown = async () => [
      (await list('')).join(),
      (await list('sha=abc')).join(),
      (await get(id)).status,
      (await cancel(id)).status,
    ]
    clock.advance(4999)
    expect(await shown()).toEqual(['', '', 404, 404])
    clock.advance(1)
    expect(await shown()).toEqual([id, id, 200, 200])
  })

  test('is promoted at a moment, or by a call', async () => {
    const early = add({ promotedAt: start + 5000 })
    const called = add({})
    const targets = async () => {
      const { body } = await vercel(sim, '/v7/deployments')
      return body.deployments.map(({ target }: { target: string | null }) => target)
    }
    expect([early.target, await targets()]).toEqual([null, [null, null]])
    clock.advance(5000)
    expect(await targets()).toEqual([null, 'production'])
    sim.vercel.promote(called.id)
    expect(await targets()).toEqual(['production', 'production'])
    expect((await get(called.id)).body.target).toBe('production')
    expect(await list('target=production')).toEqual([called.id, early.id])
  })

  test('is made again: with the same metadata, and what was done with it', () => {
    const original = add({ branch: 'x', sha: 'abc' })
    const again = { redeployOf: original.id }
    const redeploy = add(again)
    expect(redeploy).toMatchObject({ source: 'redeploy', target: null })
    expect(redeploy.meta).toEqual({
      ...original.meta,
      action: 'redeploy',
      originalDeploymentId: original.id,
    })
    expect(add({ ...again, repoPushedAt: null }).meta).not.toHaveProperty('repoPushedAt')
    expect(add({ ...again, source: null }).source).toBeUndefined()
    expect(add({ ...again, action: 'promote' })).toMatchObject({
      target: 'production',
      meta: { action: 'promote', githubCommitSha: 'abc' },
    })
  })

  test.each([
    [start, start - 2000],
    [start + 1, start - 2000],
    [start + 999, start - 2000],
    [start + 1000, start - 1000],
  ])('of a push that is created at %i was pushed at %i', (createdAt, pushedAt) => {
    const { meta } = add({ createdAt, branch: 'x', sha: 'abc' })
    expect(meta.repoPushedAt).toBe(String(pushedAt))
  })

  test.each([
    [{}, 'git', true, 'web-git-feat-x-acme.vercel.app'],
    [{ repoPushedAt: null }, 'git', false, 'web-git-feat-x-acme.vercel.app'],
    [{ madeBy: 'cli' }, 'cli', false, undefined],
    [{ madeBy: 'cli-no-remote' }, 'cli', false, undefined],
    [{ madeBy: 'hook' }, 'git-deploy-hook', false, 'web-git-feat-x-acme.vercel.app'],
    [{ madeBy: 'api' }, 'api-trigger-git-deploy', false, 'web-git-feat-x-acme.vercel.app'],
    [
      { fork: { org: 'Mona', repo: 'web', repoId: 8 } },
      'git',
      true,
      'web-git-fork-mona-feat-x-acme.vercel.app',
    ],
  ])('%j has the source %s', (options, source, pushed, alias) => {
    const made = add({ branch: 'feat/x', sha: 'abc', ...options })
    expect([made.source, 'repoPushedAt' in made.meta]).toEqual([source, pushed])
    expect(made.meta.branchAlias).toBe(alias)
  })

  test("answers under its branch's hostname once it is ready", async () => {
    const [first, second] = [0, 1].map((ms) =>
      add({ branch: 'x', sha: `${ms}`, createdAt: start + ms }),
    )
    const read = async () => (await get('web-git-x-acme.vercel.app')).body.id
    expect(await read()).toBeUndefined()
    sim.vercel.setState(`${first?.id}`, 'READY')
    expect(await read()).toBe(first?.id)
    sim.vercel.setState(`${second?.id}`, 'READY')
    expect(await read()).toBe(second?.id)
  })

  test.each([undefined, null, 'npx turbo-ignore'])(
    'tells the ignore command %s',
    async (command) => {
      const project = {
        id: 'prj_2',
        name: 'docs',
        teamId: 'team_1',
        ignoreCommand: command ?? null,
      }
      sim.vercel.addProject(project)
      const { id } = add({ projectId: 'prj_2' })
      const { body } = await vercel(sim, '/v7/deployments')
      const settings = { commandForIgnoringBuildStep: command ?? null }
      expect(body.deployments[0].projectSettings).toEqual(settings)
      expect((await get(id)).body.projectSettings).toEqual(settings)
    },
  )

  test('is the only one of its id', () => {
    add({ id: 'dpl_x' })
    expect(() => add({ id: 'dpl_x' })).toThrow('There is a deployment dpl_x already')
  })

  test('says where it comes from', () => {
    const meta = { githubDeployment: undefined, extra: 'x' }
    const fork = { org: 'mona', repo: 'web-fork' }
    expect(add({ branch: 'a/b', sha: 'abc', pr: 4, fork, meta }).meta).toMatchObject({
      githubOrg: 'acme',
      githubRepo: 'web',
      githubRepoId: '7',
      githubCommitOrg: 'mona',
      githubCommitRepo: 'web-fork',
      githubCommitRef: 'a/b',
      githubCommitSha: 'abc',
      githubPrId: '4',
      githubDeployment: undefined,
      extra: 'x',
    })
    sim.vercel.addProject({ id: 'prj_2', name: 'loose', teamId: 'team_1' })
    expect(add({ projectId: 'prj_2', branch: 'x', sha: 'abc' })).toMatchObject({
      source: 'cli',
      meta: { gitCommitRef: 'x', gitCommitSha: 'abc' },
    })
  })
})

describe('a list', () => {
  test.each([
    [false, ['d4 d3', 'd2 d1', 'd0']],
    // The item at the cursor comes again, and the cursor after it repeats.
    [true, ['d4 d3', 'd3 d2', 'd2 d1', 'd1 d0']],
  ])('is paged, with `until` inclusive: %s', async (untilInclusive, expected) => {
    await sim.close()
    ;({ sim, clock } = await startAcme({ pageSize: 2, untilInclusive }))
    for (let index = 0; index < 5; index += 1) add({ id: `d${index}`, createdAt: start + index })
    const pages: string[] = []
    for (let next: number | null = Infinity; next !== null; ) {
      const until: string = next === Infinity ? '' : `until=${next}`
      const { body } = await vercel(sim, `/v7/deployments?${until}`)
      pages.push(body.deployments.map(({ uid }: { uid: string }) => uid).join(' '))
      expect(body.pagination.count).toBe(body.deployments.length)
      next = body.pagination.next
    }
    expect(pages).toEqual(expected)
  })

  test.each([
    ['projectId=web', 'd4 d2 d1 d0'],
    ['projectId=prj_2', 'd3'],
    ['projectIds=prj_1,prj_2', 'd4 d3 d2 d1 d0'],
    ['projectIds=prj_2&projectIds=prj_9', 'd3'],
    ['state=QUEUED,READY', 'd2 d1 d0'],
    ['target=production', 'd1'],
    ['target=qa', 'd2'],
    ['branch=x', 'd0'],
    ['sha=abc', 'd0'],
    [`until=${start + 3}`, 'd2 d1 d0'],
    ['sha=abc&state=ERROR', ''],
    ['projectId=prj_1&branch=x&sha=abc', 'd0'],
    ['limit=1', 'd4'],
  ])('is filtered by %s', async (query, expected) => {
    sim.vercel.addProject({ id: 'prj_2', name: 'docs', teamId: 'team_1' })
    const deployments = [
      { branch: 'x', sha: 'abc' },
      { target: 'production', state: 'READY' },
      { customEnvironment: { id: 'env_1', slug: 'qa' } },
      { projectId: 'prj_2', state: 'BUILDING' },
      { state: 'ERROR', meta: { gitCommitRef: 'x' } },
    ]
    for (const [index, one] of deployments.entries()) {
      add({ id: `d${index}`, createdAt: start + index, ...one })
    }
    expect((await list(query)).join(' ')).toBe(expected)
  })

  test.each([
    ['limit=101', 400],
    ['limit=0', 400],
    ['projectId=prj_1&projectIds=prj_1', 400],
    [`projectIds=${'p,'.repeat(21)}`, 400],
    ['state=building', 400],
    ['projectId=nothing', 404],
  ])('refuses %s', async (query, status) => {
    expect((await vercel(sim, `/v7/deployments?${query}`)).status).toBe(status)
  })
})

test('lists projects by repository, in pages', async () => {
  const named = (id: string, repo: string) => ({
    id,
    name: id,
    teamId: 'team_1',
    link: { type: 'github', org: 'acme', repo, repoId: repo.length },
  })
  for (const id of ['a', 'b', 'c']) sim.vercel.addProject(named(id, 'mono'))
  const path = '/v10/projects?repoUrl=https%3A%2F%2Fgithub.com%2FACME%2Fmono&limit=2'
  const first = await vercel(sim, path)
  const second = await vercel(sim, `${path}&from=${first.body.pagination.next}`)
  const ids = [first, second].map(({ body }) => body.projects.map((one: { id: string }) => one.id))
  expect(ids).toEqual([['c', 'b'], ['a']])
  expect(second.body.pagination.next).toBeNull()
})

describe('access', () => {
  beforeEach(() => {
    sim.vercel.addTeam({ id: 'team_2', slug: 'other' })
    sim.vercel.addProject({ id: 'prj_2', name: 'two', teamId: 'team_2' })
    sim.vercel.addProject({ id: 'prj_3', name: 'three', teamId: 'team_1' })
    sim.vercel.addProject({ id: 'prj_me', name: 'mine' })
    for (const projectId of ['prj_1', 'prj_2', 'prj_3', 'prj_me']) add({ projectId, id: projectId })
    sim.vercel.addToken('account', { kind: 'account', teams: ['team_1'] })
    sim.vercel.addToken('project', { kind: 'project', projects: ['prj_3'] })
    sim.vercel.addToken('lister', { kind: 'project', projects: ['prj_3'], listProjects: true })
    sim.vercel.addToken('expired', { kind: 'account', expired: true })
  })

  test.each([
    ['account', '', 'prj_me'],
    ['account', 'teamId=team_1', 'prj_3 prj_1'],
    ['account', 'slug=acme', 'prj_3 prj_1'],
    ['account', 'teamId=team_2', 403],
    ['token', '', 'prj_3 prj_1'],
    ['token', 'slug=acme', 'prj_3 prj_1'],
    ['token', 'slug=other', 403],
    ['token', 'slug=unheard', 403],
    ['project', '', 'prj_3'],
    ['project', 'teamId=team_1', 'prj_3'],
    ['project', 'teamId=team_2', 403],
    ['project', 'projectId=prj_1', 404],
    ['expired', '', 403],
    ['unknown', '', 403],
  ])('of %s to ?%s', async (token, query, expected) => {
    const { status, body } = await vercel(sim, `/v7/deployments?${query}`, 'GET', token)
    const ids = body.deployments?.map(({ uid }: { uid: string }) => uid).join(' ')
    expect(ids ?? status).toBe(expected)
  })

  test('is refused in the documented words', async () => {
    const scoped = await vercel(sim, '/v7/deployments?teamId=team_2')
    expect(scoped.body.error).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('Trying to access resource under scope "other"'),
      scope: 'other',
      teamId: 'team_2',
    })
    const bad = await vercel(sim, '/v13/deployments/prj_1', 'GET', 'expired')
    expect(bad.body).toEqual({
      error: { code: 'forbidden', message: 'Not authorized', invalidToken: true },
    })
    expect((await fetch(`${sim.vercel.url}/v7/deployments`)).status).toBe(403)
  })

  test('to other scopes finds nothing', async () => {
    const path = '/v12/deployments/prj_1/cancel'
    for (const token of ['account', 'project']) {
      expect((await vercel(sim, path, 'PATCH', token)).status).toBe(404)
    }
    expect((await vercel(sim, `${path}?slug=acme`, 'PATCH', 'account')).status).toBe(200)
  })

  test.each([
    ['project', 403],
    ['lister', 200],
    ['account', 200],
  ])('of %s to the projects is %i', async (token, status) => {
    expect((await vercel(sim, '/v10/projects', 'GET', token)).status).toBe(status)
  })
})

test('limits the rate of an operation', async () => {
  sim.vercel.limit('get', { total: 2, windowMs: 10_000, retryAfter: true })
  const { id } = add()
  const seen: (string | number | null)[][] = []
  for (const ms of [0, 1000, 2000, 10_000]) {
    clock.set(start + ms)
    const { status, headers } = await get(id)
    seen.push([status, headers.get('x-ratelimit-remaining'), headers.get('retry-after')])
  }
  expect(seen).toEqual([
    [200, '1', null],
    [200, '0', null],
    [429, '0', '8'],
    [200, '1', null],
  ])
  await get(id)
  const { body, headers } = await get(id)
  const reset = start / 1000 + 20
  expect(headers.get('x-ratelimit-reset')).toBe(String(reset))
  expect(body.error).toMatchObject({
    code: 'rate_limited',
    limit: { remaining: 0, reset, resetMs: reset * 1000, total: 2 },
  })
})

test('keeps a log', async () => {
  await vercel(sim, '/v12/deployments/dpl_x/cancel?teamId=team_1', 'PATCH')
  await vercel(sim, '/v99/a%2Fb?q=1&q=2')
  expect(sim.requestLines('vercel')).toEqual([
    'PATCH /v12/deployments/dpl_x/cancel?teamId=team_1',
    'GET /v99/a/b?q=1,2',
  ])
  expect(sim.requests).toMatchObject([
    { api: 'vercel', operation: 'cancel', id: 'dpl_x', at: start, status: 404 },
    { operation: 'unknown', query: { q: '1,2' }, headers: { authorization: 'Bearer token' } },
  ])
})
