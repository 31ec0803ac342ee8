import { push } from '../../simulator/events.js'
import { startProxy } from '../../simulator/proxy.js'
import { type Certificate, makeCertificate } from './certificate.js'
import { type Act, act, inWorld, pair, pairTold, SLOW, type World, web } from './support.js'

// Names that no resolver knows: who reaches them does so through the proxy.
const VERCEL = 'api.vercel.test'
const GITHUB = 'api.github.test'

type ProxyOptions = NonNullable<Parameters<typeof startProxy>[0]>
type Proxy = Awaited<ReturnType<typeof startProxy>>

let certificate: Certificate
beforeAll(() => {
  // 0.0.0.0 reaches this machine without being one of the names of loopback.
  certificate = makeCertificate([`DNS:${VERCEL}`, `DNS:${GITHUB}`, 'IP:127.0.0.1', 'IP:0.0.0.0'])
})
afterAll(() => certificate.remove())

const port = (url: string) => Number(new URL(url).port)
const hostsOf = ({ sim }: World) => ({
  [VERCEL]: port(sim.vercel.url),
  [GITHUB]: port(sim.github.url),
  '0.0.0.0': port(sim.vercel.url),
})

/** Runs `use` with a proxy in front of both APIs, which are spoken to over TLS. */
function behind(
  options: ProxyOptions,
  use: (proxy: Proxy, world: World) => Promise<void>,
): Promise<void> {
  return inWorld(
    async (world) => {
      pair(world)
      const proxy = await startProxy({ hosts: hostsOf(world), ...options })
      try {
        await use(proxy, world)
      } finally {
        await proxy.close()
      }
    },
    { tls: certificate },
  )
}

/** A push, with addresses that only the proxy knows. */
function actWith(world: World, env: Record<string, string>, run: Act = {}) {
  return act(world, push(), {
    ...run,
    inputs: { ...web, 'api-url': `https://${VERCEL}`, ...run.inputs },
    env: {
      GITHUB_API_URL: `https://${GITHUB}`,
      NODE_EXTRA_CA_CERTS: certificate.authority,
      ...env,
    },
  })
}

/** The proxy sees names, never a token. */
function expectBlind({ asked }: Proxy): void {
  for (const { method, headers } of asked) {
    expect(method).toBe('CONNECT')
    expect(headers.authorization).toBeUndefined()
  }
  expect(JSON.stringify(asked)).not.toMatch(/vcp_|ghs_/)
}

const targets = ({ asked }: Proxy) => [...new Set(asked.map(({ target }) => target))].sort()

describe('a proxy is used for Vercel and for GitHub', () => {
  test.concurrent.each<[string, string, (url: string) => string]>([
    ['https_proxy', 'https_proxy', (url) => url],
    ['HTTPS_PROXY', 'HTTPS_PROXY', (url) => url],
    ['one without a scheme', 'https_proxy', (url) => url.replace('http://', '')],
  ])(
    '%s',
    (_, name, spell) =>
      behind({}, async (proxy, world) => {
        const ran = await actWith(world, { [name]: spell(proxy.url) })
        expect(ran.told).toEqual(pairTold)
        expect(targets(proxy)).toEqual([`${GITHUB}:443`, `${VERCEL}:443`])
        expectBlind(proxy)
      }),
    SLOW,
  )

  test(
    'that is itself spoken to over TLS',
    () =>
      behind({ tls: certificate }, async (proxy, world) => {
        expect((await actWith(world, { https_proxy: proxy.url })).told).toEqual(pairTold)
        expectBlind(proxy)
      }),
    SLOW,
  )

  test(
    'whose password is given to it, and shown to nobody',
    () =>
      behind({ credentials: 'me:hunter2/@hunter2' }, async (proxy, world) => {
        const password = 'hunter2%2F%40hunter2'
        const address = proxy.url.replace('http://', `http://me:${password}@`)
        const env = { https_proxy: address, RUNNER_DEBUG: '1' }
        const secrets = ['hunter2/@hunter2', password, 'me:hunter2/@hunter2']
        const ran = await actWith(world, env, { secrets })
        expect(ran.told).toEqual(pairTold)
        for (const { headers } of world.sim.requests) {
          expect(headers['proxy-authorization']).toBeUndefined()
        }
      }),
    SLOW,
  )

  test(
    'by 150 cancels at once, whose connections are used again',
    () =>
      behind({}, async (proxy, world) => {
        for (let i = 0; i < 150; i += 1) world.build(`dpl_${i}`, { createdAt: world.start - i - 9 })
        const ran = await actWith(world, { https_proxy: proxy.url })
        expect(ran.outputs).toMatchObject({ outcome: 'canceled', canceledCount: '151' })
        // At most 32 to Vercel, and a few to GitHub.
        expect(proxy.asked.length).toBeLessThanOrEqual(40)
      }),
    SLOW,
  )
})

describe('no_proxy', () => {
  test.concurrent.each([
    ['no_proxy', '0.0.0.0', true],
    ['NO_PROXY', 'a.test, 0.0.0.0 ,b.test', true],
    ['no_proxy', '0.0.0.1', false],
  ])(
    '%s="%s": reached directly is %j',
    (name, value, direct) =>
      behind({}, async (proxy, world) => {
        const inputs = { 'api-url': `https://0.0.0.0:${port(world.sim.vercel.url)}` }
        const env = { https_proxy: proxy.url, [name]: value }
        expect((await actWith(world, env, { inputs })).told).toEqual(pairTold)
        expect(targets(proxy).filter((one) => one.startsWith('0.')).length).toBe(direct ? 0 : 1)
      }),
    SLOW,
  )

  test.concurrent.each([VERCEL, '.vercel.test', `${VERCEL}:443`, VERCEL.toUpperCase()])(
    '"%s" keeps Vercel out of it, whose name nobody else knows',
    (value) =>
      behind({}, async (proxy, world) => {
        const ran = await actWith(world, { https_proxy: proxy.url, no_proxy: value })
        expect(ran.shown).toMatch(/^::error::.*(ENOTFOUND|EAI_AGAIN)/m)
        expect(proxy.asked).toEqual([])
      }),
    SLOW,
  )

  test(
    'loopback needs none',
    () =>
      behind({}, async (proxy, world) => {
        const env = { https_proxy: proxy.url, GITHUB_API_URL: world.sim.github.url }
        const ran = await actWith(world, env, { inputs: { 'api-url': world.sim.vercel.url } })
        expect(ran.told).toEqual(pairTold)
        expect(proxy.asked).toEqual([])
      }),
    SLOW,
  )
})

describe('a proxy that cannot be used: red before anything is sent, around it neither', () => {
  test.concurrent.each([
    'socks5://127.0.0.1:1080',
    'ftp://proxy.example.com',
    'http://127.0.0.1:99999',
    'not a URL',
    'http://me:100%@127.0.0.1:1',
  ])(
    '%s',
    (address) =>
      behind({}, async (_, world) => {
        const run = { inputs: { 'api-url': `https://0.0.0.0:${port(world.sim.vercel.url)}` } }
        const ran = await actWith(world, { https_proxy: address }, run)
        expect(ran.shown).toMatch(/^::error::.*`https_proxy` names a proxy that cannot be used/m)
        expect(ran.code).toBe(1)
        expect(world.sim.requests).toEqual([])
      }),
    SLOW,
  )
})

describe('a proxy that lets nobody through: red, with its answer', () => {
  test.concurrent.each<[string, ProxyOptions, RegExp]>([
    ['407', { credentials: 'me:secret-of-proxy' }, /407/],
    ['403', { status: 403 }, /403/],
    ['502', { status: 502 }, /502/],
    ['302', { status: 302 }, /302/],
  ])(
    '%s',
    (_, options, answer) =>
      behind(options, async (proxy, world) => {
        const ran = await actWith(world, { https_proxy: proxy.url }, { inputs: { timeout: '20' } })
        expect(ran.shown).toMatch(new RegExp(`^::error::.*${answer.source}`, 'm'))
        // What the proxy refuses, Vercel does not.
        expect(ran.shown).not.toMatch(/rejected the token|does not allow|redirects/)
        expect(world.sim.requests).toEqual([])
        expectBlind(proxy)
      }),
    SLOW,
  )

  test(
    'it is down',
    () =>
      behind({}, async (_, world) => {
        const ran = await actWith(world, { https_proxy: 'http://127.0.0.1:1' })
        expect(ran.shown).toMatch(/^::error::.*ECONNREFUSED/m)
        expect(world.sim.requests).toEqual([])
      }),
    SLOW,
  )

  test(
    'to GitHub alone: the builds are kept',
    () =>
      behind({}, async (proxy, world) => {
        const env = { https_proxy: proxy.url, GITHUB_API_URL: 'https://unknown.test' }
        const ran = await actWith(world, env)
        expect(ran.told.dpl_old).toBe('kept github-unknown')
        expect(ran.shown).toMatch(/^::warning::.*GitHub did not answer: .*502/m)
      }),
    SLOW,
  )
})

describe('a certificate that proves nothing: red after one attempt, and nothing is sent', () => {
  test.concurrent.each<[string, string, Record<string, string>]>([
    ['an authority that nobody knows', VERCEL, { NODE_EXTRA_CA_CERTS: '' }],
    ['a name that the certificate does not hold', 'other.test', {}],
  ])(
    '%s',
    (_, host, env) =>
      inWorld(
        async (world) => {
          pair(world)
          const proxy = await startProxy({ hosts: { [host]: port(world.sim.vercel.url) } })
          try {
            const run = { inputs: { 'api-url': `https://${host}` } }
            const ran = await actWith(world, { https_proxy: proxy.url, ...env }, run)
            expect(ran.shown).toMatch(/^::error::.*could not be reached.*certificate/im)
            expect(proxy.asked).toHaveLength(1)
            expect(world.sim.requests).toEqual([])
          } finally {
            await proxy.close()
          }
        },
        { tls: certificate },
      ),
    SLOW,
  )
})
