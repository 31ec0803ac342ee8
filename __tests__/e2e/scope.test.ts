import { act, cancelOf, startWorld, type World } from './world.js'

let world: World
beforeEach(async () => {
  world = await startWorld()
  world.build('dpl_old')
})
afterEach(() => world.sim.close())

const byId = '?teamId=team_acme'
const bySlug = '?slug=acme'
const inputId = { 'team-id': 'team_acme' }
const inputSlug = { 'team-slug': 'acme' }
const ofEnv = (id: string) => ({ VERCEL_ORG_ID: id })
const personal = 'usr_AbCdEf0123456789'
const project = (orgId: string) => ({
  '.vercel/project.json': JSON.stringify({ projectId: 'prj_web', orgId }),
})
const repo = (orgId: string, ...own: (string | undefined)[]) => ({
  '.vercel/repo.json': JSON.stringify({
    orgId,
    remoteName: 'origin',
    projects: own.map((one, i) => ({ id: `prj_${i}`, name: `p${i}`, directory: '.', orgId: one })),
  }),
})

test.each([
  ['nothing says it', {}, {}, {}, ''],
  ['team-id', inputId, {}, {}, byId],
  ['team-slug', inputSlug, {}, {}, bySlug],
  ['VERCEL_ORG_ID', {}, ofEnv('team_acme'), {}, byId],
  ['.vercel/project.json', {}, {}, project('team_acme'), byId],
  ['.vercel/repo.json', {}, {}, repo('team_acme', undefined), byId],
  ['a project of .vercel/repo.json', {}, {}, repo('team_no', 'team_acme', 'team_acme'), byId],
  ['team-id over VERCEL_ORG_ID', inputId, ofEnv('team_no'), {}, byId],
  ['team-slug over VERCEL_ORG_ID', inputSlug, ofEnv('team_no'), {}, bySlug],
  ['team-slug over a file', inputSlug, {}, project('team_no'), bySlug],
  ['VERCEL_ORG_ID over a file', {}, ofEnv('team_acme'), project('team_no'), byId],
  ['a personal VERCEL_ORG_ID over a file', {}, ofEnv(personal), project('team_no'), ''],
  ['a personal account in a file', {}, {}, project(personal), ''],
  ['a personal account in team-id', { 'team-id': personal }, {}, {}, ''],
  ['an empty variable', {}, ofEnv(''), project('team_acme'), byId],
])('the scope by %s', async (_by, inputs, env, files, query) => {
  const ran = await act(world, { inputs: { 'deployment-id': 'dpl_old', ...inputs }, env, files })
  expect(ran).toMatchObject({ code: 0, outputs: { outcome: 'canceled' } })
  expect(world.sim.requestLines()).toEqual([cancelOf('dpl_old') + query])
})

test('a refused token ends the step with one message that says what to do', async () => {
  const ran = await act(world, {
    inputs: { token: 'mistyped', 'deployment-id': 'dpl_old dpl_new' },
  })
  expect(ran).toMatchObject({ code: 1, outputs: { outcome: 'failed', canceledCount: '0' } })
  expect(ran.shown.match(/^::error.*/gm)).toEqual([
    expect.stringContaining('Vercel does not accept the token'),
  ])
})

test('the wrong team ends the step with one message that names it', async () => {
  const ran = await act(world, {
    inputs: { 'team-id': 'team_other', 'deployment-id': 'dpl_old' },
  })
  expect(ran.code).toBe(1)
  expect(ran.shown).toMatch(/^::error::.*no access to the team `team_other`.*`team-id`/m)
})

test('the token from VERCEL_TOKEN is as good as the input', async () => {
  const env = { VERCEL_TOKEN: 'vercel-token-that-is-secret' }
  const ran = await act(world, { inputs: { token: '', 'deployment-id': 'dpl_old' }, env })
  expect(ran).toMatchObject({ code: 0, outputs: { outcome: 'canceled' } })
  expect(ran.log).toContain('::add-mask::vercel-token-that-is-secret')
})
