// Draws job summaries as GitHub shows them. Needs Chromium; CHROMIUM names it where it is not on the
// PATH.
//
//   node scripts/picture.mjs                                   the README's two pictures
//   node scripts/picture.mjs SUMMARY.md OUT.png [WIDTH] [dark]   any summary
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { transformFileSync } from '@swc/core'
import { marked } from 'marked'

// Chromium's own connections are switched off: nothing here needs a network.
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--hide-scrollbars',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--allow-file-access-from-files',
  '--force-device-scale-factor=1.5',
  '--virtual-time-budget=4000',
]

const require = createRequire(import.meta.url)
const root = path.dirname(import.meta.dirname)
const folder = mkdtempSync(path.join(tmpdir(), 'picture-'))

const [source, out, width = '1012', theme = 'light'] = process.argv.slice(2)
if (source !== undefined && out !== undefined) {
  draw(readFileSync(source, 'utf8'), { out, width, theme })
} else {
  const summary = await exampleSummary()
  for (const one of ['light', 'dark']) {
    draw(summary, { out: path.join(root, `docs/summary-${one}.png`), width, theme: one })
  }
}
rmSync(folder, { recursive: true })

/**
 * @param {string} summary Markdown
 * @param {{ out: string, width: string, theme: string }} options
 */
function draw(summary, { out, width, theme }) {
  const page = path.join(folder, 'page.html')
  writeFileSync(page, pageOf(summary, width, theme))
  const chromium = (/** @type {string[]} */ ...args) =>
    execFileSync(
      process.env.CHROMIUM ?? 'chromium',
      [
        ...FLAGS,
        `--user-data-dir=${path.join(folder, 'profile')}`,
        ...args,
        pathToFileURL(page).href,
      ],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    )
  // The page writes its height into its title once the chart is drawn.
  const height = /<title>(\d+)<\/title>/.exec(chromium('--dump-dom', `--window-size=${width},900`))
  chromium(`--window-size=${width},${height?.[1] ?? 900}`, `--screenshot=${path.resolve(out)}`)
}

/**
 * @param {string} summary Markdown
 * @param {string} width
 * @param {string} theme
 */
function pageOf(summary, width, theme) {
  const dark = theme === 'dark'
  const css = readFileSync(
    require.resolve(`github-markdown-css/github-markdown-${theme}.css`),
    'utf8',
  )
  // GitHub draws a code block in the language `mermaid`; Marked only marks it as one.
  const html = marked
    .parse(summary, { async: false })
    .replace(
      /<pre><code class="language-mermaid">([\s\S]*?)<\/code><\/pre>/g,
      '<pre class="mermaid">$1</pre>',
    )
  return `<!doctype html><meta charset="utf-8"><title></title><style>${css}
  body { margin: 0; background: ${dark ? '#0d1117' : '#fff'} }
  .markdown-body { padding: 16px; width: ${width}px; box-sizing: border-box }
  .markdown-body pre.mermaid { background: transparent; padding: 0; text-align: center }</style>
  <article class="markdown-body">${html}</article>
  <script src="${pathToFileURL(require.resolve('mermaid/dist/mermaid.min.js')).href}"></script>
  <script>
    mermaid.initialize({ startOnLoad: false, theme: '${dark ? 'dark' : 'default'}' })
    mermaid.run().then(() => {
      document.title = Math.ceil(document.querySelector('article').getBoundingClientRect().height)
    })
  </script>`
}

/** The summary of a push to a monorepo, made by the action's own code. */
async function exampleSummary() {
  compile('shared', 'plan', 'report')
  /** @type {typeof import('../src/report/summary.js')} */
  const { summaryOf } = await import(pathToFileURL(path.join(folder, 'report/summary.js')).href)
  const { report, now } = examplePush()
  return summaryOf(report, now)
}

/**
 * Compiles rooms of the source into the folder, as they import each other.
 *
 * @param {string[]} rooms
 */
function compile(...rooms) {
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }')
  for (const room of rooms) {
    mkdirSync(path.join(folder, room))
    for (const file of readdirSync(path.join(root, 'src', room))) {
      const { code } = transformFileSync(path.join(root, 'src', room, file), {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      })
      writeFileSync(path.join(folder, room, file.replace(/ts$/, 'js')), code)
    }
  }
}

/** @returns {{ report: import('../src/report/report.js').Report, now: number }} */
function examplePush() {
  const now = Date.parse('2026-11-25T14:48:30Z')
  const NEWEST = 'b020c30c5a4b1d0f6e7a8b9c0d1e2f3a4b5c6d7e'
  /**
   * @param {string} project
   * @param {string} sha
   * @param {{ id: string, age: number, queued?: boolean, environment?: string }} more age in s
   */
  const build = (project, sha, { id, age, queued = false, environment = 'preview' }) => ({
    id: `dpl_${id}`,
    projectId: `prj_${project}`,
    project,
    url: `${project}-${id.slice(0, 9).toLowerCase()}-acme.vercel.app`,
    inspectorUrl: `https://vercel.com/acme/${project}/${id}`,
    state: queued ? 'QUEUED' : 'BUILDING',
    environment,
    createdAt: now - age * 1000,
    buildingAt: queued ? undefined : now - age * 1000 + 4000,
    canceledAt: undefined,
    source: 'git',
    branch: 'feature/SHOP-1234-new-checkout-flow',
    sha,
    madeByPush: true,
    pushedAt: now - age * 1000 - 2000,
    redeploy: false,
    dirty: false,
    ignoredBuildStep: false,
    origin: {
      host: 'github.com',
      commit: { owner: 'acme', name: 'shop' },
      base: { owner: 'acme', name: 'shop' },
      ids: ['7', '7'],
      branchAlias: undefined,
    },
    readAt: now,
  })
  const replacements = {
    shop: build('shop', NEWEST, { id: '9RkQp3vWzL7xTn2YcHs5Jd8FgMb4', age: 11 }),
    docs: build('docs', NEWEST, { id: '6HtUw8mXaK1yZo4QdGr9Vf3LjNc7', age: 11 }),
    web: build('web', NEWEST, { id: '2FyEkXq7PbS5uRi8WeLt6Nh1DvGo', age: 10, queued: true }),
  }
  const kept = { outcome: /** @type {const} */ ('kept'), message: undefined, replacedBy: undefined }
  /** @param {ReturnType<typeof build>} deployment */
  const canceled = (deployment) => ({
    deployment: { ...deployment, state: 'CANCELED', canceledAt: now },
    outcome: /** @type {const} */ ('canceled'),
    reason: /** @type {const} */ ('superseded'),
    replacedBy: replacements[/** @type {'shop' | 'docs' | 'web'} */ (deployment.project)],
    stateBefore: deployment.state,
    message: undefined,
    outOfScope: false,
  })
  const FIRST = 'd4b90f2a1c3e5b7d9f0a2c4e6b8d0f1a3c5e7b9d'
  const SECOND = '6cf8efa2b4d6f8091a3c5e7f9b1d3f5a7c9e1b3d'
  const THIRD = 'df4d8ad3c5e7f9102b4d6f8a0c2e4f6b8d0f2c4e'
  const STAGING = 'ff06b58e7d9c1b3a5f7e9d1c3b5a7f9e1d3c5b7a'
  const staging = build('web', STAGING, {
    ...{ id: '8CzXs2dVfB6nMk0LpQw4Er9TyUi3', age: 161, environment: 'staging' },
  })
  return {
    now,
    report: {
      kind: 'done',
      selection: 'branch',
      subject: 'on `feature/SHOP-1234-new-checkout-flow`',
      projects: { names: ['prj_shop', 'prj_docs', 'prj_web'], source: 'linked to acme/shop' },
      results: [
        canceled(build('shop', THIRD, { id: '4GvBn7hYjU1mKi9LoPq3Zx6CvBd8', age: 71 })),
        canceled(build('docs', THIRD, { id: '5TgVr8fCdE2xSw1QaZp7Lo9KiJu6', age: 71 })),
        canceled(build('web', FIRST, { id: '1QaWs5eDrF8tGy2HuJi6KoLp3Zx7', age: 204 })),
        canceled(build('web', SECOND, { id: '7YhNb4gTvF1rCd6EsXz9WaQm3Kj5', age: 134 })),
        canceled(
          build('web', THIRD, { id: '3EdCr6fVtG9bYh2NuJm5IkLo8Pq1', age: 70, queued: true }),
        ),
        ...Object.values(replacements).map((deployment) => ({
          ...{ ...kept, deployment, stateBefore: deployment.state, outOfScope: false },
          reason: /** @type {const} */ ('newest-commit'),
        })),
        {
          ...{ ...kept, deployment: staging, stateBefore: 'BUILDING', outOfScope: false },
          reason: 'target-excluded',
        },
      ],
      problems: [],
      warnings: [],
      notices: [],
      dryRun: false,
      ifFinished: 'warn',
    },
  }
}
