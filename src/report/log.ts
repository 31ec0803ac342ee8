import type { Outcome, Result } from '../plan/result.js'
import { linkTo, MESSAGES } from '../shared/phrases.js'
import { count, plain } from '../shared/text.js'
import { headline } from './headline.js'
import { branchOf, isDetached, nameOf, reasonOf, shortSha } from './names.js'
import { type Done, fails, type Report, sorted } from './report.js'
import { noticesOf } from './sentences.js'
import { deploymentsJson, MAX_BYTES } from './values.js'

/** A part of the log: lines under a title that folds them. */
export type Group = { title: string; lines: string[] }

/** What the log says but for annotations: lines, and folded groups of them. */
export function logOf(report: Report): (string | Group)[] {
  if (report.kind === 'failed') return []
  if (report.kind === 'skipped') return report.notice ? [] : [plain(`Skipped: ${report.why}`)]
  const { results, problems } = report
  // What could not be looked at is not "nothing to cancel": the failure says it.
  if (results.length === 0 && problems.length > 0) return []
  const { done, kept, others } = sorted(results)
  return [
    headline(report),
    ...group(doneTitle(report), done),
    ...group('Kept builds', kept),
    ...group('Other builds in the same projects', others),
    ...nameless(report),
    ...leftOut(results),
  ]
}

function doneTitle(report: Done): string {
  const { done } = sorted(report.results)
  const all = (wanted: Outcome) => done.every(({ outcome }) => outcome === wanted)
  if (all('would-cancel')) return 'Builds that would be canceled'
  return all('canceled') && !fails(report) ? 'Canceled builds' : 'Selected builds'
}

function group(title: string, results: readonly Result[]): Group[] {
  if (results.length === 0) return []
  return [{ title: `${title} (${results.length})`, lines: resultLines(results) }]
}

/** Builds of `vercel deploy` that no run will ever cancel, where no notice tells that already. */
function nameless(report: Done): string[] {
  const n = report.results.filter(
    (result) => result.reason === 'repository-unknown' || isDetached(result),
  ).length
  if (n === 0 || noticesOf(report).length > 0) return []
  return [`${MESSAGES.nameless}: ${count(n, 'build')}. Help: ${linkTo('nameless')}`]
}

function leftOut(results: readonly Result[]): string[] {
  const { leftOut: n } = deploymentsJson(results)
  if (n === 0) return []
  return [
    `The output \`deployments\` leaves out ${n} of ${count(results.length, 'build')}, so that it stays below ${MAX_BYTES / 1000} kB. The builds that this run acted on come first.`,
  ]
}

/** A line of the log for each result, in columns. */
function resultLines(results: readonly Result[]): string[] {
  const rows = results.map(cellsOf)
  const widths: number[] = []
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length)
  }
  return rows.map((row) =>
    row
      .map((cell, i) => (widths[i] === 0 ? '' : `${cell.padEnd(widths[i] ?? 0)}  `))
      .join('')
      .trimEnd(),
  )
}

function cellsOf(result: Result): string[] {
  const { deployment, outcome, stateBefore, message } = result
  const { project, sha, environment } = deployment
  const branch = branchOf(result)
  const commit = sha || branch ? `${shortSha(sha) ?? 'no commit'} on ${branch ?? 'no branch'}` : ''
  // A build that the reason does not already call production is called so here.
  const named = environment === 'preview' || result.reason === 'target-excluded' ? '' : environment
  const cells = [outcome, project, nameOf(deployment), named, stateBefore, commit, reasonOf(result)]
  return [...cells.map((cell) => plain(cell ?? '', 200)), plain(message ?? '', 1000)]
}
