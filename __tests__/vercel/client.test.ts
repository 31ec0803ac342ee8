import { VercelError } from '../../src/vercel/errors.js'
import {
  type Acme,
  asked,
  link,
  momentsOf,
  recordingSend,
  start,
  startAcme,
  TIME_UP,
  token,
} from '../support.js'

let acme: Acme
beforeEach(async () => {
  acme = await startAcme()
})
afterEach(() => acme.sim.close())

const web = { projectId: 'prj_1' }

function addBuilds(n: number) {
  const { sim } = acme
  return Array.from({ length: n }, (_, i) => {
    const id = `dpl_${i}`
    sim.vercel.addDeployment({ projectId: 'prj_1', id, createdAt: start - i, state: 'QUEUED' })
    return id
  })
}

/** The error that a request ends with. */
async function failureOf(reply: Promise<unknown>): Promise<VercelError> {
  try {
    await reply
  } catch (error) {
    if (error instanceof VercelError) return error
    throw error
  }
  throw new Error('It did not fail')
}

const ids = (deployments: readonly { id: string }[]) => deployments.map(({ id }) => id)

describe('a list', () => {
  test('asks for what is in flight, in pages of 100', async () => {
    await acme.client().listInFlight(web)
    expect(acme.sim.requestLines()).toEqual([
      'GET /v7/deployments?projectId=prj_1&state=QUEUED,INITIALIZING,BUILDING&limit=100',
    ])
  })

  test('of builds that are over is empty', async () => {
    for (const state of ['READY', 'ERROR', 'CANCELED', 'BLOCKED'] as const) {
      acme.sim.vercel.addDeployment({ projectId: 'prj_1', state })
    }
    expect(await acme.client().listInFlight(web)).toEqual({ deployments: [] })
  })

  test.each([[99], [100], [101], [250]])('of %i builds is read to its end', async (n) => {
    const all = addBuilds(n)
    const { deployments, failure } = await acme.client().listInFlight(web)
    expect(ids(deployments)).toEqual(all)
    expect(failure).toBeUndefined()
    expect(acme.sim.requests).toHaveLength(Math.ceil(n / 100))
  })

  test('goes on from the cursor of the page before', async () => {
    addBuilds(250)
    await acme.client().listInFlight(web)
    const cursors = acme.sim.requests.map(({ query }) => query.until)
    expect(cursors).toEqual([undefined, String(start - 99), String(start - 199)])
  })

  test('holds each build once where `until` is inclusive', async () => {
    await acme.sim.close()
    acme = await startAcme({ untilInclusive: true })
    const all = addBuilds(250)
    const { deployments } = await acme.client().listInFlight(web)
    expect(ids(deployments)).toEqual(all)
    expect(acme.sim.requests).toHaveLength(3)
  })

  const page = (next: unknown, ...uids: string[]) => ({
    kind: 'shape' as const,
    body: { deployments: uids.map((uid) => ({ uid })), pagination: { next } },
  })

  test('ends when a cursor is repeated, though the page has something new', async () => {
    const { sim, client } = acme
    for (const uid of ['a', 'b', 'c', 'd']) sim.fault(page(5, uid))
    const { deployments, failure } = await client().listInFlight(web)
    expect(ids(deployments)).toEqual(['a', 'b'])
    expect(failure).toBeUndefined()
  })

  test('ends when cursors take turns', async () => {
    const { sim, client } = acme
    for (const [i, uid] of ['a', 'b', 'c', 'd', 'e'].entries()) sim.fault(page(5 + (i % 2), uid))
    expect(ids((await client().listInFlight(web)).deployments)).toEqual(['a', 'b', 'c'])
  })

  test('ends when a page has nothing new, though its cursor is', async () => {
    const { sim, client } = acme
    sim.fault(page(9, 'a', 'b'))
    for (const next of [8, 7, 6]) sim.fault(page(next, 'b', 'a'))
    expect(ids((await client().listInFlight(web)).deployments)).toEqual(['a', 'b'])
    expect(sim.requests).toHaveLength(2)
  })

  test('takes cursors that are text', async () => {
    const { sim, client } = acme
    sim.fault(page('next-page', 'a'))
    await client().listInFlight(web)
    expect(sim.requests.map(({ query }) => query.until)).toEqual([undefined, 'next-page'])
  })

  test('names several projects by a repeated parameter', async () => {
    const { client, http } = acme
    await client().listInFlight({ projectIds: ['prj_1', 'prj_2'] })
    expect(http.sent[0]?.url.searchParams.getAll('projectIds')).toEqual(['prj_1', 'prj_2'])
  })

  test.each([
    ['fails for good', { status: 500, times: Number.POSITIVE_INFINITY }, 'unavailable'],
    ['is refused', { status: 403 }, 'refused'],
    ['is of another form', { kind: 'shape' }, 'unreadable'],
    ['is no longer found', { status: 404 }, 'not-found'],
  ] as const)('whose second page %s keeps what was read', async (_, fault, kind) => {
    const all = addBuilds(250)
    acme.sim.fault({ operation: 'list', skip: 1, ...fault })
    const { deployments, failure } = await acme.client().listInFlight(web)
    expect(ids(deployments)).toEqual(all.slice(0, 100))
    expect(failure?.kind).toBe(kind)
  })

  test('whose time is up keeps what was read', async () => {
    const all = addBuilds(250)
    const headers = { 'retry-after': '61' }
    acme.sim.fault({ operation: 'list', skip: 1, status: 429, headers })
    const { deployments, failure } = await acme.client().listInFlight(web)
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
    const linked = await client().linkedProjects('acme', 'web')
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
    expect(await acme.client().linkedProjects('acme', 'none')).toEqual([])
  })

  test('end when a page has nothing new', async () => {
    const { sim, client } = acme
    const body = { projects: [{ id: 'prj_1' }], pagination: { next: 5 } }
    const handle = sim.fault({ kind: 'shape', body, times: 9 })
    expect(await client().linkedProjects('acme', 'web')).toEqual(['prj_1'])
    expect(handle.count).toBe(2)
  })
})

describe('the address', () => {
  const all = async (client: ReturnType<Acme['client']>) => {
    await client.listInFlight(web)
    await client.linkedProjects('acme', 'web')
    await client.get('dpl_a')
    await client.cancel('dpl_a')
  }

  test.each([
    [{ teamId: 'team_1' }, { teamId: 'team_1' }],
    [{ slug: 'acme' }, { slug: 'acme' }],
    [{}, {}],
  ])('says the scope %j with every request', async (scope, expected) => {
    const { sim, client } = acme
    sim.vercel.addDeployment({ projectId: 'prj_1', id: 'dpl_a', state: 'BUILDING' })
    await all(client({ scope }))
    expect(asked(sim)).toEqual(['list', 'projects', 'get dpl_a', 'cancel dpl_a'])
    for (const { query } of sim.requests) {
      const { teamId, slug } = query
      expect({ teamId, slug }).toEqual({ teamId: undefined, slug: undefined, ...expected })
    }
  })

  test.each([['/proxy'], ['/proxy/']])('keeps the path %s of the base', async (base) => {
    const { sim, client } = acme
    await client({ apiUrl: new URL(base, sim.vercel.url) }).listInFlight(web)
    expect(sim.requests[0]?.path).toBe('/proxy/v7/deployments')
  })

  test('can’t be changed by what is asked for', async () => {
    const { client, http } = acme
    await failureOf(client().get('../../v2/user?x=1#y'))
    expect(http.sent[0]?.url.href).toMatch(/\/v13\/deployments\/..%2F..%2Fv2%2Fuser%3Fx%3D1%23y$/)
  })

  test('of a deployment may be its hostname', async () => {
    const { sim, client } = acme
    const { url } = sim.vercel.addDeployment({ projectId: 'prj_1', id: 'dpl_a' })
    expect(await client().get(String(url))).toMatchObject({ id: 'dpl_a', project: 'web' })
  })

  test('gets the token as a header, and who is asking', async () => {
    await acme.client().listInFlight(web)
    expect(acme.sim.requests[0]?.headers).toMatchObject({
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      'user-agent': 'cancel-vercel-builds',
    })
  })
})

describe('a rate limit', () => {
  const seconds = start / 1000
  const body = { error: { code: 'rate_limited', limit: { reset: seconds + 13 } } }
  const reset = { 'x-ratelimit-reset': String(seconds + 11) }

  test.each([
    ['Retry-After in seconds', { 'retry-after': '7' }, {}, 7000],
    ['Retry-After as a date', { 'retry-after': new Date(start + 9000).toUTCString() }, {}, 9000],
    ['X-RateLimit-Reset', reset, {}, 11_000],
    ['error.limit.reset', {}, body, 13_000],
    ['all of them: the first counts', { 'retry-after': '7', ...reset }, body, 7000],
    ['none of them: back-off', {}, {}, 200],
    ['a moment gone by: back-off', { 'retry-after': '0' }, {}, 200],
  ])('is waited for as told by %s', async (_, headers, said, wait) => {
    const { sim, client, waitedFor } = acme
    sim.fault({ operation: 'list', status: 429, headers, body: said })
    const { failure } = await client().listInFlight(web)
    expect(failure).toBeUndefined()
    expect(momentsOf(sim, 'list')).toEqual([0, wait])
    expect(waitedFor).toHaveLength(1)
  })

  test('says what is waited for, and how long', async () => {
    const { sim, client, waitedFor } = acme
    sim.fault({ status: 429, headers: { 'retry-after': '7' } })
    await client().listInFlight(web)
    expect(waitedFor).toEqual([
      "Vercel's rate limit is used up: waiting 7 s, then going on more slowly",
    ])
  })

  test('that says nothing is waited for ever longer', async () => {
    const { sim, client } = acme
    sim.fault({ status: 429, body: {}, times: 3 })
    await client().listInFlight(web)
    expect(momentsOf(sim, 'list')).toEqual([0, 200, 600, 1400])
  })

  test('of the API itself is kept', async () => {
    const { sim, client } = acme
    sim.vercel.limit('list', { total: 1, windowMs: 5000 })
    const vercel = client()
    await vercel.listInFlight(web)
    await vercel.listInFlight(web)
    expect(momentsOf(sim, 'list')).toEqual([0, 0, 5000])
  })

  test('lets nothing else through before its time', async () => {
    const { sim, client } = acme
    const [a, b, c] = addBuilds(3)
    sim.fault({ operation: 'list', status: 429, headers: { 'retry-after': '7' } })
    const vercel = client()
    const list = vercel.listInFlight(web)
    while (acme.waitedFor.length === 0) await new Promise(setImmediate)
    await Promise.all([list, ...[a, b, c].map((id) => vercel.get(String(id)))])
    expect([...momentsOf(sim, 'list'), ...momentsOf(sim, 'get')]).toEqual([
      0, 7000, 7000, 7000, 7000,
    ])
  })

  test('lets nothing through that was queued behind it', async () => {
    const { sim, client, http } = acme
    const all = addBuilds(100)
    sim.fault({ status: 429, headers: { 'retry-after': '1' }, times: 32 })
    const vercel = client()
    await Promise.all(all.map((id) => vercel.get(id)))
    // All that were open when the first reply came, and not one for the slot that it freed.
    expect(http.sent.filter(({ at }) => at < 1000).length).toBe(32)
    expect(http.sent.length).toBe(132)
  })

  test.each([
    ['get', (id: string) => acme.client().get(id)],
    ['cancel', (id: string) => acme.client().cancel(id)],
  ])('of a %s ends with its success', async (operation, act) => {
    const { sim } = acme
    sim.vercel.addDeployment({ projectId: 'prj_1', id: 'dpl_a', state: 'BUILDING' })
    sim.fault({ operation, status: 429, headers: { 'retry-after': '7' } })
    expect((await act('dpl_a')).id).toBe('dpl_a')
    expect(momentsOf(sim, operation)).toEqual([0, 7000])
  })

  // Replies that arrive at the same moment, which no server can promise.
  test.each([
    ['alike', ['7', '7', '7'], ['7 s']],
    ['the longest first', ['7', '3', '5'], ['7 s']],
    ['the longest last', ['3', '5', '7'], ['3 s', '5 s', '7 s']],
  ])('of several at once is waited for to the end of the longest: %s', async (_, told, said) => {
    const { time, client, waitedFor } = acme
    const sent: number[] = []
    const send = async () => {
      const retryAfter = told[sent.length]
      sent.push(time.clock.now() - start)
      return retryAfter === undefined
        ? { status: 200, headers: {}, body: '{"id":"dpl_a"}' }
        : { status: 429, headers: { 'retry-after': retryAfter }, body: '' }
    }
    const vercel = client({ send })
    await Promise.all(told.map((n) => vercel.get(n)))
    expect(sent).toEqual([0, 0, 0, 7000, 7000, 7000])
    expect(waitedFor).toEqual(
      said.map((s) => `Vercel's rate limit is used up: waiting ${s}, then going on more slowly`),
    )
  })

  test('of all that are open at once keeps back what was queued', async () => {
    const { time, client } = acme
    const sent: number[] = []
    const send = async () => {
      sent.push(time.clock.now() - start)
      return sent.length <= 32
        ? { status: 429, headers: { 'retry-after': '7' }, body: '' }
        : { status: 200, headers: {}, body: '{"id":"dpl_a"}' }
    }
    const vercel = client({ send })
    await Promise.all(Array.from({ length: 40 }, (_, i) => vercel.get(`dpl_${i}`)))
    expect(sent.filter((at) => at < 7000)).toHaveLength(32)
    expect(sent).toHaveLength(72)
  })

  test('that lasts as long as the step does is still waited for', async () => {
    const { sim, client, time } = acme
    sim.fault({ status: 429, headers: { 'retry-after': '59' } })
    expect((await client().listInFlight(web)).failure).toBeUndefined()
    expect(time.waits).toEqual([59_000])
  })

  test('that lasts longer fails at once', async () => {
    const { sim, client, time, waitedFor } = acme
    sim.fault({ status: 429, headers: { 'retry-after': '61' } })
    const failure = await failureOf(client().cancel('dpl_a'))
    expect(failure).toMatchObject({ kind: 'rate-limited', status: 429 })
    expect(failure.message).toBe(
      "Vercel's rate limit is used up for another 1 min 1 s (PATCH /v12/deployments/…/cancel), which is longer than `timeout` allows",
    )
    expect([sim.requests.length, time.waits, waitedFor]).toEqual([1, [], []])
  })
})

test('a rate limit that outlasts the step lets nothing through that was queued behind it', async () => {
  const { sim, client, time } = acme
  const all = addBuilds(100)
  sim.fault({ status: 429, headers: { 'retry-after': '61' }, times: Number.POSITIVE_INFINITY })
  const vercel = client()
  const failures = await Promise.all(all.map((id) => failureOf(vercel.cancel(id))))
  expect(new Set(failures.map(({ kind }) => kind))).toEqual(new Set(['rate-limited']))
  expect(time.waits).toEqual([])
  expect(sim.requests.length).toBe(32)
})

test('a rate limit that outlasts the step is not tried again by the next request of its kind', async () => {
  const { sim, client } = acme
  const [a = '', b = ''] = addBuilds(2)
  sim.fault({ operation: 'cancel', status: 429, headers: { 'retry-after': '61' } })
  const vercel = client()
  const first = await failureOf(vercel.cancel(a))
  expect(await failureOf(vercel.cancel(b))).toBe(first)
  expect(asked(sim)).toEqual([`cancel ${a}`])
})

test('a list’s rate limit that outlasts the step keeps no cancel back', async () => {
  const { sim, client } = acme
  const [id = ''] = addBuilds(1)
  sim.fault({ operation: 'list', status: 429, headers: { 'retry-after': '61' } })
  const vercel = client()
  expect((await vercel.listInFlight(web)).failure?.kind).toBe('rate-limited')
  expect((await vercel.cancel(id)).state).toBe('CANCELED')
  expect(asked(sim)).toEqual(['list', `cancel ${id}`])
})

describe('requests in flight at once', () => {
  test('are 32 at most', async () => {
    const { client, http } = acme
    const all = addBuilds(100)
    const vercel = client()
    await Promise.all(all.map((id) => vercel.get(id)))
    expect(http.peak).toBe(32)
  })

  test('are 4 at most after a 429', async () => {
    const { sim, client } = acme
    const all = addBuilds(40)
    const http = recordingSend(acme.time.clock)
    const vercel = client({ send: http.send })
    sim.fault({ status: 429, headers: { 'retry-after': '1' } })
    await vercel.get('dpl_0')
    await Promise.all(all.map((id) => vercel.get(id)))
    expect(http.peak).toBe(4)
  })
})

describe('a refusal', () => {
  const always = { times: Number.POSITIVE_INFINITY }

  test.each([[401], [403]])('(%i) ends everything, what is queued too', async (status) => {
    const { sim, client } = acme
    const all = addBuilds(100)
    sim.fault({ status, ...always })
    const vercel = client()
    const failures = await Promise.all(all.map((id) => failureOf(vercel.cancel(id))))
    expect(new Set(failures.map(({ kind }) => kind))).toEqual(new Set(['refused']))
    // All that were open when the first reply came, and not one for the slot that it freed.
    expect(sim.requests.length).toBe(32)
    const before = sim.requests.length
    expect((await failureOf(vercel.get('dpl_0'))).kind).toBe('refused')
    expect((await vercel.listInFlight(web)).failure?.kind).toBe('refused')
    expect((await failureOf(vercel.linkedProjects('acme', 'web'))).kind).toBe('refused')
    expect(sim.requests).toHaveLength(before)
  })

  test.each([
    [
      'a bad token',
      { token: 'other' },
      /^Vercel does not accept the token \(403: Not authorized\)/,
    ],
    [
      'another team',
      { scope: { teamId: 'team_2' } },
      /^The token has no access to the team `team_2` .*Set `team-id` to the team that owns/s,
    ],
  ])('of %s says what to change', async (_, over, message) => {
    const failure = (await acme.client(over).listInFlight(web)).failure
    expect(failure?.message).toMatch(message)
    expect(acme.sim.requests).toHaveLength(1)
  })

  test.each([
    [{}, {}, 'The token has no access to the team that owns the project (403: No).'],
    [{}, { slug: 'acme' }, 'The token has no access to the team `acme` (403: No).'],
    [
      { message: undefined },
      {},
      'The token has no access to the team that owns the project (403).',
    ],
  ])('of a team, %j, with the scope %j', async (over, scope, words) => {
    const { sim, client } = acme
    sim.fault({ status: 403, body: { err: { message: 'No', teamId: 'team_9', ...over } } })
    expect((await failureOf(client({ scope }).get('dpl_a'))).message).toContain(words)
  })

  test('of a project token that looks for projects names `project-id`', async () => {
    const { sim, client } = acme
    sim.vercel.addToken('narrow', { kind: 'project', projects: ['prj_1'] })
    const failure = await failureOf(client({ token: 'narrow' }).linkedProjects('acme', 'web'))
    expect(failure.message).toContain('Name the project: `project-id: prj_…`.')
  })

  test.each([
    [{}, "For a team's project set `team-id: team_…`."],
    [{ slug: 'acme' }, 'Is `acme` the team that owns it'],
  ])('in other words, with the scope %j, is given in them', async (scope, hint) => {
    const { sim, client } = acme
    sim.fault({ status: 403, body: { error: { code: 'x', message: 'No\n::error::way' } } })
    const { message } = await failureOf(client({ scope }).get('dpl_a'))
    expect(message).toContain('(GET /v13/deployments/…, 403: No ::error::way)')
    expect(message).toContain(hint)
  })
})

const noAnswer = [
  ['500', { status: 500 }],
  ['502 with a page in HTML', { status: 502, body: '<h1>Bad gateway</h1>' }],
  ['503 with an empty body', { status: 503, body: '' }],
  ['a reset before anything', { kind: 'reset-before' }],
  ['a reset after the effect', { kind: 'reset-after' }],
  ['a reset in the body', { kind: 'reset-in-body' }],
  ['an empty body', { kind: 'empty' }],
  ['truncated JSON', { kind: 'truncated' }],
] as const

describe.each(noAnswer)('%s', (_, fault) => {
  beforeEach(() => {
    acme.sim.vercel.addDeployment({ projectId: 'prj_1', id: 'dpl_a', state: 'BUILDING' })
  })

  test('makes a read try again, up to five times in all', async () => {
    const { sim, client, time } = acme
    sim.fault({ ...fault, times: 4 })
    expect((await client().get('dpl_a')).id).toBe('dpl_a')
    expect(momentsOf(sim, 'get')).toEqual([0, 200, 600, 1400, 3000])
    expect(time.waits).toEqual([200, 400, 800, 1600])
  })

  test('makes a read fail in the end', async () => {
    const { sim, client } = acme
    sim.fault({ ...fault, times: 5 })
    expect((await failureOf(client().get('dpl_a'))).kind).toBe('unavailable')
    expect(sim.requests).toHaveLength(5)
  })

  test('never makes a cancel be sent again', async () => {
    const { sim, client, time } = acme
    sim.fault(fault)
    expect((await failureOf(client().cancel('dpl_a'))).kind).toBe('unavailable')
    expect(asked(sim)).toEqual(['cancel dpl_a'])
    expect(time.waits).toEqual([])
  })
})

test.each([
  [400, 'rejected', 'Vercel declined (GET /v13/deployments/…, 400: Bad Request)'],
  [404, 'not-found', 'Vercel does not know it (404: Not Found)'],
  [410, 'not-found', 'Vercel does not know it (410: Gone)'],
  [422, 'rejected', 'Vercel declined (GET /v13/deployments/…, 422: Unprocessable Entity)'],
])('%i is an answer, and not asked for again', async (status, kind, message) => {
  const { sim, client } = acme
  sim.fault({ status })
  expect(await failureOf(client().get('dpl_a'))).toMatchObject({ kind, message, status })
  expect(sim.requests).toHaveLength(1)
})

test.each([
  [400, 'Vercel declined (PATCH /v12/deployments/…/cancel, 400)'],
  [404, 'Vercel does not know it (404)'],
  [500, 'Vercel failed (PATCH /v12/deployments/…/cancel, 500)'],
])('%i without a word is told by its number', async (status, message) => {
  const { sim, client } = acme
  sim.fault({ status, body: {} })
  expect((await failureOf(client().cancel('dpl_a'))).message).toBe(message)
})

// No real server lets all of these through; a reply without a status has the status 0.
test.each([
  [0, 'rejected', /declined/],
  [199, 'rejected', /declined/],
  [200, undefined, undefined],
  [299, undefined, undefined],
  [300, 'rejected', /redirects to another address/],
  [399, 'rejected', /redirects to another address/],
  [400, 'rejected', /declined/],
  [499, 'rejected', /declined/],
  [500, 'unavailable', /failed/],
] as const)('the status %i is %s', async (status, kind, message) => {
  const reply = { status, headers: {}, body: '{"id":"dpl_a"}' }
  const answer = acme.client({ send: async () => reply }).cancel('dpl_a')
  if (kind === undefined) {
    expect((await answer).id).toBe('dpl_a')
    return
  }
  const failure = await failureOf(answer)
  expect(failure).toMatchObject({ kind, status })
  expect(failure.message).toMatch(message)
})

test.each([
  ['its message', new Error('socket hang up'), 'socket hang up'],
  ['its code', Object.assign(new Error(''), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
  ['its name', new TypeError(''), 'TypeError'],
  ['its text', 'gone', 'gone'],
  ['200 characters of it', new Error('x'.repeat(201)), `${'x'.repeat(199)}…`],
])('what keeps Vercel from being reached is told by %s', async (_, error, told) => {
  const send = () => Promise.reject(error)
  expect(await failureOf(acme.client({ send }).cancel('dpl_a'))).toMatchObject({
    kind: 'unavailable',
    message: `Vercel could not be reached (PATCH /v12/deployments/…/cancel): ${told}`,
  })
  expect(acme.debug).toEqual([`PATCH /v12/deployments/dpl_a/cancel → ${told}`])
})

test('a reply that is cut off is told as that', async () => {
  acme.sim.fault({ kind: 'truncated' })
  acme.sim.vercel.addDeployment({ projectId: 'prj_1', id: 'dpl_a', state: 'BUILDING' })
  expect(await failureOf(acme.client().cancel('dpl_a'))).toMatchObject({
    message: "Vercel's reply was cut off or empty (PATCH /v12/deployments/…/cancel)",
    status: 200,
  })
})

test('a reply of another form is told as that', async () => {
  acme.sim.fault({ kind: 'shape' })
  expect((await failureOf(acme.client().get('dpl_a'))).message).toBe(
    "Vercel's reply has another form than expected (/v13/deployments/…)",
  )
})

test('a request has 10 s for its whole answer', async () => {
  const { sim, client } = acme
  const { timeout } = AbortSignal
  const asked: number[] = []
  // The real timer, only shorter.
  AbortSignal.timeout = (ms) => {
    asked.push(ms)
    return timeout.call(AbortSignal, 50)
  }
  try {
    sim.fault({ kind: 'trickle', everyMs: 5 })
    expect(await failureOf(client().cancel('dpl_a'))).toMatchObject({
      kind: 'unavailable',
      message:
        'Vercel could not be reached (PATCH /v12/deployments/…/cancel): no whole answer within 10 s',
    })
    expect(asked).toEqual([10_000])
  } finally {
    AbortSignal.timeout = timeout
  }
})

test.each([
  ['list', async (client: ReturnType<Acme['client']>) => (await client.listInFlight(web)).failure],
  ['get', (client: ReturnType<Acme['client']>) => failureOf(client.get('dpl_a'))],
  ['cancel', (client: ReturnType<Acme['client']>) => failureOf(client.cancel('dpl_a'))],
  [
    'projects',
    (client: ReturnType<Acme['client']>) => failureOf(client.linkedProjects('acme', 'web')),
  ],
])('JSON of another form can’t be read as the reply to %s', async (operation, act) => {
  const { sim, client } = acme
  sim.vercel.addDeployment({ projectId: 'prj_1', id: 'dpl_a', state: 'BUILDING' })
  sim.fault({ operation, kind: 'shape' })
  expect((await act(client()))?.kind).toBe('unreadable')
  expect(sim.requests).toHaveLength(1)
})

test.each([[301], [302], [303], [307], [308]])(
  'a redirect (%i) is not followed',
  async (status) => {
    const { sim, client } = acme
    sim.fault({ kind: 'redirect', status, to: `${sim.github.url}/v13/deployments/dpl_a` })
    const failure = await failureOf(client().get('dpl_a'))
    expect(failure).toMatchObject({ kind: 'rejected', status })
    expect(failure.message).toMatch(/redirects to another address .* the token is not sent along/)
    expect(sim.requests.map(({ api }) => api)).toEqual(['vercel'])
  },
)

test('a body without end is given up', async () => {
  const { sim, client } = acme
  sim.fault({ kind: 'huge', bytes: 17 * 1024 * 1024 })
  const failure = await failureOf(client().cancel('dpl_a'))
  expect(failure.kind).toBe('unavailable')
  expect(failure.message).toMatch(/the reply is larger than 16777216 bytes$/)
})

test('a server that does not listen is named', async () => {
  const { client, time } = acme
  await acme.sim.close()
  const failure = await failureOf(client().cancel('dpl_a'))
  expect(failure).toMatchObject({ kind: 'unavailable', status: undefined })
  expect(failure.message).toMatch(/^Vercel could not be reached .*: connect ECONNREFUSED/)
  expect(time.waits).toEqual([])
})

describe('the end of the step', () => {
  test.each([['hang'], ['trickle']] as const)('ends a %s', async (kind) => {
    const { sim, client, time } = acme
    const handle = sim.fault({ kind, everyMs: 5 })
    const failure = failureOf(client().get('dpl_a'))
    while (handle.count === 0) await new Promise(setImmediate)
    time.stop(new Error('The step was stopped (SIGTERM)'))
    expect(await failure).toMatchObject({
      kind: 'stopped',
      message: 'The step was stopped (SIGTERM) before Vercel answered (GET /v13/deployments/…)',
    })
    expect(sim.requests).toHaveLength(1)
  })

  test('keeps back what was queued', async () => {
    const { sim, client, time } = acme
    const all = addBuilds(100)
    const handle = sim.fault({ kind: 'hang', times: Number.POSITIVE_INFINITY })
    const vercel = client()
    const failures = all.map((id) => failureOf(vercel.cancel(id)))
    while (handle.count < 32) await new Promise(setImmediate)
    time.stop(new Error('The step was stopped (SIGTERM)'))
    const kinds = (await Promise.all(failures)).map(({ kind }) => kind)
    expect(new Set(kinds)).toEqual(new Set(['stopped']))
    expect(sim.requests).toHaveLength(32)
  })

  test('ends the wait for a rate limit', async () => {
    const { sim, client, time } = acme
    sim.fault({ status: 429, headers: { 'retry-after': '7' } })
    const onWait = () => time.stop(new Error('The step was stopped (SIGTERM)'))
    expect(await failureOf(client({ onWait }).cancel('dpl_a'))).toMatchObject({
      kind: 'stopped',
      message:
        'The step was stopped (SIGTERM) before Vercel answered (PATCH /v12/deployments/…/cancel)',
    })
    expect(sim.requests).toHaveLength(1)
  })

  test('for a reason that nobody gave is told all the same', async () => {
    const deadline = { signal: AbortSignal.abort('x'), remaining: () => 0 }
    const failure = await failureOf(acme.client({ deadline }).cancel('dpl_a'))
    expect(failure.message).toMatch(/^the step was stopped before Vercel answered /)
  })

  test('ends the wait between two tries', async () => {
    const { sim, client, time } = acme
    sim.fault({ status: 500, times: 9 })
    time.advance(59_700)
    const failure = await failureOf(client().get('dpl_a'))
    expect(failure).toMatchObject({ kind: 'stopped' })
    expect(failure.message).toBe(`${TIME_UP} before Vercel answered (GET /v13/deployments/…)`)
    expect(momentsOf(sim, 'get')).toEqual([59_700, 59_900])
  })

  test('lets nothing more be sent', async () => {
    const { sim, client, time } = acme
    time.advance(60_000)
    expect((await failureOf(client().cancel('dpl_a'))).kind).toBe('stopped')
    expect([sim.requests, acme.http.sent, acme.debug]).toEqual([[], [], []])
  })
})

describe('the token', () => {
  const everything = (failure: VercelError) =>
    JSON.stringify([failure.message, failure.said, failure.stack, failure.cause])

  test.each([[400], [401], [403], [404], [429], [500]])(
    'is taken out of what is said with %i',
    async (status) => {
      const { sim, client, debug, waitedFor } = acme
      sim.fault({ kind: 'echo', status })
      sim.vercel.addDeployment({ projectId: 'prj_1', id: 'dpl_a', state: 'BUILDING' })
      const failure = await client()
        .cancel('dpl_a')
        .catch((error: VercelError) => error)
      expect(JSON.stringify([failure, debug, waitedFor])).not.toContain(token)
      if (failure instanceof VercelError) expect(everything(failure)).not.toContain(token)
    },
  )

  test('is taken out beside numbers, which stay as they are', async () => {
    const { sim, client } = acme
    sim.fault({ kind: 'shape', body: { id: 'dpl_a', name: token, createdAt: 5 } })
    expect(await client().get('dpl_a')).toMatchObject({ project: '***', createdAt: 5 })
  })

  test('is taken out of a deployment, however deep', async () => {
    const { sim, client } = acme
    const meta = { githubCommitRef: `x-${token}-y`, githubCommitSha: token }
    sim.fault({ kind: 'shape', body: { id: 'dpl_a', name: token, readyState: token, meta } })
    const deployment = await client().get('dpl_a')
    expect(deployment).toMatchObject({ project: '***', branch: 'x-***-y', sha: '***' })
    expect(JSON.stringify(deployment)).not.toContain(token)
  })

  test.each([['vcp_"quoted"'], ['vcp_back\\slash'], ['vcp_a/b']])(
    'is taken out where JSON has to escape it: %s',
    async (odd) => {
      const { sim, client } = acme
      sim.fault({ kind: 'echo', status: 400 })
      const failure = await failureOf(client({ token: odd }).cancel('dpl_a'))
      expect(failure.message).toContain('Authorization: Bearer ***')
      expect(failure.message).not.toContain(odd)
    },
  )

  test.each([[`{"error":{"message":"x vcp\\/a"}}`], [`{"error":{"message":"x vcp\\u002fa"}}`]])(
    'is taken out where a server escapes what it need not: %s',
    async (body) => {
      const { sim, client } = acme
      sim.fault({ status: 400, body })
      const failure = await failureOf(client({ token: 'vcp/a' }).cancel('dpl_a'))
      expect(failure.message).not.toContain('vcp/a')
    },
  )
})

test('what a server says is one line of 200 characters at most', async () => {
  const { sim, client } = acme
  const message = `a\n::error::b ##[error]c ${'x'.repeat(10_000)}`
  sim.fault({ status: 400, body: { error: { message } } })
  const failure = await failureOf(client().cancel('dpl_a'))
  expect(failure.message).toMatch(/^Vercel declined .*400: a ::error::b ## \[error\]c x+…\)$/)
  expect(failure.said.message).toHaveLength(200)
})

test('each request leaves a line for the debug log', async () => {
  const { client, debug, sim } = acme
  sim.fault({ kind: 'reset-before' })
  await client().listInFlight(web)
  expect(debug).toEqual([
    expect.stringMatching(/^GET \/v7\/deployments → .*socket hang up$/),
    'GET /v7/deployments → 200 in 0 ms',
  ])
})
