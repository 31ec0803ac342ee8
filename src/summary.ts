import type { Result } from './cancel.js'
import { groupBy } from './group.js'
import { outcomeOf, type Report } from './report.js'
import { count, duration, markdown } from './text.js'
import { headline, nameOf, reasonOf } from './words.js'

/** GitHub cuts a summary off at 1 MiB; a table of more rows than this is read by nobody. */
const MAX_ROWS = 200
const MAX_BARS = 30

/**
 * The job summary in GitHub's Markdown; empty where nothing was cancelled, failed or would have been.
 *
 * @param now epoch ms
 */
export function summaryOf(report: Report, now: number): string {
  const done = report.results.filter(({ outcome }) => outcome !== 'kept')
  if (report.skipped !== undefined || (done.length === 0 && report.problems.length === 0)) return ''
  const kept = report.results.filter(({ outcome }) => outcome === 'kept')
  const parts = [
    `### ${titleOf(report)}`,
    report.results.length > 0 ? `${markdown(headline(report), 500)}.` : '',
    ...report.problems.map((problem) => `> ${markdown(problem, 1000)}`),
    ...byProject(done).map(([project, results]) => table(project, results, now)),
    chart(report, now),
    kept.length > 0 ? folded(`${count(kept.length, 'build')} kept, and why`, keptTable(kept)) : '',
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function titleOf(report: Report): string {
  const outcome = outcomeOf(report)
  if (outcome === 'failed') return '❌ Vercel builds could not all be cancelled'
  if (outcome === 'dry-run') return '🔎 Vercel builds that would be cancelled'
  if (outcome === 'already-finished') return 'ℹ️ Vercel builds had already finished'
  return '🛑 Vercel builds cancelled'
}

function byProject(results: readonly Result[]): [string, Result[]][] {
  return [...groupBy(results, ({ deployment }) => deployment.project ?? '')]
}

function table(project: string, results: Result[], now: number): string {
  const rows = results.slice(0, MAX_ROWS).map((result) => {
    const { outcome, message } = result
    const words = [outcome === 'canceled' ? '**cancelled**' : outcome, message && markdown(message)]
    return row(
      buildCell(result),
      commitCell(result),
      stateCell(result, now),
      words.filter(Boolean).join(': '),
    )
  })
  return [
    ...(project === '' ? [] : [`**${markdown(project)}**\n`]),
    row('Build', 'Commit', 'Was', 'Result'),
    row('---', '---', '---', '---'),
    ...rows,
    ...more(results.length),
  ].join('\n')
}

function keptTable(results: Result[]): string {
  return [
    row('Build', 'Commit', 'State', 'Kept because'),
    row('---', '---', '---', '---'),
    ...results
      .slice(0, MAX_ROWS)
      .map((result) =>
        row(
          buildCell(result),
          commitCell(result),
          markdown(result.stateBefore ?? 'unknown'),
          markdown(reasonOf(result)),
        ),
      ),
    ...more(results.length),
  ].join('\n')
}

function more(rows: number): string[] {
  return rows > MAX_ROWS ? [`\n${rows - MAX_ROWS} more are in the output \`deployments\`.`] : []
}

function row(...cells: string[]): string {
  return `| ${cells.join(' | ')} |`
}

function buildCell(result: Result): string {
  return link(nameOf(result), result.deployment.inspectorUrl)
}

function commitCell({ deployment }: Result): string {
  const { sha, branch, origin } = deployment
  const on = branch ? ` on ${markdown(branch, 60)}` : ''
  if (sha === undefined) return `unknown${on}`
  const { owner, name } = origin.commit
  const url =
    owner && name && /^[0-9a-f]{7,64}$/i.test(sha)
      ? `https://github.com/${encodeURIComponent(owner)}/${encodeURIComponent(name)}/commit/${sha}`
      : undefined
  return `${link(sha.slice(0, 7), url)}${on}`
}

/** The state before, and, of a build that was running, for how long: only what is known. */
function stateCell({ stateBefore, deployment }: Result, now: number): string {
  const state = markdown(stateBefore ?? 'unknown')
  const { buildingAt, canceledAt } = deployment
  if (stateBefore !== 'BUILDING' || buildingAt === undefined) return state
  return `${state}, had been building for ${duration((canceledAt ?? now) - buildingAt)}`
}

/** A link, unless the address is not a plain https one. */
function link(words: string, url: string | undefined): string {
  const safe = url !== undefined && /^https:\/\/[\w.-]+(\/[\w.%~-]*)*$/.test(url)
  return safe ? `[${markdown(words)}](${url})` : markdown(words)
}

function folded(title: string, content: string): string {
  return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`
}

/** The builds over time, from creation to cancel, where there is more than one to compare. */
function chart({ results, subject }: Report, now: number): string {
  const bars = results
    .filter(({ outcome, reason }) => outcome !== 'kept' || ON_THE_BRANCH.has(reason))
    .filter(({ deployment }) => deployment.createdAt !== undefined)
    .sort((a, b) => (a.deployment.createdAt ?? 0) - (b.deployment.createdAt ?? 0))
    .slice(-MAX_BARS)
  if (bars.length < 2) return ''
  const lines = byProject(bars).flatMap(([project, group]) => [
    `  section ${mermaid(project) || 'project'}`,
    ...group.map((result) => bar(result, now)),
  ])
  return [
    '```mermaid',
    'gantt',
    `  title Builds ${mermaid(subject)}`,
    '  dateFormat x',
    '  axisFormat %H:%M:%S',
    ...lines,
    '```',
  ].join('\n')
}

const ON_THE_BRANCH: ReadonlySet<Result['reason']> = new Set([
  'own-commit',
  'newer',
  'order-unproven',
  'redeployed',
  'branch-alive',
])

function bar({ deployment, outcome, reason }: Result, now: number): string {
  const { sha, createdAt = now, canceledAt } = deployment
  const canceled = outcome === 'canceled'
  const words = canceled ? 'cancelled' : outcome === 'kept' ? `kept ${reason}` : outcome
  const end = Math.max(createdAt + 1, canceled ? (canceledAt ?? now) : now)
  const tag = canceled ? 'crit' : outcome === 'kept' ? 'active' : 'done'
  return `  ${mermaid(sha?.slice(0, 7) ?? 'unknown')} ${words} :${tag}, ${createdAt}, ${end}`
}

/** Text inside a chart: Mermaid has no escape for colons, semicolons and the like, so they go. */
function mermaid(text: string): string {
  return text
    .replace(/[^\p{L}\p{N} ./_-]/gu, '')
    .slice(0, 60)
    .trim()
}
