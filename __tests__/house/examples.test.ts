import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import {
  deleted,
  pullRequest,
  push,
  schedule,
  vercelDispatch,
  workflowDispatch,
  workflowRun,
} from '../../simulator/demo/events.js'
import { createWorld, githubToken, shaOf, vercelToken } from '../../simulator/demo/world.js'
import { runAction } from '../../simulator/runner.js'

/**
 * The examples do what their comments say: each one's step is run with the inputs that stand there,
 * on an event that starts it.
 */

type World = Awaited<ReturnType<typeof createWorld>>
type Started = ReturnType<typeof push>
type Values = Record<string, string>
type Example = {
  on: Record<string, { types?: string[] } | null>
  env?: Values
  jobs: Record<string, { steps: { uses?: string; with?: Values }[] }>
}

const USES = 'OWNER/cancel-vercel-builds@v1'
const action = parse(readFileSync('action.yml', 'utf8')) as {
  inputs: Record<string, { default?: string }>
}

/** What the expressions in the examples come to; any other is an error. */
const context: Values = {
  'github.token': githubToken,
  'secrets.VERCEL_TOKEN': vercelToken,
  'vars.VERCEL_ORG_ID': 'team_acme',
  'vars.VERCEL_PROJECT_ID': 'prj_web',
  'inputs.dry-run || false': 'false',
}

/** Processes are started here: on a busy machine that takes its time. */
const SLOW = 60_000

let world: World
beforeEach(async () => {
  world = await createWorld()
})
afterEach(() => world.sim.close())

const read = (name: string) => readFileSync(`examples/${name}.yml`, 'utf8')
const names = readdirSync('examples').map((file) => file.replace(/\.yml$/, ''))

/** The step's inputs as the runner hands them over: with all defaults. */
function prepare(name: string, { event, env }: Started, known: Values = {}) {
  const evaluate = (values: Values = {}) =>
    Object.fromEntries(
      Object.entries(values).map(([key, value]) => [
        key,
        String(value).replace(/\$\{\{ *(.*?) *\}\}/g, (_, expression: string) => {
          const result = { ...context, ...known }[expression]
          if (result === undefined) throw new Error(`What is ${expression}?`)
          return result
        }),
      ]),
    )
  const example = parse(read(name)) as Example
  const trigger = example.on[event.name]
  const { action: activity } = event.payload as { action?: string }
  expect(Object.keys(example.on)).toContain(event.name)
  if (trigger?.types) expect(trigger.types).toContain(activity)
  const steps = Object.values(example.jobs).flatMap((job) => job.steps)
  const defaults = Object.fromEntries(
    Object.entries(action.inputs).map(([input, { default: value = '' }]) => [input, value]),
  )
  return {
    event,
    env: { ...env, ...evaluate(example.env), GITHUB_API_URL: world.sim.github.url },
    inputs: {
      ...evaluate(defaults),
      ...evaluate(steps.find(({ uses }) => uses === USES)?.with),
      'api-url': world.sim.vercel.url,
    },
  }
}

const run = (...args: Parameters<typeof prepare>) => runAction(prepare(...args))

const pushed = (n: number, at = world.now) =>
  push({ branch: 'feature/login', sha: shaOf(`login${n}`), before: shaOf(`login${n - 1}`), at })

const ofPull = (
  number: number,
  branch: string,
  commit: string,
  more: Partial<Parameters<typeof pullRequest>[0]> = {},
) =>
  pullRequest({
    action: 'synchronize',
    number,
    branch,
    sha: shaOf(commit),
    at: world.now - 1000,
    ...more,
  })

const ofFork = (act: 'synchronize' | 'closed') =>
  ofPull(12, 'feature/login', 'fork2', {
    name: 'pull_request_target',
    fromFork: true,
    action: act,
    ...(act === 'synchronize' ? { at: world.now - 50_000 } : {}),
  })

const superseded = ['dpl_login1', 'dpl_login2', 'dpl_login3']
const swept = [...superseded, 'dpl_cache1', 'dpl_cart1', 'dpl_fork1', 'dpl_typo1']

test.each<[string, string, () => Started, string[]]>([
  ['superseded-on-push', 'a push', () => pushed(4), superseded],
  ['pull-request', 'a new commit', () => ofPull(7, 'feature/login', 'login4'), superseded],
  [
    'closed-or-deleted',
    'a merge',
    () => ofPull(9, 'docs/typo', 'typo1', { action: 'closed', merged: true }),
    ['dpl_typo1'],
  ],
  ['closed-or-deleted', 'a deletion', () => deleted('spike/cache'), ['dpl_cache1']],
  ['cancel-with-run', 'a push', () => pushed(4), superseded],
  ['nightly-sweep', 'its time', schedule, swept],
  ['nightly-sweep', 'a click', workflowDispatch, swept],
  ['workflow-run', 'another run', () => workflowRun('feature/login', shaOf('login4')), superseded],
  [
    'vercel-dispatch',
    'a new deployment',
    () => vercelDispatch('feature/login', shaOf('login4')),
    superseded,
  ],
  ['forks', "a fork's new commit", () => ofFork('synchronize'), ['dpl_fork1']],
  ['forks', "a fork's closed pull request", () => ofFork('closed'), ['dpl_fork1', 'dpl_fork2']],
  ['outputs', 'a push', () => pushed(4), superseded],
])(
  '%s, on %s',
  async (name, _, start, cancels) => {
    const { code, outputs } = await run(name, start())
    expect(world.sim.vercel.canceled().sort()).toEqual([...cancels].sort())
    expect([code, outputs.outcome]).toEqual([0, 'canceled'])
    expect(JSON.parse(outputs.canceledCount ?? '')).toBe(cancels.length)
  },
  SLOW,
)

test(
  'monorepo looks at the projects that it names, and at no other',
  async () => {
    for (const name of ['docs', 'shop', 'other']) {
      world.addProject(`prj_${name}`, name)
      world.addBuild(`${name}1`, 'feature/login', 60, 'BUILDING', { projectId: `prj_${name}` })
    }
    const { code } = await run('monorepo', pushed(4))
    expect(world.sim.vercel.canceled().sort()).toEqual(['dpl_docs1', ...superseded, 'dpl_shop1'])
    expect(code).toBe(0)
  },
  SLOW,
)

test(
  'cancel-with-run cancels the own build too when the run is cancelled',
  async () => {
    const prepared = prepare('cancel-with-run', pushed(3, world.now - 61_000))
    const main = await runAction(prepared)
    expect(world.sim.vercel.canceled().sort()).toEqual(['dpl_login1', 'dpl_login2'])
    const post = await runAction({ ...prepared, state: main.state })
    expect(world.sim.vercel.canceled().sort()).toEqual(superseded)
    expect([main.code, post.code]).toEqual([0, 0])
  },
  SLOW,
)

test.each([
  ['dpl_cart2', ['dpl_cart2'], 'canceled'],
  ['dpl_login0', [], 'already-finished'],
])(
  'after-vercel-deploy cancels by URL: %s',
  async (id, cancels, outcome) => {
    const url = `https://${world.sim.vercel.deployment(id).url}`
    const { code, log, outputs } = await run('after-vercel-deploy', pushed(4), {
      'steps.deploy.outputs.url': url,
    })
    expect(world.sim.vercel.canceled()).toEqual(cancels)
    expect([code, outputs.outcome]).toEqual([0, outcome])
    expect(log).not.toMatch(/^::(error|warning)/m)
  },
  SLOW,
)

test(
  'nightly-sweep can be tried out',
  async () => {
    const { code, outputs } = await run('nightly-sweep', workflowDispatch(), {
      'inputs.dry-run || false': 'true',
    })
    expect([code, outputs.outcome, world.sim.vercel.canceled()]).toEqual([0, 'dry-run', []])
  },
  SLOW,
)

test(
  "superseded-on-push works without a team's id where the token is the team's",
  async () => {
    const { code } = await run('superseded-on-push', pushed(4), { 'vars.VERCEL_ORG_ID': '' })
    expect([code, world.sim.vercel.canceled().length]).toEqual([0, 3])
  },
  SLOW,
)

test(
  "pull-request ends green on a fork's pull request, which has no secrets",
  async () => {
    const event = ofPull(12, 'feature/login', 'fork2', { fromFork: true })
    const { code, log, outputs } = await run('pull-request', event, { 'secrets.VERCEL_TOKEN': '' })
    expect([code, outputs.outcome]).toEqual([0, 'skipped'])
    expect(log).toMatch(/^::notice/m)
  },
  SLOW,
)

test.each(names)('%s says when to use it, and checks out no more than it needs', (name) => {
  const text = read(name)
  expect(text).toMatch(/^(# .+\n){2,3}name: /)
  expect(text.includes('actions/checkout@')).toBe(/run: npm/.test(text))
  expect(text).toContain(`uses: ${USES}\n`)
  expect(text.split('\n').filter((line) => line.length > 100)).toEqual([])
})
