import { push } from '../../simulator/events.js'
import { drive } from '../drive.js'
import { act, inWorld, pair, web } from './support.js'

/*
 * What takes until `timeout` is up, in real time: all at once, since they do nothing but wait. How
 * long that is depends on how fast this machine starts a process, so that the start is no part of it.
 */
const PATIENT = 300_000

let timeout = ''
let inputs = {}
beforeAll(async () => {
  await inWorld(async (world) => {
    const { ms } = await act(world, push(), { inputs: { timeout: '0' } })
    // In much more time than a request may take, the fifth attempt could end before the time is up.
    const s = Math.min(15, Math.max(6, Math.ceil(ms / 50)))
    timeout = String(s)
    inputs = { 'deployment-id': 'dpl_old', timeout }
  })
}, PATIENT)

const forever = { times: Number.POSITIVE_INFINITY }
const timeUp = "The step's time (`timeout`: "

test.concurrent.each(['hang', 'trickle'] as const)(
  'a list that does not come to its end (%s): red when the time is up, with all outputs',
  (kind) =>
    inWorld(async (world) => {
      pair(world)
      world.sim.fault({ operation: 'list', kind, ...forever })
      const ran = await act(world, push(), { inputs: { ...web, timeout } })
      expect(ran).toMatchObject({ code: 1, told: {}, outputs: { outcome: 'failed' } })
      expect(ran.shown).toContain(timeUp)
    }),
  PATIENT,
)

test.concurrent(
  'a cancel that does not answer: red when the time is up, with all outputs',
  () =>
    inWorld(async (world) => {
      pair(world)
      world.sim.fault({ operation: 'cancel', kind: 'hang', ...forever })
      const ran = await act(world, push(), { inputs })
      expect(ran).toMatchObject({ code: 1, told: { dpl_old: 'failed requested' } })
      expect(ran.shown).toContain('`dpl_old` could not be canceled and may still be running')
    }),
  PATIENT,
)

// In this process: of a short time, a start that takes long would leave too little.
test.concurrent.each(['hang', 'trickle'] as const)(
  'GitHub gets half of the time at most (%s): then the builds are kept, and the step is green',
  (kind) =>
    inWorld(async (world) => {
      pair(world)
      world.sim.fault({ api: 'github', kind, ...forever })
      const ran = await drive(world, push(), { inputs: { timeout } })
      expect(ran).toMatchObject({ failure: '', told: { dpl_old: 'kept github-unknown' } })
      expect(ran.warnings.join()).toMatch(/^2 builds kept .*GitHub did not answer/)
    }),
  PATIENT,
)

test.concurrent(
  'a cancel that is not seen to its end before the time is up is told as failed',
  () =>
    inWorld(async (world) => {
      world.build('dpl_old', { cancelDelayMs: 3_600_000 })
      const ran = await act(world, push(), { inputs })
      expect(ran).toMatchObject({ code: 1, told: { dpl_old: 'failed requested' } })
      expect(ran.outputs).toMatchObject({ status: 'BUILDING', canceledCount: '0' })
      expect(ran.shown).toMatch(/was up before the build was seen to end/)
    }),
  PATIENT,
)

test.concurrent(
  'what was under way when the time was up is looked at once more: a cancel that worked is told so',
  () =>
    inWorld(async (world, onEach) => {
      world.build('dpl_old', { cancelDelayMs: 1000 })
      // The step gives up 1.25 s before `timeout`. Whatever looks after that finds the build over.
      const startedAt = Date.now()
      let looks = 0
      onEach(({ operation }) => {
        if (operation !== 'get') return
        looks += 1
        if (Date.now() - startedAt >= 1000 * Number(timeout) - 1250) world.clock.advance(1000)
      })
      const ran = await act(world, push(), { inputs })
      expect(ran).toMatchObject({ code: 0, told: { dpl_old: 'canceled requested' } })
      expect(looks).toBeGreaterThan(1)
    }),
  PATIENT,
)
