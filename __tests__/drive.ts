import { inputDefaults } from '../simulator/act.js'
import type { Started } from '../simulator/events.js'
import { push } from '../simulator/events.js'
import { GITHUB_TOKEN, TOKEN, type World } from '../simulator/world.js'
import type { DeploymentOutput } from '../src/report/outputs.js'
import { runStep } from './in-process.js'
import { recordingCore } from './support.js'

type Options = {
  inputs?: Record<string, string>
  env?: Record<string, string>
  /** Called while the step sleeps, with what it is about to sleep for, in ms. */
  onSleep?: (ms: number) => void
  stop?: AbortSignal
}

/**
 * Runs the step in this process, on a world whose clock moves only while the step sleeps.
 *
 * @param started the event: a push of the newest commit, unless told otherwise
 */
export async function drive(world: World, started: Started = push(), options: Options = {}) {
  const { sim } = world
  const { event, env } = started
  const sleeps: number[] = []
  const inputs = {
    ...inputDefaults,
    token: TOKEN,
    'github-token': GITHUB_TOKEN,
    'api-url': sim.vercel.url,
    'project-id': 'prj_web',
    ...options.inputs,
  }
  const recorded = recordingCore()
  const before = sim.requests.length
  const run = {
    event,
    inputs,
    env: { GITHUB_API_URL: sim.github.url, RUNNER_DEBUG: '1', ...env, ...options.env },
  }
  const took = await runStep(world, run, {
    core: recorded.core,
    stop: options.stop,
    onSleep(ms) {
      sleeps.push(ms)
      options.onSleep?.(ms)
    },
  })
  const outputs = recorded.outputs()
  const deployments = JSON.parse(outputs.deployments || '[]') as DeploymentOutput[]
  return {
    outputs,
    deployments,
    /** Each build's outcome and reason, by id. */
    told: Object.fromEntries(
      deployments.map(({ id, outcome, reason }) => [id, `${outcome} ${reason}`]),
    ),
    /** What was asked of both APIs, in order of arrival: `list`, `graphql`, `cancel dpl_old`. */
    asked: sim.requests
      .slice(before)
      .map(({ operation, id }) => (id === undefined ? operation : `${operation} ${id}`)),
    log: recorded.of('info').join('\n'),
    warnings: recorded.of('warning').map(String),
    notices: recorded.of('notice').map(String),
    failure: recorded.of('setFailed').map(String).join('\n'),
    summary: recorded.of('summary').map(String).join('\n'),
    debug: recorded.of('debug').map(String),
    sleeps,
    /** How long the step took, in ms of the world's clock. */
    took,
  }
}
