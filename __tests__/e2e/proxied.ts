import { push } from '../../simulator/events.js'
import { startProxy } from '../../simulator/proxy.js'
import { type Certificate, makeCertificate } from './certificate.js'
import { type Act, act, inWorld, pair, type World, web } from './support.js'

// Names that no resolver knows: who reaches them does so through the proxy.
export const VERCEL = 'api.vercel.test'
export const GITHUB = 'api.github.test'
/** A name that the certificate does not hold. */
export const OTHER = 'other.test'

export type ProxyOptions = NonNullable<Parameters<typeof startProxy>[0]>
export type Proxy = Awaited<ReturnType<typeof startProxy>>

let certificate: Certificate

/** Makes the certificate of both APIs for the tests of a file. */
export function useCertificate(): void {
  beforeAll(() => {
    // 0.0.0.0 reaches this machine without being one of the names of loopback.
    certificate = makeCertificate([`DNS:${VERCEL}`, `DNS:${GITHUB}`, 'IP:127.0.0.1', 'IP:0.0.0.0'])
  })
  afterAll(() => certificate.remove())
}

export const port = (url: string) => Number(new URL(url).port)
const hostsOf = ({ sim }: World) => ({
  [VERCEL]: port(sim.vercel.url),
  [GITHUB]: port(sim.github.url),
  '0.0.0.0': port(sim.vercel.url),
  [OTHER]: port(sim.vercel.url),
})

/**
 * Runs `use` with a proxy in front of both APIs, which are spoken to over TLS.
 *
 * @param options `overTls`: the proxy itself is, too
 */
export function behind(
  { overTls = false, ...options }: ProxyOptions & { overTls?: boolean },
  use: (proxy: Proxy, world: World) => Promise<void>,
): Promise<void> {
  return inWorld(
    async (world) => {
      pair(world)
      const tls = overTls ? { tls: certificate } : {}
      const proxy = await startProxy({ hosts: hostsOf(world), ...tls, ...options })
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
export function actWith(world: World, env: Record<string, string>, run: Act = {}) {
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
export function expectBlind({ asked }: Proxy): void {
  for (const { method, headers } of asked) {
    expect(method).toBe('CONNECT')
    expect(headers.authorization).toBeUndefined()
  }
  expect(JSON.stringify(asked)).not.toMatch(/vcp_|ghs_/)
}

export const targets = ({ asked }: Proxy) => [...new Set(asked.map(({ target }) => target))].sort()
