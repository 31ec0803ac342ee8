import {
  act,
  commits,
  event,
  headOf,
  linkedOf,
  listOf,
  push,
  start,
  startWorld,
  type World,
} from './world.js'

let world: World
beforeEach(async () => {
  world = await startWorld()
  world.build('dpl_docs', { projectId: 'prj_docs' })
  world.build('dpl_old')
  world.build('dpl_late', { createdAt: start + 1 })
  world.build('dpl_head', { sha: commits.head })
})
afterEach(() => world.sim.close())

const inputs = { 'project-id': 'prj_web' }

test.each(['push', 'issue_comment', 'schedule'])(
  '`branch` under %s: its head, read after the list, is the own commit',
  async (name) => {
    const sent = name === 'push' ? push({ branch: 'fix/typo' }) : event(name, {})
    const ran = await act(world, { event: sent, inputs: { branch: 'feature/cart' } })
    expect(ran.told).toEqual({
      dpl_docs: 'canceled superseded',
      dpl_head: 'kept own-commit',
      dpl_late: 'canceled superseded',
      dpl_old: 'canceled superseded',
    })
    expect(world.sim.requestLines().slice(0, 3)).toEqual([
      linkedOf(),
      listOf('prj_docs,prj_web'),
      headOf(),
    ])
  },
)

test('`branch` with `mode: branch`: only where it is gone', async () => {
  const both = { ...inputs, branch: 'feature/cart', mode: 'branch' }
  expect((await act(world, { inputs: both })).told).toMatchObject({ dpl_old: 'kept branch-alive' })
  world.sim.github.setBranch('acme/shop', 'feature/cart', undefined)
  expect((await act(world, { inputs: both })).outputs.canceledCount).toBe('3')
})
