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

test.each([
  ['VERCEL_ORG_ID', 'acme', 'team-id'],
  ['VERCEL_PROJECT_ID', 'a/b', 'project-id'],
  ['VERCEL_TOKEN', 'two words', 'token'],
])('a wrong %s is told by its name', async (name, value, input) => {
  const message = await refused({ token: name === 'VERCEL_TOKEN' ? '' : 'x' }, { [name]: value })
  expect(message).toMatch(new RegExp(`^Wrong input: \`${input}\`.*${name}`))
})

test.each([
  ['timeout-seconds', '`timeout`'],
  ['deploymentId', '`deployment-id`'],
  ['dry_run', '`dry-run`'],
])('an input that does not exist: %s', async (name, known) => {
  const message = await refused({ [name]: 'x' })
  expect(message).toMatch(new RegExp(`^Wrong input: \`${name.toLowerCase()}\``))
  expect(message).toContain(known)
})

test('no token: where to get one, and how to pass it', async () => {
  expect(await refused({ token: '' })).toMatch(
    /^Wrong input: `token` is missing.*secrets\.VERCEL_TOKEN/,
  )
})

test.each([
  [{ 'team-id': 'team_a', 'team-slug': 'a' }],
  [{ 'cancel-with-run': 'true', 'deployment-id': 'dpl_a' }],
  [{ branch: 'b', mode: 'sweep' }],
])('%j exclude each other', async (inputs) => {
  const message = await refused(inputs as Record<string, string>)
  for (const name of Object.keys(inputs)) expect(message).toContain(`\`${name}`)
})

test('four at once: one message with a line for each', async () => {
  const inputs = { token: '', 'dry-run': 'ja', timeout: '0', states: 'READY' }
  const [title, ...lines] = (await refused(inputs)).split('\n')
  expect(title).toMatch(/\b4\b.*:$/)
  expect(lines.map((line) => /^- `([a-z-]+)`/.exec(line)?.[1]).sort()).toEqual(
    Object.keys(inputs).sort(),
  )
})

test('what is found is shown shortened, on one line, and starts no command', async () => {
  const message = await refused({ mode: `\n::stop-commands::x\n${'y'.repeat(500)}` })
  expect(message).toMatch(/^Wrong input: `mode` is ".{1,80}"; it takes/)
})

test('a token passed as another input is not shown', async () => {
  await refused({ mode: 'vercel-token-that-is-secret' })
})
