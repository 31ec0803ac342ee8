import { act, startWorld, type World } from './world.js'

let world: World
beforeAll(async () => {
  world = await startWorld()
  world.build('dpl_old')
})
afterAll(() => world.sim.close())

/** One `::error::` and nothing else that a person would see; no request; all outputs. */
async function refused(inputs: Record<string, string>, env: Record<string, string> = {}) {
  const ran = await act(world, { inputs, env })
  expect(ran).toMatchObject({ code: 1, errors: '' })
  expect(world.sim.requests).toEqual([])
  const annotations = ran.shown.match(/^::.*/gm) ?? []
  expect(annotations).toHaveLength(1)
  expect(ran.outputs).toEqual({
    status: '',
    canceledAt: '',
    deploymentId: '',
    canceledCount: '0',
    outcome: 'failed',
    deployments: '[]',
  })
  return (annotations[0] ?? '').replace(/^::error::/, '').replaceAll('%0A', '\n')
}

test.each([
  ['token', 'two words', 'white space'],
  ['deployment-id', 'not-a-host', 'dpl_'],
  ['deployment-id', 'dpl_a, https://vercel.com/acme', 'dpl_'],
  ['team-id', 'acme', '`team-slug`'],
  ['team-slug', 'team_acme', '`team-id`'],
  ['project-id', 'a/b', 'prj_'],
  ['mode', 'everything', '`sweep`'],
  ['branch', 'two words', 'one branch'],
  ['target', 'pre/view', '`production`'],
  ['states', 'READY', '`INITIALIZING`'],
  ['states', 'queued, done', '`QUEUED`'],
  ['cancel-with-run', 'yes', '`true` or `false`'],
  ['if-finished', 'fail', '`ignore`'],
  ['dry-run', '1', '`true` or `false`'],
  ['timeout', '0', '1 to 3600'],
  ['timeout', '3601', '1 to 3600'],
  ['timeout', '1.5', '1 to 3600'],
  ['timeout', '60s', '1 to 3600'],
  ['github-token', 'two words', 'white space'],
  ['api-url', 'http://api.example.com', 'https://'],
  ['api-url', 'api.example.com', 'https://'],
])('%s: "%s"', async (name, value, taken) => {
  const message = await refused({ [name]: value })
  expect(message).toMatch(new RegExp(`^Wrong input: \`${name}\``))
  expect(message).toContain(taken)
  if (!name.includes('token')) expect(message).toContain(`"${value}"`)
  else expect(message).not.toContain(value)
})
