import type { Report } from '../../src/report/report.js'
import { summaryOf } from '../../src/report/summary.js'
import { DOCS } from '../../src/shared/phrases.js'
import {
  ANOTHER,
  build,
  canceled,
  FORK,
  failed,
  kept,
  NEWEST,
  NOW,
  named,
  newest,
  OLD,
  report,
  result,
} from './reports.js'

const other = { reason: 'other-branch', outOfScope: true } as const
const WEB = '[web](https://vercel.com/acme/web/4GvBn7hYjU1mKi9LoPq3Zx6CvBd8)'
const WEB_NEWEST = '[web](https://vercel.com/acme/web/2FyEkXq7PbS5uRi8WeLt6Nh1DvGo)'
const COMMIT = `[df4d8ad](https://github.com/acme/shop/commit/${OLD})`
const COMMIT_NEWEST = `[b020c30](https://github.com/acme/shop/commit/${NEWEST})`
const HELP = encodeURI(DOCS)

describe('there is none', () => {
  test.each<[string, Report]>([
    ['where nothing was looked at', report([])],
    ['where all was kept', report([kept()])],
    ['where the run was skipped', { kind: 'skipped', why: 'x', notice: true, warnings: [] }],
    ['where there is only a warning', report([kept()], { warnings: ['x'], notices: ['y'] })],
  ])('%s', (_, one) => {
    expect(summaryOf(one, NOW)).toBe('')
  })
})

test('a push: what was canceled, what replaces it, what was kept, and a chart', () => {
  expect(summaryOf(report([canceled(), kept(), kept({ branch: 'main' }, other)]), NOW)).toBe(
    `### Canceled 1 superseded Vercel build

Canceled 1 of 2 unfinished builds on <code>feature/x</code> in <code>web</code> &#40;from <code>project-id</code>&#41;. Kept 1&#58; newest commit. Superseded by ${COMMIT_NEWEST} in ${WEB_NEWEST}.

| Canceled | Commit | State |
| --- | --- | --- |
| ${WEB} | ${COMMIT} | building for 1 min 20 s |

\`\`\`mermaid
gantt
  title Time of day
  dateFormat x
  axisFormat %H:%M:%S
  tickInterval 30second
  todayMarker off
  section web
  df4d8ad :done, ${NOW - 90_000}, ${NOW}
  b020c30 kept :${NOW - 9000}, ${NOW}
\`\`\`

<details><summary>1 build kept</summary>

| Kept | Commit | Reason |
| --- | --- | --- |
| ${WEB_NEWEST} | ${COMMIT_NEWEST} | newest commit |

</details>

<details><summary>1 other build in the same projects</summary>

| Kept | Commit | Reason |
| --- | --- | --- |
| ${WEB_NEWEST} | ${COMMIT_NEWEST}<br>main | another branch |

</details>
`,
  )
})

test('a failure: the reason as a quotation that ends with its help', () => {
  const one = report([result('failed', {}, { message: 'Vercel returned an error (500)' })], {
    problems: ['The builds of `docs` could not be listed completely'],
  })
  expect(summaryOf(one, NOW)).toBe(`### ❌ 1 of 1 Vercel build could not be canceled

Canceled 0 of 1 unfinished build on <code>feature/x</code> in <code>web</code> &#40;from <code>project-id</code>&#41;. Could not be canceled&#58; 1.

> The builds of <code>docs</code> could not be listed completely. [Help](${HELP}#the-builds-could-not-be-listed-completely)

> <code>dpl&#95;4GvBn7hYjU1mKi9LoPq3Zx6CvBd8</code> could not be canceled and may still be running. Vercel returned an error &#40;500&#41;. [Help](${HELP}#vercel-returned-an-error)

| Build | Commit | State |
| --- | --- | --- |
| ${WEB} | ${COMMIT} | not canceled, building for 1 min 20 s |
`)
})

test('a wrong token: addresses can be tapped, ours and Vercel’s only', () => {
  const words =
    'Vercel rejected the token. See https://vercel.com/account/tokens, not https://a.test'
  expect(summaryOf(failed(words), NOW)).toBe(`### ❌ Vercel builds were not checked

> Vercel rejected the token. See [https&#58;//vercel.com/account/tokens](https://vercel.com/account/tokens), not https&#58;//a.test. [Help](${HELP}#vercel-rejected-the-token)
`)
})

test('several invalid inputs are quoted line by line', () => {
  expect(summaryOf(failed('2 invalid inputs:\n- one\n# two'), NOW)).toBe(
    `### ❌ Vercel builds were not checked\n\n> 2 invalid inputs&#58;\n> - one\n> &#35; two\n> [Help](${HELP})\n`,
  )
})

describe('the title', () => {
  const production = { environment: 'production' }
  const finished = result('already-finished', { state: 'READY' })
  const before = result('already-canceled')

  test.each<[string, Report]>([
    ['Canceled 2 superseded Vercel builds', report([canceled(), canceled()])],
    ['Canceled 1 Vercel build', named([canceled(), finished])],
    ['Canceled 1 Vercel production build', named([canceled(production)])],
    ['Canceled 2 superseded Vercel builds', report([canceled(production), canceled(), kept()])],
    ['Dry run: would cancel 1 superseded Vercel build', report([result('would-cancel')])],
    ['2 Vercel deployments had already finished', named([finished, finished, before])],
    ['❌ 1 Vercel deployment had already finished', named([finished], { ifFinished: 'error' })],
    ['Already canceled: 1 Vercel deployment', named([before])],
    ['No longer there: 1 Vercel build', report([result('not-found')])],
    ['❌ 1 of 2 Vercel deployments not found', named([result('not-found'), canceled()])],
    [
      '❌ 2 of 3 Vercel builds could not be canceled',
      report([result('failed'), canceled(), result('failed')]),
    ],
    [
      '❌ Canceled 1 superseded Vercel build, but not all could be checked',
      report([canceled()], { problems: ['x'] }),
    ],
    ['❌ Not all Vercel builds could be checked', report([kept()], { problems: ['x'] })],
    ['❌ Vercel builds were not checked', report([], { problems: ['x'] })],
  ])('%s', (title, one) => {
    expect(summaryOf(one, NOW).split('\n')[0]).toBe(`### ${title}`)
  })
})

/** The rows of the first table, cell by cell. */
const rowsOf = (one: Report) =>
  summaryOf(one, NOW)
    .split('\n\n')
    .find((part) => part.startsWith('| '))
    ?.split('\n')
    .slice(2)
    .map((line) => line.slice(2, -2).split(' | ')) ?? []

describe('the state of a build', () => {
  const since = (s: number) => ({ buildingAt: NOW - s * 1000 })

  test.each<[string, Report]>([
    ['building for 3 min 12 s', report([canceled(since(192))])],
    ['building', report([canceled({ buildingAt: undefined })])],
    ['queued', report([canceled(since(1), { stateBefore: 'QUEUED' })])],
    ['building for 20 s', report([canceled(since(20), { stateBefore: undefined })])],
    ['unfinished', report([canceled({ buildingAt: undefined }, { stateBefore: undefined })])],
    [
      'production, building for 20 s',
      report([canceled({ ...since(20), environment: 'production' })]),
    ],
    ['building for 30 s', report([result('would-cancel', since(30))])],
    ['already finished, ready', named([result('already-finished', { state: 'READY' })])],
    ['already canceled', named([result('already-canceled', { state: 'CANCELED' })])],
    ['not found', named([result('not-found', {}, { stateBefore: undefined })])],
    ['not canceled, queued', report([result('failed', {}, { stateBefore: 'QUEUED' })])],
  ])('%s', (words, one) => {
    expect(rowsOf(one)[0]?.[2]).toBe(words)
  })
})

describe('a row', () => {
  test('names the branch where there are several, and what replaces each', () => {
    const another = build({ ...newest, sha: 'c0ffee1c0ffee1' })
    const rows = rowsOf(
      report([canceled(), canceled({ branch: 'fix/y', origin: FORK }, { replacedBy: another })]),
    )
    expect(rows.map(([, commit]) => commit)).toEqual([
      `${COMMIT} → ${COMMIT_NEWEST}<br>feature/x`,
      `[df4d8ad](https://github.com/octocat/shop/commit/${OLD}) → [c0ffee1](https://github.com/acme/shop/commit/c0ffee1c0ffee1)<br>octocat&#58;fix/y`,
    ])
  })

  test('stands beside those of its project, oldest first, as in the chart', () => {
    const one = (project: string, age: number) =>
      canceled({ project, sha: `${age}`.repeat(8), createdAt: NOW - age * 1000 })
    const summary = summaryOf(report([one('b', 11), one('a', 22), one('b', 33)]), NOW)
    expect(summary.match(/^\| \[\w\].*?\[\d+/gm)?.map((row) => row.slice(-7))).toEqual([
      '3333333',
      '1111111',
      '2222222',
    ])
    expect(summary.match(/^ {2}(section \w|\d{7})/gm)).toEqual([
      '  section b',
      '  3333333',
      '  1111111',
      '  section a',
      '  2222222',
    ])
  })

  test.each<[string, object, string]>([
    ['no project', { project: undefined, inspectorUrl: undefined }, 'dpl&#95;4Gv…'],
    [
      'nothing but a hostname',
      { project: undefined, id: '', inspectorUrl: undefined },
      'web-4gvbn7hyj-acme.vercel.app',
    ],
    ['no page', { inspectorUrl: undefined }, 'web'],
    ['a page that is a script', { inspectorUrl: 'javascript:alert(1)' }, 'web'],
    ['a page without TLS', { inspectorUrl: 'http://vercel.com/a' }, 'web'],
    ['a page that ends the link', { inspectorUrl: 'https://vercel.com/a)<img src=x>' }, 'web'],
    ['a page with a line break', { inspectorUrl: 'https://vercel.com/a\n' }, 'web'],
    ['a page with a table’s border', { inspectorUrl: 'https://vercel.com/a|b' }, 'web'],
    ['a page with a user', { inspectorUrl: 'https://vercel.com@evil.test/a' }, 'web'],
    ['an endless page', { inspectorUrl: `https://vercel.com/${'a'.repeat(400)}` }, 'web'],
  ])('of a build with %s', (_, over, cell) => {
    expect(rowsOf(report([canceled(over)]))[0]?.[0]).toBe(cell)
  })

  test.each<[string, object, string]>([
    ['no commit', { sha: undefined }, 'unknown'],
    ['a commit that is none', { sha: '"><img onerror=x>' }, '&#34;&#62;&#60;img '],
    [
      'no repository',
      { origin: { ...ANOTHER, commit: { owner: undefined, name: 'x' } } },
      'df4d8ad',
    ],
    [
      'half a letter in the owner',
      { origin: { ...ANOTHER, commit: { owner: '\ud83d', name: 'x' } } },
      'df4d8ad',
    ],
    [
      'a path as its repository',
      { origin: { ...ANOTHER, commit: { owner: 'a', name: '..' } } },
      'df4d8ad',
    ],
    [
      'a server of its own',
      { origin: { ...ANOTHER, host: 'ghe.acme.com' } },
      `[df4d8ad](https://ghe.acme.com/acme/old-shop/commit/${OLD})`,
    ],
  ])('of a build with %s links to no commit but its own', (_, over, cell) => {
    expect(rowsOf(report([canceled(over)]))[0]?.[1]).toBe(cell)
  })
})

describe('what was kept', () => {
  test('says which environment is not taken', () => {
    const production = kept({ environment: 'production' }, { reason: 'target-excluded' })
    expect(summaryOf(report([canceled(), production]), NOW)).toContain(
      '| <code>production</code> not in <code>target</code> |',
    )
  })

  test('of another repository names it', () => {
    const foreign = kept({ origin: ANOTHER }, { reason: 'other-repository', outOfScope: true })
    expect(summaryOf(report([canceled(), foreign]), NOW)).toContain(
      '<br>acme/old-shop&#58;feature/x | another repository |',
    )
  })
})

describe('the chart', () => {
  const chartOf = (...results: Parameters<typeof report>[0]) =>
    /```mermaid\n([\s\S]*?)```/.exec(summaryOf(report(results), NOW))?.[1]

  test('is left out where there is nothing to compare', () => {
    expect(chartOf(canceled())).toBeUndefined()
    expect(chartOf(canceled(), canceled({ createdAt: undefined }))).toBeUndefined()
    expect(chartOf(canceled(), kept({}, other))).toBeUndefined()
    expect(chartOf(canceled(), result('already-finished'), result('not-found'))).toBeUndefined()
  })

  test('marks what was not canceled, and what is no preview', () => {
    expect(
      chartOf(
        canceled({ environment: 'production' }),
        result('failed'),
        kept({ environment: 'staging', sha: 'section' }),
      )?.match(/^ {2}.* :/gm),
    ).toEqual(['  df4d8ad production :', '  df4d8ad not canceled :', '  unknown staging kept :'])
  })

  test('ends each build after it began, whatever the clocks say', () => {
    const early = canceled({ createdAt: NOW, canceledAt: NOW - 5000 })
    expect(chartOf(early, kept())).toContain(`:done, ${NOW}, ${NOW + 1}\n`)
  })

  test.each([
    [20_000, '5second', '%H:%M:%S'],
    [20_001, '15second', '%H:%M:%S'],
    [120_000, '30second', '%H:%M:%S'],
    [120_001, '1minute', '%H:%M'],
    [4 * 3_600_000, '1hour', '%H:%M'],
    [4 * 21_600_000 + 1, '24hour', '%H:%M'],
  ])('of %i ms has a mark every %s', (span, tick, format) => {
    const text = chartOf(canceled({ createdAt: NOW - span }), kept())
    expect(text).toContain(`\n  axisFormat ${format}\n  tickInterval ${tick}\n`)
  })

  test('has 30 bars at most, and says so', () => {
    const text = chartOf(...Array.from({ length: 40 }, (_, i) => canceled({ createdAt: NOW - i })))
    expect(text).toContain('title 30 of 40 builds\n')
    expect(text?.match(/:done/g)).toHaveLength(30)
  })
})

describe('many builds', () => {
  const many = (n: number, over = {}) =>
    Array.from({ length: n }, (_, i) => canceled({ id: `dpl_${i}`, ...over }))

  test.each([
    [200, undefined],
    [203, 'The log names 3 more.'],
  ])('of %i, 200 have a row', (n, more) => {
    const summary = summaryOf(report(many(n)), NOW)
    expect(summary.match(/^\| \[web/gm)).toHaveLength(200)
    expect(/The log names .*/.exec(summary)?.[0]).toBe(more)
  })

  test('of long and hostile names stay below what GitHub cuts off', () => {
    const over = {
      ...{ branch: '😀'.repeat(200), project: '😀'.repeat(200) },
      inspectorUrl: `https://vercel.com/${'a'.repeat(280)}`,
    }
    const results = many(130_000, over).map((one, i) => ({
      ...one,
      ...(i % 3 === 0 ? {} : { outcome: 'kept' as const, outOfScope: i % 3 === 1 }),
      deployment: { ...one.deployment, branch: `${i}${one.deployment.branch}` },
    }))
    expect(Buffer.byteLength(summaryOf(report(results), NOW))).toBeLessThan(1024 * 1024)
  })
})
