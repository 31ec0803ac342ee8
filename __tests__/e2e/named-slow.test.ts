import { act, cancelOf, getOf, startWorld, type World } from './world.js'

let world: World
beforeEach(async () => {
  // Every look at a build takes a second of its world's time.
  world = await startWorld({
    onRequest: ({ operation }) => operation === 'get' && world.clock.advance(1000),
  })
})
afterEach(() => world.sim.close())

const named = (ids: string, more = {}) => act(world, { inputs: { 'deployment-id': ids, ...more } })

test('a cancel that takes its time is read again until the build has ended', async () => {
  world.build('dpl_old', { cancelDelayMs: 1500 })
  const ran = await named('dpl_old')
  expect(ran).toMatchObject({ code: 0, outputs: { status: 'CANCELED', outcome: 'canceled' } })
  expect(world.sim.requestLines()).toEqual([
    cancelOf('dpl_old'),
    getOf('dpl_old'),
    getOf('dpl_old'),
  ])
  const [deployment] = JSON.parse(ran.outputs.deployments ?? '')
  expect(deployment).toMatchObject({
    state: 'CANCELED',
    canceledAt: Number(ran.outputs.canceledAt),
  })
})

test('a build that ends before its cancel takes hold had already finished', async () => {
  world.build('dpl_old', { createdAt: world.clock.now(), buildingMs: 500, cancelDelayMs: 800 })
  const ran = await named('dpl_old')
  expect(ran).toMatchObject({ code: 0, told: { dpl_old: 'already-finished requested' } })
  expect(ran.outputs).toMatchObject({ status: 'READY', canceledCount: '0' })
})

test('a cancel that is not seen to its end before `timeout` fails the step', async () => {
  world.build('dpl_old', { cancelDelayMs: 3_600_000 })
  const ran = await named('dpl_old', { timeout: '2' })
  expect(ran).toMatchObject({ code: 1, told: { dpl_old: 'failed requested' } })
  expect(ran.outputs).toMatchObject({ outcome: 'failed', status: 'BUILDING', canceledCount: '0' })
  expect(ran.shown).toMatch(/^::error::`dpl_old` could not be cancelled and may still be running/m)
  expect(ran.shown).toContain('`timeout`: 2 s')
  expect(ran.ms).toBeLessThan(5000)
})

test('a dry run looks, tells what it would cancel, and leaves it alone', async () => {
  world.build('dpl_old', { state: 'QUEUED' })
  world.build('dpl_done', { state: 'READY' })
  const ran = await named('dpl_old dpl_done', { 'dry-run': 'true', 'if-finished': 'ignore' })
  expect(ran).toMatchObject({
    code: 0,
    told: { dpl_old: 'would-cancel requested', dpl_done: 'already-finished requested' },
  })
  expect(ran.outputs).toMatchObject({ status: 'QUEUED', canceledAt: '', canceledCount: '0' })
  expect(world.sim.requestLines().sort()).toEqual([getOf('dpl_done'), getOf('dpl_old')])
  expect(ran.shown).toMatch(/^Dry run: would cancel 1 of 2 named deployments/m)
})

test('a dry run of one build alone has the outcome dry-run', async () => {
  world.build('dpl_old')
  const ran = await named('dpl_old', { 'dry-run': 'TRUE' })
  expect(ran).toMatchObject({ code: 0, outputs: { outcome: 'dry-run', status: 'BUILDING' } })
})
