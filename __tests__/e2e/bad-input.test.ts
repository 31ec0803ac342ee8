import { push } from '../../simulator/events.js'
import { startWorld, type World } from '../../simulator/world.js'
import { here } from '../in-process.js'
import { type Act, act, pair, SLOW } from './support.js'

let world: World
beforeAll(async () => {
  world = await startWorld()
  pair(world)
})
afterAll(() => world.close())

/*
 * Every wrong form of every input is tried in __tests__/inputs; here one of each input goes all the way,
 * in this process, and several at once do so on the bundle.
 */

/** The one error of a run with these inputs: before any request, with all outputs set. */
async function refused(
  inputs: Record<string, string>,
  env: Record<string, string> = {},
  how: Pick<Act, 'how'> = here(world),
) {
  const ran = await act(world, push(), { inputs, env, ...how })
  expect(ran.code).toBe(1)
  expect(ran.outputs).toEqual({
    ...{ status: '', canceledAt: '', deploymentId: '', canceledCount: '0' },
    ...{ outcome: 'failed', deployments: '[]' },
  })
  expect(world.sim.requests).toEqual([])
  expect(ran.shown.trim().split('\n')).toHaveLength(1)
  return ran.shown
    .replace(/^::error::/, '')
    .replaceAll('%0A', '\n')
    .trim()
}

test.each([
  ['token', 'two words', 'contains whitespace'],
  ['token', 'Bearer vcp_x', 'begins with `Bearer`'],
  ['token', 'ghp_SomebodysGitHubToken01234567', 'is a GitHub token'],
  ['deployment-id', 'not-a-host', 'dpl_'],
  ['deployment-id', '2104937', 'environment_url'],
  ['team-id', 'acme', '`team-slug`'],
  ['project-id', 'a/b', 'prj_'],
  ['project-id', ', ,', 'Are the variables that you pass defined?'],
  ['mode', 'everything', '`sweep`'],
  ['branch', 'two words', 'one branch'],
  ['branch', '7/merge', '`github.head_ref`'],
  ['target', 'prod', 'use `production`'],
  ['states', 'READY', '`INITIALIZING`'],
  ['require-replacement', 'yes', '`true` or `false`'],
  ['if-finished', 'fail', '`ignore`'],
  ['timeout', '60s', '1 to 3600'],
  ['github-token', 'vcp_TheTeamsOtherToken0123456789', 'is a Vercel token'],
  ['api-url', 'http://api.example.com', 'https://'],
  ['api-url', 'https://user:hunter2hunter2@example.com', 'https://'],
  ['deploymentId', 'dpl_a', '`deployment-id`'],
  ['vercel-token', 'x', '`token`'],
  ['cancel-with-run', 'true', '`if: cancelled()`'],
])(
  '%s: "%s"',
  async (name, value, words) => {
    const message = await refused({ [name]: value })
    expect(message).toMatch(new RegExp(`^Invalid input: \`${name.toLowerCase()}\``))
    expect(message).toContain(words)
    expect(message).toMatch(/Help: https:\S+#\S+$/)
    if (/token/i.test(name)) expect(message).not.toContain(value)
    expect(message).not.toContain('hunter2')
  },
  SLOW,
)

test.each([
  ['VERCEL_ORG_ID', 'acme', 'team-id'],
  ['VERCEL_PROJECT_ID', 'a/b', 'project-id'],
  ['VERCEL_TOKEN', 'two words', 'token'],
])(
  'a wrong %s is told by its name',
  async (name, value, input) => {
    const message = await refused({ token: name === 'VERCEL_TOKEN' ? '' : 'x' }, { [name]: value })
    expect(message).toMatch(new RegExp(`^Invalid input: \`${input}\`.*${name}`))
  },
  SLOW,
)

test.each([
  [{ 'team-id': 'team_a', 'team-slug': 'a' }],
  [{ branch: 'b', mode: 'sweep' }],
  [{ branch: 'b', mode: 'commit' }],
])(
  '%j exclude each other',
  async (inputs) => {
    const message = await refused(inputs as Record<string, string>)
    for (const name of Object.keys(inputs)) expect(message).toContain(`\`${name}`)
  },
  SLOW,
)

test(
  'four at once: one message with a line for each',
  async () => {
    const inputs = { token: '', 'dry-run': 'ja', timeout: '0', states: 'READY' }
    const [title, ...lines] = (await refused(inputs, {}, {})).split('\n')
    expect(title).toMatch(/^Invalid input in 4 places:$/)
    const names = lines.flatMap((line) => /^- `([a-z-]+)`/.exec(line)?.[1] ?? [])
    expect(names.sort()).toEqual(Object.keys(inputs).sort())
  },
  SLOW,
)

test(
  'what is found is shown shortened, on one line, and starts no command',
  async () => {
    const message = await refused({ mode: `\n::stop-commands::x\n${'y'.repeat(500)}` }, {}, {})
    expect(message).toMatch(/^Invalid input: `mode` is ".{1,80}"; expected/)
  },
  SLOW,
)

test(
  'an input that may stem from elsewhere is a warning, and so is an empty item',
  async () => {
    const other = await startTwo()
    expect(other.code).toBe(0)
    expect(other.shown).toMatch(/^::warning::There is no input `who-to-greet`; it is ignored\.$/m)
    expect(other.shown).toMatch(/^::warning::`project-id` has an empty item beside a comma/m)
  },
  SLOW,
)

async function startTwo() {
  const other = await startWorld()
  try {
    return await act(other, push(), {
      inputs: { 'who-to-greet': 'Mona', 'project-id': 'prj_web,' },
    })
  } finally {
    await other.close()
  }
}
