import { here } from '../in-process.js'
import { type Act, act, inWorld, type Ran, SLOW, type Started, type World, web } from './support.js'

/** A story: what was there, what happened, and what came of it. */
export type Scenario = {
  /** What is being built, and what is different in this world. */
  given?: (world: World) => unknown
  /** The event that starts the workflow; a push of the newest commit of `feature/cart` unless told. */
  when?: Started
  /** Inputs; the project is `prj_web` unless told. */
  inputs?: Record<string, string>
  env?: Act['env']
  files?: Record<string, string>
  /** Each build's outcome and reason. */
  told?: Record<string, string>
  /** Requests to Vercel, in order. */
  vercel?: string[]
  /** Requests to GitHub, in any order. */
  github?: string[]
  /** What the log has to say, annotations included. */
  log?: (string | RegExp)[]
  outputs?: Record<string, string>
  /** Kinds of annotations, in order; none unless told, and one error of a run that fails. */
  annotations?: ('notice' | 'warning' | 'error')[]
  /** The exit code; 0 unless told. */
  code?: number
}

/**
 * Runs each story in a world of its own: the first one on the bundle, as a runner runs it, the others
 * on the same source in this process, where no wait takes time.
 */
export function tell(stories: Record<string, Scenario>): void {
  test.each(Object.entries(stories).map(([name, one], i) => [name, one, i === 0] as const))(
    '%s',
    (_, scenario, onBundle) => inWorld((world) => play(world, scenario, onBundle)),
    SLOW,
  )
}

async function play(world: World, scenario: Scenario, onBundle: boolean): Promise<void> {
  const { given, when, inputs = {}, env = {}, files = {} } = scenario
  given?.(world)
  const how = onBundle ? {} : here(world)
  const ran = await act(world, when, { inputs: { ...web, ...inputs }, env, files, ...how })
  check(ran, scenario)
  // What is told to be canceled was, and nothing else.
  const canceled = Object.entries(ran.told).filter(([, told]) => told.startsWith('canceled'))
  expect(world.sim.vercel.canceled().sort()).toEqual(canceled.map(([id]) => id).sort())
}

function check(ran: Ran, scenario: Scenario): void {
  const { told, vercel, github, log = [], outputs, code = 0 } = scenario
  if (told) expect(ran.told).toEqual(told)
  if (vercel) expect(ran.requests.vercel).toEqual(vercel)
  if (github) expect([...ran.requests.github].sort()).toEqual([...github].sort())
  if (outputs) expect(ran.outputs).toMatchObject(outputs)
  for (const text of log) {
    if (typeof text === 'string') expect(ran.shown).toContain(text)
    else expect(ran.shown).toMatch(text)
  }
  expect(annotationsIn(ran)).toEqual(scenario.annotations ?? (code === 0 ? [] : ['error']))
  expect(ran.code).toBe(code)
}

function annotationsIn({ shown }: Ran): string[] {
  return [...shown.matchAll(/^::(notice|warning|error)/gm)].map(([, kind = '']) => kind)
}
