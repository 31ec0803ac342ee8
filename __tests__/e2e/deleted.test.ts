import {
  act,
  commits,
  event,
  headOf,
  makeBusy,
  push,
  sha,
  shop,
  start,
  startWorld,
  type World,
} from './world.js'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.sim.close())

const none = '0'.repeat(40)
const inputs = { 'project-id': 'prj_web' }
const events = [
  [
    'push',
    (branch = 'feature/cart') => push({ branch, before: commits.head, after: none, deleted: true }),
  ],
  ['delete', (branch = 'feature/cart') => event('delete', { ref: branch, ref_type: 'branch' })],
  [
    'delete with a whole ref',
    (branch = 'feature/cart') =>
      event('delete', { ref: `refs/heads/${branch}`, ref_type: 'branch' }),
  ],
] as const

describe.each(events)('%s', (_name, deleted) => {
  test('the branch is gone: its previews go, all else stays', async () => {
    world.sim.github.setBranch('acme/shop', 'feature/cart', undefined)
    makeBusy(world)
    const ran = await act(world, { inputs, event: deleted() })
    expect(ran).toMatchObject({ code: 0, outputs: { outcome: 'canceled', canceledCount: '2' } })
    expect(ran.told).toEqual({
      dpl_production: 'kept protected-target',
      dpl_typo: 'kept other-branch',
      dpl_fork: 'kept other-repository',
      dpl_staging: 'kept protected-target',
      dpl_cli: 'kept repository-unknown',
      dpl_old: 'canceled branch-closed',
      dpl_head: 'canceled branch-closed',
    })
    expect(world.sim.requestLines('github')).toEqual([headOf(), headOf('main')])
  })

  test('the branch was restored: it keeps its builds', async () => {
    world.sim.github.setBranch('acme/shop', 'feature/cart', sha('4e57'))
    world.build('dpl_old')
    const ran = await act(world, { inputs, event: deleted() })
    expect(ran).toMatchObject({ code: 0, told: { dpl_old: 'kept branch-alive' }, summary: '' })
    expect(ran.shown).not.toMatch(/^::warning/m)
    expect(world.sim.requestLines('github')).toEqual([headOf()])
  })

  test('a 404 for want of permission is no proof: kept, with one warning', async () => {
    world.sim.github.addRepository({ ...shop, private: true, branches: { main: commits.main } })
    world.sim.github.addToken('elsewhere', { repositories: [] })
    world.build('dpl_old')
    world.build('dpl_too', { createdAt: start - 1 })
    const more = { ...inputs, 'github-token': 'elsewhere' }
    const ran = await act(world, { inputs: more, event: deleted() })
    expect(ran.told).toEqual({ dpl_too: 'kept order-unproven', dpl_old: 'kept order-unproven' })
    expect(ran.code).toBe(0)
    expect(ran.shown.match(/^::warning::.*/gm)).toEqual([
      expect.stringMatching(/2 builds kept.*`permissions:` add `contents: read`/),
    ])
  })

  test('a default branch that is deleted keeps its builds', async () => {
    world.build('dpl_main', { branch: 'main' })
    const ran = await act(world, { inputs, event: deleted('main') })
    expect(ran.told).toEqual({ dpl_main: 'kept protected-target' })
  })
})

test('nothing in flight on the branch: GitHub is not asked', async () => {
  world.build('dpl_typo', { branch: 'fix/typo' })
  const ran = await act(world, { inputs, event: events[0][1]() })
  expect(ran.outputs.outcome).toBe('nothing-to-cancel')
  expect(world.sim.requestLines('github')).toEqual([])
})
