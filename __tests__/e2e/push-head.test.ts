import {
  act,
  cancelOf,
  commits,
  headOf,
  listOf,
  push,
  sha,
  start,
  startWorld,
  type World,
} from './world.js'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.sim.close())

const inputs = { 'project-id': 'prj_web' }
const before = { createdAt: start - 1 }
const at = { createdAt: start }

test.each([
  ['created a millisecond before the push', before, commits.head, 'canceled superseded'],
  ['created at the push, the head is ours', at, commits.head, 'canceled superseded'],
  ['created at the push, the head is another', at, sha('abcdef99'), 'kept newer'],
  ['of the head itself, though created before', before, commits.old, 'kept newer'],
  ['redeployed at the push', { ...at, source: 'redeploy' }, commits.head, 'kept redeployed'],
  ['redeployed before', { ...before, source: 'redeploy' }, commits.head, 'canceled superseded'],
  ['without a commit', { ...before, meta: { githubCommitSha: '' } }, '-', 'kept order-unproven'],
  [
    'of an own commit, shortened',
    { ...before, sha: commits.head.slice(0, 7) },
    '-',
    'kept own-commit',
  ],
])('a build %s', async (_which, build, head, told) => {
  if (head !== '-') world.sim.github.setBranch('acme/shop', 'feature/cart', head)
  world.build('dpl_x', build)
  expect(await act(world, { inputs })).toMatchObject({ code: 0, told: { dpl_x: told } })
})

test('the head is read after the list: a push in between protects its build', async () => {
  await world.sim.close()
  const newest = sha('99999999')
  world = await startWorld({
    onRequest: ({ operation }) =>
      operation === 'list' && world.sim.github.setBranch('acme/shop', 'feature/cart', newest),
  })
  world.build('dpl_newest', { sha: newest, createdAt: start - 1 })
  world.build('dpl_old')
  const ran = await act(world, { inputs })
  expect(ran.told).toEqual({ dpl_newest: 'kept newer', dpl_old: 'canceled superseded' })
  expect(world.sim.requestLines()).toEqual([listOf('prj_web'), headOf(), cancelOf('dpl_old')])
})

test.each([
  ['the token may not', { 'github-token': 'wrong' }],
  ['there is no token', { 'github-token': '' }],
])('the head is unreadable since %s: time proof stands alone, silently', async (_why, more) => {
  world.build('dpl_old', before)
  const ran = await act(world, { inputs: { ...inputs, ...more } })
  expect(ran).toMatchObject({ code: 0, told: { dpl_old: 'canceled superseded' } })
  expect(ran.shown).not.toMatch(/^::(warning|error|notice)/m)
})

test('the head is unreadable and time proves nothing: kept, with one warning', async () => {
  world.build('dpl_a', at)
  world.build('dpl_b', at)
  const ran = await act(world, { inputs: { ...inputs, 'github-token': 'wrong' } })
  expect(ran.told).toEqual({ dpl_a: 'kept order-unproven', dpl_b: 'kept order-unproven' })
  expect(ran.code).toBe(0)
  expect(ran.shown.match(/^::warning::.*/gm)).toEqual([
    expect.stringMatching(/2 builds kept.*`github-token`/),
  ])
})

test('on an Enterprise Server the head is read under its own address', async () => {
  world.build('dpl_old', at)
  const env = { GITHUB_API_URL: `${world.sim.github.url}/api/v3` }
  const ran = await act(world, { inputs, env })
  expect(ran.told).toEqual({ dpl_old: 'canceled superseded' })
  expect(world.sim.requestLines('github')).toEqual([headOf().replace('/repos', '/api/v3/repos')])
})

test.each(['feature/a/b', 'größe-ß', `it's-"quoted"`, 'a#b', '100%', 'a&b=c+d', 'emoji-🚀'])(
  'the branch %s is asked for by its exact name',
  async (branch) => {
    world.sim.github.setBranch('acme/shop', branch, commits.head)
    world.build('dpl_old', { ...at, branch })
    world.build('dpl_longer', { ...at, branch: `${branch}-2` })
    const ran = await act(world, { inputs, event: push({ branch }) })
    expect(ran.told).toEqual({ dpl_longer: 'kept other-branch', dpl_old: 'canceled superseded' })
    expect(world.sim.requestLines('github')).toEqual([headOf(branch)])
  },
)
