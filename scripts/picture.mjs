// Draws a job summary as GitHub shows it: `node scripts/picture.mjs SUMMARY.md OUT.png [WIDTH]`.
// Needs Chromium; CHROMIUM names it where it is not on the PATH.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { marked } from 'marked'

const [source, out, width = '1012'] = process.argv.slice(2)
if (source === undefined || out === undefined) {
  console.error('usage: node scripts/picture.mjs SUMMARY.md OUT.png [WIDTH]')
  process.exit(2)
}
const require = createRequire(import.meta.url)
const css = readFileSync(require.resolve('github-markdown-css/github-markdown-light.css'), 'utf8')
const mermaid = require.resolve('mermaid/dist/mermaid.min.js')

// GitHub draws a code block in the language `mermaid`; Marked only marks it as one.
const html = marked
  .parse(readFileSync(source, 'utf8'), { async: false })
  .replace(
    /<pre><code class="language-mermaid">([\s\S]*?)<\/code><\/pre>/g,
    '<pre class="mermaid">$1</pre>',
  )

const folder = mkdtempSync(path.join(tmpdir(), 'picture-'))
const page = path.join(folder, 'page.html')
writeFileSync(
  page,
  `<!doctype html><meta charset="utf-8"><style>${css}
  body { margin: 0; background: #fff } .markdown-body { padding: 24px; max-width: ${width}px; box-sizing: border-box }
  pre.mermaid { background: #fff; text-align: center }</style>
  <article class="markdown-body">${html}</article>
  <script src="file://${mermaid}"></script>
  <script>mermaid.initialize({ startOnLoad: true, theme: 'default' })</script>`,
)
const chromium = process.env.CHROMIUM ?? 'chromium'
execFileSync(
  chromium,
  [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--hide-scrollbars',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--allow-file-access-from-files',
    '--force-device-scale-factor=2',
    '--virtual-time-budget=4000',
    `--user-data-dir=${path.join(folder, 'profile')}`,
    `--window-size=${width},${process.env.HEIGHT ?? 760}`,
    `--screenshot=${path.resolve(out)}`,
    `file://${page}`,
  ],
  { stdio: 'ignore' },
)
