import type { Result } from '../../src/cancel.js'
import {
  emptyReport,
  outcomeOf,
  outputsOf,
  type Report,
  toOutput,
} from '../../src/report/report.js'
import { deployment, HEAD_AT } from '../factories.js'

type Outcome = Result['outcome']

/** A result with an outcome, and a deployment in the state that fits it. */
function result(outcome: Outcome, over: Parameters<typeof deployment>[0] = {}): Result {
  const state = { canceled: 'CANCELED', 'already-finished': 'READY' }[outcome as string]
  return {
    deployment: deployment({ state: state ?? 'BUILDING', ...over }),
    outcome,
    reason: outcome === 'kept' ? 'newer' : 'superseded',
    stateBefore: 'BUILDING',
    message: undefined,
    elsewhere: false,
  }
}

const report = (outcomes: Outcome[], over: Partial<Report> = {}): Report => ({
  ...emptyReport,
  results: outcomes.map((outcome) => result(outcome)),
  ...over,
})

describe('the outcome of the step', () => {
  test.each([
    [[], {}, 'nothing-to-cancel'],
    [['kept'], {}, 'nothing-to-cancel'],
    [['kept', 'would-cancel'], {}, 'dry-run'],
    [['would-cancel', 'already-finished'], {}, 'already-finished'],
    [['already-finished'], {}, 'already-finished'],
    [['already-finished', 'canceled'], {}, 'canceled'],
    [['would-cancel', 'canceled'], {}, 'canceled'],
    [['canceled', 'failed'], {}, 'failed'],
    [['failed'], {}, 'failed'],
    [['not-found'], {}, 'nothing-to-cancel'],
    [['not-found'], { kind: 'named' }, 'failed'],
    [['not-found'], { kind: 'sweep' }, 'nothing-to-cancel'],
    [['canceled', 'not-found'], {}, 'canceled'],
    [['canceled', 'not-found'], { kind: 'named' }, 'failed'],
    [['canceled'], { problems: ['x'] }, 'failed'],
    [[], { problems: ['x'] }, 'failed'],
    [[], { skipped: 'x' }, 'skipped'],
    [[], { skipped: 'x', notice: true }, 'skipped'],
    [[], { skipped: 'x', problems: ['x'] }, 'failed'],
    [['canceled'], { warnings: ['x'] }, 'canceled'],
    [['already-finished'], { kind: 'named', ifFinished: 'error' }, 'already-finished'],
    [['already-finished'], { kind: 'named', ifFinished: 'ignore' }, 'already-finished'],
  ] as const)('of %j with %j is %s', (outcomes, over, expected) => {
    expect(outcomeOf(report([...outcomes], over as Partial<Report>))).toBe(expected)
  })
})

describe('status', () => {
  test.each([
    ['nothing was there', [], ''],
    ['all was kept', [result('kept')], ''],
    ['all are cancelled', [result('canceled'), result('kept'), result('canceled')], 'CANCELED'],
    ['one had finished', [result('canceled'), result('already-finished')], 'READY'],
    [
      'several are not cancelled: the first',
      [result('failed', { state: 'QUEUED' }), result('already-finished')],
      'QUEUED',
    ],
    ['it is not known', [result('not-found', { state: undefined })], ''],
    [
      'a dry run: the first that would be',
      [result('already-finished'), result('would-cancel', { state: 'INITIALIZING' })],
      'INITIALIZING',
    ],
  ])('where %s', (_, results, status) => {
    expect(outputsOf({ ...emptyReport, results }).status).toBe(status)
  })
})

describe('the other outputs', () => {
  test('of nothing', () => {
    expect(outputsOf(emptyReport)).toEqual({
      status: '',
      canceledAt: '',
      deploymentId: '',
      canceledCount: '0',
      outcome: 'nothing-to-cancel',
      deployments: '[]',
    })
  })

  test('are of what was cancelled only: the first id, the latest time, how many', () => {
    const results = [
      result('kept', { id: 'dpl_kept', canceledAt: 99 }),
      result('already-finished', { id: 'dpl_done', canceledAt: 98 }),
      result('canceled', { id: 'dpl_a', canceledAt: 7 }),
      result('canceled', { id: 'dpl_b', canceledAt: 30 }),
      result('canceled', { id: 'dpl_c', canceledAt: undefined }),
    ]
    expect(outputsOf({ ...emptyReport, results })).toMatchObject({
      canceledAt: '30',
      deploymentId: 'dpl_a',
      canceledCount: '3',
    })
  })

  test('have no time where Vercel gave none', () => {
    const results = [result('canceled', { canceledAt: undefined })]
    expect(outputsOf({ ...emptyReport, results }).canceledAt).toBe('')
  })

  test('are numbers as the API writes them', () => {
    const results = [result('canceled', { canceledAt: HEAD_AT })]
    expect(outputsOf({ ...emptyReport, results }).canceledAt).toBe('1772445600000')
  })

  test('count nothing that would only be cancelled', () => {
    const results = [result('would-cancel')]
    expect(outputsOf({ ...emptyReport, results })).toMatchObject({
      canceledCount: '0',
      deploymentId: '',
      canceledAt: '',
      status: 'BUILDING',
    })
  })
})

describe('the output `deployments`', () => {
  const fields = [
    ...['id', 'project', 'url', 'inspectorUrl', 'branch', 'sha', 'target', 'state'],
    ...['createdAt', 'canceledAt', 'outcome', 'reason', 'message'],
  ]

  test('has all fields of each, in order, the kept ones too', () => {
    const results = [result('canceled', { canceledAt: HEAD_AT }), result('kept')]
    const [first, second, ...more] = JSON.parse(
      outputsOf({ ...emptyReport, results }).deployments,
    ) as unknown[]
    expect(more).toEqual([])
    expect(first).toEqual({
      id: 'dpl_old',
      project: 'web',
      url: 'web-old-acme.vercel.app',
      inspectorUrl: 'https://vercel.com/acme/web/old',
      branch: 'feature/x',
      sha: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
      target: 'preview',
      state: 'CANCELED',
      createdAt: HEAD_AT - 60_000,
      canceledAt: HEAD_AT,
      outcome: 'canceled',
      reason: 'superseded',
      message: null,
    })
    expect(Object.keys(first as object)).toEqual(fields)
    expect(second).toMatchObject({ outcome: 'kept', reason: 'newer', canceledAt: null })
  })

  test('has null for what is not known', () => {
    const unknown = Object.fromEntries(
      Object.keys(deployment()).map((key) => [key, key === 'id' ? '' : undefined]),
    )
    const output = toOutput({ ...result('not-found', unknown), message: 'Gone' })
    expect(Object.keys(output)).toEqual(fields)
    expect(output).toMatchObject({ id: null, project: null, state: null, message: 'Gone' })
  })

  test('carries text as it is: it is JSON', () => {
    const branch = 'a\n::error::"b"\u202E'
    const results = [result('kept', { branch })]
    const { deployments } = outputsOf({ ...emptyReport, results })
    expect(deployments).not.toContain('\n')
    expect((JSON.parse(deployments) as { branch: string }[])[0]?.branch).toBe(branch)
  })
})
