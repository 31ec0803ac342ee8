import { act, commits, pullRequest, sha, shop, start, startWorld, type World } from './world.js'

let world: World
beforeEach(async () => {
  world = await startWorld()
  setPull(commits.head)
})
afterEach(() => world.sim.close())

const inputs = { 'project-id': 'prj_web' }
const setPull = (headSha: string, headRepo = shop) =>
  world.sim.github.setPull('acme/shop', 7, { headRef: 'feature/cart', headSha, headRepo })

test.each([
  ['before the change', start - 1, {}, commits.head, 'canceled superseded'],
  ['at the change', start, {}, commits.head, 'canceled superseded'],
  ['at the change, and the head has moved on', start, {}, sha('abcdef99'), 'kept newer'],
  [
    'before, but a later push stands in the payload',
    start - 1,
    late(),
    sha('abcdef99'),
    'kept order-unproven',
  ],
  ['as head, before a late payload', start - 1, late(), commits.old, 'kept newer'],
])('a build created %s', async (_when, createdAt, payload, head, told) => {
  setPull(head)
  world.build('dpl_x', { createdAt })
  const ran = await act(world, { inputs, event: pullRequest(payload) })
  expect(ran).toMatchObject({ code: 0, told: { dpl_x: told } })
})

test('a private pull request that may not be read: time proof stands, without a warning', async () => {
  world.sim.github.addRepository({ ...shop, private: true, branches: { main: commits.main } })
  world.sim.github.addToken('no-pulls', { pulls: false })
  world.build('dpl_before')
  world.build('dpl_after', { createdAt: start })
  const more = { 'github-token': 'no-pulls' }
  const ran = await act(world, { inputs: { ...inputs, ...more }, event: pullRequest() })
  expect(ran).toMatchObject({ code: 0 })
  expect(ran.told).toEqual({
    dpl_after: 'kept order-unproven',
    dpl_before: 'canceled superseded',
  })
  expect(ran.shown.match(/^::.*/gm)?.filter((line) => !/^::(end)?group/.test(line))).toEqual([
    expect.stringMatching(/^::warning::1 build kept.*`pull-requests: read`/),
  ])
})

/** A payload whose head is not the commit that the event is about. */
function late() {
  return { name: 'pull_request_target' as const, after: sha('1a7e1a7e') }
}
