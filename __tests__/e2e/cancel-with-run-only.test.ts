import {
  act,
  commits,
  event,
  fork,
  linkedOf,
  listOf,
  makeBusy,
  mergeCommit,
  pullRequest,
  push,
  startWorld,
  type World,
} from './world.js'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.sim.close())

const inputs = { 'project-id': 'prj_web', 'cancel-with-run': 'true' }
const post = { post: 'true' }

test('production stays protected, and so does what `states` leaves out', async () => {
  world.build('dpl_production', { sha: commits.head, target: 'production' })
  world.build('dpl_queued', { sha: commits.head, state: 'QUEUED' })
  const ran = await act(world, { inputs: { ...inputs, states: 'building' }, state: post })
  expect(ran).toMatchObject({ code: 0, summary: '' })
  expect(world.sim.requestLines()).toEqual([listOf('prj_web')])
})

test('of a pull request the merge commit is its own too, and projects are found', async () => {
  world.build('dpl_old')
  world.build('dpl_head', { sha: commits.head })
  world.build('dpl_merge', { sha: mergeCommit, projectId: 'prj_docs' })
  const more = { 'cancel-with-run': 'True', mode: 'sweep' }
  await act(world, { inputs: more, state: post, event: pullRequest() })
  expect(world.sim.vercel.canceled().sort()).toEqual(['dpl_head', 'dpl_merge'])
  expect(world.sim.requestLines().slice(0, 2)).toEqual([linkedOf(), listOf('prj_docs,prj_web')])
  expect(world.sim.requestLines('github')).toEqual([])
})

test.each([
  ['the input is off', { 'cancel-with-run': 'false' }, push()],
  ['the input is not given', { 'cancel-with-run': '' }, push()],
  ['deployments are named', { 'cancel-with-run': '', 'deployment-id': 'dpl_head' }, push()],
  ['the event is a schedule', {}, event('schedule', {})],
  ['a tag was pushed', {}, push({ ref: 'refs/tags/v1' })],
  ['a pull request was closed', {}, pullRequest({ action: 'closed' })],
  ['there are no secrets', { token: '' }, pullRequest({ from: fork })],
])('nothing is sent or said where %s', async (_why, more, sent) => {
  makeBusy(world)
  const ran = await act(world, { inputs: { ...inputs, ...more }, state: post, event: sent })
  expect(ran).toMatchObject({ code: 0, errors: '', summary: '', outputs: {} })
  expect(ran.shown.trim()).toBe('')
  expect(world.sim.requests).toEqual([])
})

test('a dry run cancels nothing in the post step either', async () => {
  makeBusy(world)
  const ran = await act(world, { inputs: { ...inputs, 'dry-run': 'true' }, state: post })
  expect(ran.code).toBe(0)
  expect(ran.shown).toMatch(/^Dry run: would cancel 1 of /)
  expect(world.sim.vercel.canceled()).toEqual([])
})
