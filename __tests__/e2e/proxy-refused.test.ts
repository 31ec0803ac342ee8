import {
  actWith,
  behind,
  expectBlind,
  OTHER,
  type ProxyOptions,
  port,
  useCertificate,
  VERCEL,
} from './proxied.js'
import { SLOW } from './support.js'

useCertificate()

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
    ['a name that the certificate does not hold', OTHER, {}],
  ])(
    '%s',
    (_, host, env) =>
      behind({}, async (proxy, world) => {
        const run = { inputs: { 'api-url': `https://${host}` } }
        const ran = await actWith(world, { https_proxy: proxy.url, ...env }, run)
        expect(ran.shown).toMatch(/^::error::.*could not be reached.*certificate/im)
        expect(proxy.asked).toHaveLength(1)
        expect(world.sim.requests).toEqual([])
      }),
    SLOW,
  )
})
