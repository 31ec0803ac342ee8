import { setImmediate } from 'node:timers/promises'
import { jest } from '@jest/globals'
import { pullRequest, push, schedule, vercelDispatch } from '../simulator/events.js'
import { commits, fork, pushCommit, sha, start } from '../simulator/world.js'
import { deploymentsOutput } from '../src/report/outputs.js'
import { drive } from './drive.js'
import { inWorld, SLOW, type World } from './e2e/support.js'

// These tests share the machine with others that start processes.
jest.setTimeout(SLOW)

/*
 * The whole step in this process, where back-offs and rate limits take no time. What a single part of
 * it does is tested beside that part; e2e/ runs the bundle.
 */

const fresh = (world: World, more: object = {}) =>
  world.build('dpl_new', { sha: commits.head, state: 'QUEUED', createdAt: start, ...more })

/** Older builds, each a millisecond older than the one before, and the one that replaces them. */
function many(world: World, n: number): void {
  for (let i = 0; i < n; i += 1) world.build(`dpl_${i}`, { createdAt: start - 60_000 - i })
  fresh(world)
}

const count = (asked: string[], operation: string) =>
  asked.filter((one) => one.split(' ')[0] === operation).length

describe('all outputs are set', () => {
  const nothing = {
    ...{ status: '', canceledAt: '', deploymentId: '', canceledCount: '0', deployments: '[]' },
  }
  it.each<[string, Parameters<typeof drive>[2], Parameters<typeof drive>[1], string, string]>([
    ['when an input is wrong', { inputs: { timeout: '0' } }, push(), 'failed', '`timeout` is "0"'],
    [
      'when the payload cannot be read',
      { env: { GITHUB_EVENT_PATH: '/none.json' } },
      push(),
      'failed',
      "The event's payload cannot be read (`push`, /none.json): there is no such file, or it is larger than 32 MB.",
    ],
    [
      'when the repository is not known',
      { env: { GITHUB_REPOSITORY: '' } },
      push({ payload: { repository: null } }),
      'failed',
      'GITHUB_REPOSITORY is not set',
    ],
    [
      'when the runner stops the step before it began',
      { stop: AbortSignal.abort(new Error('The step was stopped (SIGTERM)')) },
      push(),
      'failed',
      'The step was stopped (SIGTERM)',
    ],
    [
      'when secrets are withheld',
      { inputs: { token: '' } },
      pullRequest({ from: fork }),
      'skipped',
      '',
    ],
    ['when Vercel’s event names no branch', {}, vercelDispatch({ branch: 'HEAD' }), 'skipped', ''],
  ])('%s', (_, options, started, outcome, failure) =>
    inWorld(async (world) => {
      world.build('dpl_old')
      const ran = await drive(world, started, options)
      expect(ran.outputs).toEqual({ ...nothing, outcome })
      expect(ran.failure).toContain(failure)
      expect(ran.asked).toEqual([])
    }),
  )
})

describe('a push to a monorepo', () => {
  it('waits for the docs, which it does not touch, and keeps their last preview', () =>
    inWorld(async (world) => {
      const next = sha('0e87')
      world.build('dpl_web', { sha: commits.head })
      world.build('dpl_docs', { sha: commits.head, projectId: 'prj_docs' })
      world.clock.advance(60_000)
      const more = { unaffected: ['prj_docs'], parents: [commits.head] }
      pushCommit(world, { branch: 'feature/cart', sha: next, ...more })
      const started = push({ sha: next, before: commits.head })
      const ran = await drive(world, started, { inputs: { 'project-id': '' } })
      expect(ran.told).toEqual({
        dpl_web: 'canceled superseded',
        dpl_web_0e87000: 'kept newest-commit',
        dpl_docs: 'kept not-replaced',
      })
      expect(ran.log).toMatch(/^Waiting up to 15 s for Vercel .* in docs\.$/m)
      expect(ran.took).toBe(15_000)
      expect(ran.outputs).toMatchObject({ outcome: 'canceled', canceledCount: '1' })
    }))

  it('looks at no build twice in a sweep', () =>
    inWorld(async (world) => {
      many(world, 3)
      const ran = await drive(world, schedule())
      expect(count(ran.asked, 'list')).toBe(1)
      expect(count(ran.asked, 'graphql')).toBe(1)
      expect(ran.outputs.canceledCount).toBe('3')
    }))
})

describe('many builds', () => {
  it('are canceled 32 at a time, and progress is logged', () =>
    inWorld(async (world, onEach) => {
      let underWay = 0
      let most = 0
      onEach(async ({ operation }) => {
        if (operation !== 'cancel') return
        underWay += 1
        most = Math.max(most, underWay)
        // Long enough for all that are sent together to arrive.
        for (let turn = 0; turn < 20; turn += 1) await setImmediate()
        underWay -= 1
      })
      many(world, 250)
      const ran = await drive(world)
      expect(ran.outputs).toMatchObject({ outcome: 'canceled', canceledCount: '250' })
      expect(most).toBeGreaterThan(8)
      expect(most).toBeLessThanOrEqual(32)
      expect(ran.log).toContain('125 of 250 builds done')
      deploymentsOutput.parse(ran.deployments)
    }))

  it('under a rate limit are all canceled in the end, and few requests are refused', () =>
    inWorld(async (world) => {
      many(world, 100)
      world.sim.vercel.limit('cancel', { total: 40, windowMs: 10_000, retryAfter: true })
      const ran = await drive(world)
      expect(ran.outputs).toMatchObject({ outcome: 'canceled', canceledCount: '100' })
      expect(ran.log).toMatch(/rate limit.*: waiting 10 s, then continuing more slowly/)
      // Those that are on their way when it begins, and one for each window after that.
      expect(count(ran.asked, 'cancel')).toBeLessThanOrEqual(100 + 32 + 3)
    }))

  it('that take long to stop use up no limit of reads', () =>
    inWorld(async (world) => {
      for (let i = 0; i < 150; i += 1) {
        world.build(`dpl_${i}`, { createdAt: start - 60_000 - i, cancelDelayMs: 5000 })
      }
      fresh(world)
      world.sim.vercel.limit('get', { total: 200, windowMs: 60_000 })
      const ran = await drive(world)
      expect(ran.outputs).toMatchObject({ outcome: 'canceled', canceledCount: '150' })
    }))

  it('of a token that is refused in the middle: no more is sent than was on its way', () =>
    inWorld(async (world) => {
      many(world, 100)
      const fault = { operation: 'cancel', skip: 10, times: Number.POSITIVE_INFINITY }
      world.sim.fault({ ...fault, status: 401 })
      const ran = await drive(world)
      expect(ran.outputs).toMatchObject({ outcome: 'failed', canceledCount: '10' })
      // 32 at once, and those that took the places of the ten.
      expect(count(ran.asked, 'cancel')).toBeLessThanOrEqual(42)
      expect(count(ran.asked, 'get')).toBe(0)
      expect(ran.failure.match(/Vercel rejected the token/g)).toHaveLength(1)
      expect(ran.failure).toMatch(/^`dpl_\d+`.* and 85 more could not be canceled/)
    }))

  it('while Vercel is down: it is asked a few times, not once for each build', () =>
    inWorld(async (world) => {
      many(world, 500)
      const fault = { times: Number.POSITIVE_INFINITY, status: 503 }
      world.sim.fault({ ...fault, operation: 'cancel' })
      world.sim.fault({ ...fault, operation: 'get' })
      const ran = await drive(world)
      expect(ran.outputs).toMatchObject({ outcome: 'failed', canceledCount: '0' })
      expect(ran.failure).toContain('Vercel seems to be down')
      expect(count(ran.asked, 'cancel') + count(ran.asked, 'get')).toBeLessThan(100)
    }))
})

describe('what Vercel may answer one day breaks nothing', () => {
  it.each<[string, object, string]>([
    ['a state that nobody knows', { extra: { readyState: 'PAUSED' } }, 'kept state-excluded'],
    ['an environment that nobody knows', { target: 'edge' }, 'kept target-excluded'],
    ['no state', { extra: { readyState: null, state: null } }, 'kept state-excluded'],
    ['metadata that are no text', { meta: { githubCommitSha: 7 } }, 'kept commit-unknown'],
    ['no metadata', { extra: { meta: undefined } }, 'kept repository-unknown'],
  ])('%s', (_, more, told) =>
    inWorld(async (world) => {
      world.build('dpl_x', more)
      fresh(world)
      const ran = await drive(world)
      expect(ran.told.dpl_x).toBe(told)
      expect(ran.failure).toBe('')
      deploymentsOutput.parse(ran.deployments)
    }),
  )

  it('a reply about another build is no success of this one', () =>
    inWorld(async (world) => {
      world.build('dpl_old')
      fresh(world)
      const body = { id: 'dpl_other', readyState: 'CANCELED', canceledAt: start }
      const fault = { kind: 'shape', body, effect: false, times: 9 } as const
      world.sim.fault({ ...fault, operation: 'cancel' })
      world.sim.fault({ ...fault, operation: 'get' })
      const ran = await drive(world)
      expect(ran.told.dpl_old).toBe('failed superseded')
      expect(ran.outputs.canceledCount).toBe('0')
    }))

  it.each(['..', '.', 'dpl_a/../..', ''])('an id like %j goes into no address', (id) =>
    inWorld(async (world) => {
      fresh(world)
      world.build('dpl_old', { extra: { uid: id, id } })
      const ran = await drive(world)
      expect(Object.keys(ran.told)).toEqual(['dpl_new'])
      expect(count(ran.asked, 'cancel')).toBe(0)
    }),
  )
})
