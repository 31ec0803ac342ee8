import { act, commits, event, listOf, start, startWorld, type World } from './world.js'

let world: World
beforeEach(async () => {
  world = await startWorld()
  world.build('dpl_docs', { projectId: 'prj_docs' })
  world.build('dpl_old')
  world.build('dpl_late', { createdAt: start + 1 })
  world.build('dpl_head', { sha: commits.head })
})
afterEach(() => world.sim.close())

const fromVercel = (more = {}) =>
  event('repository_dispatch', {
    action: 'vercel.deployment.success',
    client_payload: {
      git: { ref: 'feature/cart', sha: commits.head },
      project: { id: 'prj_web', name: 'web' },
      ...more,
    },
  })

test("Vercel's event names its project: no other is looked at, unless one is named", async () => {
  await act(world, { event: fromVercel() })
  expect(world.sim.requestLines()[0]).toBe(listOf('prj_web'))
  await act(world, { event: fromVercel(), inputs: { 'project-id': 'docs' } })
  expect(world.sim.requestLines()).toContain(listOf('docs'))
})

test("Vercel's event of a deployment without git: skipped", async () => {
  const ran = await act(world, { event: fromVercel({ git: undefined }) })
  expect(ran).toMatchObject({ code: 0, outputs: { outcome: 'skipped' } })
})
