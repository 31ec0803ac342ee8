import { readdirSync, readFileSync } from 'node:fs'
import { data, Evaluator, Lexer, Parser } from '@actions/expressions'
import { parse } from 'yaml'
import { act } from '../../simulator/act.js'
import {
  branchDeleted,
  deploymentStatus,
  pullRequest,
  push,
  schedule,
  vercelDispatch,
  workflowDispatch,
  workflowRun,
} from '../../simulator/events.js'
import {
  commits,
  fork,
  GITHUB_TOKEN,
  projects,
  startWorld,
  TOKEN,
  team,
} from '../../simulator/world.js'
import { here } from '../in-process.js'

/**
 * The examples do what their comments say. Each one's step runs with the inputs that the example
 * gives it, on an event that starts it.
 */

type World = Awaited<ReturnType<typeof startWorld>>
type Started = ReturnType<typeof push>
type Values = Record<string, string>
type Example = {
  name: string
  on: Record<string, { types?: string[] } | null>
  env?: Values
  jobs: Record<string, { if?: string; steps: { if?: string; uses?: string; with?: Values }[] }>
}

const ours = /^(<owner>|[\w-]+)\/cancel-vercel-builds@v1$/

/** The values of the expressions in the examples; any other expression is an error. */
const context: Values = {
  'github.token': GITHUB_TOKEN,
  'secrets.VERCEL_TOKEN': TOKEN,
  'vars.VERCEL_ORG_ID': team.id,
  'vars.VERCEL_PROJECT_ID': projects.web.id,
  'inputs.dry-run': 'true',
  'inputs.dry-run || false': 'false',
}

/** These tests start processes, which takes long on a busy machine. */
const SLOW = 60_000

let world: World
beforeEach(async () => {
  // In real time, as the runner's: a cancellation before the step's start would count as another's.
  world = await startWorld({ clock: { now: Date.now } })
})
afterEach(() => world.close())

const text = (name: string) => readFileSync(`examples/${name}.yml`, 'utf8')
const read = (name: string) => parse(text(name)) as Example
const names = readdirSync('examples').map((file) => file.replace(/\.yml$/, ''))

/** Whether the event starts a job of the example: by `on`, `types` and the job's `if`. */
function starts(name: string, { event, env }: Started): boolean {
  const { on, jobs } = read(name)
  if (!Object.hasOwn(on, event.name)) return false
  const types = on[event.name]?.types
  const { action } = event.payload as { action?: string }
  if (types && !types.includes(action ?? '')) return false
  const github = {
    event: event.payload,
    event_name: event.name,
    repository: env.GITHUB_REPOSITORY,
  }
  return Object.values(jobs).every((job) => job.if === undefined || isTrue(job.if, { github }))
}

/** Evaluates an `if` with GitHub's own evaluator. */
function isTrue(condition: string, values: object): boolean {
  const expression = condition.replace(/^\$\{\{(.*)\}\}$/s, '$1')
  const { tokens } = new Lexer(expression).lex()
  const parsed = new Parser(tokens, Object.keys(values), []).parse()
  return (
    new Evaluator(parsed, toData(values) as data.Dictionary).evaluate().coerceString() === 'true'
  )
}

function toData(value: unknown): data.ExpressionData {
  if (typeof value === 'string') return new data.StringData(value)
  if (typeof value === 'number') return new data.NumberData(value)
  if (typeof value === 'boolean') return new data.BooleanData(value)
  if (Array.isArray(value)) return new data.Array(...value.map(toData))
  if (typeof value !== 'object' || value === null) return new data.Null()
  return new data.Dictionary(
    ...Object.entries(value).map(([key, inner]) => ({ key, value: toData(inner) })),
  )
}

/** Runs the example's step as the runner does. */
async function run(name: string, started: Started, known: Values = {}) {
  expect([name, starts(name, started)]).toEqual([name, true])
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
  const example = read(name)
  const steps = Object.values(example.jobs).flatMap((job) => job.steps)
  const step = steps.find(({ uses = '' }) => ours.test(uses))
  const [inputs, env] = [evaluate(step?.with), evaluate(example.env)]
  return act(world, started, { inputs, env, ...here(world) })
}

/** An older and the newest build of our branch and of the fork's, and one of a deleted branch. */
function buildAll() {
  world.build('dpl_old')
  world.build('dpl_new', { sha: commits.head, createdAt: world.start - 10_000 })
  world.build('dpl_fork_old', { fork: true, sha: commits.lost })
  world.build('dpl_fork_new', { fork: true, createdAt: world.start - 10_000 })
  world.build('dpl_gone', { branch: 'spike', sha: commits.lost })
  world.build('dpl_production', { branch: 'main', sha: commits.main, target: 'production' })
  world.sim.github.addCommit('acme/shop', commits.lost, [commits.main])
}

const ofFork = (action: string) => pullRequest({ name: 'pull_request_target', from: fork, action })
const spike = () => branchDeleted({ branch: 'spike' })
const closed = () => pullRequest({ action: 'closed', merged: true })
const closedByTarget = () => pullRequest({ name: 'pull_request_target', action: 'closed' })
const swept = ['dpl_fork_old', 'dpl_gone', 'dpl_old']

test.each<[string, string, () => Started, string[]]>([
  ['everything', 'a push', push, ['dpl_old']],
  ['everything', 'a deleted branch', spike, ['dpl_gone']],
  ['everything', "a fork's new commit", () => ofFork('synchronize'), ['dpl_fork_old']],
  ['everything', 'a closed pull request', closedByTarget, ['dpl_old']],
  ['superseded-on-push', 'a push', push, ['dpl_old']],
  ['pull-request', 'a new commit', pullRequest, ['dpl_old']],
  ['closed-or-deleted', 'a merge', closed, ['dpl_old']],
  ['closed-or-deleted', 'a deleted branch', spike, ['dpl_gone']],
  ['nightly-sweep', 'its time', schedule, swept],
  ['nightly-sweep', 'a click', workflowDispatch, swept],
  ['workflow-run', 'another run', () => workflowRun({ action: 'requested' }), ['dpl_old']],
  ['vercel-dispatch', 'a new deployment', vercelDispatch, ['dpl_old']],
  ['deployment-status', 'a new deployment', deploymentStatus, ['dpl_old']],
  ['forks', "a fork's new commit", () => ofFork('synchronize'), ['dpl_fork_old']],
  ['outputs', 'a push', push, ['dpl_old']],
  ['checks-failed', 'a push', push, ['dpl_new']],
  ['canceled-run', 'the push of the older commit', () => push({ sha: commits.old }), ['dpl_old']],
  ['canceled-run', 'the push of the newest commit', push, ['dpl_old']],
])(
  '%s, on %s',
  async (name, _, start, cancels) => {
    buildAll()
    const { code, outputs, errors } = await run(name, start())
    expect(world.sim.vercel.canceled().sort()).toEqual([...cancels].sort())
    expect([code, outputs.outcome, errors]).toEqual([0, 'canceled', ''])
    expect(outputs.canceledCount).toBe(String(cancels.length))
  },
  SLOW,
)

test.each<[string, () => Started]>([
  ['forks', () => ofFork('closed')],
  ['everything', () => ofFork('closed')],
])(
  "%s cancels all builds of a fork's closed pull request",
  async (name, start) => {
    buildAll()
    world.sim.github.setPull('acme/shop', 12, {
      headRef: 'feature/cart',
      headSha: commits.fork,
      headRepo: fork,
      state: 'closed',
    })
    await run(name, start())
    expect(world.sim.vercel.canceled().sort()).toEqual(['dpl_fork_new', 'dpl_fork_old'])
  },
  SLOW,
)

test(
  'monorepo looks at the projects that it names, and at no other',
  async () => {
    world.sim.vercel.addProject({ ...projects.web, id: 'prj_shop', name: 'shop' })
    world.sim.vercel.addProject({ ...projects.web, id: 'prj_other', name: 'other' })
    for (const name of ['web', 'docs', 'shop', 'other']) {
      const projectId = `prj_${name}`
      world.build(`dpl_${name}_old`, { projectId })
      world.build(`dpl_${name}_new`, { projectId, sha: commits.head, createdAt: world.start })
    }
    const { code } = await run('monorepo', push())
    const expected = ['dpl_docs_old', 'dpl_shop_old', 'dpl_web_old']
    expect(world.sim.vercel.canceled().sort()).toEqual(expected)
    expect(code).toBe(0)
  },
  SLOW,
)

test.each([
  ['BUILDING', ['dpl_mine'], 'canceled'],
  ['READY', [], 'already-finished'],
])(
  'after-vercel-deploy cancels by URL: %s',
  async (state, cancels, outcome) => {
    const { url } = world.build('dpl_mine', { madeBy: 'cli', sha: commits.head, state })
    const { code, shown, outputs } = await run('after-vercel-deploy', push(), {
      'steps.deploy.outputs.url': `https://${url}`,
    })
    expect(world.sim.vercel.canceled()).toEqual(cancels)
    expect([code, outputs.outcome]).toEqual([0, outcome])
    expect(shown).not.toMatch(/^::(error|warning)/m)
  },
  SLOW,
)

test(
  'vercel-deploy-pull-request cancels earlier builds before its own exists',
  async () => {
    world.build('dpl_old', { madeBy: 'cli' })
    const { code } = await run('vercel-deploy-pull-request', pullRequest())
    expect([code, world.sim.vercel.canceled()]).toEqual([0, ['dpl_old']])
  },
  SLOW,
)

test.each<[string, () => Started, Values]>([
  ['first-try', workflowDispatch, {}],
  ['nightly-sweep', workflowDispatch, { 'inputs.dry-run || false': 'true' }],
])(
  '%s can be tried without canceling anything',
  async (name, start, known) => {
    buildAll()
    const { code, outputs } = await run(name, start(), known)
    expect([code, outputs.outcome, world.sim.vercel.canceled()]).toEqual([0, 'dry-run', []])
  },
  SLOW,
)

test(
  "superseded-on-push works without a team's ID if the token is the team's",
  async () => {
    buildAll()
    const { code } = await run('superseded-on-push', push(), { 'vars.VERCEL_ORG_ID': '' })
    expect([code, world.sim.vercel.canceled()]).toEqual([0, ['dpl_old']])
  },
  SLOW,
)

test(
  "pull-request ends green on a fork's pull request, which has no secrets",
  async () => {
    const started = pullRequest({ from: fork })
    const { code, shown, outputs } = await run('pull-request', started, {
      'secrets.VERCEL_TOKEN': '',
    })
    expect([code, outputs.outcome]).toEqual([0, 'skipped'])
    expect(shown).toMatch(/^::notice/m)
  },
  SLOW,
)

const target = (more: Parameters<typeof pullRequest>[0]) =>
  pullRequest({ name: 'pull_request_target', ...more })

// What one event covers must not start a second job.
test.each<[string, string, boolean, Started]>([
  ['everything', 'a push', true, push()],
  ['everything', 'a new branch', false, push({ created: true })],
  ['everything', 'a deleted branch, as a push', false, push({ deleted: true })],
  ['everything', 'a deleted branch', true, branchDeleted()],
  ['everything', 'a deleted tag', false, branchDeleted({ refType: 'tag' })],
  ['everything', 'a new commit in our pull request', false, target({})],
  ['everything', "a new commit in a fork's", true, target({ from: fork })],
  ['everything', "a new commit in Dependabot's", true, target({ actor: 'dependabot[bot]' })],
  ['everything', 'a deleted fork', true, target({ from: null })],
  ['everything', 'our closed pull request', true, target({ action: 'closed' })],
  ['everything', 'an opened pull request', false, target({ action: 'opened', from: fork })],
  ['forks', 'a new commit in our pull request', false, target({})],
  ['forks', "a new commit in Dependabot's", true, target({ actor: 'dependabot[bot]' })],
  ['superseded-on-push', 'a new branch', false, push({ created: true })],
  ['closed-or-deleted', 'a deleted tag', false, branchDeleted({ refType: 'tag' })],
  ['vercel-dispatch', 'production', false, vercelDispatch({ environment: 'production' })],
  ['deployment-status', 'success', false, deploymentStatus({ state: 'success' })],
  ['deployment-status', 'production', false, deploymentStatus({ environment: 'Production' })],
  ['deployment-status', 'a project', true, deploymentStatus({ environment: 'Preview – web' })],
  ['vercel-deploy-pull-request', "a fork's pull request", false, pullRequest({ from: fork })],
])('%s, on %s: starts a job is %s', (name, _, expected, started) => {
  expect(starts(name, started)).toBe(expected)
})

describe.each(names)('%s', (name) => {
  const { jobs } = read(name)
  const steps = Object.values(jobs).flatMap((job) => job.steps)

  test('says when to use it, and is short enough to read', () => {
    expect(text(name)).toMatch(/^(# .+\n){2,4}name: /)
    expect(
      text(name)
        .split('\n')
        .filter((line) => line.length > 100),
    ).toEqual([])
  })

  test('uses the action once, and checks out no more than it needs', () => {
    expect(steps.filter(({ uses = '' }) => ours.test(uses))).toHaveLength(1)
    expect(text(name).includes('actions/checkout@')).toBe(/npm test|npx/.test(text(name)))
  })
})

test('all have names of their own, so that the list of workflows has no twins', () => {
  expect(new Set(names.map((name) => read(name).name)).size).toBe(names.length)
})
