import { act, event, fork, makeBusy, pullRequest, push, startWorld, type World } from './world.js'

let world: World
beforeEach(async () => {
  world = await startWorld()
  makeBusy(world)
})
afterEach(() => world.sim.close())

const bot = { GITHUB_ACTOR: 'dependabot[bot]' }
const noToken = { token: '' }

test.each([
  ["a fork's pull request", pullRequest({ from: fork }), {}],
  ['a pull request of a fork that is gone', pullRequest({ from: null }), {}],
  ["a fork's closed pull request", pullRequest({ from: fork, action: 'closed' }), {}],
  ["Dependabot's pull request", pullRequest({ branch: 'dependabot/npm/x' }), bot],
  ["Dependabot's push", push({ branch: 'dependabot/npm/x' }), bot],
])('%s has no secrets: skipped, with one notice', async (_what, sent, env) => {
  const ran = await act(world, { event: sent, env, inputs: noToken })
  expect(ran).toMatchObject({ code: 0, errors: '', summary: '' })
  expect(ran.outputs).toEqual({
    status: '',
    canceledAt: '',
    deploymentId: '',
    canceledCount: '0',
    outcome: 'skipped',
    deployments: '[]',
  })
  expect(ran.shown.match(/^::.*/gm)).toEqual([expect.stringMatching(/^::notice::.*mode: sweep/)])
  expect(world.sim.requests).toEqual([])
})

test.each([
  ['a fork under pull_request_target', pullRequest({ from: fork, name: 'pull_request_target' })],
  ['a pull request of this repository', pullRequest()],
  ['a push', push()],
  ['a schedule', event('schedule', {})],
])('%s should have them: an error', async (_what, sent) => {
  const ran = await act(world, { event: sent, inputs: noToken })
  expect(ran).toMatchObject({ code: 1, outputs: { outcome: 'failed' } })
  expect(ran.shown.match(/^::.*/gm)).toEqual([
    expect.stringMatching(/^::error::.*`token` is missing/),
  ])
  expect(world.sim.requests).toEqual([])
})

test("bad input is an error in a fork's run too", async () => {
  const inputs = { ...noToken, timeout: '0' }
  const ran = await act(world, { event: pullRequest({ from: fork }), inputs })
  expect(ran).toMatchObject({ code: 1, outputs: { outcome: 'failed' } })
})

test("a fork's pull request that has a token acts on the fork's builds", async () => {
  const ran = await act(world, {
    event: pullRequest({ from: fork, head: 'e'.repeat(40) }),
    inputs: { 'project-id': 'prj_web', 'github-token': '' },
  })
  expect(ran.told).toMatchObject({
    dpl_fork: 'canceled superseded',
    dpl_old: 'kept other-repository',
    dpl_head: 'kept other-repository',
  })
})
