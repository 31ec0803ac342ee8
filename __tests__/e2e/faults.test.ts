import {
  badToken,
  type Cell,
  check,
  elsewhere,
  green,
  html,
  type Operation,
  red,
  SLOW,
  vercelOperations,
  wrongTeam,
} from './faults-matrix.js'
import {
  ALL,
  act,
  expectComplete,
  type Fault,
  HOST_A,
  leaks,
  outcomes,
  type Ran,
  SUPERSEDED,
  startWorld,
} from './faults-world.js'

/** Every fault that lasts, and what it makes of each of Vercel's four operations. */
const lasting: [string, Fault, Record<Exclude<Operation, 'head'>, Cell>][] = [
  ['401', { status: 401 }, all(red(1, /::error::.*does not accept the token \(401/), [1, 3])],
  [
    '403 for a bad token',
    { status: 403, body: badToken },
    all(red(1, /::error::.*does not accept the token \(403: Not authorized\)/), [1, 3]),
  ],
  [
    '403 for a wrong team',
    { status: 403, body: wrongTeam },
    all(red(1, /::error::.*no access to the team.*Set `team-id`/), [1, 3]),
  ],
  [
    '403 of another shape',
    { status: 403, body: 'Forbidden' },
    {
      ...all(red(1, /::error::.*Vercel does not allow this/), [1, 3]),
      projects: red(1, /::error::.*may not look for the repository's projects.*`project-id/),
    },
  ],
  [
    '404',
    { status: 404 },
    {
      list: red(1, /::error::Vercel knows no project `prj_1` \(/),
      get: red(1, /::error::`web-a\.vercel\.app` was not found/),
      // Builds that vanished by themselves are nobody's failure.
      cancel: { outcome: 'nothing-to-cancel', message: /3 no longer there/, requests: 3 },
      projects: red(1, /::error::Vercel does not know it .*404/),
    },
  ],
  [
    '410',
    { status: 410 },
    {
      list: red(1, /::error::Vercel knows no project `prj_1` \(/),
      get: red(1, /::error::`web-a\.vercel\.app` was not found/),
      cancel: { outcome: 'nothing-to-cancel', message: /3 no longer there/, requests: 3 },
      projects: red(1, /::error::Vercel does not know it .*410/),
    },
  ],
  ['500', { status: 500 }, all(red(5, /::error::.*Vercel failed .*500/), 15)],
  [
    '502 with an HTML body',
    { status: 502, body: html },
    all(red(5, /::error::.*Vercel failed .*502\)/), 15),
  ],
  [
    'an empty body',
    { kind: 'empty' },
    { ...all(red(5, /::error::.*reply was cut off or empty/)), cancel: green(3) },
  ],
  [
    'truncated JSON',
    { kind: 'truncated' },
    { ...all(red(5, /::error::.*reply was cut off or empty/)), cancel: green(3) },
  ],
  [
    'JSON of another shape',
    { kind: 'shape' },
    { ...all(red(1, /::error::.*another form than expected/)), cancel: green(3) },
  ],
  [
    'JSON that is no object',
    { kind: 'shape', body: 'null' },
    { ...all(red(1, /::error::.*another form than expected/)), cancel: green(3) },
  ],
  [
    'a reset before anything is done',
    { kind: 'reset-before' },
    all(red(5, /::error::.*could not be reached .*(socket hang up|ECONNRESET)/), 15),
  ],
  [
    'a reset after the request took effect',
    { kind: 'reset-after' },
    { ...all(red(5, /::error::.*could not be reached/)), cancel: green(3) },
  ],
  [
    'a reset in the middle of the body',
    { kind: 'reset-in-body' },
    { ...all(red(5, /::error::.*could not be reached .*aborted/)), cancel: green(3) },
  ],
  [
    'a body of 50 MB',
    { kind: 'huge' },
    { ...all(red(5, /::error::.*the reply is larger than/)), cancel: green(3) },
  ],
  [
    'a redirect to another host',
    { kind: 'redirect', to: elsewhere },
    all(red(1, /::error::.*redirects to another address .*307.*Is `api-url` right/), [3, 6]),
  ],
]

/** The same of every operation, but of the cancels, of which there are three at once. */
function all(cell: Cell, cancels = cell.requests) {
  return { list: cell, get: cell, projects: cell, cancel: { ...cell, requests: cancels } }
}

describe('a fault that lasts', () => {
  test.concurrent.each(
    lasting.flatMap(([name, fault, cells]) =>
      vercelOperations.map((operation) => [name, operation, fault, cells[operation]] as const),
    ),
  )(
    '%s, of %s',
    async (_, operation, fault, cell) => {
      const { ran } = await check(operation, fault, cell)
      // Wherever the list was read, every build that was in it is in the output.
      if (operation === 'cancel') expect(ids(ran)).toEqual(ALL)
      if (operation === 'list' || operation === 'projects') expect(ids(ran)).toEqual([])
      if (operation === 'get') expect(outcomes(ran)).toHaveLength(1)
    },
    SLOW,
  )

  test.concurrent.each(
    (['hang', 'trickle'] as const).flatMap((kind) =>
      vercelOperations.map((operation) => [kind, operation] as const),
    ),
  )(
    'a %s, of %s, ends red when `timeout` is over',
    async (kind, operation) => {
      const cell = red(
        operation === 'cancel' ? 3 : 1,
        /::error::.*step's time \(`timeout`: 4 s\) was up/,
      )
      const { ran } = await check(operation, { kind }, cell, { inputs: { timeout: '4' } })
      if (operation === 'cancel') {
        expect(outcomes(ran)).toEqual([
          ...SUPERSEDED.map((id) => `${id} failed`),
          'dpl_other kept',
          'dpl_own kept',
        ])
      }
      // A single request is given up after 10 s: it is the step's own time that ended this.
      expect(ran.ms).toBeLessThan(9000)
    },
    SLOW,
  )

  // A server that is not there at all answers nobody, so that each run begins with the request.
  test.concurrent.each(
    [
      ['connection refused', 'http://127.0.0.1:1', 'ECONNREFUSED'],
      ['a host name that does not resolve', 'https://api.invalid', '(ENOTFOUND|EAI_AGAIN)'],
    ].flatMap(([name = '', url = '', cause = '']) =>
      (
        [
          ['list', { 'project-id': 'prj_1' }, 'GET /v7/deployments', 5],
          ['get', { 'deployment-id': HOST_A }, 'GET /v13/deployments/', 5],
          // Whether the request arrived is for the state to say, which can't be read either.
          ['cancel', { 'deployment-id': 'dpl_a' }, 'PATCH /v12/deployments/dpl_a/cancel', 1],
          ['projects', {}, 'GET /v10/projects', 5],
        ] as const
      ).map(([operation, inputs, line, n]) => ({ name, operation, url, cause, inputs, line, n })),
    ),
  )(
    '$name, of $operation',
    async ({ url, cause, inputs, line, n }) => {
      const sim = await startWorld()
      try {
        const ran = await act(sim, { inputs: { ...inputs, 'api-url': url } })
        expectComplete(ran)
        expect(leaks(ran)).toEqual([])
        expect(ran.outputs.outcome).toBe('failed')
        expect(ran.log).toMatch(new RegExp(`::error::.*Vercel could not be reached .*${cause}`))
        expect(ran.log.split(`::debug::${line}`)).toHaveLength(n + 1)
        expect(sim.requests).toEqual([])
      } finally {
        await sim.close()
      }
    },
    SLOW,
  )
})

function ids(ran: Ran): string[] {
  return outcomes(ran).map((line) => line.split(' ')[0] ?? '')
}
