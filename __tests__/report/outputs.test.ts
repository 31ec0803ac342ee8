import { REASONS } from '../../src/plan/reasons.js'
import type { Outcome, Result } from '../../src/plan/result.js'
import { deploymentsOutput } from '../../src/report/outputs.js'
import { fails, outcomeOf, type Report } from '../../src/report/report.js'
import { MAX_BYTES, outputsOf } from '../../src/report/values.js'
import { build, canceled, failed, kept, NOW, named, newest, report, result } from './reports.js'

const SKIPPED: Report = { kind: 'skipped', why: 'x', notice: true, warnings: [] }
const all = (outcomes: readonly Outcome[]) => outcomes.map((outcome) => result(outcome))

describe('the outcome of the step', () => {
  test.each<[string, Report, string, boolean]>([
    ['nothing', report([]), 'nothing-to-cancel', false],
    ['a kept build', report(all(['kept'])), 'nothing-to-cancel', false],
    ['a dry run', report(all(['kept', 'would-cancel'])), 'dry-run', false],
    [
      'a dry run of finished ones',
      report(all(['would-cancel', 'already-finished'])),
      'already-finished',
      false,
    ],
    ['a finished build', report(all(['already-finished'])), 'already-finished', false],
    [
      'a build that was canceled before',
      named(all(['already-canceled'])),
      'already-finished',
      false,
    ],
    [
      'one canceled, one finished',
      report(all(['already-finished', 'canceled'])),
      'canceled',
      false,
    ],
    ['one canceled, one before', named(all(['already-canceled', 'canceled'])), 'canceled', false],
    ['one canceled, one failed', report(all(['canceled', 'failed'])), 'failed', true],
    ['a vanished build', report(all(['not-found'])), 'nothing-to-cancel', false],
    [
      'a vanished build of a sweep',
      report(all(['not-found']), { selection: 'sweep' }),
      'nothing-to-cancel',
      false,
    ],
    ['a named one that is not found', named(all(['canceled', 'not-found'])), 'failed', true],
    ['a problem beside', report(all(['canceled']), { problems: ['x'] }), 'failed', true],
    ['a warning beside', report(all(['canceled']), { warnings: ['x'] }), 'canceled', false],
    [
      'finished, an error',
      named(all(['already-finished']), { ifFinished: 'error' }),
      'already-finished',
      true,
    ],
    [
      'canceled before, no error',
      named(all(['already-canceled']), { ifFinished: 'error' }),
      'already-finished',
      false,
    ],
    [
      'finished, of the event',
      report(all(['already-finished']), { ifFinished: 'error' }),
      'already-finished',
      false,
    ],
    ['a skipped run', SKIPPED, 'skipped', false],
    ['bad input', failed('x'), 'failed', true],
  ])('of %s', (_, one, outcome, exit) => {
    expect(outcomeOf(one)).toBe(outcome)
    expect(fails(one)).toBe(exit)
  })
})

describe('status, canceledAt, deploymentId and canceledCount', () => {
  const earlier = (id: string, canceledAt: number) =>
    result('already-canceled', { id, state: 'CANCELED', canceledAt })
  const finished = result('already-finished', { id: 'dpl_done', state: 'READY', canceledAt: 98 })

  test.each<[string, Report, string]>([
    ['nothing', report([]), '/ / /0'],
    ['a kept build', report([kept({ canceledAt: 99 })]), '/ / /0'],
    ['a skipped run', SKIPPED, '/ / /0'],
    ['bad input', failed('x'), '/ / /0'],
    [
      'one canceled, one kept',
      report([kept(), canceled({ id: 'dpl_a', canceledAt: NOW })]),
      `CANCELED/${NOW}/dpl_a/1`,
    ],
    [
      'several: the first id, the latest time',
      report([
        canceled({ id: 'dpl_a', canceledAt: 7 }),
        canceled({ id: 'dpl_b', canceledAt: 30 }),
        canceled({ id: 'dpl_c', canceledAt: undefined }),
      ]),
      'CANCELED/30/dpl_a/3',
    ],
    [
      'no time given',
      report([canceled({ id: 'dpl_a', canceledAt: undefined })]),
      'CANCELED/ /dpl_a/1',
    ],
    [
      'one had finished',
      named([canceled({ id: 'dpl_a', canceledAt: 7 }), finished]),
      'READY/7/dpl_a/1',
    ],
    ['only finished', named([finished]), 'READY/ / /0'],
    [
      'the first that is not canceled',
      report([result('failed', { state: 'QUEUED' }), finished]),
      'QUEUED/ / /0',
    ],
    ['not found', named([result('not-found', { state: undefined })]), '/ / /0'],
    [
      'a dry run',
      report([finished, result('would-cancel', { state: 'INITIALIZING' })]),
      'INITIALIZING/ / /0',
    ],
    [
      'all canceled before',
      named([earlier('dpl_a', 5), earlier('dpl_b', 6)]),
      'CANCELED/6/dpl_a/0',
    ],
    [
      'one before, one now',
      named([earlier('dpl_a', 50), canceled({ id: 'dpl_b', canceledAt: 7 })]),
      'CANCELED/7/dpl_b/1',
    ],
    ['one before, one finished', named([earlier('dpl_a', 5), finished]), 'READY/ / /0'],
  ])('of %s', (_, one, expected) => {
    const { status, canceledAt, deploymentId, canceledCount } = outputsOf(one)
    expect([status, canceledAt || ' ', deploymentId || ' ', canceledCount].join('/')).toBe(expected)
  })
})

describe('the output `deployments`', () => {
  const items = (one: Report): unknown[] =>
    deploymentsOutput.parse(JSON.parse(outputsOf(one).deployments))

  test('has all fields of each, and null for what is not known', () => {
    const bare: Result = {
      ...result('not-found', { id: '', project: undefined, branch: undefined, sha: undefined }),
      message: 'No such deployment',
    }
    expect(items(report([canceled(), bare]))).toEqual([
      {
        id: 'dpl_4GvBn7hYjU1mKi9LoPq3Zx6CvBd8',
        project: 'web',
        url: 'web-4gvbn7hyj-acme.vercel.app',
        inspectorUrl: 'https://vercel.com/acme/web/4GvBn7hYjU1mKi9LoPq3Zx6CvBd8',
        branch: 'feature/x',
        sha: build().sha,
        target: 'preview',
        state: 'CANCELED',
        createdAt: NOW - 90_000,
        canceledAt: NOW,
        outcome: 'canceled',
        reason: 'superseded',
        replacedBy: newest.id,
        message: null,
      },
      expect.objectContaining({
        ...{ id: null, project: null, branch: null, sha: null, canceledAt: null },
        ...{ replacedBy: null, message: 'No such deployment' },
      }),
    ])
  })

  test('takes every outcome and every reason', () => {
    const outcomes: Outcome[] = [
      ...(['canceled', 'would-cancel', 'already-finished', 'already-canceled'] as const),
      ...(['not-found', 'kept', 'failed'] as const),
    ]
    const reasons = Object.keys(REASONS) as (keyof typeof REASONS)[]
    const results = reasons.map((reason, i) =>
      result(outcomes[i % outcomes.length] as Outcome, {}, { reason }),
    )
    expect(items(report(results))).toHaveLength(reasons.length)
    expect(reasons).toHaveLength(21)
  })

  test('has what was acted on first, then what was kept, then what is out of scope', () => {
    const ids = items(
      report([
        kept({ id: 'else' }, { outOfScope: true }),
        kept({ id: 'kept' }),
        canceled({ id: 'done' }),
        kept({ id: 'kept2' }),
        result('failed', { id: 'failed' }),
      ]),
    ).map((item) => (item as { id: string }).id)
    expect(ids).toEqual(['done', 'failed', 'kept', 'kept2', 'else'])
  })

  test.each<[string, string]>([
    ['letters', 'x'],
    ['letters of three bytes', '字'],
    ['halves of letters', '\ud83d'],
  ])('stays below what Linux takes in one variable: %s', (_, letter) => {
    const many = Array.from({ length: 1000 }, (_, i) => kept({ branch: letter.repeat(i % 200) }))
    const { deployments } = outputsOf(report(many))
    const bytes = Buffer.byteLength(deployments)
    expect(bytes).toBeLessThanOrEqual(MAX_BYTES)
    // It is used up: one more would not have fit.
    expect(bytes).toBeGreaterThan(MAX_BYTES - 2000)
    expect(deploymentsOutput.safeParse(JSON.parse(deployments)).success).toBe(true)
  })

  test('leaves out one that is too large by itself, and keeps the rest', () => {
    const large = canceled({ id: 'large', branch: 'x'.repeat(MAX_BYTES) })
    expect(items(report([large, kept({ id: 'small' })]))).toEqual([
      expect.objectContaining({ id: 'small' }),
    ])
  })

  test('may be as long as the limit, to the byte', () => {
    const bytesOf = (branch: string) =>
      Buffer.byteLength(outputsOf(report([kept({ branch })])).deployments)
    const rest = MAX_BYTES - bytesOf('x') + 1
    // A comma is counted for each.
    expect(bytesOf('x'.repeat(rest - 1))).toBe(MAX_BYTES - 1)
    expect(outputsOf(report([kept({ branch: 'x'.repeat(rest + 1) })])).deployments).toBe('[]')
  })
})
