/** Random histories: what people do, with runs of the action in between. */
import fc from 'fast-check'
import type { CiStyle, LaptopStyle } from './deploys.js'
import type { RunStep } from './run.js'
import { type Luck, TELLING_KEYS } from './vercel.js'
import type { Via } from './workflows.js'
import type { Person, Project, Skip } from './world.js'

const weighted = <T>(...choices: [weight: number, value: T][]) =>
  fc.oneof(...choices.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })))

/** Bursts, and pauses that are longer than clocks differ. */
const pause = fc.oneof(
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 900 }) },
  { weight: 2, arbitrary: fc.integer({ min: 900, max: 8000 }) },
  { weight: 2, arbitrary: fc.integer({ min: 8000, max: 90_000 }) },
)
const person = weighted<Person>([3, 'Ann'], [2, 'Bob'], [1, 'a bot'])
const index = fc.nat(30)

const luck: fc.Arbitrary<Luck> = fc.record({
  late: fc.oneof({ weight: 4, arbitrary: fc.nat(3000) }, { weight: 1, arbitrary: fc.nat(40_000) }),
  queued: fc.oneof(
    { weight: 2, arbitrary: fc.nat(5000) },
    { weight: 1, arbitrary: fc.nat(200_000) },
  ),
  takes: fc.integer({ min: 5000, max: 600_000 }),
  fails: weighted([9, false], [1, true]),
  missing: fc.oneof(
    { weight: 9, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.subarray<string>([...TELLING_KEYS]) },
  ),
  hidesStart: weighted([5, false], [1, true]),
  marks: weighted<Luck['marks']>([2, 'all'], [1, 'action'], [1, 'original'], [1, 'source']),
  copiesPush: fc.boolean(),
})

const skip = weighted<Skip>([6, undefined], [1, 'unaffected'], [1, 'ignored'])
const skips = fc.record({ prj_web: skip, prj_docs: skip })

/** Most of what happens is about one branch, so that it has a story. */
const where = fc.record({
  fork: weighted([6, false], [1, true]),
  branch: weighted([1, 0], [6, 1], [3, 2], [1, 3]),
})
const common = { pause, where, by: person, luck }

const steps = {
  push: fc.record({
    ...common,
    do: fc.constant('push' as const),
    skips,
    blocked: weighted([9, false], [1, true]),
    lags: fc.boolean(),
  }),
  back: fc.record({ ...common, do: fc.constant('back' as const), which: index }),
  follow: fc.record({ ...common, do: fc.constant('follow' as const), other: fc.nat(3) }),
  merge: fc.record({
    ...common,
    do: fc.constant('merge' as const),
    kind: weighted<'merge' | 'squash' | 'rebase'>([1, 'merge'], [1, 'squash'], [1, 'rebase']),
  }),
  rename: fc.record({ ...common, do: fc.constant('rename' as const), other: fc.nat(3) }),
  remove: fc.record({ ...common, do: fc.constant('remove' as const) }),
  restore: fc.record({ ...common, do: fc.constant('restore' as const) }),
  pull: fc.record({
    ...common,
    do: fc.constant('pull' as const),
    second: weighted([3, false], [1, true]),
  }),
  label: fc.record({ ...common, do: fc.constant('label' as const) }),
  catchUp: fc.record({ ...common, do: fc.constant('catchUp' as const) }),
  rebuild: fc.record({
    ...common,
    do: fc.constant('rebuild' as const),
    which: index,
    how: weighted<'redeploy' | 'promotion'>([4, 'redeploy'], [1, 'promotion']),
  }),
  hook: fc.record({ ...common, do: fc.constant('hook' as const), project: fc.nat(1) }),
  ci: fc.record({
    ...common,
    do: fc.constant('ci' as const),
    project: fc.nat(1),
    style: weighted<CiStyle>([3, 'head'], [1, 'ref'], [2, 'merge'], [1, 'detached'], [1, 'rerun']),
  }),
  laptop: fc.record({
    ...common,
    do: fc.constant('laptop' as const),
    project: fc.nat(1),
    style: weighted<LaptopStyle>(
      [2, 'head'],
      [1, 'changed'],
      [1, 'old'],
      [1, 'unpushed commit'],
      [1, 'unpushed branch'],
      [1, 'detached'],
      [1, 'unknown remote'],
    ),
  }),
}
type Values<T> = T extends fc.Arbitrary<infer V> ? V : never
export type Change = Values<(typeof steps)[keyof typeof steps]>

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 10, arbitrary: steps.push },
  { weight: 2, arbitrary: steps.back },
  { weight: 3, arbitrary: steps.follow },
  { weight: 2, arbitrary: steps.merge },
  { weight: 2, arbitrary: steps.rename },
  { weight: 2, arbitrary: steps.remove },
  { weight: 1, arbitrary: steps.restore },
  { weight: 3, arbitrary: steps.pull },
  { weight: 1, arbitrary: steps.label },
  { weight: 1, arbitrary: steps.catchUp },
  { weight: 2, arbitrary: steps.rebuild },
  { weight: 1, arbitrary: steps.hook },
  { weight: 2, arbitrary: steps.ci },
  { weight: 2, arbitrary: steps.laptop },
)

const run = fc.record({
  do: fc.constant('run' as const),
  pause,
  via: weighted<Via>(
    [8, 'push'],
    [4, 'pull_request'],
    [2, 'pull_request_target'],
    [1, 'workflow_run'],
    [1, 'deployment_status'],
    [1, 'repository_dispatch'],
    [1, 'workflow_dispatch'],
    [1, 'branch input'],
    [3, 'schedule'],
  ),
  which: fc.oneof({ weight: 3, arbitrary: fc.nat(1) }, { weight: 1, arbitrary: index }),
  mode: weighted<RunStep['mode']>([10, 'auto'], [1, 'branch'], [1, 'commit'], [1, 'sweep']),
  policy: fc.record({
    environments: weighted([6, ['preview']], [2, ['preview', 'production']], [1, ['production']]),
    states: weighted([9, ['QUEUED', 'INITIALIZING', 'BUILDING']], [1, ['QUEUED']]),
    requireReplacement: weighted([6, true], [1, false]),
  }),
  faults: weighted<RunStep['faults']>(
    [9, { heads: false, commits: false, otherHeads: false, forkRefs: false }],
    [1, { heads: true, commits: false, otherHeads: false, forkRefs: false }],
    [1, { heads: false, commits: true, otherHeads: false, forkRefs: false }],
    [1, { heads: false, commits: false, otherHeads: true, forkRefs: false }],
    [1, { heads: false, commits: false, otherHeads: false, forkRefs: true }],
  ),
  lag: fc.nat(3000),
  meanwhile: fc.option(change, { freq: 5 }),
})

const project = (id: string, name: string): fc.Arbitrary<Project> =>
  fc.record({
    id: fc.constant(id),
    name: fc.constant(name),
    ignores: weighted([2, false], [1, true]),
    oncePerCommit: weighted([3, true], [1, false]),
  })

export const histories = fc.record({
  skew: fc.integer({ min: -900, max: 900 }),
  projects: fc.tuple(project('prj_web', 'web'), project('prj_docs', 'docs')),
  steps: fc.array(fc.oneof({ weight: 3, arbitrary: change }, { weight: 1, arbitrary: run }), {
    minLength: 2,
    maxLength: 24,
    size: 'max',
  }),
  last: run,
})
export type History = Values<typeof histories>
