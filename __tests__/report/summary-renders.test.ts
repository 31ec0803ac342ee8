import { JSDOM } from 'jsdom'
import { marked, type Token, type Tokens } from 'marked'
import type { Report } from '../../src/report/report.js'
import { summaryOf } from '../../src/report/summary.js'
import { build, canceled, kept, NOW, origin, report, result } from './reports.js'

// What GitHub does with the summary: Markdown is parsed, and the chart is drawn by Mermaid, which
// wants a browser's document.
const { window } = new JSDOM('')
Object.assign(globalThis, { window, document: window.document })
const { default: mermaid } = await import('mermaid')

const HOSTILE = [
  'feature/login',
  'a|b|c',
  'a\\|b\\',
  '`code` **bold** [link](https://evil.example)',
  '``',
  '```\n# title',
  '<img src=x onerror=alert(1)>',
  '</details></summary></code><script>',
  '<!-- ',
  'fix/user@host.example',
  'www.evil.example https://evil.example',
  'Help: https://github.com.evil.example/x',
  'section :crit, done; %% comment',
  '%%{init: {}}%%',
  'title x\ny :z',
  '\u202Egnp.exe\u2066',
  '\ud83d',
  '😀'.repeat(300),
  'x'.repeat(10_000),
  'end',
  '#123; &lt; &amp;',
  '##[error]x',
  '::error::x',
]

/** Everything that a stranger may write, set to one text. */
function everywhere(text: string): Report {
  const over = {
    ...{ id: text, project: text, url: text, environment: text, branch: text, sha: text },
    ...{ inspectorUrl: text, origin: origin({ owner: text, name: text }) },
  }
  const more = { message: text, stateBefore: text, replacedBy: build(over) }
  return report(
    [
      canceled(over, more),
      result('failed', over, more),
      kept(over, { ...more, reason: 'target-excluded' }),
      kept({ ...over, inspectorUrl: `https://vercel.com/${text}` }, { outOfScope: true }),
    ],
    {
      subject: `on \`${text}\``,
      projects: { names: [text], source: text },
      problems: [text],
      warnings: [text],
    },
  )
}

const flat = (tokens: Token[]): Token[] =>
  tokens.flatMap((token) => {
    const inner = 'tokens' in token ? flat(token.tokens ?? []) : []
    const cells = token.type === 'table' ? [...token.header, ...token.rows.flat()] : []
    return [token, ...inner, ...flat(cells.flatMap((cell: Tokens.TableCell) => cell.tokens))]
  })

describe.each(HOSTILE)('a summary in which everything is called %j', (text) => {
  const summary = summaryOf(everywhere(text), NOW)
  const tokens = marked.lexer(summary)

  test('is Markdown of our form', () => {
    const tables = tokens.filter((token): token is Tokens.Table => token.type === 'table')
    expect(tables.map(({ header }) => header.map((cell) => cell.text))).toEqual([
      ['Build', 'Commit', 'State'],
      ['Kept', 'Commit', 'Reason'],
      ['Kept', 'Commit', 'Reason'],
    ])
    for (const table of tables) {
      // Marked pads or cuts rows, so the bars that are no text are counted in the source.
      for (const line of table.raw.trim().split('\n')) expect(line.split('|')).toHaveLength(5)
    }
    expect(summary.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
    expect(summary).not.toMatch(/^\s*::|##\[/m)
    expect(summary.length).toBeLessThan(40_000)
  })

  test('has no HTML but ours, and no links but to Vercel and GitHub', () => {
    const all = flat(tokens)
    for (const { raw } of all.filter(({ type }) => type === 'html')) {
      expect(raw.trim()).toMatch(
        /^(<details><summary>1 (build kept|other build in the same projects)<\/summary>|<\/details>|<\/?code>|<br>|<!-- -->)$/,
      )
    }
    for (const link of all.filter(({ type }) => type === 'link') as Tokens.Link[]) {
      expect(link.href).toMatch(/^https:\/\/(vercel|github)\.com\//)
    }
    expect(summary.match(/<code>/g)?.length).toBe(summary.match(/<\/code>/g)?.length)
  })

  test('shows every name as it is', () => {
    const { document } = new JSDOM(marked.parse(summary, { async: false })).window
    const cell = document.querySelector('td')?.textContent ?? ''
    expect(document.querySelectorAll('script, img')).toHaveLength(0)
    if (text.length < 40 && !/[\p{Cc}\p{Cf}\p{Cs}]|##|::/u.test(text))
      expect(cell).toBe(text.trim())
  })

  test('holds one chart, which Mermaid can draw', async () => {
    const charts = tokens.filter((token): token is Tokens.Code => token.type === 'code')
    expect(charts.map(({ lang }) => lang)).toEqual(['mermaid'])
    await expect(mermaid.parse(charts[0]?.text ?? '')).resolves.toMatchObject({
      diagramType: 'gantt',
    })
  })
})
