import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Simulator } from '../../simulator/index.js'
import { runAction } from '../../simulator/runner.js'
import {
  act,
  expectComplete,
  expectTokensApart,
  type Fault,
  GITHUB_TOKEN,
  HOST_A,
  leaks,
  push,
  type Ran,
  type Run,
  startWorld,
  TOKEN,
} from './faults-world.js'

const SLOW = 60_000
const debug = { ACTIONS_STEP_DEBUG: 'true', RUNNER_DEBUG: '1' }

/** Runs in a world of its own, under debug, and checks that nothing got out. */
async function inSilence(
  prepare: (sim: Simulator) => void,
  run: Run = {},
): Promise<{ ran: Ran; sim: Simulator }> {
  const sim = await startWorld()
  try {
    prepare(sim)
    const inputs = { 'project-id': 'prj_1', timeout: '20', ...run.inputs }
    const ran = await act(sim, { ...run, inputs, env: { ...debug, ...run.env } })
    expectComplete(ran)
    expect(leaks(ran)).toEqual([])
    return { ran, sim }
  } finally {
    await sim.close()
  }
}

const runs: [string, NonNullable<Run['inputs']>][] = [
  ['list', {}],
  ['get', { 'deployment-id': HOST_A }],
  ['cancel', {}],
  ['projects', { 'project-id': '' }],
  ['ref', {}],
]

describe('masking', () => {
  test('comes before anything else is written, for every token that was passed', async () => {
    const env = { VERCEL_TOKEN: 'vcp_fromTheEnvironment', ...debug }
    const { ran } = await inSilence(() => {}, { env })
    const lines = ran.log.split('\n')
    const masks = [TOKEN, 'vcp_fromTheEnvironment', GITHUB_TOKEN].map((one) => `::add-mask::${one}`)
    expect(lines.slice(0, 3)).toEqual(masks)
    expect(lines.slice(3).join('\n')).not.toMatch(/add-mask/)
    expect(leaks(ran, ['vcp_fromTheEnvironment'])).toEqual([])
  })

  test.each([
    ['a malformed token', { token: 'vcp_has white\tspace' }, 'vcp_has white\tspace'],
    ['a token with a line break', { token: 'vcp_one\nvcp_two' }, 'vcp_two'],
    ['a malformed GitHub token', { 'github-token': 'ghs has space' }, 'ghs has space'],
  ])('%s is not shown by the complaint about it', async (_, inputs, secret) => {
    const ran = await runAction({ event: push(), inputs: { token: TOKEN, ...inputs }, env: debug })
    expect(ran.outputs.outcome).toBe('failed')
    expect(leaks(ran, [secret, TOKEN])).toEqual([])
    expect(ran.log).toMatch(/::error::Wrong input: `(github-)?token` is a text of \d+ characters/)
  })

  test.each([
    ['team-id', TOKEN],
    ['team-slug', `team ${TOKEN}`],
    ['deployment-id', `https://x:${TOKEN}@y`],
    ['mode', TOKEN],
    ['timeout', TOKEN],
    ['states', TOKEN],
    ['target', `${TOKEN}!`],
    ['branch', `~${TOKEN}`],
    ['api-url', `http://${TOKEN}.example`],
    ['api-url', `https://user:${TOKEN}@example.com`],
    ['dry-run', TOKEN],
    [TOKEN, 'true'],
    // Cut off in the middle: a part of a token is a secret too.
    ['mode', `${'x'.repeat(70)}${TOKEN}`],
  ])('a token in `%s: %s` by mistake is not shown', async (name, value) => {
    const inputs = { token: TOKEN, [name]: value }
    const ran = await runAction({ event: push(), inputs, env: { ...debug, VERCEL_ORG_ID: TOKEN } })
    expect(ran.outputs.outcome).toBe('failed')
    expect(leaks(ran, [TOKEN, TOKEN.slice(0, 9)])).toEqual([])
  })

  test("an address's own password is not shown", async () => {
    const inputs = { token: TOKEN, 'api-url': 'https://user:hunter2hunter2@example.com' }
    const ran = await runAction({ event: push(), inputs, env: debug })
    expect(ran.outputs.outcome).toBe('failed')
    expect(leaks(ran, ['hunter2hunter2'])).toEqual([])
  })
})

describe('a server that gives the Authorization header back', () => {
  const bearer = `Bearer ${TOKEN}`
  /** As JSON may write it: every character escaped. */
  const escaped = [...TOKEN]
    .map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')

  test.concurrent.each(
    runs.flatMap(([operation, inputs]) =>
      [400, 403, 429, 500].map((status) => [operation, status, inputs] as const),
    ),
  )(
    'in the message of an error: %s, %i',
    async (operation, status, inputs) => {
      const fault: Fault = { operation, kind: 'echo', status, times: 2 }
      await inSilence((sim) => sim.fault(fault), { inputs })
    },
    SLOW,
  )

  const echoes: [string, Fault][] = [
    ['escapes', { status: 400, body: `{"error":{"message":"Header: Bearer ${escaped}"}}` }],
    ['an HTML body', { status: 502, body: `<h1>${bearer}</h1>` }],
    ['an HTML body of a 200', { kind: 'shape', body: `<h1>${bearer}</h1>` }],
    ['a bare JSON string', { kind: 'shape', body: JSON.stringify(bearer) }],
    ["an error's code", { status: 400, body: { error: { code: bearer, message: bearer } } }],
    [
      "an error's scope",
      { status: 403, body: { error: { code: 'forbidden', scope: TOKEN, teamId: TOKEN } } },
    ],
    ['the other envelope', { status: 409, body: { err: { message: bearer } } }],
    ['a key', { status: 400, body: { error: { [TOKEN]: TOKEN }, [TOKEN]: 1 } }],
    ['a header', { status: 400, headers: { 'x-echo': bearer, 'retry-after': TOKEN } }],
    ["a 429's header", { status: 429, headers: { 'retry-after': TOKEN } }],
    ['the address of a redirect', { kind: 'redirect', to: `https://elsewhere.invalid/${TOKEN}` }],
    ['a broken body', { kind: 'shape', body: `{"deployments":[{"uid":"${TOKEN}",` }],
  ]

  test.concurrent.each(
    runs.flatMap(([operation, inputs]) =>
      echoes
        // A reply is read in one place, whichever it answers: the whole row for two of them will do.
        .filter((_, i) => operation === 'list' || operation === 'cancel' || i < 5)
        .map(([where, fault]) => [where, operation, fault, inputs] as const),
    ),
  )(
    'in %s, of %s',
    async (_, operation, fault, inputs) => {
      const twice = { operation, times: 2, ...fault }
      await inSilence((sim) => sim.fault(twice), { inputs })
    },
    SLOW,
  )

  const plain = (text: string) => text
  const asEscapes = (text: string) => text.replaceAll(TOKEN, escaped)
  test.each([
    ['as it is', plain],
    ['in JSON escapes', asEscapes],
  ])('in the fields of a 200, %s', async (_, write) => {
    const deployment = {
      uid: 'dpl_a',
      id: 'dpl_a',
      name: bearer,
      url: `${TOKEN}.vercel.app`,
      inspectorUrl: `https://vercel.com/acme/web/${TOKEN}`,
      readyState: 'BUILDING',
      createdAt: 1,
      target: null,
      meta: {
        githubCommitRef: 'feature',
        githubCommitSha: `${TOKEN}0000000`,
        githubCommitOrg: 'acme',
        githubCommitRepo: 'web',
        githubCommitMessage: bearer,
      },
    }
    const other = { ...deployment, uid: `dpl_${TOKEN}`, meta: { githubCommitRef: TOKEN } }
    const strange = { ...deployment, uid: 'dpl_b', readyState: TOKEN, target: TOKEN }
    const page = { deployments: [deployment, other, strange], pagination: { next: null } }
    const { ran } = await inSilence((sim) => {
      sim.fault({ operation: 'list', kind: 'shape', body: write(JSON.stringify(page)) })
      const done = { ...deployment, readyState: 'CANCELED', canceledAt: 5 }
      sim.fault({ operation: 'cancel', kind: 'shape', body: write(JSON.stringify(done)) })
    })
    expect(ran.outputs).toMatchObject({ outcome: 'canceled', canceledCount: '1' })
    expect(ran.outputs.deployments).toMatch(/Bearer \*\*\*/)
  })

  test.each(['vcp_with"quote', 'vcp_with\\backslash', 'vcp/with/slashes', 'vcp+with%20&<>'])(
    'whatever characters are in it: %s',
    async (token) => {
      const { ran } = await inSilence(
        (sim) => {
          sim.vercel.addToken(token, { kind: 'team', teams: ['team_1'] })
          sim.fault({ operation: 'list', kind: 'echo', status: 400 })
        },
        { inputs: { token } },
      )
      expect(ran.log).toMatch(/Bearer \*\*\*/)
      // In the output the message stands as JSON once more.
      expect(leaks(ran, [token, JSON.stringify(token).slice(1, -1)])).toEqual([])
    },
  )
})

describe('where the tokens go', () => {
  test('each API gets its own token and nothing of the other', async () => {
    const { sim, ran } = await inSilence(() => {}, { inputs: { 'project-id': '' } })
    expect(ran.outputs.outcome).toBe('canceled')
    expect(new Set(sim.requests.map(({ operation }) => operation))).toEqual(
      new Set(['projects', 'list', 'ref', 'cancel']),
    )
    expectTokensApart(sim)
  })

  test('in a sweep too', async () => {
    const { sim } = await inSilence(() => {}, { event: { name: 'schedule', payload: {} } })
    expect(sim.requests.map(({ operation }) => operation)).toContain('graphql')
    expectTokensApart(sim)
  })

  test.concurrent.each(
    runs.map(
      ([operation, inputs], i) => [operation, [301, 302, 303, 307, 308][i] ?? 307, inputs] as const,
    ),
  )(
    'not along a redirect: %s, %i',
    async (operation, status, inputs) => {
      const seen: IncomingMessage[] = []
      const other = createServer((req, res) => {
        seen.push(req)
        res.end('{}')
      })
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
      const { port } = other.address() as AddressInfo
      try {
        const to = `http://127.0.0.1:${port}/v7/deployments`
        const fault: Fault = { operation, kind: 'redirect', to, status, times: 9 }
        const { ran, sim } = await inSilence((world) => world.fault(fault), { inputs })
        expect(seen).toEqual([])
        expectTokensApart(sim)
        // GitHub's head is not needed where time proves the order.
        expect(ran.outputs.outcome).toBe(operation === 'ref' ? 'canceled' : 'failed')
      } finally {
        other.close()
      }
    },
    SLOW,
  )

  test.each([
    'http://api.vercel.com',
    'http://api.vercel.test:8080',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://0.0.0.0:9',
    'http://10.0.0.1',
    'ftp://127.0.0.1',
    'https://api.vercel.com@example.com',
    'https://:x@example.com',
    'https://example.com/?a=b',
    'https://example.com/#a',
    'api.vercel.com',
  ])('not to %s, which is refused before anything is sent', async (url) => {
    const { ran, sim } = await inSilence(() => {}, { inputs: { 'api-url': url } })
    expect(sim.requests).toEqual([])
    expect(ran.log).toMatch(/::error::Wrong input: `api-url` is/)
    expect(ran.log).not.toMatch(/::debug::(GET|PATCH)/)
  })

  test('not to the dashboard or the host that `deployment-id` names', async () => {
    const seen: IncomingMessage[] = []
    const other = createServer((req, res) => {
      seen.push(req)
      res.end('{}')
    })
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    try {
      const inputs = { 'deployment-id': `http://127.0.0.1:${port}/x` }
      const { sim } = await inSilence(() => {}, { inputs })
      expect(seen).toEqual([])
      expect(sim.requests.map(({ path }) => path)).toEqual(['/v13/deployments/127.0.0.1'])
    } finally {
      other.close()
    }
  })
})

test(
  "the state for the post step holds no secret, and the post step's log neither",
  async () => {
    const { ran } = await inSilence(() => {})
    expect(ran.state).toEqual({ post: 'true' })
    const sim = await startWorld()
    try {
      const inputs = { 'project-id': 'prj_1', 'cancel-with-run': 'true' }
      sim.fault({ operation: 'cancel', kind: 'echo', status: 500, times: 9 })
      const post = await act(sim, { inputs, state: ran.state, env: debug })
      expect(leaks(post)).toEqual([])
      expect(sim.requests.length).toBeGreaterThan(1)
      expectTokensApart(sim)
    } finally {
      await sim.close()
    }
  },
  SLOW,
)
