import { JSDOM } from 'jsdom'
import { marked, type Token, type Tokens } from 'marked'
import { kept, type Result, wouldCancel } from '../../src/cancel.js'
import { emptyReport, type Report } from '../../src/report/report.js'
import { summaryOf } from '../../src/report/summary.js'
import { deployment } from '../factories.js'

// What GitHub does with the summary: Markdown is parsed, and the chart is drawn by Mermaid, which
// wants a browser's document.
const { window } = new JSDOM('')
Object.assign(globalThis, { window, document: window.document })
const { default: mermaid } = await import('mermaid')

const NOW = Date.UTC(2026, 10, 24, 12)

const HOSTILE = [
  'feature/login',
  'a|b|c',
  '`code` **bold** [link](https://evil.example)',
  '<img src=x onerror=alert(1)>',
  '</details></summary><script>',
  '```\n# title',
  'section :crit, done; %% comment',
  'title x\ny :z',
  '\u202Egnp.exe\u2066',
  'x'.repeat(10_000),
  'end',
  '#123; &lt; &amp;',
]

function reportWith(name: string): Report {
  const build = (over: Parameters<typeof deployment>[0]) =>
    deployment({ branch: name, project: name, createdAt: NOW - 90_000, ...over })
  const canceled: Result = {
    ...wouldCancel(
      build({ id: 'dpl_1', state: 'BUILDING', buildingAt: NOW - 60_000 }),
      'superseded',
    ),
    outcome: 'canceled',
  }
  const failed: Result = {
    ...wouldCancel(build({ id: 'dpl_2', sha: name }), 'superseded'),
    outcome: 'failed',
    message: name,
  }
  const results = [
    canceled,
    failed,
    kept(build({ id: 'dpl_3' }), 'newer', false),
    kept(build({ id: 'dpl_4', inspectorUrl: `https://vercel.com/${name}` }), 'other-branch', true),
  ]
  return { ...emptyReport, subject: `on \`${name}\``, results, problems: [name], warnings: [name] }
}

const flat = (tokens: Token[]): Token[] =>
  tokens.flatMap((token) => [token, ...('tokens' in token ? flat(token.tokens ?? []) : [])])

describe.each(HOSTILE)('a summary in which everything is called %j', (name) => {
  const summary = summaryOf(reportWith(name), NOW)
  const tokens = marked.lexer(summary)

  test('is Markdown of our form: every row has four cells, and no HTML but ours', () => {
    const tables = tokens.filter((token): token is Tokens.Table => token.type === 'table')
    expect(tables.length).toBe(2)
    for (const table of tables) {
      expect(table.header).toHaveLength(4)
      // Marked pads or cuts rows, so the bars that are no text are counted in the source.
      for (const line of table.raw.trim().split('\n')) expect(line.split('|')).toHaveLength(6)
    }
    const html = flat(tokens).filter((token) => token.type === 'html')
    for (const { raw } of html) {
      expect(raw.trim()).toMatch(
        /^(<details><summary>\d+ builds? kept, and why<\/summary>|<\/details>|<\/?code>)$/,
      )
    }
  })

  test('holds one chart, which Mermaid can draw', async () => {
    const charts = tokens.filter((token): token is Tokens.Code => token.type === 'code')
    expect(charts.map(({ lang }) => lang)).toEqual(['mermaid'])
    await expect(mermaid.parse(charts[0]?.text ?? '')).resolves.toMatchObject({
      diagramType: 'gantt',
    })
  })
})
