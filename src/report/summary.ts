import type { Result } from '../cancel.js'
import { groupBy } from '../shared/group.js'
import { count, duration, markdown } from '../shared/text.js'
import { doneAndKept, outcomeOf, type Report } from './report.js'
import { failuresOf, headline, nameOf, reasonOf } from './sentences.js'

/** GitHub cuts a summary off at 1 MiB; a table of more rows than this is read by nobody. */
const MAX_ROWS = 200
const MAX_BARS = 30

/**
 * The job summary in GitHub's Markdown; empty where nothing was cancelled, failed or would have been.
 *
 * @param now epoch ms
 */
export function summaryOf(report: Report, now: number): string {
  const { results, skipped } = report
  const { done, kept } = doneAndKept(results)
  const failures = failuresOf(report)
  if (skipped !== undefined || (done.length === 0 && failures.length === 0)) return ''
  const parts = [
    `### ${titleOf(report, failures)}`,
    results.length > 0 ? `${sentence(headline(report))}.` : '',
    ...failures.map(quote),
    ...tables(done, now),
    chart(report, now),
    kept.length > 0
      ? folded(`${count(kept.length, 'build')} kept, and why`, keptTables(kept).join('\n\n'))
      : '',
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function titleOf(report: Report, failures: readonly string[]): string {
  const outcome = outcomeOf(report)
  if (report.results.length === 0) return '❌ Vercel builds were not looked at'
  if (outcome === 'failed') return '❌ Vercel builds could not all be cancelled'
  if (outcome === 'dry-run') return '🔎 Vercel builds that would be cancelled'
  if (outcome === 'canceled') return '🛑 Vercel builds cancelled'
  const sign = failures.length > 0 ? '❌' : 'ℹ️'
  return outcome === 'already-finished'
    ? `${sign} Vercel builds had already finished`
    : `${sign} Vercel builds were no longer there`
}

/** A message as a quotation, line by line. */
function quote(message: string): string {
  return message
    .split('\n')
    .map((line) => `> ${sentence(line)}`)
    .join('\n')
}

/** A sentence of ours, with the names between its backticks set as code. */
function sentence(words: string): string {
  return markdown(words, 1000).replace(/&#96;(.*?)&#96;/g, '<code>$1</code>')
}

function tables(done: readonly Result[], now: number): string[] {
  return byProject(done, ['Build', 'Commit', 'Was', 'Result'], (result) => {
    const { outcome, message } = result
    const what = outcome === 'canceled' ? '**cancelled**' : outcome
    const why = `${what} (${markdown(reasonOf(result))})`
    const cell = message === undefined ? why : `${why}: ${markdown(message, 300)}`
    return [buildCell(result), commitCell(result), stateCell(result, now), cell]
  })
}

function keptTables(kept: readonly Result[]): string[] {
  return byProject(kept, ['Build', 'Commit', 'State', 'Kept because'], (result) => [
    buildCell(result),
    commitCell(result),
    markdown(result.stateBefore ?? 'unknown'),
    markdown(reasonOf(result)),
  ])
}

/** A table for each project, and how many rows were left out of all. */
function byProject(
  results: readonly Result[],
  head: string[],
  cells: (result: Result) => string[],
): string[] {
  const groups = groupBy(results.slice(0, MAX_ROWS), projectOf)
  const all = [...groups].map(([project, group]) =>
    [
      ...(project === '' ? [] : [`**${markdown(project)}**\n`]),
      row(...head),
      row(...head.map(() => '---')),
      ...group.map((result) => row(...cells(result))),
    ].join('\n'),
  )
  const rest = results.length - MAX_ROWS
  return rest > 0 ? [...all, `${rest} more are in the output \`deployments\`.`] : all
}

function projectOf({ deployment }: Result): string {
  return deployment.project ?? ''
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
  const state = markdown(stateBefore ?? 'in flight')
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
    .filter(({ elsewhere, deployment }) => !elsewhere && deployment.createdAt !== undefined)
    .sort((a, b) => (a.deployment.createdAt ?? 0) - (b.deployment.createdAt ?? 0))
    .slice(-MAX_BARS)
  if (bars.length < 2) return ''
  const lines = [...groupBy(bars, projectOf)].flatMap(([project, group]) => [
    `  section ${mermaid(project) || 'project'}`,
    ...group.map((result) => bar(result, now)),
  ])
  return [
    '```mermaid',
    'gantt',
    `  title Builds ${mermaid(subject)}`,
    '  dateFormat x',
    '  axisFormat %H:%M:%S',
    `  tickInterval ${tickInterval(now - (bars[0]?.deployment.createdAt ?? now))}`,
    '  todayMarker off',
    ...lines,
    '```',
  ].join('\n')
}

/** The time between two marks of the axis: few enough of them to be read on a phone. */
function tickInterval(span: number): string {
  const s = TICKS_S.find((tick) => tick * MAX_TICKS * 1000 >= span) ?? 86_400
  if (s < 60) return `${s}second`
  return s < 3600 ? `${s / 60}minute` : `${s / 3600}hour`
}

const MAX_TICKS = 5
const TICKS_S = [5, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600]

function bar({ deployment, outcome, reason }: Result, now: number): string {
  const { sha, createdAt = now, canceledAt } = deployment
  const canceled = outcome === 'canceled'
  const words = canceled ? 'cancelled' : outcome === 'kept' ? `kept ${reason}` : outcome
  const end = Math.max(createdAt + 1, canceled ? (canceledAt ?? now) : now)
  const tag = canceled ? 'crit' : outcome === 'kept' ? 'active' : 'done'
  // A line that begins with a word of Mermaid's own (`section`, `click`) would be no bar.
  const commit = /^[0-9a-f]{7}/i.exec(sha ?? '')?.[0] ?? 'unknown'
  return `  ${commit} ${words} :${tag}, ${createdAt}, ${end}`
}

/** Text inside a chart: Mermaid has no escape for colons, semicolons and the like, so they go. */
function mermaid(text: string): string {
  return text
    .replace(/[^\p{L}\p{N} ./_-]/gu, '')
    .slice(0, 60)
    .trim()
}
