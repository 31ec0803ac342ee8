import { act, cancelOf, getOf, startWorld, type World } from './world.js'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.sim.close())

const named = (ids: string, more = {}) => act(world, { inputs: { 'deployment-id': ids, ...more } })

test.each([
  ['warn', 'READY', 0, /^::warning::.*`dpl_old` had already finished \(READY\)/m],
  [
    'error',
    'ERROR',
    1,
    /^::error::`dpl_old` had already finished, which `if-finished: error` forbids\.$/m,
  ],
  ['ignore', 'READY', 0, undefined],
])('if-finished: %s, a build that ended as %s: exit %i', async (ifFinished, state, code, said) => {
  world.build('dpl_old', { state })
  const ran = await named('dpl_old', { 'if-finished': ifFinished })
  expect(ran).toMatchObject({ code, told: { dpl_old: 'already-finished requested' } })
  expect(ran.outputs).toMatchObject({
    outcome: 'already-finished',
    status: state,
    canceledAt: '',
    deploymentId: '',
    canceledCount: '0',
  })
  expect(world.sim.requestLines()).toEqual([cancelOf('dpl_old'), getOf('dpl_old')])
  if (said) expect(ran.shown).toMatch(said)
  expect(ran.shown.match(/^::(warning|error)/gm) ?? []).toHaveLength(said ? 1 : 0)
})

test('a finished build named by its URL is not asked to stop', async () => {
  const { url } = world.build('dpl_old', { state: 'READY' })
  expect((await named(`https://${url}`)).outputs.outcome).toBe('already-finished')
  expect(world.sim.requestLines()).toEqual([getOf(url ?? '')])
})

test('what was cancelled before counts as cancelled', async () => {
  const { createdAt } = world.build('dpl_old', { state: 'CANCELED' })
  const ran = await named('dpl_old', { 'if-finished': 'error' })
  expect(ran).toMatchObject({ code: 0, told: { dpl_old: 'canceled requested' } })
  expect(ran.outputs).toMatchObject({ status: 'CANCELED', canceledAt: String(createdAt) })
  expect(world.sim.requestLines()).toEqual([cancelOf('dpl_old'), getOf('dpl_old')])
})

test('one finished beside one cancelled: both are told, the step counts as cancelled', async () => {
  world.build('dpl_done', { state: 'READY' })
  world.build('dpl_old')
  const ran = await named('dpl_done dpl_old')
  expect(ran.code).toBe(0)
  expect(ran.outputs).toMatchObject({ outcome: 'canceled', status: 'READY', canceledCount: '1' })
  expect(ran.shown).toMatch(/^Cancelled 1 of 2 named deployments; 1 had already finished$/m)
})

test('one that is not found fails the step, after the others are cancelled', async () => {
  world.build('dpl_old')
  const ran = await named('dpl_none,dpl_old')
  expect(ran.code).toBe(1)
  expect(ran.told).toEqual({ dpl_none: 'not-found requested', dpl_old: 'canceled requested' })
  expect(ran.outputs).toMatchObject({ outcome: 'failed', deploymentId: 'dpl_old', status: '' })
  expect(ran.shown).toMatch(/^::error::`dpl_none` .*not found.*`team-id: /m)
  expect(ran.shown.match(/^::error/gm)).toHaveLength(1)
  expect(world.sim.vercel.canceled()).toEqual(['dpl_old'])
})

test('a hostname that is not found is called by its name', async () => {
  const ran = await named('https://nothing-acme.vercel.app/')
  expect(ran).toMatchObject({ code: 1, told: { 'nothing-acme.vercel.app': 'not-found requested' } })
  expect(world.sim.requestLines()).toEqual([getOf('nothing-acme.vercel.app')])
})
