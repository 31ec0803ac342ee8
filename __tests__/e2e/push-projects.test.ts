import { act, cancelOf, headOf, linkedOf, listOf, sorted, startWorld, type World } from './world.js'

let world: World
beforeEach(async () => {
  world = await startWorld()
  world.build('dpl_web')
  world.build('dpl_docs', { projectId: 'prj_docs' })
  world.build('dpl_blog', { projectId: 'prj_blog' })
})
afterEach(() => world.sim.close())

const json = JSON.stringify
const byEnv = { VERCEL_PROJECT_ID: 'prj_web' }
const projectFile = { '.vercel/project.json': json({ projectId: 'prj_docs', orgId: 'usr_1' }) }
const repoFile = {
  '.vercel/repo.json': json({
    orgId: 'usr_1',
    projects: ['web', 'docs'].map((name) => ({ id: `prj_${name}`, name, directory: name })),
  }),
}

test.each([
  ['its id', { inputs: { 'project-id': 'prj_web' } }, ['prj_web'], ['dpl_web']],
  ['its name', { inputs: { 'project-id': 'web' } }, ['web'], ['dpl_web']],
  ['VERCEL_PROJECT_ID', { env: byEnv }, ['prj_web'], ['dpl_web']],
  ['.vercel/project.json', { files: projectFile }, ['prj_docs'], ['dpl_docs']],
  ['.vercel/repo.json', { files: repoFile }, ['prj_web,prj_docs'], ['dpl_docs', 'dpl_web']],
  [
    'an input before the environment and files',
    { inputs: { 'project-id': 'docs' }, env: byEnv, files: projectFile },
    ['docs'],
    ['dpl_docs'],
  ],
  ['the environment before files', { env: byEnv, files: projectFile }, ['prj_web'], ['dpl_web']],
])('a project by %s', async (_by, given, lists, canceled) => {
  const ran = await act(world, given)
  expect(ran).toMatchObject({ code: 0, outputs: { canceledCount: String(canceled.length) } })
  expect(sorted(world.sim.requestLines())).toEqual(
    sorted([...lists.map((project) => listOf(project)), headOf(), ...canceled.map(cancelOf)]),
  )
})

test('without a name: every project that is linked to the repository', async () => {
  const ran = await act(world)
  expect(ran.told).toEqual({ dpl_docs: 'canceled superseded', dpl_web: 'canceled superseded' })
  expect(world.sim.requestLines().slice(0, 3)).toEqual([
    linkedOf(),
    listOf('prj_docs,prj_web'),
    headOf(),
  ])
})

test('linked projects are read to the last page', async () => {
  const { vercel } = world.sim
  const link = { type: 'github', org: 'Acme', repo: 'Shop', repoId: 42 }
  for (let i = 0; i < 101; i += 1) {
    vercel.addProject({ id: `prj_more${i}`, name: `more${i}`, teamId: 'team_acme', link })
  }
  const ran = await act(world)
  expect(ran).toMatchObject({ code: 0, outputs: { canceledCount: '2' } })
  const lines = world.sim.requestLines('vercel')
  expect(lines.filter((line) => line.includes('/v10/projects'))).toEqual([
    linkedOf(),
    expect.stringContaining(`${linkedOf()}&from=`),
  ])
  // 103 projects, 20 a request.
  expect(lines.filter((line) => line.includes('/v7/deployments'))).toHaveLength(6)
})

test('no project named and none linked: an error that says what to set', async () => {
  const env = { GITHUB_REPOSITORY: 'acme/unlinked', GITHUB_REPOSITORY_ID: '44' }
  const ran = await act(world, { env })
  expect(ran).toMatchObject({ code: 1, outputs: { outcome: 'failed', deployments: '[]' } })
  expect(ran.shown).toMatch(/^::error::No project is named.*acme\/unlinked.*`project-id`/m)
  expect(world.sim.requestLines()).toHaveLength(1)
})

test('a project token may not look for projects: the message says to name one', async () => {
  world.sim.vercel.addToken('vcp_x', { kind: 'project', projects: ['prj_web'] })
  const ran = await act(world, { inputs: { token: 'vcp_x' } })
  expect(ran.code).toBe(1)
  expect(ran.shown).toMatch(/^::error::.*project tokens can't.*`project-id: prj_…`/m)
})
