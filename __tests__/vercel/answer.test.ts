import {
  cancelDeployment,
  linkedProjects,
  listUnfinished,
  readDeployment,
} from '../../src/vercel/client.js'
import { type Acme, addBuilds, failureOf, startAcme } from '../support.js'

let acme: Acme
beforeEach(async () => {
  acme = await startAcme()
})
afterEach(() => acme.sim.close())

const web = { projectId: 'prj_1' }

describe('401 and 403', () => {
  const always = { times: Number.POSITIVE_INFINITY }

  test.each([[401], [403]])('(%i) ends everything, what is queued too', async (status) => {
    const { sim, client } = acme
    const all = addBuilds(acme, 100)
    sim.fault({ status, ...always })
    const vercel = client()
    const failures = await Promise.all(all.map((id) => failureOf(cancelDeployment(vercel, id))))
    expect(new Set(failures.map(({ kind }) => kind))).toEqual(new Set(['unauthorized']))
    // All that were open when the first reply came, and not one for the slot that it freed.
    expect(sim.requests.length).toBe(32)
    const before = sim.requests.length
    expect((await failureOf(readDeployment(vercel, 'dpl_0'))).kind).toBe('unauthorized')
    expect((await listUnfinished(vercel, web)).failure?.kind).toBe('unauthorized')
    expect((await failureOf(linkedProjects(vercel, 'acme', 'web'))).kind).toBe('unauthorized')
    expect(sim.requests).toHaveLength(before)
  })

  test('end what waits for others of another kind, too', async () => {
    const { sim, client } = acme
    sim.fault({ status: 401, ...always })
    const vercel = client()
    const all = Array.from({ length: 30 }, (_, i) => `dpl_${i}`)
    await Promise.all(
      all.flatMap((id) => [
        failureOf(readDeployment(vercel, id)),
        failureOf(cancelDeployment(vercel, id)),
      ]),
    )
    expect(sim.requests).toHaveLength(32)
  })

  test.each([
    ['a bad token', { token: 'other' }, /^Vercel rejected the token \(403: Not authorized\)/],
    [
      'another team',
      { team: { teamId: 'team_2' } },
      /^The token has no access to the team `team_2` .*Set `team-id` to the team that owns/s,
    ],
  ])('of %s says what to change', async (_, over, message) => {
    const failure = (await listUnfinished(acme.client(over), web)).failure
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
  ])('of a team, %j, with the team %j', async (over, team, words) => {
    const { sim, client } = acme
    sim.fault({ status: 403, body: { err: { message: 'No', teamId: 'team_9', ...over } } })
    expect((await failureOf(readDeployment(client({ team }), 'dpl_a'))).message).toContain(words)
  })

  test.each([
    [
      { saml: true },
      {},
      /^The team requires single sign-on, and this token was not created with it \(403: No\)\. Sign in/,
    ],
    [{ enforced: true, scope: 'acme' }, {}, /^The team requires single sign-on \(`acme`\), /],
    [
      { saml: true, enforced: true, teamId: 'team_9' },
      { slug: 'shop' },
      /^The team requires single sign-on \(`shop`\), /,
    ],
    [{ saml: false, enforced: false, scope: 'acme' }, {}, /^The token has no access to the team /],
    [{ invalidToken: true, saml: true }, {}, /^Vercel rejected the token /],
  ])('of single sign-on: %j with the team %j', async (said, team, words) => {
    const { sim, client } = acme
    sim.fault({ status: 403, body: { error: { message: 'No', ...said } } })
    const failure = await failureOf(readDeployment(client({ team }), 'dpl_a'))
    expect(failure.message).toMatch(words)
    expect(failure.kind).toBe('unauthorized')
  })

  test('of a project token that looks for projects names `project-id`', async () => {
    const { sim, client } = acme
    sim.vercel.addToken('narrow', { kind: 'project', projects: ['prj_1'] })
    const failure = await failureOf(linkedProjects(client({ token: 'narrow' }), 'acme', 'web'))
    expect(failure.message).toContain('project tokens never can. Set `project-id: prj_…`.')
  })

  test.each([
    [{}, "For a team's project set `team-id: team_…`."],
    [{ slug: 'acme' }, 'Is `acme` the team that owns it'],
  ])('in other words, with the team %j, is given in them', async (team, hint) => {
    const { sim, client } = acme
    sim.fault({ status: 403, body: { error: { code: 'x', message: 'No\n::error::way' } } })
    const { message } = await failureOf(readDeployment(client({ team }), 'dpl_a'))
    expect(message).toContain('(GET /v13/deployments/…, 403: No ::error::way)')
    expect(message).toContain(hint)
  })
})

test.each([
  [{ slug: 'acme' }, 'allow canceling deployments?'],
  [{}, "for a team's project."],
])('a refused cancel, with the team %j, is about the role first', async (team, end) => {
  const { sim, client } = acme
  sim.fault({ status: 403 })
  const { message } = await failureOf(cancelDeployment(client({ team }), 'dpl_a'))
  expect(message).toContain("Does the role of the token's creator")
  expect(message.endsWith(end)).toBe(true)
})

test.each([
  [400, 'rejected', 'Vercel rejected the request (GET /v13/deployments/…, 400: Bad Request)'],
  [404, 'not-found', 'Vercel answered 404: Not Found'],
  [410, 'not-found', 'Vercel answered 410: Gone'],
  [
    422,
    'rejected',
    'Vercel rejected the request (GET /v13/deployments/…, 422: Unprocessable Entity)',
  ],
])('%i is an answer, and not asked for again', async (status, kind, message) => {
  const { sim, client } = acme
  sim.fault({ status })
  expect(await failureOf(readDeployment(client(), 'dpl_a'))).toMatchObject({
    kind,
    message,
    status,
  })
  expect(sim.requests).toHaveLength(1)
})

test.each([
  [400, 'Vercel rejected the request (PATCH /v12/deployments/…/cancel, 400)'],
  [404, 'Vercel answered 404'],
  [500, 'Vercel returned an error (PATCH /v12/deployments/…/cancel): 500'],
])('%i without a word is told by its number', async (status, message) => {
  const { sim, client } = acme
  sim.fault({ status, body: {} })
  expect((await failureOf(cancelDeployment(client(), 'dpl_a'))).message).toBe(message)
})

test('a reply that is cut off is told as that', async () => {
  acme.sim.fault({ kind: 'truncated' })
  acme.sim.vercel.addDeployment({ projectId: 'prj_1', id: 'dpl_a', state: 'BUILDING' })
  expect(await failureOf(cancelDeployment(acme.client(), 'dpl_a'))).toMatchObject({
    message:
      "Vercel's response was incomplete (PATCH /v12/deployments/…/cancel): 200 without complete JSON",
    status: 200,
  })
})

test('a reply of another form is told as that', async () => {
  acme.sim.fault({ kind: 'shape' })
  expect((await failureOf(readDeployment(acme.client(), 'dpl_a'))).message).toBe(
    'Unexpected response from Vercel (/v13/deployments/…)',
  )
})

test.each([404, 410])(
  '%i of the list of projects asks for the team and the address',
  async (status) => {
    acme.sim.fault({ operation: 'projects', status })
    const { message } = await failureOf(linkedProjects(acme.client(), 'acme', 'web'))
    expect(message).toMatch(/^Vercel knows no projects here \(4.*`team-id` is empty.*`api-url`/)
  },
)

test.each([
  [
    'list',
    async (client: ReturnType<Acme['client']>) => (await listUnfinished(client, web)).failure,
  ],
  ['get', (client: ReturnType<Acme['client']>) => failureOf(readDeployment(client, 'dpl_a'))],
  ['cancel', (client: ReturnType<Acme['client']>) => failureOf(cancelDeployment(client, 'dpl_a'))],
  [
    'projects',
    (client: ReturnType<Acme['client']>) => failureOf(linkedProjects(client, 'acme', 'web')),
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
    const failure = await failureOf(readDeployment(client(), 'dpl_a'))
    expect(failure).toMatchObject({ kind: 'rejected', status })
    expect(failure.message).toMatch(
      /redirects elsewhere .* The token is never sent to a redirect; set `api-url`/,
    )
    expect(sim.requests.map(({ api }) => api)).toEqual(['vercel'])
  },
)

test('what a server says is one line of 200 characters at most', async () => {
  const { sim, client } = acme
  const message = `a\n::error::b ##[error]c ${'x'.repeat(10_000)}`
  sim.fault({ status: 400, body: { error: { message } } })
  const failure = await failureOf(cancelDeployment(client(), 'dpl_a'))
  expect(failure.message).toMatch(
    /^Vercel rejected the request .*400: a ::error::b ## \[error\]c x+…\)$/,
  )
  expect(failure.body.message).toHaveLength(200)
})
