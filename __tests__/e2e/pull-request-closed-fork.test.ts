import { act, commits, fork, headOf, pullRequest, start, startWorld, type World } from './world.js'

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

test.each(['feature/cart', 'main'])(
  "a fork's %s: all from before the closing go",
  async (branch) => {
    const ofFork = { fork: { org: 'octocat', repo: 'shop', repoId: 99 }, branch }
    threeBuilds(ofFork, commits.fork)
    world.build('dpl_ours', { branch })
    const event = pullRequest({ ...closed, name: 'pull_request_target', from: fork, branch })
    const ran = await act(world, { inputs, event })
    expect(ran.told).toEqual({
      dpl_after: 'kept newer',
      dpl_head: 'canceled branch-closed',
      dpl_old: 'canceled branch-closed',
      dpl_ours: 'kept other-repository',
    })
    expect(world.sim.requestLines('github')).toEqual([headOf(branch, 'octocat/shop')])
  },
)

test("a fork's branch that is gone keeps nothing", async () => {
  branchIsGone('octocat/shop')
  threeBuilds({ fork: { org: 'octocat', repo: 'shop', repoId: 99 } }, commits.fork)
  const event = pullRequest({ ...closed, name: 'pull_request_target', from: fork })
  expect((await act(world, { inputs, event })).outputs.canceledCount).toBe('3')
})
