import { pullRequest, push, schedule, workflowDispatch } from '../../simulator/events.js'
import { commits, sha, start } from '../../simulator/world.js'
import { drive } from '../drive.js'
import { inWorld, type World } from '../e2e/support.js'

const later = (seconds: number) => start + seconds * 1000

describe('a build of the newest commit that is late', () => {
  it.each([
    ['a push', push()],
    ['an opened pull request', pullRequest({ action: 'opened' })],
    ['a pull request with a new commit', pullRequest({ action: 'synchronize' })],
    ['a reopened pull request', pullRequest({ action: 'reopened' })],
  ])('is waited for on %s, and replaces the older one when it comes', (_, started) =>
    inWorld(async (world) => {
      world.build('dpl_old')
      world.build('dpl_new', { sha: commits.head, state: 'QUEUED', appearsAt: later(7) })
      const ran = await drive(world, started)
      expect(ran.told.dpl_old).toBe('canceled superseded')
      expect(ran.deployments.find(({ id }) => id === 'dpl_old')?.replacedBy).toBe('dpl_new')
      expect(ran.log).toContain(
        'Waiting up to 15 s for Vercel to start the build of the newest commit in web.',
      )
      expect(ran.took).toBe(9000)
    }),
  )

  it.each([
    ['a labeled pull request', pullRequest({ action: 'labeled' }), {}],
    ['a run by hand', workflowDispatch({ branch: 'feature/cart', sha: commits.head }), {}],
    ['a sweep', schedule(), {}],
    ['a dry run', push(), { 'dry-run': 'true' }],
    ['a deleted branch', push({ deleted: true }), {}],
  ])('is not waited for in %s', (_, started, inputs) =>
    inWorld(async (world) => {
      world.build('dpl_old')
      world.build('dpl_new', { sha: commits.head, state: 'QUEUED', appearsAt: later(7) })
      const ran = await drive(world, started, { inputs })
      expect(ran.told.dpl_old).toBe('kept not-replaced')
      expect(ran.took).toBe(0)
    }),
  )

  it('is given up after 15 s: a project that the commit does not touch keeps its preview', () =>
    inWorld(async (world) => {
      world.build('dpl_old')
      const ran = await drive(world)
      expect(ran.told.dpl_old).toBe('kept not-replaced')
      expect(ran.took).toBe(15_000)
      expect(ran.outputs.outcome).toBe('nothing-to-cancel')
    }))

  it('is not waited for when Vercel blocked it', () =>
    inWorld(async (world) => {
      world.build('dpl_old')
      world.build('dpl_new', { sha: commits.head, state: 'BLOCKED', createdAt: start })
      const ran = await drive(world)
      expect(ran.told.dpl_old).toBe('kept not-replaced')
      expect(ran.took).toBe(0)
    }))

  it('is not waited for by the last build of a commit that another branch needs', () =>
    inWorld(async (world) => {
      world.sim.github.setBranch('acme/shop', 'stacked', commits.old)
      world.build('dpl_old')
      const ran = await drive(world)
      expect(ran.told.dpl_old).toBe('kept not-replaced')
      expect(ran.took).toBe(0)
    }))

  it('is waited for when another build of such a commit is there to stay', () =>
    inWorld(async (world) => {
      world.sim.github.setBranch('acme/shop', 'stacked', commits.old)
      world.build('dpl_stacked', { branch: 'stacked', sha: commits.old, state: 'READY' })
      world.build('dpl_old')
      world.build('dpl_new', { sha: commits.head, state: 'QUEUED', appearsAt: later(2) })
      const ran = await drive(world)
      expect(ran.told.dpl_old).toBe('canceled superseded')
    }))

  it.each([
    ['of its commit', (world: World) => void world.sim.github.failField('object')],
    [
      'of its branches',
      (world: World) =>
        world.sim.fault({ operation: 'branches-where-head', status: 404, times: 9 }),
    ],
  ])('is not waited for by a build that would stay for want of an answer %s', (_, fail) =>
    inWorld(async (world) => {
      world.build('dpl_old')
      fail(world)
      const ran = await drive(world)
      expect(ran.told.dpl_old).toBe('kept not-replaced')
      expect(ran.took).toBe(0)
    }),
  )

  it('is not waited for once half of the time is over', () =>
    inWorld(async (world, before) => {
      world.build('dpl_old')
      before(({ operation }) => {
        if (operation === 'graphql') world.clock.advance(5000)
      })
      const ran = await drive(world, push(), { inputs: { timeout: '10' } })
      expect(ran.told.dpl_old).toBe('kept not-replaced')
      expect(ran.log).not.toContain('Waiting')
    }))

  it('is not waited for when its branch is over with another commit', () =>
    inWorld(async (world) => {
      world.build('dpl_old')
      const inputs = { mode: 'branch' }
      const ran = await drive(world, push({ sha: commits.main }), { inputs })
      expect(ran.told.dpl_old).toBe('kept not-replaced')
      expect(ran.took).toBe(0)
    }))

  it('keeps the older one when the runner stops the step meanwhile', () =>
    inWorld(async (world) => {
      world.build('dpl_old')
      const stop = new AbortController()
      const ran = await drive(world, push(), {
        stop: stop.signal,
        onSleep: () => stop.abort(new Error('The step was stopped')),
      })
      expect(ran.told.dpl_old).toBe('kept not-replaced')
      expect(ran.asked.filter((one) => one === 'list')).toHaveLength(2)
      expect(ran.failure).not.toContain('could not be listed')
    }))

  it('leaves half of the time for canceling', () =>
    inWorld(async (world) => {
      world.build('dpl_old')
      const ran = await drive(world, push(), { inputs: { timeout: '10' } })
      expect(ran.told.dpl_old).toBe('kept not-replaced')
      expect(ran.took).toBe(5000)
    }))

  it('keeps nothing back that is decided already', () =>
    inWorld(async (world) => {
      world.build('dpl_old')
      world.build('dpl_docs1', { projectId: 'prj_docs' })
      world.build('dpl_docs2', { projectId: 'prj_docs', sha: commits.head, createdAt: start })
      let canceledEarly: string[] = []
      const ran = await drive(world, push(), {
        inputs: { 'project-id': 'prj_web, prj_docs' },
        onSleep: () => {
          canceledEarly = world.sim.vercel.canceled()
        },
      })
      expect(ran.told).toMatchObject({
        dpl_old: 'kept not-replaced',
        dpl_docs1: 'canceled superseded',
      })
      expect(canceledEarly).toEqual(['dpl_docs1'])
    }))

  it.each([
    ['its commit is short', { madeBy: 'cli', sha: commits.old.slice(0, 10) } as const, push()],
    ['it is of the commit of this push', {}, push({ sha: commits.old })],
  ])('has GitHub asked for other branches of the older one, when %s', (_, old, started) =>
    inWorld(async (world) => {
      world.build('dpl_old', old)
      world.build('dpl_new', { sha: commits.head, state: 'QUEUED', appearsAt: later(2) })
      const ran = await drive(world, started)
      expect(ran.told.dpl_old).toBe('canceled superseded')
      expect(ran.asked).toContain('branches-where-head')
    }),
  )

  const byCommit = ({ query }: { query: Record<string, unknown> }) => 'sha' in query

  it('fails the step when the list of the commit cannot be read', () =>
    inWorld(async (world) => {
      world.build('dpl_old')
      world.sim.fault({ operation: 'list', status: 400, match: byCommit, times: 99 })
      const ran = await drive(world)
      expect(ran.told.dpl_old).toBe('kept not-replaced')
      expect(ran.outputs.outcome).toBe('failed')
      expect(ran.failure).toContain('could not be listed completely')
    }))

  it('may come although the first list of the commit failed', () =>
    inWorld(async (world) => {
      world.build('dpl_old')
      world.build('dpl_new', { sha: commits.head, state: 'QUEUED', appearsAt: later(1) })
      world.sim.fault({ operation: 'list', status: 400, match: byCommit })
      const ran = await drive(world)
      expect(ran.told.dpl_old).toBe('canceled superseded')
      expect(ran.outputs.outcome).toBe('canceled')
    }))
})

describe("a project's Ignored Build Step", () => {
  const ignoring = { projectSettings: { commandForIgnoringBuildStep: 'npx turbo-ignore' } }
  const long = { state: 'BUILDING', buildingMs: 600_000 }
  /** The older build, and a newer one. */
  const pair = (world: World, more: Parameters<World['build']>[1]) => {
    world.build('dpl_old', { extra: ignoring })
    world.build('dpl_new', { sha: commits.head, extra: ignoring, ...more })
  }

  it('that skips the newer build leaves the older one alive', () =>
    inWorld(async (world) => {
      pair(world, { ...long, createdAt: start, buildingMs: 9000, ends: 'CANCELED' })
      const ran = await drive(world)
      expect(ran.told.dpl_old).toBe('kept not-replaced')
      expect(ran.log).toContain(
        'Waiting up to 30 s to see whether the Ignored Build Step skips the newer build in web.',
      )
      expect(ran.took).toBe(9000)
    }))

  it('that lets the newer build go on for 30 s lets the older one go', () =>
    inWorld(async (world) => {
      pair(world, { ...long, createdAt: later(-5) })
      const ran = await drive(world)
      expect(ran.told.dpl_old).toBe('canceled superseded')
      expect(ran.took).toBe(27_000)
    }))

  it('counts from when it was first seen building, also when all is decided anew after 30 s', () =>
    inWorld(async (world) => {
      pair(world, { ...long, appearsAt: later(5), extra: { ...ignoring, buildingAt: null } })
      const ran = await drive(world, push(), { inputs: { timeout: '120' } })
      expect(ran.told.dpl_old).toBe('canceled superseded')
      expect(ran.took).toBe(36_000)
    }))

  it('is waited for until half of the time is over, also by a build that came late', () =>
    inWorld(async (world) => {
      world.build('dpl_old', { extra: ignoring })
      world.build('dpl_new', { sha: commits.head, appearsAt: later(5), state: 'QUEUED' })
      const ran = await drive(world, push(), { inputs: { timeout: '20' } })
      expect(ran.told.dpl_old).toBe('kept not-replaced')
      expect(ran.took).toBe(10_000)
    }))

  it('counts from when the newer build was seen building, not queued', () =>
    inWorld(async (world) => {
      const queued = { sha: commits.head, createdAt: start, state: 'QUEUED' }
      world.build('dpl_old', { extra: ignoring })
      world.build('dpl_new', { ...queued, extra: { ...ignoring, buildingAt: null } })
      const ran = await drive(world, push(), {
        onSleep: () => {
          if (world.clock.now() >= later(15)) world.sim.vercel.setState('dpl_new', 'BUILDING')
        },
      })
      expect(ran.told.dpl_old).toBe('kept not-replaced')
      expect(ran.took).toBe(30_000)
    }))

  it('that is waited for longer than 30 s has all decided anew: the branch was pushed back', () =>
    inWorld(async (world) => {
      pair(world, { ...long, appearsAt: later(5) })
      const ran = await drive(world, push(), {
        inputs: { timeout: '120' },
        onSleep: () => {
          if (world.clock.now() < later(30)) return
          world.sim.github.setBranch('acme/shop', 'feature/cart', commits.old)
        },
      })
      expect(ran.told.dpl_old).toBe('kept newest-commit')
      expect(world.sim.vercel.canceled()).toEqual([])
    }))

  it.each([
    ['late', -10],
    ['soon', -28],
  ])(
    'never ends with the last build of a shared commit: others went, and it is known %s',
    (_, at) =>
      inWorld(async (world) => {
        world.sim.github.setBranch('acme/shop', 'stacked', commits.old)
        const staging = { customEnvironment: { id: 'env_1', slug: 'staging' } }
        // Lists show it as building for as long as Vercel takes to end it.
        world.build('dpl_x', { extra: ignoring, cancelDelayMs: 60_000 })
        world.build('dpl_y', { extra: ignoring, createdAt: later(-120), ...staging })
        world.build('dpl_x_new', {
          sha: commits.head,
          createdAt: start,
          state: 'READY',
          extra: ignoring,
        })
        world.build('dpl_y_new', {
          sha: commits.head,
          createdAt: later(at),
          buildingMs: 600_000,
          extra: ignoring,
          ...staging,
        })
        const ran = await drive(world, push(), {
          inputs: { target: 'preview, staging', timeout: '120' },
        })
        expect(ran.told).toMatchObject({
          dpl_x: 'canceled superseded',
          dpl_y: 'kept shared-commit',
        })
      }),
  )

  it('that ends lets nothing be replaced by a build that was canceled meanwhile', () =>
    inWorld(async (world) => {
      const middle = sha('31dd1e')
      world.sim.github.addCommit('acme/shop', middle, [commits.old])
      // Asked for by a person: only a push replaces it. Lists show the push as building for long.
      world.build('dpl_asked', { meta: { action: 'redeploy' }, extra: ignoring })
      const extra = { ...ignoring, buildingAt: later(-8) }
      world.build('dpl_pushed', {
        ...long,
        sha: middle,
        createdAt: later(-20),
        extra,
        cancelDelayMs: 60_000,
      })
      const cli = { madeBy: 'cli', sha: commits.head, createdAt: later(-12) } as const
      world.build('dpl_cli', { ...long, ...cli, extra: ignoring })
      const ran = await drive(world, push(), { inputs: { timeout: '120' } })
      expect(ran.told).toMatchObject({
        dpl_pushed: 'canceled superseded',
        dpl_asked: 'kept not-replaced',
      })
    }))

  it('keeps the older one when the newer build is queued for long', () =>
    inWorld(async (world) => {
      pair(world, { createdAt: start, state: 'QUEUED' })
      const ran = await drive(world)
      expect(ran.told.dpl_old).toBe('kept not-replaced')
      expect(ran.took).toBe(30_000)
    }))

  it('is waited for on any event, but not in a sweep', () =>
    inWorld(async (world) => {
      pair(world, { createdAt: start, state: 'QUEUED' })
      const sweep = await drive(world, schedule())
      expect(sweep.took).toBe(0)
      const byHand = await drive(
        world,
        workflowDispatch({ branch: 'feature/cart', sha: commits.head }),
      )
      expect(byHand.took).toBe(30_000)
    }))
})

it('a dry run says what it would wait for', () =>
  inWorld(async (world) => {
    world.build('dpl_old')
    const ran = await drive(world, push(), { inputs: { 'dry-run': 'true' } })
    expect(ran.deployments[0]?.message).toBe(
      'Would wait up to 15 s for Vercel to start the build of the newest commit in web.',
    )
  }))
