import {
  act,
  commits,
  event,
  fork,
  headOf,
  repositoryPayload,
  shop,
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
const workflowRun = (more = {}) =>
  event('workflow_run', {
    action: 'completed',
    workflow_run: {
      head_branch: 'feature/cart',
      head_sha: commits.head,
      head_repository: repositoryPayload(shop),
      ...more,
    },
  })

test("workflow_run of a fork: the fork's builds by the fork's branch", async () => {
  const ofFork = { fork: { org: 'octocat', repo: 'shop', repoId: 99 } }
  world.build('dpl_fork', ofFork)
  const sent = workflowRun({ head_sha: commits.fork, head_repository: repositoryPayload(fork) })
  const ran = await act(world, { inputs, event: sent })
  expect(ran.told).toMatchObject({
    dpl_fork: 'canceled superseded',
    dpl_old: 'kept other-repository',
  })
  expect(world.sim.requestLines('github')).toEqual([headOf('feature/cart', 'octocat/shop')])
})
