import type { Simulator } from '../../simulator/index.js'
import { startProxy } from '../../simulator/proxy.js'
import { type Certificate, makeCertificate } from './faults-certificate.js'
import {
  act,
  addSuperseded,
  expectComplete,
  expectTokensApart,
  leaks,
  type Run,
  requestsOf,
  SUPERSEDED,
  startWorld,
} from './faults-world.js'

const SLOW = 60_000

// Names that no resolver knows: who reaches them, does so through the proxy.
const VERCEL = 'api.vercel.test'
const GITHUB = 'api.github.test'
const GHES = 'ghes.test'

type Proxy = Awaited<ReturnType<typeof startProxy>>

let certificate: Certificate
let sim: Simulator
const proxies: Proxy[] = []

beforeAll(() => {
  const names = [VERCEL, GITHUB, GHES].map((name) => `DNS:${name}`)
  // 0.0.0.0 reaches this machine without being one of the names of loopback.
  certificate = makeCertificate([...names, 'IP:127.0.0.1', 'IP:0.0.0.0'])
})
afterAll(() => certificate.remove())

beforeEach(async () => {
  sim = await startWorld({ tls: certificate })
})
afterEach(async () => {
  await Promise.all([sim.close(), ...proxies.splice(0).map((proxy) => proxy.close())])
})

async function proxyWith(options: Parameters<typeof startProxy>[0] = {}): Promise<Proxy> {
  const hosts = {
    [VERCEL]: port(sim.vercel.url),
    [GITHUB]: port(sim.github.url),
    [GHES]: port(sim.github.url),
    '0.0.0.0': port(sim.vercel.url),
  }
  const proxy = await startProxy({ hosts, ...options })
  proxies.push(proxy)
  return proxy
}

const port = (url: string) => Number(new URL(url).port)

/** Runs on a push, with addresses that only the proxy knows. */
function actBehind(env: Record<string, string>, run: Run = {}) {
  return act(sim, {
    ...run,
    inputs: { 'project-id': 'prj_1', 'api-url': `https://${VERCEL}`, timeout: '20', ...run.inputs },
    env: {
      GITHUB_API_URL: `https://${GITHUB}`,
      NODE_EXTRA_CA_CERTS: certificate.authority,
      ...env,
    },
  })
}

/** Which hosts the proxy was asked for. */
const targets = (proxy: Proxy) => [...new Set(proxy.asked.map(({ target }) => target))].sort()

/** The proxy sees names, never a token. */
function expectBlind(proxy: Proxy): void {
  for (const { method, headers } of proxy.asked) {
    expect(method).toBe('CONNECT')
    expect(headers.authorization).toBeUndefined()
  }
  expect(JSON.stringify(proxy.asked)).not.toMatch(/vcp_|ghs_/)
}

test.each(['https_proxy', 'HTTPS_PROXY'])(
  '%s is used for Vercel and for GitHub',
  async (name) => {
    const proxy = await proxyWith()
    const ran = await actBehind({ [name]: proxy.url })
    expectComplete(ran)
    expect(leaks(ran)).toEqual([])
    expect(ran.errors).toBe('')
    expect(ran.outputs).toMatchObject({ outcome: 'canceled', canceledCount: '3' })
    expect(sim.vercel.canceled().sort()).toEqual(SUPERSEDED)
    expect(requestsOf(sim, 'ref')).toHaveLength(1)
    expect(targets(proxy)).toEqual([`${GITHUB}:443`, `${VERCEL}:443`])
    expectBlind(proxy)
    expectTokensApart(sim)
  },
  SLOW,
)

test(
  'a proxy without a scheme is one of http',
  async () => {
    const proxy = await proxyWith()
    const ran = await actBehind({ https_proxy: proxy.url.replace('http://', '') })
    expect(ran.outputs.outcome).toBe('canceled')
  },
  SLOW,
)

test(
  'a proxy that is itself spoken to over TLS is used',
  async () => {
    const proxy = await proxyWith({ tls: certificate })
    const ran = await actBehind({ https_proxy: proxy.url })
    expect(ran.outputs.outcome).toBe('canceled')
    expectBlind(proxy)
  },
  SLOW,
)

test(
  'credentials in its address are given to the proxy, and shown to nobody',
  async () => {
    const proxy = await proxyWith({ credentials: 'me:hunter2/@' })
    const address = proxy.url.replace('http://', 'http://me:hunter2%2F%40@')
    const ran = await actBehind({ https_proxy: address, RUNNER_DEBUG: '1' })
    expect(ran.outputs.outcome).toBe('canceled')
    expect(leaks(ran, ['hunter2'])).toEqual([])
    expect(ran.errors).toBe('')
    for (const { headers } of sim.requests) expect(headers['proxy-authorization']).toBeUndefined()
  },
  SLOW,
)

test(
  'many builds go through it at once, and the connections are used again',
  async () => {
    addSuperseded(sim, 150)
    const proxy = await proxyWith()
    const ran = await actBehind({ https_proxy: proxy.url })
    expect(ran.outputs).toMatchObject({ outcome: 'canceled', canceledCount: '153' })
    expect(proxy.asked.length).toBeLessThanOrEqual(40)
  },
  SLOW,
)

describe.each(['no_proxy', 'NO_PROXY'])('%s', (name) => {
  test.each([
    ['0.0.0.0', true],
    ['a.test, 0.0.0.0 ,b.test', true],
    ['*', true],
    ['0.0.0.1', false],
    ['', false],
  ])(
    '"%s": reached directly is %j',
    async (value, direct) => {
      const proxy = await proxyWith()
      const url = `https://0.0.0.0:${port(sim.vercel.url)}`
      const env = { https_proxy: proxy.url, [name]: value }
      const ran = await actBehind(env, { inputs: { 'api-url': url } })
      expect(ran.outputs.outcome).toBe('canceled')
      const vercel = targets(proxy).filter((target) => target.startsWith('0.0.0.0'))
      expect(vercel).toHaveLength(direct ? 0 : 1)
    },
    SLOW,
  )

  test(
    'keeps Vercel out of it by its name, in every form that a name may have',
    async () => {
      const forms = [VERCEL, 'vercel.test', '.vercel.test', `${VERCEL}:443`, VERCEL.toUpperCase()]
      await Promise.all(
        forms.map(async (value) => {
          const proxy = await proxyWith()
          const ran = await actBehind({ https_proxy: proxy.url, [name]: value })
          // Nobody else knows the name.
          expect(ran.outputs.outcome).toBe('failed')
          expect(ran.log).toMatch(/::error::.*(ENOTFOUND|EAI_AGAIN)/)
          expect(proxy.asked).toEqual([])
        }),
      )
    },
    SLOW,
  )

  test(
    'keeps GitHub out of it, and Vercel in',
    async () => {
      const proxy = await proxyWith()
      const ran = await actBehind({ https_proxy: proxy.url, [name]: GITHUB })
      // Time proof alone: GitHub is not to be reached under this name.
      expect(ran.outputs.outcome).toBe('canceled')
      expect(targets(proxy)).toEqual([`${VERCEL}:443`])
    },
    SLOW,
  )
})

test(
  'loopback is never asked of the proxy',
  async () => {
    const proxy = await proxyWith()
    const env = { https_proxy: proxy.url, GITHUB_API_URL: sim.github.url }
    const ran = await actBehind(env, { inputs: { 'api-url': sim.vercel.url } })
    expect(ran.outputs.outcome).toBe('canceled')
    expect(proxy.asked).toEqual([])
  },
  SLOW,
)

describe('a proxy that lets nobody through', () => {
  test(
    'because it refuses: red, with its answer, and complete outputs',
    async () => {
      const refusals = [
        { credentials: 'me:secret', answer: 407 },
        { status: 401, answer: 401 },
        { status: 403, answer: 403 },
        { status: 502, answer: 502 },
        { status: 302, answer: 302 },
      ]
      await Promise.all(
        refusals.map(async ({ answer, ...options }) => {
          const proxy = await proxyWith(options)
          const ran = await actBehind({ https_proxy: proxy.url })
          expectComplete(ran)
          expect(leaks(ran)).toEqual([])
          expect(ran.outputs).toMatchObject({ outcome: 'failed', deployments: '[]' })
          expect(ran.log).toMatch(new RegExp(`::error::.*${answer}`))
          // The proxy's no is none of Vercel's.
          expect(ran.log).not.toMatch(/does not accept the token|does not allow|redirects/)
          expectBlind(proxy)
        }),
      )
      expect(sim.requests).toEqual([])
    },
    SLOW,
  )

  test(
    'because it never answers: red, when `timeout` is over',
    async () => {
      const proxy = await proxyWith({ hang: true })
      const ran = await actBehind({ https_proxy: proxy.url }, { inputs: { timeout: '4' } })
      expectComplete(ran)
      expect(ran.outputs.outcome).toBe('failed')
      expect(ran.log).toMatch(/::error::.*step's time \(`timeout`: 4 s\) was up/)
      expect(ran.ms).toBeLessThan(9000)
      expect(sim.requests).toEqual([])
    },
    SLOW,
  )

  test(
    'because it is down: red, and nothing is sent around it',
    async () => {
      const ran = await actBehind({ https_proxy: 'http://127.0.0.1:1' })
      expectComplete(ran)
      expect(ran.outputs.outcome).toBe('failed')
      expect(ran.log).toMatch(/::error::.*could not be reached.*ECONNREFUSED/)
      expect(sim.requests).toEqual([])
    },
    SLOW,
  )

  test(
    'to GitHub: the head is not read, and time proof stands alone',
    async () => {
      const proxy = await proxyWith({ hosts: { [VERCEL]: port(sim.vercel.url) } })
      const ran = await actBehind({ https_proxy: proxy.url })
      expect(ran.outputs).toMatchObject({ outcome: 'canceled', canceledCount: '3' })
      expect(requestsOf(sim, 'ref')).toEqual([])
    },
    SLOW,
  )
})

describe('certificates', () => {
  test.each([
    ['an authority that nobody knows', VERCEL, { NODE_EXTRA_CA_CERTS: '' }],
    ['a name that the certificate does not hold', 'other.test', {}],
  ])(
    '%s: nothing is sent',
    async (_, host, env) => {
      const proxy = await proxyWith({ hosts: { [host]: port(sim.vercel.url) } })
      const run = { inputs: { 'api-url': `https://${host}` } }
      const ran = await actBehind({ https_proxy: proxy.url, ...env }, run)
      expectComplete(ran)
      expect(ran.outputs.outcome).toBe('failed')
      expect(ran.log).toMatch(/::error::.*could not be reached.*certificate/i)
      expect(sim.requests).toEqual([])
    },
    SLOW,
  )
})

describe('GitHub Enterprise Server', () => {
  const api = `https://${GHES}/api/v3`

  test(
    'the head is read under /api/v3',
    async () => {
      const proxy = await proxyWith()
      const ran = await actBehind({ https_proxy: proxy.url, GITHUB_API_URL: api })
      expect(ran.outputs).toMatchObject({ outcome: 'canceled', canceledCount: '3' })
      expect(requestsOf(sim, 'ref').map(({ path, status }) => `${path} ${status}`)).toEqual([
        '/api/v3/repos/acme/web/git/ref/heads/feature 200',
      ])
      expect(targets(proxy)).toEqual([`${VERCEL}:443`, `${GHES}:443`])
      expectTokensApart(sim)
    },
    SLOW,
  )

  test(
    'a head that has moved on there keeps its builds',
    async () => {
      const proxy = await proxyWith()
      sim.github.setBranch('acme/web', 'feature', 'b'.repeat(40))
      const ran = await actBehind({ https_proxy: proxy.url, GITHUB_API_URL: api })
      expect(ran.outputs.outcome).toBe('nothing-to-cancel')
      expect(sim.vercel.canceled()).toEqual([])
    },
    SLOW,
  )

  test(
    'heads are read in bulk under /api/graphql',
    async () => {
      const proxy = await proxyWith()
      const event = { name: 'schedule', payload: {} }
      const ran = await actBehind({ https_proxy: proxy.url, GITHUB_API_URL: api }, { event })
      expect(requestsOf(sim, 'graphql').map(({ path }) => path)).toEqual(['/api/graphql'])
      expect(ran.outputs.outcome).toBe('canceled')
      expect(sim.vercel.canceled().sort()).toEqual([...SUPERSEDED, 'dpl_other'])
    },
    SLOW,
  )
})
