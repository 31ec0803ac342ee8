import type { ChildProcess } from 'node:child_process'
import { push } from '../../simulator/events.js'
import { commits, start } from '../../simulator/world.js'
import { type Act, act, fresh, inWorld, pair, type Ran, SLOW, type World, web } from './support.js'

/** Runs a push; `kill` sends the signals to the process. */
async function interrupt(
  world: World,
  signals: readonly NodeJS.Signals[],
  when: (kill: () => void) => Pick<Act, 'onLog'>,
): Promise<Ran> {
  let child: ChildProcess | undefined
  const kill = () => {
    for (const name of signals) child?.kill(name)
  }
  const onStart = (started: ChildProcess) => {
    child = started
  }
  const env = { RUNNER_DEBUG: '1' }
  return act(world, push(), { inputs: web, env, onStart, ...when(kill) })
}

const longest = 60_000
const stopped = (name: string) => `The step was stopped (${name})`

describe.each(['SIGINT', 'SIGTERM'] as const)('%s', (name) => {
  test(
    'in the middle of many cancels: what was done so far is told, and nothing more is sent',
    () =>
      inWorld(async (world, onEach) => {
        fresh(world)
        for (let i = 0; i < 60; i += 1) world.build(`dpl_${i}`, { createdAt: start - 60_000 - i })
        let cancels = 0
        let sentWhenTold = Number.NaN
        const ran = await interrupt(world, [name], (kill) => {
          onEach(({ operation }) => {
            if (operation !== 'cancel') return 0
            cancels += 1
            // The first ten are answered. Of the others 32 are on their way at once: when the last
            // of them is here, the replies to the first ten have been read.
            if (cancels === 42) kill()
            return cancels > 10 ? longest : 0
          })
          return {
            onLog: (chunk) => {
              if (chunk.includes(stopped(name))) sentWhenTold = world.sim.requests.length
            },
          }
        })
        expect(ran).toMatchObject({ code: 1, outputs: { outcome: 'failed', canceledCount: '10' } })
        const failed = ran.deployments.filter(({ outcome }) => outcome === 'failed')
        expect(failed).toHaveLength(50)
        for (const { message } of failed) expect(message).toContain(stopped(name))
        expect(world.sim.vercel.canceled()).toHaveLength(10)
        expect(cancels).toBe(42)
        expect(world.sim.requests).toHaveLength(sentWhenTold)
        expect(ran.shown).toContain('Canceled 10 of 61 unfinished builds')
        expect(ran.summary).toContain('### ❌ 50 of 60 Vercel builds could not be canceled')
      }),
    SLOW,
  )

  const hang = { kind: 'hang', times: 99 } as const
  const limit = { status: 429, headers: { 'retry-after': '20' } }
  const onRequest = undefined
  /** Where the process is when the signal comes: a request has arrived, or the log says so. */
  test.concurrent.each([
    ['a list that does not answer', { operation: 'list', ...hang }, onRequest, {}],
    ['a list that waits for a rate limit', { operation: 'list', ...limit }, /waiting 20 s/, {}],
    [
      'a list that fails again and again',
      { operation: 'list', status: 500, times: 9 },
      /→ 500/,
      {},
    ],
    [
      'a cancel that does not answer',
      { operation: 'cancel', ...hang },
      onRequest,
      { dpl_old: 'failed superseded', dpl_new: 'kept newest-commit' },
    ],
    [
      'a cancel that waits for a rate limit',
      { operation: 'cancel', ...limit },
      /waiting 20 s/,
      { dpl_old: 'failed superseded', dpl_new: 'kept newest-commit' },
    ],
  ] as const)(
    'during %s: red, with all outputs',
    (_, fault, words, told) =>
      inWorld(async (world, onEach) => {
        pair(world)
        world.sim.fault(fault)
        const ran = await interrupt(world, [name], (kill) => {
          onEach(({ operation }) => {
            if (!words && operation === fault.operation) kill()
          })
          return { onLog: (chunk) => void (words?.test(chunk) && kill()) }
        })
        expect(ran).toMatchObject({ code: 1, told, outputs: { outcome: 'failed' } })
        expect(ran.shown).toContain(stopped(name))
        expect(world.sim.vercel.canceled()).toEqual([])
      }),
    SLOW,
  )

  test(
    'while GitHub does not answer: nothing is canceled',
    () =>
      inWorld(async (world, onEach) => {
        pair(world)
        world.sim.fault({ api: 'github', ...hang })
        const ran = await interrupt(world, [name], (kill) => {
          onEach(({ operation }) => operation === 'graphql' && kill())
          return {}
        })
        expect(ran.told.dpl_old).toBe('kept github-unknown')
        expect(world.sim.vercel.canceled()).toEqual([])
      }),
    SLOW,
  )

  test(
    'while it waits for a build that is late: the older one is kept',
    () =>
      inWorld(async (world) => {
        world.build('dpl_old')
        const ran = await interrupt(world, [name], (kill) => ({
          onLog: (chunk) => void (chunk.includes('Waiting up to 15 s') && kill()),
        }))
        expect(ran.told).toEqual({ dpl_old: 'kept not-replaced' })
      }),
    SLOW,
  )
})

test(
  'SIGINT and then SIGTERM, as the runner sends them, end in one report',
  () =>
    inWorld(async (world, onEach) => {
      pair(world)
      world.build('dpl_older', { sha: commits.old, createdAt: start - 90_000 })
      const ran = await interrupt(world, ['SIGINT', 'SIGTERM'], (kill) => {
        onEach(({ operation }) => {
          if (operation !== 'cancel') return 0
          kill()
          return longest
        })
        return {}
      })
      expect(ran.code).toBe(1)
      expect(ran.shown).toMatch(/The step was stopped \(SIG(INT|TERM)\)/)
      expect(ran.shown.match(/^::error::/gm)).toHaveLength(1)
    }),
  SLOW,
)
