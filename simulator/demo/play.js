import { act, inputDefaults } from '../act.js'
import { createWorld } from './world.js'

/** @typedef {import('../act.js').Acted} Acted */
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
  try {
    const started = scenario.start(world)
    const given = scenario.inputs ?? {}
    const inputs = typeof given === 'function' ? given(world) : given
    const before = world.states()
    const ran = await act(world, started, { inputs, ...(bundle === undefined ? {} : { bundle }) })
    const after = world.states()
    return {
      inputs: Object.fromEntries(
        Object.entries(inputs).filter(([name, value]) => value !== inputDefaults[name]),
      ),
      event: started.event,
      ran,
      builds: world.builds.map((build) => ({
        ...build,
        before: before.get(build.id),
        after: after.get(build.id),
      })),
      requests: ran.requests,
      problems: problemsOf(scenario, ran, { before, after }),
    }
  } finally {
    await world.close()
  }
}

/**
 * Where it went otherwise than the scenario says, a sentence each.
 * @param {Scenario} scenario
 * @param {Acted} ran
 * @param {{ before: Map<string, string>, after: Map<string, string> }} states
 */
function problemsOf({ expected }, { code, outputs }, { before, after }) {
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
