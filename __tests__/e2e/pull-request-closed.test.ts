import { act, commits, headOf, pullRequest, shop, start, startWorld, type World } from './world.js'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.sim.close())

const inputs = { 'project-id': 'prj_web' }
const closed = { action: 'closed' }
const branchIsGone = (repository = 'acme/shop') =>
  world.sim.github.setBranch(repository, 'feature/cart', undefined)

/** Builds of an old commit and of the head from before the closing, and one from after it. */
function threeBuilds(more: Partial<Parameters<World['build']>[1]> = {}, head = commits.head) {
  world.build('dpl_old', { createdAt: start - 2000, ...more })
  world.build('dpl_head', { sha: head, createdAt: start - 1000, ...more })
  world.build('dpl_after', { createdAt: start + 1, ...more })
}

test.each([true, false])(
  'closed (merged: %s), the branch is gone: nothing is kept',
  async (merged) => {
    branchIsGone()
    threeBuilds()
    const ran = await act(world, { inputs, event: pullRequest({ ...closed, merged }) })
    expect(ran).toMatchObject({ code: 0, outputs: { outcome: 'canceled', canceledCount: '3' } })
    expect(new Set(Object.values(ran.told))).toEqual(new Set(['canceled branch-closed']))
    expect(world.sim.requestLines('github')).toEqual([headOf(), headOf('main')])
  },
)

test.each([
  ['merged', 'develop', true],
  ['closed for now', 'feature/cart', false],
])('%s, and %s lives on: it keeps its current build', async (_how, branch, merged) => {
  world.sim.github.setBranch('acme/shop', branch, commits.head)
  threeBuilds({ branch })
  const ran = await act(world, { inputs, event: pullRequest({ ...closed, merged, branch }) })
  expect(ran.told).toEqual({
    dpl_after: 'kept newer',
    dpl_head: 'kept branch-alive',
    dpl_old: 'canceled branch-closed',
  })
  expect(world.sim.requestLines('github')).toEqual([headOf(branch)])
})

test.each([
  ['has no github-token', { 'github-token': '' }],
  ['may not read the repository', { 'github-token': 'elsewhere' }],
])('whether the branch lives is not known, since the job %s', async (_why, more) => {
  world.sim.github.addRepository({ ...shop, private: true })
  world.sim.github.addToken('elsewhere', { repositories: ['acme/blog'] })
  threeBuilds()
  const ran = await act(world, { inputs: { ...inputs, ...more }, event: pullRequest(closed) })
  expect(ran.told).toEqual({
    dpl_after: 'kept newer',
    dpl_head: 'kept order-unproven',
    dpl_old: 'canceled branch-closed',
  })
  expect(ran.code).toBe(0)
  expect(ran.shown.match(/^::warning::.*/gm)).toEqual([expect.stringContaining('1 build kept')])
})

test('`mode: branch`: the user says that the branch has ended, so all before that go', async () => {
  threeBuilds()
  const more = { ...inputs, mode: 'branch' }
  const ran = await act(world, { inputs: more, event: pullRequest(closed) })
  expect(ran.told).toEqual({
    dpl_after: 'kept newer',
    dpl_head: 'canceled branch-closed',
    dpl_old: 'canceled branch-closed',
  })
})

test('a merge of the default branch into another leaves its builds alone', async () => {
  threeBuilds({ branch: 'main' })
  const event = pullRequest({ ...closed, merged: true, branch: 'main' })
  const ran = await act(world, { inputs: { ...inputs, mode: 'branch' }, event })
  expect(new Set(Object.values(ran.told))).toEqual(new Set(['kept protected-target']))
  expect(world.sim.requestLines('github')).toEqual([])
})
