import type { Result } from '../../src/cancel.js'
import { emptyReport, type Report } from '../../src/report/report.js'
import { headline, nameOf, namesOf, reasonOf, resultLines } from '../../src/report/sentences.js'
import { deployment } from '../factories.js'

function result(
  outcome: Result['outcome'],
  reason: Result['reason'] = 'superseded',
  over: Parameters<typeof deployment>[0] = {},
  message?: string,
): Result {
  const one = deployment(over)
  const known = { stateBefore: one.state, message, elsewhere: false }
  return { deployment: one, outcome, reason, ...known }
}

const say = (results: Result[], over: Partial<Report> = {}) =>
  headline({ ...emptyReport, subject: 'on `feature/x`', results, ...over })

const canceled = result('canceled')
const kept = (reason: Result['reason'], over: Parameters<typeof deployment>[0] = {}) =>
  result('kept', reason, over)
const elsewhere = (reason: Result['reason']): Result => ({ ...kept(reason), elsewhere: true })

describe('the headline', () => {
  test.each([
    ['nothing in flight', [], 'Nothing to cancel: no build is in flight on `feature/x`'],
    [
      'only builds of elsewhere',
      [elsewhere('other-branch'), elsewhere('protected-target'), elsewhere('state-excluded')],
      'Nothing to cancel: no build is in flight on `feature/x`',
    ],
    [
      'one kept',
      [kept('own-commit')],
      "Nothing to cancel: 1 build in flight on `feature/x`; 1 kept: this run's own commit",
    ],
    ['one cancelled', [canceled], 'Cancelled 1 of 1 build in flight on `feature/x`'],
    [
      'elsewhere does not count',
      [canceled, elsewhere('other-branch'), elsewhere('protected-target')],
      'Cancelled 1 of 1 build in flight on `feature/x`',
    ],
    [
      'some kept, by reason',
      [canceled, kept('newer'), canceled, kept('protected-target'), kept('newer')],
      'Cancelled 2 of 5 builds in flight on `feature/x`; 2 kept: newer; 1 kept: the default branch',
    ],
    [
      'one that finished, one that is gone, one that failed',
      [result('already-finished'), result('not-found'), result('failed')],
      'Cancelled 0 of 3 builds in flight on `feature/x`; 1 could not be cancelled; 1 had already finished; 1 no longer there',
    ],
  ])('of %s', (_, results, words) => {
    expect(say(results)).toBe(words)
  })

  test.each([
    [[canceled], {}, 'Cancelled 1 of 1 named deployment'],
    [
      [canceled, result('not-found'), result('already-finished')],
      {},
      'Cancelled 1 of 3 named deployments; 1 had already finished; 1 not found',
    ],
    [[result('would-cancel')], { dryRun: true }, 'Dry run: would cancel 1 of 1 named deployment'],
  ])('of named deployments, %#', (results, over, words) => {
    expect(say(results, { kind: 'named', subject: '', ...over })).toBe(words)
  })

  test('of a dry run', () => {
    expect(say([result('would-cancel'), kept('newer')], { dryRun: true })).toBe(
      'Dry run: would cancel 1 of 2 builds in flight on `feature/x`; 1 kept: newer',
    )
  })

  test('of a dry run that looked at a build which is cancelled already', () => {
    const words = say([canceled, result('would-cancel')], { dryRun: true, kind: 'named' })
    expect(words).toBe('Dry run: would cancel 1 of 2 named deployments; 1 cancelled already')
  })

  test.each([
    ['own-commit', "this run's own commit"],
    ['newer', 'newer'],
    ['order-unproven', 'order not proven'],
    ['state-excluded', 'state not in `states`'],
    ['redeployed', 'redeployed by somebody'],
    ['branch-alive', 'its branch lives on'],
  ] as const)('says why it kept: %s', (reason, words) => {
    expect(say([kept(reason)])).toMatch(new RegExp(`; 1 kept: ${words}$`))
  })

  test.each([
    ['production', 'production'],
    ['staging', 'staging'],
    ['preview', 'the default branch'],
    [undefined, 'unknown environment'],
  ])('says what protects a build of the environment %s: %s', (environment, words) => {
    const one = kept('protected-target', { environment })
    expect(say([one])).toMatch(new RegExp(`; 1 kept: ${words}$`))
  })

  test('of a sweep, where no commit is this run’s own', () => {
    expect(say([kept('own-commit')], { kind: 'sweep' })).toMatch(
      /; 1 kept: its branch's newest commit$/,
    )
  })

  test('is one line, whatever the branch is called', () => {
    const words = say([canceled], { subject: 'on `a\n::error::b ##[error]c\u202Ed`' })
    expect(words).toBe('Cancelled 1 of 1 build in flight on `a ::error::b ## [error]c d`')
  })
})

describe('a line of the log for each result', () => {
  test.each([
    [
      'what was cancelled',
      canceled,
      'canceled  web  dpl_old  BUILDING  a1b2c3d on feature/x  superseded',
    ],
    ['what was kept', kept('newer'), 'kept  web  dpl_old  BUILDING  a1b2c3d on feature/x  newer'],
    [
      'what failed',
      result('failed', 'superseded', {}, 'Vercel failed'),
      'failed  web  dpl_old  BUILDING  a1b2c3d on feature/x  superseded  Vercel failed',
    ],
    [
      'a build without a commit',
      result('canceled', 'superseded', { sha: undefined }),
      'canceled  web  dpl_old  BUILDING  no commit on feature/x  superseded',
    ],
    [
      'a build without a branch',
      result('canceled', 'superseded', { branch: undefined }),
      'canceled  web  dpl_old  BUILDING  a1b2c3d on no branch  superseded',
    ],
    [
      'little that is known',
      result(
        'not-found',
        'requested',
        {
          id: '',
          url: 'x.vercel.app',
          project: undefined,
          state: undefined,
          sha: undefined,
          branch: undefined,
        },
        'Gone',
      ),
      'not-found  x.vercel.app  requested  Gone',
    ],
  ])('says %s', (_, one, line) => {
    expect(resultLines([one])).toEqual([line])
  })

  test.each([
    [{ project: '::error::x' }],
    [{ branch: 'a\n::error::x' }],
    [{ sha: '\n::err' }],
    [{ id: 'dpl\r\n::stop-commands::x' }],
    [{ branch: '##[error]x' }],
  ])('starts no command for %j', (over) => {
    const lines = resultLines([result('canceled', 'superseded', over)])
    expect(lines).toHaveLength(1)
    expect(lines[0]).not.toMatch(/[\r\n]|^\s*::|##\[/)
  })

  test('is cut where a name is endless', () => {
    const endless = 'x'.repeat(10_000)
    const [line] = resultLines([result('canceled', 'superseded', { branch: endless })])
    expect(line).toMatch(/ {2}a1b2c3d on x{188}… {2}superseded$/)
  })

  test('has its columns below those of the others, without the empty ones', () => {
    const bare = { project: undefined, sha: undefined, branch: undefined }
    const lines = [
      result('canceled', 'superseded', { ...bare, state: 'QUEUED' }),
      result('failed', 'branch-closed', { ...bare, id: 'dpl_longer' }, 'Late'),
    ]
    expect(resultLines(lines)).toEqual([
      'canceled  dpl_old     QUEUED    superseded',
      'failed    dpl_longer  BUILDING  branch-closed  Late',
    ])
  })

  test('says of a finished build how it ended', () => {
    const one = result('already-finished', 'requested', { state: 'ERROR' })
    expect(resultLines([{ ...one, stateBefore: undefined }])).toEqual([
      'already-finished  web  dpl_old  a1b2c3d on feature/x  requested, but ERROR',
    ])
  })

  test('is none where there is none', () => {
    expect(resultLines([])).toEqual([])
  })
})

test.each([
  [{ id: 'dpl_a', url: 'a.vercel.app' }, 'dpl_a'],
  [{ id: '', url: 'a.vercel.app' }, 'a.vercel.app'],
  [{ id: '', url: undefined }, 'unknown'],
])('%j is called %s', (over, name) => {
  expect(nameOf(result('failed', 'requested', over))).toBe(name)
})

test.each([
  [1, '`dpl_0`'],
  [2, '`dpl_0` and `dpl_1`'],
  [5, '`dpl_0`, `dpl_1`, `dpl_2`, `dpl_3` and `dpl_4`'],
  [6, '`dpl_0`, `dpl_1`, `dpl_2`, `dpl_3`, `dpl_4` and 1 more'],
  [100, '`dpl_0`, `dpl_1`, `dpl_2`, `dpl_3`, `dpl_4` and 95 more'],
])('of %i builds five are named: %s', (n, names) => {
  const results = Array.from({ length: n }, (_, i) =>
    result('failed', 'superseded', { id: `dpl_${i}` }),
  )
  expect(namesOf(results)).toBe(names)
})

test.each([
  [canceled, 'superseded'],
  [kept('branch-alive'), 'branch-alive'],
  [kept('protected-target', { environment: 'production' }), 'protected-target (production)'],
  [kept('protected-target'), 'protected-target (the default branch)'],
  [result('already-finished', 'requested', { state: 'READY' }), 'requested, but READY'],
])('a reason is said in the words of the output, %#', (one, words) => {
  expect(reasonOf(one)).toBe(words)
})
