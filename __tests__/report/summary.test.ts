import type { Result } from '../../src/cancel.js'
import { emptyReport, type Report } from '../../src/report/report.js'
import { summaryOf } from '../../src/report/summary.js'
import { deployment, forkOrigin, HEAD_AT, OWN_COMMIT } from '../factories.js'

const now = HEAD_AT + 12_000

function result(
  outcome: Result['outcome'],
  over: Parameters<typeof deployment>[0] = {},
  more: Partial<Result> = {},
): Result {
  const one = deployment(over)
  const reason = outcome === 'kept' ? 'own-commit' : 'superseded'
  return {
    deployment: one,
    outcome,
    reason,
    stateBefore: 'BUILDING',
    message: undefined,
    elsewhere: false,
    ...more,
  }
}

const canceled = (over: Parameters<typeof deployment>[0] = {}, more: Partial<Result> = {}) =>
  result('canceled', { state: 'CANCELED', canceledAt: HEAD_AT + 10_000, ...over }, more)

const own = result('kept', { id: 'dpl_own', sha: OWN_COMMIT, createdAt: HEAD_AT + 1000 })

const report = (results: Result[], over: Partial<Report> = {}): Report => ({
  ...emptyReport,
  subject: 'on `feature/x`',
  results,
  ...over,
})

describe('there is none', () => {
  test.each([
    ['where nothing was looked at', report([])],
    ['where all was kept', report([own])],
    ['where the run was skipped', report([], { skipped: 'No token' })],
    ['where there is only a warning', report([own], { warnings: ['x'] })],
  ])('%s', (_, one) => {
    expect(summaryOf(one, now)).toBe('')
  })
})

test('what was cancelled, what was kept, and both in a picture', () => {
  expect(summaryOf(report([canceled(), own]), now)).toBe(`### 🛑 Vercel builds cancelled

Cancelled 1 of 2 builds in flight on <code>feature/x</code>&#59; 1 kept&#58; this run&#39;s own commit.

**web**

| Build | Commit | Was | Result |
| --- | --- | --- | --- |
| [dpl&#95;old](https://vercel.com/acme/web/old) | [a1b2c3d](https://github.com/Codertocat/Hello-World/commit/a1b2c3d4e5f60718293a4b5c6d7e8f9001122334) on feature/x | BUILDING, had been building for 1 min | **cancelled** (superseded) |

\`\`\`mermaid
gantt
  title Builds on feature/x
  dateFormat x
  axisFormat %H:%M:%S
  tickInterval 15second
  todayMarker off
  section web
  a1b2c3d cancelled :crit, 1772445540000, 1772445610000
  ec26c3e kept own-commit :active, 1772445601000, 1772445612000
\`\`\`

<details><summary>1 build kept, and why</summary>

**web**

| Build | Commit | State | Kept because |
| --- | --- | --- | --- |
| [dpl&#95;own](https://vercel.com/acme/web/old) | [ec26c3e](https://github.com/Codertocat/Hello-World/commit/ec26c3e57ca3a959ca5aad62de7213c562f8c821) on feature/x | BUILDING | own-commit |

</details>
`)
})

test('what failed, with the problems of the step above it', () => {
  const failed = result('failed', {}, { message: 'Vercel failed (500)' })
  const one = report([failed], { problems: ['The builds of `web` could not be listed'] })
  expect(summaryOf(one, now)).toBe(`### ❌ Vercel builds could not all be cancelled

Cancelled 0 of 1 build in flight on <code>feature/x</code>&#59; 1 could not be cancelled.

> The builds of <code>web</code> could not be listed

> <code>dpl&#95;old</code> could not be cancelled and may still be running. Vercel failed &#40;500&#41;.

**web**

| Build | Commit | Was | Result |
| --- | --- | --- | --- |
| [dpl&#95;old](https://vercel.com/acme/web/old) | [a1b2c3d](https://github.com/Codertocat/Hello-World/commit/a1b2c3d4e5f60718293a4b5c6d7e8f9001122334) on feature/x | BUILDING, had been building for 1 min 2 s | failed (superseded): Vercel failed &#40;500&#41; |
`)
})

test('a problem alone', () => {
  expect(summaryOf(report([], { problems: ['No project is named'] }), now)).toBe(
    '### ❌ Vercel builds were not looked at\n\n> No project is named\n',
  )
})

test('a problem of several lines is quoted line by line', () => {
  const problems = ['Wrong input in 2 places:\n- one\n# two']
  expect(summaryOf(report([], { problems }), now)).toBe(
    '### ❌ Vercel builds were not looked at\n\n> Wrong input in 2 places&#58;\n> - one\n> &#35; two\n',
  )
})

test.each([
  ['would-cancel', { dryRun: true }, '### 🔎 Vercel builds that would be cancelled'],
  ['already-finished', {}, '### ℹ️ Vercel builds had already finished'],
  [
    'already-finished',
    { kind: 'named', ifFinished: 'error' },
    '### ❌ Vercel builds had already finished',
  ],
  ['already-finished', { kind: 'named' }, '### ℹ️ Vercel builds had already finished'],
  ['not-found', {}, '### ℹ️ Vercel builds were no longer there'],
  ['not-found', { kind: 'named' }, '### ❌ Vercel builds could not all be cancelled'],
  ['canceled', {}, '### 🛑 Vercel builds cancelled'],
] as const)('%s has a title of its own', (outcome, over, title) => {
  expect(summaryOf(report([result(outcome)], over), now).split('\n')[0]).toBe(title)
})

test('builds of several projects have a table each', () => {
  const others = [canceled({ project: 'docs' }), canceled({ project: undefined })]
  const summary = summaryOf(report([canceled(), ...others, canceled()]), now)
  expect(summary.match(/^\*\*.*\*\*$/gm)).toEqual(['**web**', '**docs**'])
  expect(summary.match(/^\| Build \|/gm)).toHaveLength(3)
})

describe('what was kept', () => {
  /** The table of what was kept, project by project. */
  const keptOf = (...results: Result[]) =>
    /<details>([\s\S]*)<\/details>/.exec(summaryOf(report([canceled(), ...results]), now))?.[1]

  test('has a table for each project', () => {
    const kept = keptOf(own, result('kept', { project: 'docs' }))
    expect(kept?.match(/^\*\*.*\*\*$/gm)).toEqual(['**web**', '**docs**'])
    expect(kept?.match(/^\| Build \|/gm)).toHaveLength(2)
  })

  test('has what is elsewhere last', () => {
    const elsewhere = result('kept', { id: 'else' }, { reason: 'other-branch', elsewhere: true })
    const kept = keptOf(elsewhere, result('kept', { id: 'near' }))
    expect(kept?.match(/\[(else|near)\]/g)).toEqual(['[near]', '[else]'])
  })

  test('shows 200 rows of all projects together, and says how many it leaves out', () => {
    const many = (project: string, n: number) =>
      Array.from({ length: n }, (_, i) => result('kept', { project, id: `dpl_${i}` }))
    const left = (...results: Result[]) => keptOf(...results)?.match(/\d+ more are in/g) ?? []
    expect(left(...many('a', 100), ...many('b', 100))).toEqual([])
    expect(left(...many('a', 100), ...many('b', 103))).toEqual(['3 more are in'])
  })

  test('says what protects it', () => {
    const production = result('kept', { environment: 'production' }, { reason: 'protected-target' })
    expect(keptOf(production)).toContain('| protected-target &#40;production&#41; |')
  })
})

describe('a build', () => {
  /** The cells of the only row. */
  const cells = (one: Result) =>
    summaryOf(report([one]), now)
      .split('\n')
      .filter((line) => line.startsWith('|'))[2]
      ?.split(' | ')

  test.each([
    ['BUILDING', HEAD_AT - 182_000, 'BUILDING, had been building for 3 min 12 s'],
    ['BUILDING', undefined, 'BUILDING'],
    ['QUEUED', HEAD_AT, 'QUEUED'],
    [undefined, HEAD_AT, 'in flight'],
  ])('that was %s since %s', (stateBefore, buildingAt, words) => {
    expect(cells(canceled({ buildingAt }, { stateBefore }))?.[2]).toBe(words)
  })

  test('of a fork links to the fork’s commit', () => {
    expect(cells(canceled({ origin: forkOrigin() }))?.[1]).toContain(
      '(https://github.com/octocat/Hello-World/commit/a1b2c3d',
    )
  })

  test.each([
    ['no page', { inspectorUrl: undefined }],
    ['a page that is a script', { inspectorUrl: 'javascript:alert(1)' }],
    ['a page without TLS', { inspectorUrl: 'http://vercel.com/a' }],
    ['a page that ends the link', { inspectorUrl: 'https://vercel.com/a)<img src=x>' }],
    ['a page with a line break', { inspectorUrl: 'https://vercel.com/a\n# x' }],
    ['a page with a line break at its end', { inspectorUrl: 'https://vercel.com/a\n' }],
    ['a page with a table’s border', { inspectorUrl: 'https://vercel.com/a|b' }],
    ['a page with a user', { inspectorUrl: 'https://vercel.com@evil.test/a' }],
  ])('with %s has no link', (_, over) => {
    expect(cells(canceled(over))?.[0]).toBe('| dpl&#95;old')
  })

  test.each([
    ['no commit', { sha: undefined }, 'unknown on feature/x'],
    ['no branch', { sha: 'xyz', branch: undefined }, 'xyz'],
    ['a commit that is none', { sha: '"><img onerror=x>' }, /^&#34;&#62;&#60;img o? ?on feature/],
    [
      'no repository',
      { origin: forkOrigin({ commit: { owner: undefined, name: 'x' } }) },
      /^a1b2c3d on/,
    ],
  ])('with %s has no link to it', (_, over, words) => {
    expect(cells(canceled(over))?.[1]).toMatch(words)
    expect(cells(canceled(over))?.[1]).not.toContain('](')
  })
})

describe('hostile text', () => {
  const hostile = [
    'a|b',
    '`code`',
    '```',
    '<img onerror=alert(1) src=x>',
    '</details>',
    '</code>',
    '<!-- ',
    'a\n\n# b',
    'a\r\n| x | y |',
    '\u202Eevil\u2066',
    '##[error]x',
    '::error::x',
    'x'.repeat(10_000),
    'a\u0000b',
    '[a](javascript:b)',
    'http://evil.test',
    '@everyone',
    '${x} $(y)',
    '\\',
    '%%{init: {}}%%',
    'a:crit, 0, 1',
  ]

  /** Everything that a stranger may write, set to one text. */
  function everywhere(text: string): Report {
    const over = {
      id: text,
      project: text,
      url: text,
      inspectorUrl: text,
      environment: text,
      branch: text,
      sha: text,
      origin: forkOrigin({ commit: { owner: text, name: text } }),
    }
    return report(
      [
        canceled(over, { message: text, stateBefore: text }),
        result('failed', over, { message: text, stateBefore: text }),
        result('kept', over, { stateBefore: text }),
      ],
      { subject: `on \`${text}\``, problems: [text] },
    )
  }

  /**
   * The shape of a summary: its lines, with all that is no Markdown taken away. How many lines a
   * quotation has is its text's own affair.
   */
  const shapeOf = (summary: string) =>
    summary
      .split('\n')
      .map((line) =>
        line
          .replace(/&#\d+;/g, '')
          .replace(/<code>|<\/code>/g, '')
          .replace(/[^|<>`#*[\]]/gu, ''),
      )
      .filter((line, i, lines) => line !== '>' || lines[i - 1] !== '>')
  const ordinary = shapeOf(summaryOf(everywhere('text'), now))

  test.each(hostile.map((text) => [text.slice(0, 30), text]))('%j changes no shape', (_, text) => {
    const summary = summaryOf(everywhere(text), now)
    expect(shapeOf(summary)).toEqual(ordinary)
    expect(summary.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    expect(summary).not.toMatch(/^\s*::|##\[/m)
    expect(summary.length).toBeLessThan(6000)
    // What is set as code is closed again, on the same line.
    for (const line of summary.split('\n')) {
      expect(line.match(/<code>/g)?.length).toBe(line.match(/<\/code>/g)?.length)
    }
  })
})

describe('many builds', () => {
  const many = (n: number) =>
    Array.from({ length: n }, (_, i) => canceled({ id: `dpl_${i}`, createdAt: HEAD_AT + i }))

  test.each([
    [200, 200, undefined],
    [201, 200, '1 more are in the output `deployments`.'],
  ])('of %i, %i have a row', (n, rows, more) => {
    const summary = summaryOf(report(many(n)), now)
    expect(summary.match(/^\| \[dpl/gm)).toHaveLength(rows)
    if (more === undefined) expect(summary).not.toContain('more are in')
    else expect(summary).toContain(`\n\n${more}\n`)
  })

  test('have 30 bars, the newest, oldest first', () => {
    const bars = summaryOf(report(many(40).reverse()), now).match(/:crit, \d+/g)
    expect(bars).toHaveLength(30)
    expect([bars?.[0], bars?.[29]]).toEqual([`:crit, ${HEAD_AT + 10}`, `:crit, ${HEAD_AT + 39}`])
  })

  test('of a thousand projects stay below what GitHub cuts off', () => {
    const wide = Array.from({ length: 1000 }, (_, i) =>
      canceled({ id: `dpl_${i}`, project: `p${i}`, branch: '|'.repeat(200) }),
    )
    expect(Buffer.byteLength(summaryOf(report(wide), now))).toBeLessThan(1024 * 1024)
  })
})

describe('the picture', () => {
  const picture = (...results: Result[]) =>
    /```mermaid\n([\s\S]*?)```/.exec(summaryOf(report(results), now))?.[1]

  test('is left out where there is nothing to compare', () => {
    expect(picture(canceled())).toBeUndefined()
    expect(picture(canceled(), canceled({ createdAt: undefined }))).toBeUndefined()
    const elsewhere = result('kept', {}, { reason: 'protected-target', elsewhere: true })
    expect(picture(canceled(), elsewhere)).toBeUndefined()
  })

  test('ends each build after it began, whatever the clocks say', () => {
    const early = canceled({ createdAt: HEAD_AT, canceledAt: HEAD_AT - 5000 })
    expect(picture(early, own)).toContain(`:crit, ${HEAD_AT}, ${HEAD_AT + 1}\n`)
  })

  test.each([
    [25_000, '5second'],
    [25_001, '15second'],
    [300_000, '1minute'],
    [300_001, '2minute'],
    [5 * 3_600_000, '1hour'],
    [5 * 21_600_000, '6hour'],
    [5 * 21_600_000 + 1, '24hour'],
  ])('of %i ms has a mark every %s', (span, tick) => {
    const first = canceled({ createdAt: now - span })
    expect(picture(first, own)).toContain(`\n  tickInterval ${tick}\n`)
  })

  test('has a section for each project', () => {
    const sections = picture(canceled(), canceled({ project: 'my docs: v2' }))?.match(/section.*/g)
    expect(sections).toEqual(['section web', 'section my docs v2'])
  })
})
