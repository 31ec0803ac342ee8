import type { Result } from '../cancel.js'
import type { KeepReason } from '../plan/decide.js'
import { groupBy } from '../shared/group.js'
import { MESSAGES } from '../shared/phrases.js'
import { count, ended, listed, plain, ticked } from '../shared/text.js'
import type { Report } from './report.js'

/** What was decided and done, in one sentence. */
export function headline(report: Report): string {
  const { results, dryRun, kind, subject } = report
  // The list holds the whole project: what is elsewhere is no part of what this run is about.
  const near = results.filter(({ elsewhere }) => !elsewhere)
  const of = (outcome: Result['outcome']) =>
    near.filter((result) => result.outcome === outcome).length
  const named = kind === 'named'
  const all = named
    ? count(near.length, 'named deployment')
    : `${count(near.length, 'build')} in flight ${subject}`
  const rest = [
    phrase(dryRun ? of('canceled') : 0, 'cancelled already'),
    phrase(of('failed'), 'could not be cancelled'),
    phrase(of('already-finished'), 'had already finished'),
    phrase(of('not-found'), named ? 'not found' : 'no longer there'),
    ...keptPhrases(near, report),
  ].filter((part) => part !== '')
  if (near.some(({ outcome }) => outcome !== 'kept')) {
    const done = dryRun
      ? `Dry run: would cancel ${of('would-cancel')}`
      : `Cancelled ${of('canceled')}`
    return plain([`${done} of ${all}`, ...rest].join('; '))
  }
  if (near.length === 0) return plain(`Nothing to cancel: no build is in flight ${subject}`)
  return plain(`Nothing to cancel: ${[all, ...rest].join('; ')}`)
}

/** Why, in the words of the output `reason`, with what it does not say: "protected-target (production)". */
export function reasonOf({ deployment, outcome, reason }: Result): string {
  if (reason === 'protected-target') return `${reason} (${protectedBy(deployment)})`
  if (outcome === 'already-finished') return `${reason}, but ${deployment.state}`
  return reason
}

/** The id, or the hostname under which a deployment was not found. */
export function nameOf({ deployment }: Result): string {
  return deployment.id || deployment.url || 'unknown'
}

/** "`dpl_a`, `dpl_b` and 98 more": an annotation that names hundreds is read by nobody. */
export function namesOf(results: readonly Result[]): string {
  const names = ticked(results.slice(0, MAX_NAMES).map(nameOf))
  const rest = results.length - names.length
  return listed(rest > 0 ? [...names, `${rest} more`] : names)
}

const MAX_NAMES = 5

/** A line of the log for each result, in columns. */
export function resultLines(results: readonly Result[]): string[] {
  const rows = results.map((result) => {
    const { deployment, outcome, stateBefore, message } = result
    const { project, sha, branch } = deployment
    const commit =
      sha || branch ? `${sha?.slice(0, 7) ?? 'no commit'} on ${branch ?? 'no branch'}` : ''
    const row = [outcome, project, nameOf(result), stateBefore, commit, reasonOf(result), message]
    return row.map((cell) => plain(cell ?? '', 200))
  })
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? []
  return rows.map((row) =>
    row
      .map((cell, i) => (widths[i] === 0 ? '' : `${cell.padEnd(widths[i] ?? 0)}  `))
      .join('')
      .trimEnd(),
  )
}

/** Each reason to keep a build, as it stands in a sentence: "1 kept: newer". */
const KEPT: Record<Exclude<KeepReason, 'protected-target' | 'own-commit'>, string> = {
  newer: 'newer',
  'order-unproven': 'order not proven',
  'other-branch': 'another branch',
  'other-repository': 'another repository',
  'repository-unknown': 'repository not known',
  'state-excluded': 'state not in `states`',
  redeployed: 'redeployed by somebody',
  'branch-alive': 'its branch lives on',
}

function keptWords({ deployment, reason }: Result, { kind }: Report): string {
  if (reason === 'protected-target') return protectedBy(deployment)
  if (reason === 'own-commit') {
    return kind === 'sweep' ? "its branch's newest commit" : "this run's own commit"
  }
  return KEPT[reason as keyof typeof KEPT]
}

function protectedBy({ environment }: Result['deployment']): string {
  if (environment === undefined) return 'unknown environment'
  return environment === 'preview' ? 'the default branch' : environment
}

/** "1 kept: newer", for each reason that occurs. */
function keptPhrases(results: readonly Result[], report: Report): string[] {
  const kept = results.filter(({ outcome }) => outcome === 'kept')
  const groups = groupBy(kept, (result) => keptWords(result, report))
  return [...groups].map(([words, group]) => `${group.length} kept: ${words}`)
}

function phrase(n: number, words: string): string {
  return n === 0 ? '' : `${n} ${words}`
}

/** Why the step fails, a paragraph each; empty when it does not. */
export function failuresOf(report: Report): string[] {
  const { results, problems, kind, ifFinished } = report
  const named = kind === 'named'
  const bad = results.filter(
    ({ outcome }) => outcome === 'failed' || (named && outcome === 'not-found'),
  )
  // Many builds fail for the same reason: it is said once, with their names.
  const byMessage = groupBy(bad, ({ outcome, message }) => `${outcome} ${message}`)
  const failures = [...problems]
  for (const group of byMessage.values()) {
    const [first] = group
    failures.push(
      first?.outcome === 'not-found'
        ? `${namesOf(group)} ${MESSAGES.notFound}: ${ended(first.message ?? '')} Is it spelled right?`
        : `${namesOf(group)} ${MESSAGES.notCanceled}. ${ended(first?.message ?? '')}`,
    )
  }
  const finished = results.filter(({ outcome }) => outcome === 'already-finished')
  if (named && ifFinished === 'error' && finished.length > 0) {
    failures.push(
      `${namesOf(finished)} ${MESSAGES.alreadyFinished}, which \`if-finished: error\` forbids.`,
    )
  }
  return failures
}
