import {
  act,
  commits,
  event,
  makeBusy,
  pullRequest,
  push,
  startWorld,
  type World,
} from './world.js'

let world: World
beforeAll(async () => {
  world = await startWorld()
  makeBusy(world)
})
afterAll(() => world.sim.close())

const onTag = { GITHUB_REF: 'refs/tags/v1', GITHUB_SHA: commits.head }

test.each([
  ['a pushed tag', push({ ref: 'refs/tags/v1' }), {}],
  ['a deleted tag', event('delete', { ref: 'v1', ref_type: 'tag' }), {}],
  ['merge_group', event('merge_group', { action: 'checks_requested' }), {}],
  ['issue_comment', event('issue_comment', { action: 'created' }), {}],
  ['release', event('release', { action: 'published' }), onTag],
  ['workflow_dispatch on a tag', event('workflow_dispatch', {}), onTag],
  ['a pull request of a fork that is gone', pullRequest({ from: null }), {}],
])('%s is about no branch: skipped, with what to use instead', async (_what, sent, env) => {
  const ran = await act(world, { event: sent, env })
  expect(ran).toMatchObject({ code: 0, errors: '', summary: '' })
  expect(ran.outputs).toMatchObject({ outcome: 'skipped', deployments: '[]', canceledCount: '0' })
  expect(ran.shown).toMatch(/^Skipped: .*(`push`|`mode: sweep`)/)
  expect(world.sim.requests).toEqual([])
})

test.each([
  ['ref', { name: 'push', payload: { after: commits.head, repository: { id: 42 } } }],
  ['after', push({ after: 7 as unknown as string })],
  ['pull_request', { name: 'pull_request', payload: { action: 'opened' } }],
  ['pull_request.head.sha', { name: 'pull_request_target', payload: withoutSha() }],
  ['ref_type', event('delete', { ref: 'feature/cart' })],
  ['workflow_run', event('workflow_run', { action: 'completed' })],
  ['client_payload', event('repository_dispatch', { action: 'vercel.deployment.success' })],
])('a payload without %s is an error that names the file and the field', async (field, sent) => {
  const ran = await act(world, { event: sent })
  expect(ran).toMatchObject({ code: 1, outputs: { outcome: 'failed', deployments: '[]' } })
  expect(ran.shown.match(/^::.*/gm)).toEqual([expect.stringMatching(/^::error::.*event\.json/)])
  expect(ran.shown).toContain(`\`${field}\``)
  expect(world.sim.requests).toEqual([])
})

test.each([
  ['is not there', { GITHUB_EVENT_PATH: '/no/such/event.json' }, '/no/such/event.json'],
  ['is not set', { GITHUB_EVENT_PATH: '' }, 'GITHUB_EVENT_PATH'],
  ['is no JSON', { GITHUB_EVENT_PATH: import.meta.filename }, 'no-branch.test.ts'],
])('a payload whose file %s', async (_how, env, named) => {
  const ran = await act(world, { env })
  expect(ran).toMatchObject({ code: 1, outputs: { outcome: 'failed' } })
  expect(ran.shown).toMatch(/^::error::.*payload can't be read.*`push`/m)
  expect(ran.shown).toContain(named)
})

function withoutSha() {
  const { payload } = pullRequest() as { payload: { pull_request: { head: object } } }
  return { ...payload, pull_request: { ...payload.pull_request, head: { ref: 'x', repo: null } } }
}
