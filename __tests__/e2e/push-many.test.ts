import { act, cancelOf, getOf, headOf, listOf, start, startWorld, type World } from './world.js'

let world: World
let inFlight = 0
let most = 0
beforeEach(async () => {
  ;[inFlight, most] = [0, 0]
  world = await startWorld({
    onRequest: ({ operation }) => {
      if (operation !== 'cancel') return 0
      inFlight += 1
      most = Math.max(most, inFlight)
      // Before the answer, so that what the answer sets off is not counted on top.
      setTimeout(() => {
        inFlight -= 1
      }, 10)
      return 20
    },
  })
})
afterEach(() => world.sim.close())

const inputs = { 'project-id': 'prj_web' }
const states = ['BUILDING', 'QUEUED', 'INITIALIZING']

test('250 builds: three pages, one head, and every cancel, the queued ones first', async () => {
  for (let i = 0; i < 250; i += 1) {
    world.build(`dpl_${i}`, { state: states[i % 3] ?? '', createdAt: start - 1000 - i })
  }
  const ran = await act(world, { inputs })
  expect(ran).toMatchObject({ code: 0, outputs: { canceledCount: '250', status: 'CANCELED' } })
  const lines = world.sim.requestLines()
  expect(lines.slice(0, 4)).toEqual([
    listOf('prj_web'),
    listOf('prj_web', `&until=${start - 1099}`),
    listOf('prj_web', `&until=${start - 1199}`),
    headOf(),
  ])
  expect(lines).toHaveLength(254)
  // 83 are queued. Those that are sent together may overtake one another.
  const first = world.sim.vercel.canceled().slice(0, 83 - 32)
  expect(new Set(first.map((id) => world.sim.vercel.deployment(id).firstState))).toEqual(
    new Set(['QUEUED']),
  )
  expect(most).toBeLessThanOrEqual(32)
  expect(ran.summary).toContain('50 more are in the output')
  expect(ran.shown.split('\n').filter((line) => /^canceled /.test(line))).toHaveLength(250)
})

test('40 builds are cancelled at once, as far as 32 requests go', async () => {
  for (let i = 0; i < 40; i += 1) world.build(`dpl_${i}`)
  const ran = await act(world, { inputs })
  expect(ran).toMatchObject({ code: 0, outputs: { canceledCount: '40' } })
  expect(most).toBeGreaterThan(8)
  expect(most).toBeLessThanOrEqual(32)
})

test('a list that repeats the last of its page all the same ends', async () => {
  await world.sim.close()
  world = await startWorld({ untilInclusive: true })
  for (let i = 0; i < 150; i += 1) world.build(`dpl_${i}`, { createdAt: start - 1000 - i })
  const ran = await act(world, { inputs })
  expect(ran).toMatchObject({ code: 0, outputs: { canceledCount: '150' } })
  expect(world.sim.requestLines().filter((line) => line.startsWith('GET /v7'))).toHaveLength(2)
})

test('a build that ends between list and cancel had already finished; the step succeeds', async () => {
  await world.sim.close()
  world = await startWorld({
    onRequest: ({ operation }) => operation === 'cancel' && world.clock.advance(1000),
  })
  world.build('dpl_ends', { createdAt: start - 5000, buildingMs: 5500 })
  const ran = await act(world, { inputs })
  expect(ran).toMatchObject({ code: 0, told: { dpl_ends: 'already-finished superseded' } })
  expect(ran.outputs).toMatchObject({ outcome: 'already-finished', status: 'READY' })
  expect(ran.shown).not.toMatch(/^::(warning|error)/m)
  expect(world.sim.requestLines()).toEqual([
    listOf('prj_web'),
    headOf(),
    cancelOf('dpl_ends'),
    getOf('dpl_ends'),
  ])
})

test('a build that is deleted between list and cancel is no failure', async () => {
  world.build('dpl_old')
  world.sim.fault({ operation: 'cancel', status: 404 })
  const ran = await act(world, { inputs })
  expect(ran).toMatchObject({ code: 0, told: { dpl_old: 'not-found superseded' } })
  expect(ran.outputs).toMatchObject({ outcome: 'nothing-to-cancel', canceledCount: '0' })
})
