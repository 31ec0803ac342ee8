import {
  act,
  busyOutcome,
  cancelOf,
  getOf,
  makeBusy,
  push,
  startWorld,
  type World,
} from './world.js'

let world: World
beforeEach(async () => {
  world = await startWorld()
  makeBusy(world)
})
afterEach(() => world.sim.close())

const named = (ids: string, more = {}) =>
  act(world, { inputs: { 'deployment-id': ids, ...more }, event: { name: 'push', payload: null } })

test('one id costs one request, whatever the event is, and sets every output', async () => {
  const ran = await named('dpl_old')
  expect(ran).toMatchObject({ code: 0, errors: '', told: { dpl_old: 'canceled requested' } })
  expect(world.sim.requestLines()).toEqual([cancelOf('dpl_old')])
  const { deployments, ...outputs } = ran.outputs
  expect(outputs).toEqual({
    status: 'CANCELED',
    canceledAt: String(world.clock.now()),
    deploymentId: 'dpl_old',
    canceledCount: '1',
    outcome: 'canceled',
  })
  expect(JSON.parse(deployments ?? '')).toMatchObject([
    { project: 'web', branch: 'feature/cart', target: 'preview', state: 'CANCELED' },
  ])
  expect(ran.shown).toMatch(/^Cancelled 1 of 1 named deployment$/m)
  expect(ran.shown).not.toMatch(/^::(warning|error|notice)/m)
  expect(ran.summary).toContain('**cancelled**')
})

test.each([
  ['an https URL', (host: string) => `https://${host}`],
  ['a URL with a path and a query', (host: string) => `https://${host}/some/page?x=1#y`],
  ['a hostname', (host: string) => host],
  ['a hostname in capitals', (host: string) => host.toUpperCase()],
])('%s is resolved first, then cancelled by its id', async (_form, spell) => {
  const host = world.sim.vercel.deployment('dpl_old').url ?? ''
  const ran = await named(spell(host))
  expect(ran).toMatchObject({ code: 0, told: { dpl_old: 'canceled requested' } })
  expect(world.sim.requestLines()).toEqual([getOf(host), cancelOf('dpl_old')])
})

test.each([
  ['https://vercel.com/acme/web/old'],
  ['https://vercel.com/acme/web/old/'],
  ['vercel.com/acme/web/old/source?f=1'],
  ['https://vercel.com/acme/web/dpl_old'],
])('the dashboard URL %s needs no look-up', async (url) => {
  expect(await named(url)).toMatchObject({ code: 0, told: { dpl_old: 'canceled requested' } })
  expect(world.sim.requestLines()).toEqual([cancelOf('dpl_old')])
})

test('several at once, one named three times, all counted once', async () => {
  const host = world.sim.vercel.deployment('dpl_old').url ?? ''
  const ran = await named(`dpl_old, dpl_typo\ndpl_old ${host}`)
  expect(ran.told).toEqual({ dpl_old: 'canceled requested', dpl_typo: 'canceled requested' })
  expect(ran.outputs).toMatchObject({ canceledCount: '2', deploymentId: 'dpl_old' })
  expect(ran.shown).toMatch(/^Cancelled 2 of 2 named deployments$/m)
  expect(world.sim.vercel.canceled().sort()).toEqual(['dpl_old', 'dpl_typo'])
})

test('a production build that is named is cancelled, whatever `target` says', async () => {
  const ran = await named('dpl_production', { target: 'preview' })
  expect(ran).toMatchObject({ code: 0, told: { dpl_production: 'canceled requested' } })
})

test('no input deployment-id: the event decides', async () => {
  const ran = await act(world, { event: push(), inputs: { 'project-id': 'prj_web' } })
  expect(ran.told).toEqual(busyOutcome)
})
