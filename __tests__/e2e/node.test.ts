import { execFileSync } from 'node:child_process'
import { push } from '../../simulator/events.js'
import { node24 } from '../../simulator/node24.js'
import { act, inWorld, pair, pairTold, SLOW, web } from './support.js'

const versionOf = (node: string) =>
  execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1)

/** The machine's own Node, which may be older than the one that runs these tests. */
const own = execFileSync('sh', ['-c', 'command -v node'], { encoding: 'utf8' }).trim()
const [major = 0] = versionOf(own).split('.').map(Number)
const onOlder = major < 24 ? test : test.skip

test(
  'the bundle runs on Node 24, which action.yml asks for',
  () =>
    inWorld(async (world) => {
      expect(versionOf(node24())).toMatch(/^24\./)
      pair(world)
      expect((await act(world, push(), { inputs: web })).told).toEqual(pairTold)
    }),
  SLOW,
)

onOlder(
  'it runs on an older Node as well',
  () =>
    inWorld(async (world) => {
      pair(world)
      const ran = await act(world, push(), { inputs: web, node: own })
      expect(ran).toMatchObject({ code: 0, told: pairTold })
    }),
  SLOW,
)

onOlder(
  'a proxy, which an older Node would pass by, is an error there before anything is sent',
  () =>
    inWorld(async (world) => {
      const env = { https_proxy: 'http://127.0.0.1:1' }
      const inputs = { ...web, 'api-url': 'https://api.vercel.test' }
      const ran = await act(world, push(), { inputs, env, node: own })
      expect(ran.shown).toMatch(/^::error::.*requires Node 24\.5 or newer; this runner has \d/m)
      expect(world.sim.requests).toEqual([])
    }),
  SLOW,
)
