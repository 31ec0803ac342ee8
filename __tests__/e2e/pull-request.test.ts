import {
  act,
  cancelOf,
  commits,
  fork,
  listOf,
  mergeCommit,
  pullRequest,
  sha,
  shop,
  startWorld,
  type World,
} from './world.js'

let world: World
beforeEach(async () => {
  world = await startWorld()
  setPull(commits.head)
})
afterEach(() => world.sim.close())

const inputs = { 'project-id': 'prj_web' }
const pullHead = 'GET /repos/acme/shop/pulls/7'
const ofFork = { org: 'octocat', repo: 'shop', repoId: 99 }
const setPull = (headSha: string, headRepo = shop) =>
  world.sim.github.setPull('acme/shop', 7, { headRef: 'feature/cart', headSha, headRepo })

test.each(['opened', 'synchronize', 'reopened', 'edited', 'labeled', 'ready_for_review'])(
  '%s: superseded builds go; those of the head and of the merge commit stay',
  async (action) => {
    world.build('dpl_old')
    world.build('dpl_head', { sha: commits.head })
    world.build('dpl_merge', { sha: mergeCommit })
    const ran = await act(world, { inputs, event: pullRequest({ action }) })
    expect(ran).toMatchObject({ code: 0, outputs: { outcome: 'canceled' } })
    expect(ran.told).toEqual({
      dpl_merge: 'kept own-commit',
      dpl_head: 'kept own-commit',
      dpl_old: 'canceled superseded',
    })
    expect(world.sim.requestLines()).toEqual([listOf('prj_web'), pullHead, cancelOf('dpl_old')])
  },
)

test('under pull_request_target GITHUB_REF and GITHUB_SHA are the base: not looked at', async () => {
  world.build('dpl_old')
  world.build('dpl_main', { branch: 'main', sha: sha('00ff00ff') })
  const event = pullRequest({ name: 'pull_request_target' })
  const ran = await act(world, { inputs, event })
  expect(ran.told).toEqual({ dpl_main: 'kept other-branch', dpl_old: 'canceled superseded' })
})

test("a fork's pull request: by the fork's builds alone, its head read from the base", async () => {
  setPull(commits.fork, fork)
  world.build('dpl_ours')
  world.build('dpl_fork_old', { sha: commits.old, fork: ofFork })
  world.build('dpl_fork_head', { sha: commits.fork, fork: ofFork })
  world.build('dpl_other_fork', { fork: { ...ofFork, org: 'hubot', repoId: 98 } })
  const event = pullRequest({ name: 'pull_request_target', from: fork })
  const ran = await act(world, { inputs, event })
  expect(ran.told).toEqual({
    dpl_other_fork: 'kept other-repository',
    dpl_fork_head: 'kept own-commit',
    dpl_fork_old: 'canceled superseded',
    dpl_ours: 'kept other-repository',
  })
  expect(world.sim.requestLines('github')).toEqual([pullHead])
})
