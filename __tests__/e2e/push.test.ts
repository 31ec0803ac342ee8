import {
  act,
  busyOutcome,
  cancelOf,
  commits,
  headOf,
  listOf,
  makeBusy,
  start,
  startWorld,
  type World,
} from './world.js'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.sim.close())

const pushed = (inputs: Record<string, string> = {}) =>
  act(world, { inputs: { 'project-id': 'prj_web', ...inputs } })

test('in a busy project a push cancels the superseded build and no other', async () => {
  makeBusy(world)
  const ran = await pushed()
  expect(ran).toMatchObject({ code: 0, errors: '', told: busyOutcome })
  expect(world.sim.requestLines()).toEqual([listOf('prj_web'), headOf(), cancelOf('dpl_old')])
  const { deployments: _, ...outputs } = ran.outputs
  expect(outputs).toEqual({
    status: 'CANCELED',
    canceledAt: String(start),
    deploymentId: 'dpl_old',
    canceledCount: '1',
    outcome: 'canceled',
  })
  expect(ran.shown).toMatch(/^canceled +web +dpl_old +BUILDING .*superseded$/m)
  expect(ran.summary).toMatch(/dpl&#95;old.*had been building for 1 min \| \*\*cancelled\*\*/)
})

test('the summary gives a reason for each build, cancelled or kept', async () => {
  makeBusy(world)
  const { summary } = await pushed()
  for (const [id, told] of Object.entries(busyOutcome)) {
    const row = summary.split('\n').find((line) => line.includes(id.replace('_', '&#95;')))
    expect(row).toContain(told.split(' ')[1])
  }
})

test('the headline counts the builds of this branch only', async () => {
  makeBusy(world)
  // On feature/cart of this repository are the old one, the head's and the one for staging.
  const ran = await pushed()
  expect(ran.shown).toMatch(/^Cancelled 1 of 3 builds in flight on `feature\/cart`; /m)
})

test.each([
  ['no build at all', () => {}],
  ['its own build alone', () => world.build('dpl_head', { sha: commits.head })],
  ["another branch's", () => world.build('dpl_typo', { branch: 'fix/typo', sha: commits.typo })],
  ['its production build', () => world.build('dpl_production', { target: 'production' })],
  ['a finished one', () => world.build('dpl_done', { state: 'READY' })],
])('nothing to cancel (%s): one list, at most two lines, no summary', async (_what, prepare) => {
  prepare()
  const ran = await pushed()
  expect(ran).toMatchObject({ code: 0, summary: '', outputs: { outcome: 'nothing-to-cancel' } })
  expect(ran.outputs).toMatchObject({ status: '', canceledAt: '', canceledCount: '0' })
  expect(world.sim.requestLines()).toEqual([listOf('prj_web')])
  expect(ran.shown).toMatch(/^Nothing to cancel/)
  expect(ran.shown.trim().split('\n').length).toBeLessThanOrEqual(2)
})

test('a dry run says what it would cancel, and cancels nothing', async () => {
  makeBusy(world)
  const ran = await pushed({ 'dry-run': 'true' })
  expect(ran).toMatchObject({
    code: 0,
    told: { ...busyOutcome, dpl_old: 'would-cancel superseded' },
  })
  expect(ran.outputs).toMatchObject({ outcome: 'dry-run', status: 'BUILDING', canceledCount: '0' })
  expect(world.sim.requestLines()).toEqual([listOf('prj_web'), headOf()])
})

test('`target` alone decides which environments may be cancelled', async () => {
  makeBusy(world)
  const ran = await pushed({ target: 'Staging' })
  expect(ran.told).toEqual({
    ...busyOutcome,
    dpl_typo: 'kept protected-target',
    dpl_fork: 'kept protected-target',
    dpl_cli: 'kept protected-target',
    dpl_head: 'kept protected-target',
    dpl_old: 'kept protected-target',
    dpl_staging: 'canceled superseded',
  })
})

test('`states` leaves the builds in other states alone', async () => {
  world.build('dpl_building')
  world.build('dpl_queued', { state: 'QUEUED' })
  world.build('dpl_initializing', { state: 'INITIALIZING' })
  const ran = await pushed({ states: 'queued Initializing' })
  expect(ran.told).toEqual({
    dpl_building: 'kept state-excluded',
    dpl_queued: 'canceled superseded',
    dpl_initializing: 'canceled superseded',
  })
})
