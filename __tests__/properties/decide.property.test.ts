/**
 * The decision in random histories, held against what people want. `RUNS` says how many, `SEED` which
 * ones; both are printed. The ordinary run's are always the same, those of a run whose length is given
 * are new each time.
 */
import fc from 'fast-check'
import { type History, histories } from './histories.js'
import { ACCEPTED } from './judge.js'
import { type Played, play } from './play.js'
import { shorten, tellStory } from './tell.js'
import type { Lie } from './world.js'

const RUNS = Number(process.env.RUNS || 2000)
const SEED = Number(process.env.SEED || (process.env.RUNS ? Date.now() % 2 ** 31 : 20_261_125))

const occurred = new Map<string, number>()

function count({ runs, findings, world }: Played): void {
  const add = (what: string) => occurred.set(what, (occurred.get(what) ?? 0) + 1)
  add('history')
  for (const run of runs) {
    add(`run ${run.step.via}`)
    for (const { action, reason } of run.verdicts.values()) add(`${action} ${reason}`)
  }
  for (const { what } of findings) add(`accepted: ${what}`)
  for (const { how } of world.builds) add(`build ${how}`)
}

/** The shortest history that went wrong, told; empty when none did. */
function failureOf(result: fc.RunDetails<[History]>): string {
  if (!result.failed) return ''
  const [history] = result.counterexample ?? []
  if (history === undefined) return String(result.errorInstance)
  const first = play(history).findings.find(({ wrong }) => wrong)
  if (first === undefined) return String(result.errorInstance)
  const played = play(shorten(history, first.what))
  return `SEED=${result.seed}: ${tellStory(played, first)}`
}

/** What has to happen often enough for the histories to mean something. */
const NEEDED = [
  ...['push', 'pull_request', 'pull_request_target', 'workflow_run', 'deployment_status'],
  ...['repository_dispatch', 'workflow_dispatch', 'branch input', 'schedule'],
].map((via) => `run ${via}`)
const REASONS = [
  ...['superseded', 'branch-gone', 'branch-ended', 'this-commit'].map((one) => `cancel ${one}`),
  ...['newest-commit', 'shared-commit', 'asked-for', 'not-replaced', 'created-later'],
  ...['branch-unknown', 'commit-unknown', 'github-unknown', 'other-branch', 'other-commit'],
  ...['other-repository', 'repository-unknown', 'state-excluded', 'target-excluded'],
].map((reason) => (reason.includes(' ') ? reason : `keep ${reason}`))
const BUILDS = ['push', 'hook', 'ci', 'laptop', 'redeploy', 'promotion'].map(
  (how) => `build ${how}`,
)

/** What a lie of Vercel's or GitHub's would cost somebody: the model has to notice. */
const LIES: [Lie, loss: RegExp][] = [
  ['no other heads', /^only build, shared$/],
  ['old heads', /^newest commit$/],
  ['every commit is known', /^laptop$/],
  ['no marks of redeploys', /^asked for$/],
  ['no Ignored Build Step', /^last preview/],
  ['no times of pushes', /^worthless kept: created-later$/],
]

describe('the decision in random histories', () => {
  test(`cancels nothing that somebody wants, and all that is plainly worthless (RUNS=${RUNS} SEED=${SEED})`, () => {
    const result = fc.check(
      fc.property(histories, (history) => {
        const played = play(history)
        count(played)
        return !played.findings.some(({ wrong }) => wrong)
      }),
      { numRuns: RUNS, seed: SEED },
    )
    const losses = Object.keys(ACCEPTED).map((what) => {
      return `${occurred.get(`accepted: ${what}`) ?? 0} ${what}`
    })
    console.log(`RUNS=${RUNS} SEED=${SEED}\nAccepted losses: ${losses.join('; ')}`)
    expect(failureOf(result)).toBe('')
  }, 3_600_000)

  test.each([...NEEDED, ...REASONS, ...BUILDS])('the histories have it: %s', (what) => {
    expect(occurred.get(what) ?? 0).toBeGreaterThan((occurred.get('history') ?? RUNS) / 500)
  })

  test.each(LIES)('the model notices a lie: %s', (lie, loss) => {
    const result = fc.check(
      fc.property(histories, (history) => {
        return !play(history, lie).findings.some(({ what }) => loss.test(what))
      }),
      { numRuns: 2000, seed: 1, endOnFailure: true },
    )
    expect(result.failed).toBe(true)
  })
})
