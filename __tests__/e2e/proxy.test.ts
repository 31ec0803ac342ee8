import {
  actWith,
  behind,
  expectBlind,
  GITHUB,
  port,
  targets,
  useCertificate,
  VERCEL,
} from './proxied.js'
import { pairTold, SLOW } from './support.js'

useCertificate()

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
      behind({ overTls: true }, async (proxy, world) => {
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
