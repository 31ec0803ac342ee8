import { setImmediate } from 'node:timers/promises'
import { deploymentStatus, push, schedule, vercelDispatch } from '../simulator/events.js'
import { commits, start } from '../simulator/world.js'
import { carryOut, createCarryOut, lookOnceMore } from '../src/cancel.js'
import { wouldCancel } from '../src/plan/result.js'
import { unreadDeployment } from '../src/vercel/deployment.js'
import { drive } from './drive.js'
import { inWorld, type World } from './e2e/support.js'
import { asked, startAcme } from './support.js'

const fresh = (world: World, more: object = {}) =>
  world.build('dpl_new', { sha: commits.head, state: 'QUEUED', createdAt: start, ...more })

describe('a superseded build', () => {
  it('is canceled with four requests: list, two of GitHub, cancel', () =>
    inWorld(async (world) => {
      world.build('dpl_old')
      fresh(world)
      const ran = await drive(world)
      expect(ran.asked[0]).toBe('list')
      expect(ran.asked.slice(1, 3).sort()).toEqual(['branches-where-head', 'graphql'])
      expect(ran.asked.slice(3)).toEqual(['cancel dpl_old'])
      expect(ran.outputs).toMatchObject({
        status: 'CANCELED',
        canceledCount: '1',
        deploymentId: 'dpl_old',
        canceledAt: String(start),
        outcome: 'canceled',
      })
    }))

  it('is not looked for at GitHub when there is nothing but the new one: one request more', () =>
    inWorld(async (world) => {
      fresh(world)
      const ran = await drive(world)
      expect(ran.asked).toEqual(['list', 'graphql'])
      expect(ran.told).toEqual({ dpl_new: 'kept newest-commit' })
    }))

  it('costs the list alone when no build of the branch is unfinished', () =>
    inWorld(async (world) => {
      world.build('dpl_main', { branch: 'main', sha: commits.main })
      const ran = await drive(world)
      expect(ran.asked).toEqual(['list'])
      expect(ran.outputs.outcome).toBe('nothing-to-cancel')
    }))

  it('goes before others that already build, when it is queued: a free slot must not start it', () =>
    inWorld(async (world) => {
      world.build('dpl_building')
      world.build('dpl_queued', { state: 'QUEUED' })
      fresh(world)
      const ran = await drive(world)
      const cancels = ran.asked.filter((one) => one.startsWith('cancel'))
      expect(cancels).toEqual(['cancel dpl_queued', 'cancel dpl_building'])
    }))

  it.each([
    ['that finishes meanwhile fails nothing', 'READY', 'already-finished superseded', 'READY'],
    [
      'that is blocked meanwhile fails nothing',
      'BLOCKED',
      'already-finished superseded',
      'BLOCKED',
    ],
    ['that somebody else cancels meanwhile counts', 'CANCELED', 'canceled superseded', 'CANCELED'],
  ])('%s', (_, state, told, status) =>
    inWorld(async (world, beforeRequest) => {
      world.build('dpl_old')
      fresh(world)
      beforeRequest(({ operation }) => {
        if (operation === 'cancel') world.sim.vercel.setState('dpl_old', state)
      })
      const ran = await drive(world)
      expect(ran.told.dpl_old).toBe(told)
      expect(ran.outputs.status).toBe(status)
      expect(ran.failure).toBe('')
    }),
  )

  it('goes with another of the same commit whose metadata shorten it: GitHub is asked once', () =>
    inWorld(async (world) => {
      world.build('dpl_old')
      world.build('dpl_short', { madeBy: 'cli', sha: commits.old.slice(0, 8) })
      fresh(world)
      const ran = await drive(world)
      expect(ran.told).toMatchObject({
        dpl_old: 'canceled superseded',
        dpl_short: 'canceled superseded',
      })
      expect(ran.asked.filter((one) => one === 'branches-where-head')).toHaveLength(1)
    }))

  it('is read after a reply about another one, and not canceled twice', () =>
    inWorld(async (world) => {
      world.build('dpl_old')
      fresh(world)
      const body = { id: 'dpl_other', readyState: 'CANCELED' }
      world.sim.fault({ operation: 'cancel', kind: 'shape', body, effect: true })
      const ran = await drive(world)
      expect(ran.told.dpl_old).toBe('canceled superseded')
      expect(ran.asked.slice(-2)).toEqual(['cancel dpl_old', 'get dpl_old'])
    }))

  it('is not tried again in a state that `states` does not name', () =>
    inWorld(async (world, before) => {
      world.build('dpl_old', { state: 'QUEUED' })
      fresh(world)
      world.sim.fault({ operation: 'cancel', status: 503 })
      before(({ operation }) => {
        if (operation === 'cancel') world.sim.vercel.setState('dpl_old', 'BUILDING')
      })
      const ran = await drive(world, push(), { inputs: { states: 'QUEUED' } })
      expect(ran.told.dpl_old).toBe('kept state-excluded')
      expect(world.sim.vercel.canceled()).toEqual([])
    }))

  it('is not read when its cancel was never sent', () =>
    inWorld(async (world) => {
      for (let i = 0; i < 100; i += 1) world.build(`dpl_${i}`)
      fresh(world)
      world.sim.fault({ operation: 'cancel', status: 503, times: Number.POSITIVE_INFINITY })
      const ran = await drive(world)
      const ids = (operation: string) =>
        new Set(
          ran.asked.filter((one) => one.startsWith(operation)).map((one) => one.split(' ')[1]),
        )
      const sent = ids('cancel')
      expect(sent.size).toBeLessThan(100)
      expect([...ids('get')].filter((id) => !sent.has(id))).toEqual([])
    }))

  it('that is gone fails nothing', () =>
    inWorld(async (world) => {
      world.build('dpl_old')
      fresh(world)
      world.sim.fault({ operation: 'cancel', status: 404, body: { error: { code: 'not_found' } } })
      const ran = await drive(world)
      expect(ran.told.dpl_old).toBe('not-found superseded')
      expect(ran.failure).toBe('')
    }))

  it('that Vercel declines to cancel twice is a failure, with what to do', () =>
    inWorld(async (world) => {
      world.build('dpl_old')
      fresh(world)
      world.sim.fault({ operation: 'cancel', status: 400, times: 9 })
      const ran = await drive(world)
      expect(ran.told.dpl_old).toBe('failed superseded')
      expect(ran.asked.filter((one) => one === 'cancel dpl_old')).toHaveLength(2)
      expect(ran.failure).toContain('`dpl_old` could not be canceled and may still be running')
    }))

  it.each(['reset-after', 'truncated', 'empty'] as const)(
    'is read after a reply that was lost (%s), and not canceled twice',
    (kind) =>
      inWorld(async (world) => {
        world.build('dpl_old')
        fresh(world)
        world.sim.fault({ operation: 'cancel', kind })
        const ran = await drive(world)
        expect(ran.told.dpl_old).toBe('canceled superseded')
        expect(ran.asked.slice(-2)).toEqual(['cancel dpl_old', 'get dpl_old'])
      }),
  )

  it('is tried again after a failure that had no effect', () =>
    inWorld(async (world) => {
      world.build('dpl_old')
      fresh(world)
      world.sim.fault({ operation: 'cancel', status: 503 })
      const ran = await drive(world)
      expect(ran.told.dpl_old).toBe('canceled superseded')
      expect(ran.asked.slice(-3)).toEqual(['cancel dpl_old', 'get dpl_old', 'cancel dpl_old'])
    }))

  it('is not tried again when it was promoted to production meanwhile', () =>
    inWorld(async (world, beforeRequest) => {
      world.build('dpl_old')
      fresh(world)
      world.sim.fault({ operation: 'cancel', status: 503 })
      beforeRequest(({ operation }) => {
        if (operation === 'cancel') world.sim.vercel.promote('dpl_old')
      })
      const ran = await drive(world)
      expect(ran.told.dpl_old).toBe('kept target-excluded')
      expect(world.sim.vercel.canceled()).toEqual([])
      expect(ran.deployments.find(({ id }) => id === 'dpl_old')?.target).toBe('production')
    }))

  it('whose cancel takes its time is read until it is canceled', () =>
    inWorld(async (world) => {
      world.build('dpl_old', { cancelDelayMs: 1000 })
      fresh(world)
      const ran = await drive(world)
      expect(ran.told.dpl_old).toBe('canceled superseded')
      expect(ran.asked.slice(-3)).toEqual(['get dpl_old', 'get dpl_old', 'get dpl_old'])
    }))

  it('is one of many whose cancels take their time: the list tells when they are over', () =>
    inWorld(async (world) => {
      const ids = Array.from({ length: 40 }, (_, i) => `dpl_old${i}`)
      for (const id of ids) world.build(id, { cancelDelayMs: 3000 })
      fresh(world)
      const ran = await drive(world)
      expect(ran.outputs.canceledCount).toBe('40')
      // Each build is read once, when it has left the list; the first few are read alone.
      expect(ran.asked.filter((one) => one.startsWith('get')).length).toBeLessThan(50)
    }))
})

describe('a rate limit', () => {
  const limited = (world: World, windowMs: number) =>
    world.sim.vercel.limit('cancel', { total: 1, windowMs, retryAfter: true })

  it('is waited out as told', () =>
    inWorld(async (world) => {
      for (const id of ['dpl_a', 'dpl_b', 'dpl_c']) world.build(id)
      fresh(world)
      limited(world, 2000)
      const ran = await drive(world)
      expect(ran.outputs).toMatchObject({ outcome: 'canceled', canceledCount: '3' })
    }))

  it('that ends soon lets nothing be canceled that was promoted meanwhile', () =>
    inWorld(async (world, beforeRequest) => {
      world.build('dpl_a', { state: 'QUEUED' })
      world.build('dpl_b')
      fresh(world)
      limited(world, 2000)
      beforeRequest(({ operation, id }) => {
        if (operation === 'cancel' && id === 'dpl_b') world.sim.vercel.promote('dpl_b')
      })
      const ran = await drive(world)
      expect(ran.told).toMatchObject({
        dpl_a: 'canceled superseded',
        dpl_b: 'kept target-excluded',
      })
    }))

  it.each(['0', '1'])(
    'of %s s lets nothing be canceled that was promoted meanwhile, however new the first list is',
    (seconds) =>
      inWorld(async (world, before) => {
        world.build('dpl_old')
        fresh(world)
        const headers = { 'retry-after': seconds }
        world.sim.fault({ operation: 'cancel', status: 429, headers })
        before(({ operation }) => {
          if (operation === 'cancel') world.sim.vercel.promote('dpl_old')
        })
        const ran = await drive(world)
        expect(ran.told.dpl_old).toBe('kept target-excluded')
      }),
  )

  it.each(['3', '31'])(
    'of %s s cancels nothing blindly: where the list can’t be read again, the build fails',
    (seconds) =>
      inWorld(async (world) => {
        world.build('dpl_old')
        fresh(world)
        const headers = { 'retry-after': seconds }
        world.sim.fault({ operation: 'cancel', status: 429, headers })
        let lists = 0
        world.sim.fault({
          operation: 'list',
          status: 400,
          times: 9,
          match: () => {
            lists += 1
            return lists > 1
          },
        })
        const ran = await drive(world, push(), { inputs: { timeout: '120' } })
        expect(ran.told.dpl_old).toBe('failed superseded')
        expect(ran.failure).toContain('could not be listed completely')
        expect(ran.asked.filter((one) => one === 'cancel dpl_old')).toHaveLength(1)
      }),
  )

  it('is over for many at once: they share one list', () =>
    inWorld(async (world) => {
      for (const id of ['dpl_a', 'dpl_b', 'dpl_c']) world.build(id)
      fresh(world)
      const headers = { 'retry-after': '2' }
      world.sim.fault({ operation: 'cancel', status: 429, headers, times: 3 })
      const ran = await drive(world)
      expect(ran.outputs.canceledCount).toBe('3')
      expect(ran.asked.filter((one) => one === 'list')).toHaveLength(2)
    }))

  it.each([
    ['30', 1],
    ['31', 2],
  ])('of %s s has GitHub asked %i times', (seconds, times) =>
    inWorld(async (world) => {
      world.build('dpl_old')
      fresh(world)
      world.sim.fault({ operation: 'cancel', status: 429, headers: { 'retry-after': seconds } })
      const ran = await drive(world, push(), { inputs: { timeout: '120' } })
      expect(ran.told.dpl_old).toBe('canceled superseded')
      expect(ran.asked.filter((one) => one === 'graphql')).toHaveLength(times)
    }),
  )

  it('of more than 30 s has everything decided anew: the branch was pushed back', () =>
    inWorld(async (world, beforeRequest) => {
      world.build('dpl_a', { state: 'QUEUED' })
      world.build('dpl_b')
      fresh(world)
      limited(world, 31_000)
      beforeRequest(({ operation, id }) => {
        if (operation === 'cancel' && id === 'dpl_b') {
          world.sim.github.setBranch('acme/shop', 'feature/cart', commits.old)
        }
      })
      const ran = await drive(world, push(), { inputs: { timeout: '120' } })
      expect(ran.told).toMatchObject({
        dpl_a: 'canceled superseded',
        dpl_b: 'kept newest-commit',
      })
    }))
})

describe('a deployment that `deployment-id` names', () => {
  const named = (ids: string) => ({ inputs: { 'deployment-id': ids } })

  it('is canceled with one request, whatever it is', () =>
    inWorld(async (world) => {
      world.build('dpl_prod', { target: 'production', branch: 'main', sha: commits.main })
      const ran = await drive(world, push(), named('dpl_prod'))
      expect(ran.asked).toEqual(['cancel dpl_prod'])
      expect(ran.told).toEqual({ dpl_prod: 'canceled requested' })
    }))

  it.each([
    ['READY', 'already-finished requested', { outcome: 'already-finished', status: 'READY' }],
    ['ERROR', 'already-finished requested', { outcome: 'already-finished', status: 'ERROR' }],
    ['BLOCKED', 'already-finished requested', { outcome: 'already-finished', status: 'BLOCKED' }],
    [
      'CANCELED',
      'already-canceled requested',
      {
        outcome: 'already-finished',
        status: 'CANCELED',
        canceledCount: '0',
        deploymentId: 'dpl_x',
      },
    ],
  ])('and is %s already', (state, told, outputs) =>
    inWorld(async (world) => {
      world.build('dpl_x', { state })
      const ran = await drive(world, push(), named('dpl_x'))
      expect(ran.told.dpl_x).toBe(told)
      expect(ran.outputs).toMatchObject(outputs)
      expect(ran.failure).toBe('')
    }),
  )

  it('and that somebody else cancels meanwhile counts as canceled', () =>
    inWorld(async (world, before) => {
      world.build('dpl_x')
      before(({ operation }) => {
        if (operation !== 'cancel') return
        world.clock.advance(5000)
        world.sim.vercel.setState('dpl_x', 'CANCELED')
      })
      const ran = await drive(world, push(), named('dpl_x'))
      expect(ran.told.dpl_x).toBe('canceled requested')
      expect(ran.outputs).toMatchObject({ outcome: 'canceled', canceledCount: '1' })
    }))

  const undated = { extra: { canceledAt: null } }

  it('and had been canceled, nobody knows when', () =>
    inWorld(async (world) => {
      world.build('dpl_x', { state: 'CANCELED', ...undated })
      const ran = await drive(world, push(), named('dpl_x'))
      expect(ran.told.dpl_x).toBe('already-canceled requested')
    }))

  it('counts as canceled by this step, when the reply was lost and nobody knows when it ended', () =>
    inWorld(async (world) => {
      world.build('dpl_x', undated)
      world.sim.fault({ operation: 'cancel', kind: 'reset-after' })
      const ran = await drive(world, push(), named('dpl_x'))
      expect(ran.told.dpl_x).toBe('canceled requested')
    }))

  it('counts as canceled by this step, when it ended between two attempts', () =>
    inWorld(async (world, beforeRequest) => {
      world.build('dpl_x', undated)
      world.sim.fault({ operation: 'cancel', status: 503 })
      let cancels = 0
      beforeRequest(({ operation }) => {
        if (operation === 'cancel') cancels += 1
        if (cancels === 2) world.sim.vercel.setState('dpl_x', 'CANCELED')
      })
      const ran = await drive(world, push(), named('dpl_x'))
      expect(ran.told.dpl_x).toBe('canceled requested')
      expect(cancels).toBe(2)
    }))

  it('waits out a rate limit', () =>
    inWorld(async (world) => {
      world.build('dpl_x')
      world.sim.fault({ operation: 'cancel', status: 429, headers: { 'retry-after': '2' } })
      const ran = await drive(world, push(), named('dpl_x'))
      expect(ran.told.dpl_x).toBe('canceled requested')
    }))

  it.each(['reset-after', 'truncated'] as const)(
    'counts as canceled by this step, when the reply to that was lost (%s)',
    (kind) =>
      inWorld(async (world) => {
        world.build('dpl_x')
        world.sim.fault({ operation: 'cancel', kind })
        const ran = await drive(world, push(), named('dpl_x'))
        expect(ran.told.dpl_x).toBe('canceled requested')
        expect(ran.asked).toEqual(['cancel dpl_x', 'get dpl_x'])
      }),
  )

  it.each([
    [
      'is tried again when Vercel declines although it still builds',
      { status: 400 },
      'canceled requested',
      ['cancel dpl_x', 'get dpl_x', 'cancel dpl_x'],
    ],
    [
      'is not read after a refusal that says why',
      { status: 403, times: 9 },
      'failed requested',
      ['cancel dpl_x'],
    ],
  ])('%s', (_, fault, told, requests) =>
    inWorld(async (world) => {
      world.build('dpl_x')
      world.sim.fault({ operation: 'cancel', ...fault })
      const ran = await drive(world, push(), named('dpl_x'))
      expect(ran.told.dpl_x).toBe(told)
      expect(ran.asked).toEqual(requests)
    }),
  )

  it('is tried no more often than five times while Vercel does not answer', () =>
    inWorld(async (world) => {
      world.build('dpl_x')
      world.sim.fault({ operation: 'cancel', status: 503, times: 9 })
      const ran = await drive(world, push(), named('dpl_x'))
      expect(ran.told.dpl_x).toBe('failed requested')
      expect(ran.asked.filter((one) => one === 'cancel dpl_x')).toHaveLength(5)
    }))

  it('fails the step when Vercel does not know it, and the others are canceled', () =>
    inWorld(async (world) => {
      world.build('dpl_x')
      const ran = await drive(world, push(), named('dpl_x dpl_y'))
      expect(ran.told).toEqual({ dpl_x: 'canceled requested', dpl_y: 'not-found requested' })
      expect(ran.outputs.outcome).toBe('failed')
      expect(ran.failure).toContain('dpl_y')
    }))

  it('is one, when it is named by its id and by its address', () =>
    inWorld(async (world) => {
      const { url } = world.build('dpl_x')
      const ran = await drive(world, push(), named(`dpl_x, https://${url}/about`))
      expect(ran.deployments).toHaveLength(1)
      expect(ran.outputs.canceledCount).toBe('1')
    }))

  it('has nothing to tell when it was named by its own address, in any letters', () =>
    inWorld(async (world) => {
      const { url } = world.build('dpl_x', { state: 'READY' })
      const ran = await drive(world, push(), named(`https://${url?.toUpperCase()}`))
      expect(ran.deployments[0]).toMatchObject({ id: 'dpl_x', message: null })
    }))

  it('is told as the alias that it was named by', () =>
    inWorld(async (world) => {
      world.build('dpl_x', { state: 'READY', alias: ['www.acme.dev'] })
      const ran = await drive(world, push(), named('www.acme.dev'))
      expect(ran.deployments[0]?.message).toContain('`www.acme.dev` is an alias of `dpl_x`, READY')
    }))
})

describe('a build of the commit of a run that failed', () => {
  it('has GitHub asked by the whole commit, though its own metadata shorten it', () =>
    inWorld(async (world) => {
      world.build('dpl_short', { madeBy: 'cli', sha: commits.head.slice(0, 8) })
      const ran = await drive(world, push(), { inputs: { mode: 'commit' } })
      expect(ran.told.dpl_short).toBe('canceled this-commit')
      expect(ran.debug.join('\n')).toContain(`/commits/${commits.head}/branches-where-head`)
    }))
})

describe('events that tell only a commit', () => {
  it('look at every branch whose newest commit it is', () =>
    inWorld(async (world) => {
      world.build('dpl_old')
      fresh(world)
      const ran = await drive(world, deploymentStatus({ sha: commits.head }))
      expect(ran.asked[0]).toBe('branches-where-head')
      expect(ran.told.dpl_old).toBe('canceled superseded')
    }))

  it('look at no more than the commit in mode: commit', () =>
    inWorld(async (world) => {
      world.build('dpl_old')
      fresh(world)
      const inputs = { mode: 'commit' }
      const ran = await drive(world, deploymentStatus({ sha: commits.head }), { inputs })
      expect(ran.told).toMatchObject({
        dpl_new: 'canceled this-commit',
        dpl_old: 'kept other-commit',
      })
    }))

  it('prove nothing about another branch that `branch` names', () =>
    inWorld(async (world) => {
      world.build('dpl_lost', {
        branch: 'lost',
        sha: commits.old,
        meta: { repoPushedAt: undefined },
      })
      const inputs = { branch: 'lost' }
      const ran = await drive(world, deploymentStatus({ sha: commits.head }), { inputs })
      expect(ran.told.dpl_lost).toBe('kept branch-unknown')
    }))

  it('look at a branch that `branch` names, though GitHub does not tell those of the commit', () =>
    inWorld(async (world) => {
      world.build('dpl_old')
      fresh(world)
      world.sim.fault({ operation: 'branches-where-head', status: 404 })
      const inputs = { branch: 'feature/cart' }
      const ran = await drive(world, deploymentStatus({ sha: commits.main }), { inputs })
      expect(ran.told.dpl_old).toBe('canceled superseded')
    }))

  it('ask for the branches of the commit once in mode: commit', () =>
    inWorld(async (world) => {
      fresh(world)
      const inputs = { mode: 'commit' }
      const ran = await drive(world, deploymentStatus({ sha: commits.head }), { inputs })
      expect(ran.asked).toEqual(['branches-where-head', 'list', 'cancel dpl_new'])
    }))

  it('keep a build in mode: commit, with GitHub’s reason, when it does not tell the branches', () =>
    inWorld(async (world) => {
      fresh(world)
      world.sim.fault({ operation: 'branches-where-head', status: 404, times: 9 })
      const inputs = { mode: 'commit' }
      const ran = await drive(world, deploymentStatus({ sha: commits.head }), { inputs })
      expect(ran.told.dpl_new).toBe('kept github-unknown')
      expect(ran.warnings.join()).toContain('404')
    }))

  it('are skipped when it is no branch’s newest commit', () =>
    inWorld(async (world) => {
      world.build('dpl_old')
      const ran = await drive(world, deploymentStatus({ sha: commits.old }))
      expect(ran.outputs.outcome).toBe('skipped')
      expect(ran.log).toContain("Commit `01dc0de` is no branch's newest commit")
    }))

  it('are skipped when GitHub does not tell the branches', () =>
    inWorld(async (world) => {
      world.build('dpl_old')
      world.sim.fault({ operation: 'branches-where-head', status: 404, times: 9 })
      const ran = await drive(world, deploymentStatus({ sha: commits.head }))
      expect(ran.outputs.outcome).toBe('skipped')
      expect(ran.log).toMatch(/GitHub did not say which branch commit `4ead000` is on\. .*404/)
    }))
})

describe('what GitHub is asked', () => {
  /** Whether the branches of a commit are asked for while the query is under way. */
  async function together(
    given: (world: World) => void,
    started?: Parameters<typeof drive>[1],
    options?: Parameters<typeof drive>[2],
  ) {
    let found = false
    await inWorld(async (world, before) => {
      let isAsked = false
      before(async ({ operation }) => {
        if (operation === 'branches-where-head') isAsked = true
        if (operation !== 'graphql') return
        for (let turn = 0; turn < 100 && !isAsked; turn += 1) await setImmediate()
        found = isAsked
      })
      given(world)
      await drive(world, started, options)
    })
    return found
  }

  it('is asked at once, as far as it is known that it is needed', async () => {
    const both = (world: World) => {
      world.build('dpl_old')
      fresh(world)
    }
    expect(await together(both)).toBe(true)
    expect(await together(both, schedule())).toBe(false)
    expect(await together((world) => fresh(world))).toBe(false)
    const short = (world: World) => {
      world.build('dpl_short', { madeBy: 'cli', sha: commits.old.slice(0, 39) })
      fresh(world)
    }
    expect(await together(short)).toBe(false)
  })

  it('is the branches alone in mode: commit', () =>
    inWorld(async (world) => {
      fresh(world)
      const ran = await drive(world, push(), { inputs: { mode: 'commit' } })
      expect(ran.asked).toEqual(['list', 'branches-where-head', 'cancel dpl_new'])
    }))

  it.each(['graphql', 'branches-where-head'])(
    'and does not answer (%s) is told with its reason',
    (operation) =>
      inWorld(async (world) => {
        world.build('dpl_old')
        fresh(world)
        const body = { message: 'Resource not accessible by integration' }
        world.sim.fault({ operation, status: 403, body, times: 9 })
        const ran = await drive(world)
        expect(ran.told.dpl_old).toBe('kept github-unknown')
        expect(ran.warnings.join()).toContain('not accessible by integration')
      }),
  )
})

describe('the projects', () => {
  const fromDocs = vercelDispatch({ project: { id: 'prj_docs', name: 'docs' } })
  const both = (world: World) => {
    world.build('dpl_old')
    world.build('dpl_docs', { projectId: 'prj_docs' })
  }

  it('are those linked to the repository, and are told by name', () =>
    inWorld(async (world) => {
      both(world)
      const inputs = { 'project-id': '', 'dry-run': 'true' }
      const ran = await drive(world, push(), { inputs })
      expect(ran.log).toContain('in `docs` and `web` (linked to acme/shop)')
    }))

  it.each([
    ['VERCEL_PROJECT_ID', push(), { VERCEL_PROJECT_ID: 'prj_docs' }],
    ["Vercel's event", fromDocs, {}],
    ["Vercel's event", fromDocs, { VERCEL_PROJECT_ID: 'prj_web' }],
  ])('are those of %s', (source, started, env) =>
    inWorld(async (world) => {
      both(world)
      const inputs = { 'project-id': '', 'dry-run': 'true' }
      const ran = await drive(world, started, { inputs, env })
      expect(ran.log).toContain(`in \`docs\` (from ${source})`)
      expect(Object.keys(ran.told)).toEqual(['dpl_docs'])
    }),
  )

  it('are those of `project-id`, whatever else names one', () =>
    inWorld(async (world) => {
      both(world)
      const env = { VERCEL_PROJECT_ID: 'prj_docs' }
      const ran = await drive(world, fromDocs, { env })
      expect(Object.keys(ran.told)).toEqual(['dpl_old'])
    }))

  it('have to be named, where none is linked to the repository', () =>
    inWorld(async (world) => {
      both(world)
      const started = push({ payload: { repository: null } })
      const env = { GITHUB_REPOSITORY: 'acme/empty' }
      const ran = await drive(world, started, { inputs: { 'project-id': '' }, env })
      expect(ran.failure).toMatch(/acme\/empty\. .*Or set `project-id` to the project's ID/)
      expect(ran.asked).toEqual(['projects'])
    }))

  it('have to be named on an Enterprise Server', () =>
    inWorld(async (world) => {
      both(world)
      const env = { GITHUB_SERVER_URL: 'https://ghe.acme.dev' }
      const ran = await drive(world, push(), { inputs: { 'project-id': '' }, env })
      expect(ran.failure).toContain('on github.com only, so set `project-id`')
      expect(ran.asked).toEqual([])
    }))
})

describe('what was under way when the step ended', () => {
  type Time = Awaited<ReturnType<typeof startAcme>>['time']
  const over = (time: Time) => time.stop(new Error('The time was up'))

  /** Cancels a build, and gives what came of it and which builds are worth a last look. */
  async function cancel(given: (acme: Awaited<ReturnType<typeof startAcme>>) => void) {
    const acme = await startAcme()
    const { sim, client, time } = acme
    given(acme)
    const deadline = { ...time.deadline, lastLook: () => time.deadline, clear: () => {} }
    const vercel = client()
    const apis = {
      clock: time.clock,
      deadline,
      vercel,
      random: () => 0,
      startedAt: time.clock.now(),
    }
    const how = createCarryOut(apis, {}, () => {})
    const plan = [wouldCancel(unreadDeployment('dpl_a'), 'superseded')]
    const [result] = await carryOut(plan, how)
    await sim.close()
    return { told: `${result?.outcome}: ${result?.message}`, underWay: [...how.underWay] }
  }
  const running = { projectId: 'prj_1', id: 'dpl_a', state: 'BUILDING' }

  it('is a cancel without a reply', async () => {
    const found = await cancel(({ sim, time }) => {
      sim.vercel.addDeployment(running)
      const match = () => {
        setTimeout(() => over(time))
        return true
      }
      sim.fault({ operation: 'cancel', kind: 'hang', match })
    })
    expect(found.told).toContain('failed: The time was up before Vercel responded')
    expect(found.underWay).toEqual(['dpl_a'])
  })

  it('is a cancel that Vercel had accepted', async () => {
    const found = await cancel(({ sim, time }) => {
      sim.vercel.addDeployment({ ...running, cancelDelayMs: 60_000 })
      sim.fault({ operation: 'get', status: 503, match: () => over(time) === undefined })
    })
    expect(found.underWay).toEqual(['dpl_a'])
  })

  it('is a cancel that is waited for', async () => {
    const found = await cancel(({ sim, time }) => {
      sim.vercel.addDeployment({ ...running, cancelDelayMs: 60_000 })
      const { sleep } = time.clock
      time.clock.sleep = (ms, signal) => {
        over(time)
        return sleep(ms, signal)
      }
    })
    expect(found.told).toBe('failed: The time was up before the build was seen to end')
    expect(found.underWay).toEqual(['dpl_a'])
  })

  it('is none that was not sent', async () => {
    const found = await cancel(({ sim, time }) => {
      sim.vercel.addDeployment(running)
      over(time)
    })
    expect(found.told).toContain('failed: The time was up')
    expect(found.underWay).toEqual([])
  })

  it('is none that Vercel refused', async () => {
    const found = await cancel(({ sim }) => {
      sim.vercel.addDeployment(running)
      sim.fault({ operation: 'cancel', status: 403 })
    })
    expect(found.told).toContain('failed: ')
    expect(found.underWay).toEqual([])
  })
})

describe('a last look, when the time is up', () => {
  /** What becomes of builds whose cancel failed, and which of them are read. */
  async function look(
    state: string,
    more: { outcome?: 'failed' | 'kept'; underWay?: string } = {},
  ) {
    const { sim, client, time } = await startAcme()
    const { outcome = 'failed', underWay = 'dpl_a' } = more
    sim.vercel.addDeployment({ projectId: 'prj_1', id: 'dpl_a', state })
    const planned = wouldCancel(unreadDeployment('dpl_a'), 'superseded')
    const failed = { ...planned, outcome, message: 'The time was up' }
    const apis = { ...time, vercel: client(), startedAt: time.clock.now() }
    const [found] = await lookOnceMore([failed], { underWay: new Set([underWay]) }, apis)
    await sim.close()
    return { told: `${found?.outcome}: ${found?.message}`, asked: asked(sim) }
  }

  it.each([
    ['that is canceled after all', 'CANCELED', 'canceled: undefined'],
    ['that finished meanwhile', 'READY', 'already-finished: undefined'],
    ['that still runs', 'BUILDING', 'failed: The time was up'],
  ])('finds a build %s', async (_, state, told) => {
    expect(await look(state)).toEqual({ told, asked: ['get dpl_a'] })
  })

  it('is not taken at a build whose cancel was not under way', async () => {
    const told = 'failed: The time was up'
    expect(await look('CANCELED', { underWay: 'dpl_b' })).toEqual({ told, asked: [] })
  })

  it('is not taken at a build that has its result', async () => {
    const told = 'kept: The time was up'
    expect(await look('CANCELED', { outcome: 'kept' })).toEqual({ told, asked: [] })
  })

  it('that Vercel does not answer changes nothing', async () => {
    const { sim, client, time } = await startAcme()
    sim.fault({ operation: 'get', status: 404 })
    const failed = {
      ...wouldCancel(unreadDeployment('dpl_a'), 'superseded'),
      outcome: 'failed' as const,
    }
    const apis = { ...time, vercel: client(), startedAt: time.clock.now() }
    expect(await lookOnceMore([failed], { underWay: new Set(['dpl_a']) }, apis)).toEqual([failed])
    await sim.close()
  })
})
