import { runAction } from '../runner.js'
import { createWorld, githubToken, vercelToken } from './world.js'

/** @typedef {import('../runner.js').Ran} Ran */
/** @typedef {import('./scenarios.js').Scenario} Scenario */
/** @typedef {Awaited<ReturnType<typeof play>>} Played */

/**
 * Plays a scenario in a world of its own: starts the step as a runner would, and looks at what
 * became of the builds.
 * @param {Scenario} scenario
 * @param {{ bundle?: string | undefined }} [options]
 */
export async function play(scenario, { bundle } = {}) {
  const world = await createWorld()
  const { sim, builds } = world
  try {
    const { event, env } = scenario.start(world)
    const { inputs } = scenario
    const run = {
      event,
      env: { ...env, GITHUB_API_URL: sim.github.url },
      inputs: {
        token: vercelToken,
        'github-token': githubToken,
        'api-url': sim.vercel.url,
        ...(typeof inputs === 'function' ? inputs(world) : inputs),
      },
      ...(bundle === undefined ? {} : { bundle }),
    }
    const before = world.states()
    const steps = scenario.killed
      ? await runKilled(run, world)
      : [{ name: 'the step', ran: await runAction(run) }]
    const after = world.states()
    const { ran } = /** @type {{ ran: Ran }} */ (steps.at(-1))
    return {
      inputs: run.inputs,
      event,
      steps,
      last: ran,
      builds: builds.map((build) => ({
        ...build,
        before: before.get(build.id),
        after: after.get(build.id),
      })),
      requests: { vercel: sim.requestLines('vercel'), github: sim.requestLines('github') },
      problems: problemsOf(scenario, ran, before, after),
    }
  } finally {
    await sim.close()
  }
}

/**
 * The main step is killed while it waits for the list; then the post step runs, as under
 * `post-if: cancelled()`.
 * @param {import('../runner.js').Run} run
 * @param {import('./world.js').World} world
 */
async function runKilled(run, { sim }) {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child
  const fault = sim.fault({
    operation: 'list',
    kind: 'hang',
    match: () => child?.kill('SIGKILL') ?? false,
  })
  const main = await runAction({
    ...run,
    onStart(started) {
      child = started
    },
  })
  fault.remove()
  const post = await runAction({ ...run, state: main.state })
  return [
    { name: 'the main step, killed half way', ran: main },
    { name: 'the post step', ran: post },
  ]
}

/**
 * Where it went otherwise than the scenario says, a sentence each.
 * @param {Scenario} scenario
 * @param {Ran} ran
 * @param {Map<string, string>} before
 * @param {Map<string, string>} after
 */
function problemsOf({ expected }, { code, outputs }, before, after) {
  const { cancels, plans, outcome, code: expectedCode = 0 } = expected
  /** @type {string[]} */
  const problems = []
  for (const [id, state] of before) {
    const wanted = cancels.includes(id) ? 'CANCELED' : state
    const found = after.get(id)
    if (found !== wanted) problems.push(`${id} should be ${wanted} and is ${found}.`)
  }
  if (plans !== undefined) {
    const planned = plannedIn(outputs.deployments)
    if (planned.join() !== [...plans].sort().join()) {
      problems.push(`The dry run should name ${plans.join(', ')}; it names ${planned.join(', ')}.`)
    }
  }
  if (outcome !== undefined && outputs.outcome !== outcome) {
    problems.push(`The outcome should be "${outcome}" and is "${outputs.outcome ?? ''}".`)
  }
  if (code !== expectedCode) {
    problems.push(`The exit code should be ${expectedCode} and is ${code}.`)
  }
  return problems
}

/** The ids that a dry run would cancel. @param {string} [deployments] the output of that name */
function plannedIn(deployments) {
  /** @type {{ id: string, outcome: string }[]} */
  let all
  try {
    all = JSON.parse(deployments ?? '[]')
  } catch {
    return []
  }
  return all
    .filter((one) => one.outcome === 'would-cancel')
    .map(({ id }) => id)
    .sort()
}
