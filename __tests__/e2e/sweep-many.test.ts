import {
  act,
  commits,
  event,
  fork,
  linkedOf,
  listOf,
  sha,
  start,
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

test('250 builds, 60 branches, 3 projects: 3 pages, 1 GraphQL request, and the cancels', async () => {
  const link = { type: 'github', org: 'acme', repo: 'shop', repoId: 42 }
  world.sim.vercel.addProject({ id: 'prj_api', name: 'api', teamId: 'team_acme', link })
  const projects = ['prj_web', 'prj_docs', 'prj_api']
  for (let i = 0; i < 250; i += 1) {
    const [branch, isHead] = [`topic/${i % 60}`, i < 60]
    const commit = sha((0xb0000000 + (isHead ? i : 60 + i)).toString(16))
    if (isHead) world.sim.github.setBranch('acme/shop', branch, commit)
    world.build(`dpl_${i}`, {
      ...{ branch, sha: commit, projectId: projects[i % 3] ?? '', createdAt: start - 1000 - i },
      state: i % 2 === 0 ? 'QUEUED' : 'BUILDING',
    })
  }
  const ran = await act(world, { inputs: { mode: 'sweep' } })
  expect(ran).toMatchObject({ code: 0, outputs: { canceledCount: '190', status: 'CANCELED' } })
  const [linked, ...others] = world.sim.requestLines()
  expect(linked).toBe(linkedOf())
  expect(others.slice(0, 4)).toEqual([
    listOf('prj_api,prj_docs,prj_web'),
    listOf('prj_api,prj_docs,prj_web', `&until=${start - 1099}`),
    listOf('prj_api,prj_docs,prj_web', `&until=${start - 1199}`),
    'POST /graphql',
  ])
  expect(others).toHaveLength(4 + 190)
  expect(world.sim.vercel.canceled()).not.toContain('dpl_59')
  expect(world.sim.vercel.canceled()).toContain('dpl_60')
  for (const project of ['web', 'docs', 'api']) expect(ran.summary).toContain(`**${project}**`)
})

test('more than 100 branches take a request for each hundred', async () => {
  for (let i = 0; i < 101; i += 1) {
    world.build(`dpl_${i}`, { branch: `topic/${i}`, createdAt: start - 1000 - i })
  }
  const ran = await act(world, { inputs, event: nightly })
  expect(ran.outputs.canceledCount).toBe('101')
  expect(world.sim.requestLines('github')).toEqual(['POST /graphql', 'POST /graphql'])
})
