import { act, commits, event, fork, makeBusy, shop, startWorld, type World } from './world.js'

let world: World
beforeEach(async () => {
  world = await startWorld()
  world.sim.github.setPull('acme/shop', 7, pull)
})
afterEach(() => world.sim.close())

const inputs = { 'project-id': 'prj_web' }
const nightly = event('schedule', { schedule: '0 3 * * *' })
const ofFork = { fork: { org: 'octocat', repo: 'shop', repoId: 99 } }
const pull = { headRef: 'feature/cart', headSha: commits.fork, headRepo: fork }

test("a fork's builds are judged by the head of the pull request that fits", async () => {
  world.sim.github.setPull('acme/shop', 8, { ...pull, headRef: 'patch-1' })
  world.build('dpl_fork_old', { ...ofFork, pr: 7 })
  world.build('dpl_fork_head', { ...ofFork, pr: 7, sha: commits.fork })
  world.build('dpl_other_pull', { ...ofFork, pr: 8 })
  world.build('dpl_no_pull', { ...ofFork, pr: 404 })
  world.build('dpl_no_number', ofFork)
  const ran = await act(world, { inputs, event: nightly })
  expect(ran.told).toEqual({
    dpl_fork_old: 'canceled superseded',
    dpl_fork_head: 'kept own-commit',
    dpl_other_pull: 'kept order-unproven',
    dpl_no_pull: 'kept order-unproven',
    dpl_no_number: 'kept other-repository',
  })
  expect(world.sim.requestLines('github')).toEqual(['POST /graphql'])
})

test('branches whose names are queries are asked for, not executed', async () => {
  const branch = 'x")-{-id-}-#"$v0'
  world.sim.github.setBranch('acme/shop', branch, commits.head)
  world.build('dpl_odd', { branch })
  const ran = await act(world, { inputs, event: nightly })
  expect(ran.told).toEqual({ dpl_odd: 'canceled superseded' })
})

test('on an Enterprise Server GraphQL has its own address', async () => {
  makeBusy(world)
  const env = { GITHUB_API_URL: `${world.sim.github.url}/api/v3` }
  const ran = await act(world, { inputs, event: nightly, env })
  expect(ran.told).toMatchObject({ dpl_old: 'canceled superseded' })
  expect(world.sim.requestLines('github')).toEqual(['POST /api/graphql'])
})

test.each([
  ['', /: .*\. `github-token` is empty\.$/],
  ['wrong', /: .*\. GitHub does not accept `github-token` \(401\)\.$/],
  [
    'elsewhere',
    /: .* `github-token` may not read it \(404\)\. .*`permissions:` add `contents: read`/,
  ],
])('no head can be read (token "%s"): all kept', async (token, why) => {
  world.sim.github.addRepository({ ...shop, private: true, branches: { main: commits.main } })
  world.sim.github.addToken('elsewhere', { repositories: [] })
  world.build('dpl_a')
  world.build('dpl_b', { branch: 'fix/typo' })
  const ran = await act(world, { inputs: { ...inputs, 'github-token': token }, event: nightly })
  expect(ran).toMatchObject({ code: 0, outputs: { outcome: 'nothing-to-cancel' } })
  expect(ran.told).toEqual({ dpl_a: 'kept order-unproven', dpl_b: 'kept order-unproven' })
  expect(ran.shown.match(/^::warning::.*/gm)).toEqual([
    expect.stringMatching(/^::warning::2 builds kept: whether a newer commit is there /),
  ])
  expect(ran.shown.match(/^::warning::.*/m)?.[0]).toMatch(why)
  // It did answer each time, or was not asked.
  expect(ran.shown).not.toContain('did not answer')
})
