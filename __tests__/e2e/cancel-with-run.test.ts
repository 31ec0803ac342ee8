import type { ChildProcess } from 'node:child_process'
import { act, cancelOf, listOf, makeBusy, startWorld, type World } from './world.js'

let world: World
let child: ChildProcess | undefined
let killAt: { operation: string; signal: 'SIGKILL' | 'SIGINT' } | undefined
beforeEach(async () => {
  ;[child, killAt] = [undefined, undefined]
  world = await startWorld({
    // Well after the request is out: the hanging answer is being waited for.
    onRequest: ({ operation }) =>
      operation === killAt?.operation && setTimeout(() => child?.kill(killAt?.signal), 50),
  })
})
afterEach(() => world.sim.close())

const inputs = { 'project-id': 'prj_web', 'cancel-with-run': 'true' }
const post = { post: 'true' }

/** The main step, ended by a signal while a request of this kind hangs. */
function killed(operation: string, signal: 'SIGKILL' | 'SIGINT' = 'SIGKILL') {
  killAt = { operation, signal }
  world.sim.fault({ operation, kind: 'hang' })
  return act(world, {
    inputs,
    onStart: (started) => {
      child = started
    },
  })
}

test.each(['list', 'ref', 'cancel'])(
  'killed half way through a hanging %s request, the post step cancels its own commits',
  async (operation) => {
    makeBusy(world)
    const main = await killed(operation)
    expect(main.code).toBe(null)
    // All that is kept on disk between the steps: no token.
    expect(main.state).toEqual(post)
    killAt = undefined
    const before = world.sim.requestLines().length
    const ran = await act(world, { inputs, state: main.state })
    expect(ran).toMatchObject({ code: 0, errors: '', outputs: {} })
    expect(world.sim.requestLines().slice(before)).toEqual([
      listOf('prj_web'),
      cancelOf('dpl_head'),
    ])
    expect(world.sim.vercel.canceled()).toEqual(['dpl_head'])
    expect(ran.shown).toMatch(/^canceled +web +dpl_head +QUEUED .*run-canceled$/m)
    expect(ran.shown).toMatch(
      /^Cancelled 1 of 2 builds in flight of this cancelled run's commit on `feature\/cart`;/,
    )
    expect(ran.summary).toMatch(/dpl&#95;head.*\*\*cancelled\*\*/)
  },
)

test('asked to stop, the main step says so and still sets its outputs', async () => {
  makeBusy(world)
  const ran = await killed('list', 'SIGINT')
  expect(ran).toMatchObject({ code: 1, outputs: { outcome: 'failed', canceledCount: '0' } })
  expect(ran.state).toEqual(post)
  expect(ran.shown).toMatch(/^::error::.*stopped \(SIGINT\)/m)
})

test('stopped while it cancels, it reports the builds that may still be running', async () => {
  makeBusy(world)
  const ran = await killed('cancel', 'SIGINT')
  expect(ran).toMatchObject({ code: 1, told: { dpl_old: 'failed superseded' } })
  expect(ran.outputs.status).toBe('BUILDING')
})
