import type { Result } from '../../src/cancel.js'
import { publish, setOutputs } from '../../src/report/publish.js'
import { emptyReport, type Report } from '../../src/report/report.js'
import { deployment, HEAD_AT } from '../factories.js'
import { recordingCore } from '../support.js'

function result(
  outcome: Result['outcome'],
  over: Parameters<typeof deployment>[0] = {},
  message?: string,
): Result {
  const reason = outcome === 'kept' ? 'newer' : 'superseded'
  const known = { stateBefore: 'BUILDING', message, elsewhere: false }
  return { deployment: deployment(over), outcome, reason, ...known }
}

const report = (results: Result[], over: Partial<Report> = {}): Report => ({
  ...emptyReport,
  subject: 'on `feature/x`',
  results,
  ...over,
})

async function published(one: Report, over: Parameters<typeof recordingCore>[0] = {}) {
  const recorded = recordingCore(over)
  await publish(one, recorded.core, HEAD_AT)
  return recorded
}

const annotations = ['error', 'notice', 'setFailed', 'warning']

/** What a person is bothered with. */
const bothered = ({ calls }: ReturnType<typeof recordingCore>) =>
  calls.filter(([name]) => annotations.includes(String(name)))

describe('the log', () => {
  test('of nothing is one line', async () => {
    expect((await published(report([]))).calls).toEqual([
      ['info', 'Nothing to cancel: no build is in flight on `feature/x`'],
    ])
  })

  test('of builds that were all kept is two lines, each build with its reason', async () => {
    const kept = [result('kept'), result('kept', { id: 'dpl_b' })]
    expect((await published(report(kept))).calls).toEqual([
      ['info', 'Nothing to cancel: 2 builds in flight on `feature/x`; 2 kept: newer'],
      ['info', 'Kept: dpl_old (newer), dpl_b (newer)'],
    ])
  })

  test('of cancelled builds has the details in folded groups', async () => {
    const some = [result('canceled'), result('kept', { id: 'dpl_b' })]
    expect((await published(report(some))).calls.slice(0, -1)).toEqual([
      ['info', 'Cancelled 1 of 2 builds in flight on `feature/x`; 1 kept: newer'],
      ['startGroup', '1 build that was to be cancelled'],
      ['info', expect.stringMatching(/^canceled {2}web {2}dpl_old {2}/)],
      ['endGroup'],
      ['startGroup', '1 build kept, and why'],
      ['info', expect.stringMatching(/^kept {2}web {2}dpl_b {2}.*on feature\/x {2}newer$/)],
      ['endGroup'],
    ])
  })

  test('of a dry run says what would be cancelled', async () => {
    const some = [result('would-cancel'), result('would-cancel', { id: 'dpl_b' })]
    expect((await published(report(some, { dryRun: true }))).of('startGroup')).toEqual([
      '2 builds that would be cancelled',
    ])
  })

  test('has builds of elsewhere last', async () => {
    const elsewhere: Result = {
      ...result('kept', { id: 'dpl_else' }),
      reason: 'other-branch',
      elsewhere: true,
    }
    const kept = [elsewhere, result('kept', { id: 'dpl_near' })]
    const { of } = await published(report(kept))
    expect(of('info')[1]).toBe('Kept: dpl_near (newer), dpl_else (other-branch)')
    const grouped = (await published(report([result('canceled'), ...kept]))).of('info').slice(2)
    expect(grouped.map((line) => /dpl_\w+/.exec(String(line))?.[0])).toEqual([
      'dpl_near',
      'dpl_else',
    ])
  })

  test('of a step without work to do is empty', async () => {
    expect((await published(report([], { silent: true }))).calls).toEqual([])
  })

  test('of a skipped run that is worth a notice is the notice alone', async () => {
    expect((await published(report([], { skipped: 'No\ntoken', notice: true }))).calls).toEqual([
      ['notice', 'No token'],
    ])
  })

  test('of a skipped run says why, and nothing else', async () => {
    expect((await published(report([], { skipped: 'It was a\ntag' }))).calls).toEqual([
      ['info', 'Skipped: It was a tag'],
    ])
  })

  test('of a step that failed before it knew anything has no headline', async () => {
    const { of } = await published(report([], { problems: ['No project is named'] }))
    expect(of('info')).toEqual([])
    expect(of('setFailed')).toEqual(['No project is named'])
  })
})

describe('nobody is bothered', () => {
  test.each([
    ['when nothing is there', report([])],
    ['when builds were cancelled', report([result('canceled')])],
    ['when builds were kept', report([result('kept')])],
    ['when a build finished by itself', report([result('already-finished')])],
    ['when a build is no longer there', report([result('not-found')])],
    ['by a dry run', report([result('would-cancel')], { dryRun: true })],
    [
      'when a named build had finished and that is ignored',
      report([result('already-finished')], { kind: 'named', ifFinished: 'ignore' }),
    ],
  ])('%s', async (_, one) => {
    expect(bothered(await published(one))).toEqual([])
  })
})

describe('the step fails', () => {
  test.each([
    ['when something went wrong', report([result('canceled')], { problems: ['x'] }), /^x$/],
    [
      'when a build may still be running',
      report([result('failed', {}, 'Vercel failed (500)')]),
      /^`dpl_old` could not be cancelled and may still be running\. Vercel failed \(500\)\.$/,
    ],
    [
      'when a named build is not found',
      report([result('not-found', {}, 'Vercel does not know it')], { kind: 'named' }),
      /^`dpl_old` was not found: Vercel does not know it\. Is it spelled right\?$/,
    ],
    [
      'when a named build had finished and that is an error',
      report([result('already-finished', { state: 'READY' })], {
        kind: 'named',
        ifFinished: 'error',
      }),
      /^`dpl_old` had already finished, which `if-finished: error` forbids\.$/,
    ],
  ])('%s, with one message', async (_, one, message) => {
    const recorded = await published(one)
    expect(bothered(recorded)).toEqual([['setFailed', expect.stringMatching(message)]])
  })

  test('once, whatever else went wrong, with a line for each', async () => {
    const some = [
      result('failed', { id: 'dpl_a' }, 'Refused'),
      result('failed', { id: 'dpl_b' }, 'Refused'),
      result('failed', { id: 'dpl_c' }, 'Late'),
    ]
    const { of } = await published(report(some, { problems: ['One', 'Two\nlines'] }))
    expect(of('setFailed')).toEqual([
      [
        'One',
        'Two',
        'lines',
        '`dpl_a` and `dpl_b` could not be cancelled and may still be running. Refused.',
        '`dpl_c` could not be cancelled and may still be running. Late.',
      ].join('\n'),
    ])
  })

  test('naming five builds at most', async () => {
    const some = Array.from({ length: 100 }, (_, i) => result('failed', { id: `dpl_${i}` }, 'No'))
    const { of } = await published(report(some))
    expect(of('setFailed')).toEqual([
      '`dpl_0`, `dpl_1`, `dpl_2`, `dpl_3`, `dpl_4` and 95 more could not be cancelled and may still be running. No.',
    ])
  })
})

test('each warning is one', async () => {
  const recorded = await published(report([], { warnings: ['One', 'Two'] }))
  expect(bothered(recorded)).toEqual([
    ['warning', 'One'],
    ['warning', 'Two'],
  ])
})

test('no line of what is told starts a command', async () => {
  const text = 'a\n::error::b\r\n  ::stop-commands::c\n##[error]d'
  const { calls } = await published(
    report([result('failed', { id: text, branch: text, project: text }, text)], {
      subject: text,
      problems: [text],
      warnings: [text],
    }),
  )
  for (const [name, told] of calls) {
    if (name === 'summary') continue
    for (const line of String(told).split('\n')) expect(line).not.toMatch(/^\s*::|##\[|\r/)
  }
})

describe('the summary', () => {
  const summaryOf = async (one: Report) => (await published(one)).of('summary')

  test.each([
    ['where something was cancelled', report([result('canceled')]), 1],
    ['where something failed', report([result('failed')]), 1],
    ['where something would have been cancelled', report([result('would-cancel')]), 1],
    ['where nothing happened', report([result('kept')]), 0],
    ['where the run was skipped', report([], { skipped: 'x' }), 0],
  ])('%s is written %#', async (_, one, times) => {
    expect(await summaryOf(one)).toHaveLength(times)
  })

  test('that can’t be written harms nothing', async () => {
    const summary = {
      addRaw: () => summary,
      write: () => Promise.reject(new Error('ENOSPC: no space\n::error::left')),
    }
    const recorded = await published(report([result('canceled')]), {
      summary: summary as unknown as NonNullable<
        Parameters<typeof recordingCore>[0]
      >['summary'] & {},
    })
    expect(bothered(recorded)).toEqual([])
    expect(recorded.of('debug')).toEqual([
      'The job summary was not written: Error: ENOSPC: no space ::error::left',
    ])
  })
})

test('every output is set, once', () => {
  const { core, calls } = recordingCore()
  setOutputs(emptyReport, core)
  expect(calls).toEqual([
    ['setOutput', 'status', ''],
    ['setOutput', 'canceledAt', ''],
    ['setOutput', 'deploymentId', ''],
    ['setOutput', 'canceledCount', '0'],
    ['setOutput', 'outcome', 'nothing-to-cancel'],
    ['setOutput', 'deployments', '[]'],
  ])
})
