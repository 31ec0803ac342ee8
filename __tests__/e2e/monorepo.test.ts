import { act, cancelOf, headOf, linkedOf, listOf, sorted, startWorld, type World } from './world.js'

let world: World
beforeEach(async () => {
  world = await startWorld()
  const { now } = world.clock
  world.build('dpl_web1', { createdAt: now() - 4000 })
  world.build('dpl_docs1', { createdAt: now() - 3000, projectId: 'prj_docs' })
  world.build('dpl_web2', { createdAt: now() - 2000 })
  world.build('dpl_docs2', { createdAt: now() - 1000, projectId: 'prj_docs' })
})
afterEach(() => world.sim.close())

const all = ['dpl_docs1', 'dpl_docs2', 'dpl_web1', 'dpl_web2']
const lists = () => world.sim.requestLines('vercel').filter((line) => line.startsWith('GET /v7'))

test.each([
  ['ids', 'prj_web,prj_docs', ['prj_web,prj_docs']],
  ['an id and a name', 'prj_web docs', ['docs', 'prj_web']],
  ['names', 'web\ndocs', ['docs', 'web']],
  ['one twice, by id and by name', 'prj_web web docs', ['docs', 'prj_web', 'web']],
])('projects by %s', async (_by, projects, asked) => {
  const ran = await act(world, { inputs: { 'project-id': projects } })
  expect(ran).toMatchObject({ code: 0, outputs: { canceledCount: '4' } })
  expect(sorted(world.sim.requestLines())).toEqual(
    sorted([...asked.map((one) => listOf(one)), headOf(), ...all.map(cancelOf)]),
  )
})

test('25 ids take two list requests', async () => {
  const ids = Array.from({ length: 23 }, (_, i) => `prj_${i}`)
  await act(world, { inputs: { 'project-id': ['prj_web', ...ids, 'prj_docs'].join(' ') } })
  expect(sorted(lists())).toEqual(
    sorted([
      listOf(['prj_web', ...ids.slice(0, 19)].join(',')),
      listOf([...ids.slice(19), 'prj_docs'].join(',')),
    ]),
  )
  expect(world.sim.vercel.canceled().sort()).toEqual(all)
})

test('all linked projects, with outputs and summary grouped by project', async () => {
  const ran = await act(world)
  expect(world.sim.requestLines()[0]).toBe(linkedOf())
  expect(ran.outputs.canceledCount).toBe('4')
  const deployments = JSON.parse(ran.outputs.deployments ?? '') as { project: string }[]
  const order = deployments.map(({ project }) => project)
  expect(order.filter((project, i) => project !== order[i - 1])).toEqual(['docs', 'web'])
  const [docs, web] = [ran.summary.indexOf('**docs**'), ran.summary.indexOf('**web**')]
  for (const id of ['docs1', 'docs2']) {
    expect(ran.summary.indexOf(`dpl&#95;${id}`)).toBeGreaterThan(docs)
    expect(ran.summary.indexOf(`dpl&#95;${id}`)).toBeLessThan(web)
  }
  expect(ran.summary.indexOf('dpl&#95;web1')).toBeGreaterThan(web)
})

test('a name that Vercel does not know: the others are done, then the step fails', async () => {
  const ran = await act(world, { inputs: { 'project-id': 'prj_web nothing docs' } })
  expect(world.sim.vercel.canceled().sort()).toEqual(all)
  expect(ran).toMatchObject({ code: 1, outputs: { outcome: 'failed', canceledCount: '4' } })
  expect(ran.outputs).toMatchObject({ status: 'CANCELED', deploymentId: 'dpl_web2' })
  expect(ran.shown.match(/^::error::.*/gm)).toEqual([
    expect.stringMatching(/knows no project `nothing`.*`project-id`.*`team-id: /),
  ])
  expect(ran.summary).toContain('❌')
})

test.each([404, 410, 400])('an id that makes a list of several fail with %i', async (status) => {
  const match = ({ query }: { query: Record<string, string> }) =>
    /prj_bad/.test(`${query.projectIds} ${query.projectId}`)
  world.sim.fault({ operation: 'list', match, status, times: 2 })
  const ran = await act(world, { inputs: { 'project-id': 'prj_web prj_bad prj_docs' } })
  expect(world.sim.vercel.canceled().sort()).toEqual(all)
  expect(ran).toMatchObject({ code: 1, outputs: { outcome: 'failed', canceledCount: '4' } })
  expect(ran.shown.match(/^::error::.*/gm)).toEqual([expect.stringContaining('`prj_bad`')])
  expect(sorted(lists())).toEqual(
    sorted(
      ['prj_web,prj_bad,prj_docs', 'prj_web', 'prj_bad', 'prj_docs'].map((one) => listOf(one)),
    ),
  )
})

test('no project can be read: one message for all, and no word of builds', async () => {
  const ran = await act(world, { inputs: { 'project-id': 'none nothing' } })
  expect(ran).toMatchObject({ code: 1, outputs: { outcome: 'failed', deployments: '[]' } })
  expect(ran.shown.match(/^::error::.*/gm)).toHaveLength(1)
  expect(ran.shown).not.toContain('Nothing to cancel')
})
