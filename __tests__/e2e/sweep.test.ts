import {
  act,
  cancelOf,
  commits,
  event,
  fork,
  listOf,
  makeBusy,
  startWorld,
  type World,
} from './world.js'

let world: World
beforeEach(async () => {
  world = await startWorld()
  world.sim.github.setPull('acme/shop', 7, pull)
})
afterEach(() => world.sim.close())

const inputs = { 'project-id': 'prj_web' }
const nightly = event('schedule', { schedule: '0 3 * * *' })
const pull = { headRef: 'feature/cart', headSha: commits.fork, headRepo: fork }

test('a schedule judges every branch against its own head', async () => {
  makeBusy(world)
  world.build('dpl_typo_old', { branch: 'fix/typo' })
  world.build('dpl_redeployed', { source: 'redeploy' })
  world.build('dpl_no_commit', { meta: { githubCommitSha: '' } })
  const ran = await act(world, { inputs, event: nightly })
  expect(ran).toMatchObject({ code: 0, errors: '', outputs: { canceledCount: '2' } })
  expect(ran.told).toEqual({
    dpl_production: 'kept protected-target',
    dpl_typo: 'kept own-commit',
    dpl_typo_old: 'canceled superseded',
    dpl_fork: 'kept own-commit',
    dpl_staging: 'kept protected-target',
    dpl_cli: 'kept repository-unknown',
    dpl_redeployed: 'kept redeployed',
    dpl_no_commit: 'kept order-unproven',
    dpl_old: 'canceled superseded',
    dpl_head: 'kept own-commit',
  })
  const lines = world.sim.requestLines()
  expect(lines.slice(0, 2)).toEqual([listOf('prj_web'), 'POST /graphql'])
  expect(lines.slice(2).sort()).toEqual([cancelOf('dpl_old'), cancelOf('dpl_typo_old')])
  expect(ran.shown).toMatch(/^Cancelled 2 of \d+ builds in flight in acme\/shop; /m)
})

test('what a branch that is gone left behind is cancelled, but for the protected', async () => {
  world.sim.github.setBranch('acme/shop', 'feature/cart', undefined)
  makeBusy(world)
  const ran = await act(world, { inputs, event: nightly })
  expect(ran.told).toMatchObject({
    dpl_old: 'canceled branch-closed',
    dpl_head: 'canceled branch-closed',
    dpl_staging: 'kept protected-target',
    dpl_cli: 'kept repository-unknown',
  })
})

test('no builds in flight: GitHub is not asked', async () => {
  const ran = await act(world, { inputs, event: nightly })
  expect(ran).toMatchObject({ code: 0, summary: '', outputs: { outcome: 'nothing-to-cancel' } })
  expect(world.sim.requestLines()).toEqual([listOf('prj_web')])
})
