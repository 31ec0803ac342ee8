import {
  act,
  commits,
  event,
  fork,
  headOf,
  repositoryPayload,
  sha,
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
const fromVercel = (more = {}) =>
  event('repository_dispatch', {
    action: 'vercel.deployment.success',
    client_payload: {
      git: { ref: 'feature/cart', sha: commits.head },
      project: { id: 'prj_web', name: 'web' },
      ...more,
    },
  })
const onBranch = (name: string) => {
  const sent = event(name, {}, 'feature/cart')
  return { ...sent, env: { ...sent.env, GITHUB_SHA: commits.head } }
}

test.each([
  ['workflow_run', workflowRun()],
  ['workflow_dispatch', onBranch('workflow_dispatch')],
  ['repository_dispatch from Vercel', fromVercel()],
  ['repository_dispatch of its own', onBranch('repository_dispatch')],
  ['deployment_status', onBranch('deployment_status')],
])('%s: by head proof alone', async (_name, sent) => {
  const ran = await act(world, { inputs, event: sent })
  expect(ran).toMatchObject({ code: 0, errors: '' })
  expect(ran.told).toEqual({
    dpl_head: 'kept own-commit',
    dpl_late: 'canceled superseded',
    dpl_old: 'canceled superseded',
  })
  expect(world.sim.requestLines('github')).toEqual([headOf()])
})

test.each([
  ['workflow_run', workflowRun()],
  ['repository_dispatch from Vercel', fromVercel()],
])('%s, the branch has moved on: the order is not proven', async (_name, sent) => {
  world.sim.github.setBranch('acme/shop', 'feature/cart', sha('abcdef99'))
  const ran = await act(world, { inputs, event: sent })
  expect(ran.told).toMatchObject({
    dpl_late: 'kept order-unproven',
    dpl_old: 'kept order-unproven',
  })
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
