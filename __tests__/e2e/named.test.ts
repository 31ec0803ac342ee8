import { other } from '../../simulator/events.js'
import { commits, start } from '../../simulator/world.js'
import { type Scenario, tell } from './scenarios.js'
import { act, cancelLine, getLine, inWorld, SLOW, type World } from './support.js'

const noEvent = other('nothing')
const hostOf = ({ sim }: World, id: string) => sim.vercel.deployment(id).url ?? ''
const building = (world: World) => world.build('dpl_old')
const named = (ids: string, more: Scenario = {}): Scenario => ({
  given: building,
  when: noEvent,
  told: { dpl_old: 'canceled requested' },
  github: [],
  ...more,
  inputs: { 'deployment-id': ids, ...more.inputs },
})
const finished = { outcome: 'already-finished', canceledCount: '0' }

describe('deployments that `deployment-id` names', () => {
  tell({
    'an id costs one request, whatever the event': named('dpl_old', {
      vercel: [cancelLine('dpl_old')],
      log: [/^Canceled 1 of 1 named deployment\.$/m],
      outputs: {
        ...{ status: 'CANCELED', canceledAt: String(start), deploymentId: 'dpl_old' },
        ...{ canceledCount: '1', outcome: 'canceled' },
      },
    }),
    'a page of the dashboard': named('https://vercel.com/acme/web/old', {
      vercel: [cancelLine('dpl_old')],
    }),
    'the same with more behind it': named('vercel.com/acme/web/old/source?f=1', {
      vercel: [cancelLine('dpl_old')],
    }),
    'production, whatever `target` says': named('dpl_prod', {
      given: (world) =>
        world.build('dpl_prod', { target: 'production', branch: 'main', sha: commits.main }),
      told: { dpl_prod: 'canceled requested' },
      log: ['Canceled 1 (production) of 1'],
    }),
    'one that is not found fails the step, after the others are canceled': named(
      'dpl_none,dpl_old',
      {
        told: { dpl_none: 'not-found requested', dpl_old: 'canceled requested' },
        outputs: { outcome: 'failed', canceledCount: '1', deploymentId: 'dpl_old' },
        log: [/^::error::Vercel has no deployment `dpl_none`.*`team-id` is empty/m],
        code: 1,
      },
    ),
    'a hostname that is not found': named('https://nothing-acme.vercel.app/', {
      told: { 'nothing-acme.vercel.app': 'not-found requested' },
      vercel: [getLine('nothing-acme.vercel.app')],
      code: 1,
    }),
    "GitHub's number of a deployment is told what to use instead": named('2104937', {
      told: {},
      vercel: [],
      log: [/^::error::Invalid input: .*number of a GitHub deployment.*environment_url/m],
      code: 1,
    }),
    'a dry run looks, and leaves them alone': named('dpl_old dpl_done', {
      given: (world) => {
        world.build('dpl_old', { state: 'QUEUED' })
        world.build('dpl_done', { state: 'READY' })
      },
      inputs: { 'dry-run': 'true', 'if-finished': 'ignore' },
      told: { dpl_old: 'would-cancel requested', dpl_done: 'already-finished requested' },
      outputs: { status: 'QUEUED', canceledAt: '', canceledCount: '0' },
      log: [/^Dry run: would cancel 1 of 2 named deployments/m],
    }),
    'one that was canceled before is told so, and is no mistake': named('dpl_old', {
      given: (world) => world.build('dpl_old', { state: 'CANCELED' }),
      inputs: { 'if-finished': 'error' },
      told: { dpl_old: 'already-canceled requested' },
      vercel: [cancelLine('dpl_old'), getLine('dpl_old')],
      outputs: { ...finished, status: 'CANCELED', deploymentId: 'dpl_old' },
      log: ['Nothing to cancel. Already canceled: 1.'],
    }),
    'one that is blocked has finished': named('dpl_old', {
      given: (world) => world.build('dpl_old', { state: 'BLOCKED' }),
      told: { dpl_old: 'already-finished requested' },
      annotations: ['warning'],
      outputs: { ...finished, status: 'BLOCKED' },
    }),
    'one finished beside one canceled: the step counts as canceled': named('dpl_done dpl_old', {
      given: (world) => {
        building(world)
        world.build('dpl_done', { state: 'READY' })
      },
      told: { dpl_done: 'already-finished requested', dpl_old: 'canceled requested' },
      annotations: ['warning'],
      outputs: { outcome: 'canceled', status: 'READY', canceledCount: '1' },
    }),
  })
})

describe('`if-finished` says what it means when a build had ended by itself', () => {
  const over = (value: string, state: 'READY' | 'ERROR', more: Scenario): Scenario =>
    named('dpl_old', {
      given: (world) => world.build('dpl_old', { state }),
      inputs: { 'if-finished': value },
      told: { dpl_old: 'already-finished requested' },
      vercel: [cancelLine('dpl_old'), getLine('dpl_old')],
      outputs: { ...finished, status: state, canceledAt: '', deploymentId: '' },
      ...more,
    })
  tell({
    warn: over('warn', 'READY', {
      annotations: ['warning'],
      log: [/^::warning::`dpl_old` had already finished \(READY\)/m],
    }),
    error: over('error', 'ERROR', {
      log: [/^::error::`dpl_old` had already finished \(ERROR\).*`if-finished: error` forbids/m],
      code: 1,
    }),
    ignore: over('ignore', 'READY', { log: ['Already finished: 1.'] }),
  })
})

describe('a URL or hostname is looked up, then canceled by its id', () => {
  test.concurrent.each<[string, (host: string) => string]>([
    ['https URL', (host) => `https://${host}/some/page?x=1#y`],
    ['hostname in capitals', (host) => host.toUpperCase()],
    ['hostname beside the id, counted once', (host) => `dpl_old ${host} dpl_old`],
  ])(
    '%s',
    (_, spell) =>
      inWorld(async (world) => {
        building(world)
        const host = hostOf(world, 'dpl_old')
        const ran = await act(world, noEvent, { inputs: { 'deployment-id': spell(host) } })
        expect(ran.told).toEqual({ dpl_old: 'canceled requested' })
        expect(ran.requests.vercel).toEqual([getLine(host), cancelLine('dpl_old')])
      }),
    SLOW,
  )

  test(
    'one that has finished is not asked to stop',
    () =>
      inWorld(async (world) => {
        world.build('dpl_old', { state: 'READY', alias: ['www.acme.dev'] })
        const ran = await act(world, noEvent, { inputs: { 'deployment-id': 'www.acme.dev' } })
        expect(ran.requests.vercel).toEqual([getLine('www.acme.dev')])
        expect(ran.shown).toMatch(/^::warning::.*`www\.acme\.dev` is an alias of `dpl_old`, READY/m)
      }),
    SLOW,
  )

  test(
    'the host that it names is not asked',
    () =>
      inWorld(async (world) => {
        const { host } = new URL(world.sim.github.url)
        const before = world.sim.requests.length
        const inputs = { 'deployment-id': `http://localhost.test:${host.split(':')[1]}/x` }
        const ran = await act(world, noEvent, { inputs })
        expect(world.sim.requests.slice(before).map(({ path }) => path)).toEqual([
          '/v13/deployments/localhost.test',
        ])
        expect(ran.code).toBe(1)
      }),
    SLOW,
  )
})
