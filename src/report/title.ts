import type { Outcome } from '../plan/result.js'
import { count } from '../shared/text.js'
import { type Done, fails, forbidden, type Report } from './report.js'

/** The title of the job summary, with the count. */
export function titleOf(report: Report): string {
  if (report.kind !== 'done') return '❌ Vercel builds were not checked'
  return fails(report) ? `❌ ${failedTitle(report)}` : doneTitle(report)
}

function failedTitle(report: Done): string {
  const { results, selection } = report
  const n = counter(report)
  const tried = n('failed') + n('canceled')
  if (n('failed') > 0)
    return `${n('failed')} of ${count(tried, 'Vercel build')} could not be canceled`
  if (selection === 'named' && n('not-found') > 0) {
    return `${n('not-found')} of ${count(results.length, 'Vercel deployment')} not found`
  }
  const over = forbidden(report).length
  if (over > 0) return `${count(over, 'Vercel deployment')} had already finished`
  if (n('canceled') > 0) return `${doneTitle(report)}, but not all could be checked`
  return results.length === 0
    ? 'Vercel builds were not checked'
    : 'Not all Vercel builds could be checked'
}

function doneTitle(report: Done): string {
  const n = counter(report)
  if (n('would-cancel') > 0) return `Dry run: would cancel ${builds(report, 'would-cancel')}`
  if (n('canceled') > 0) return `Canceled ${builds(report, 'canceled')}`
  if (n('already-finished') > 0) {
    return `${count(n('already-finished'), 'Vercel deployment')} had already finished`
  }
  if (n('already-canceled') > 0) {
    return `Already canceled: ${count(n('already-canceled'), 'Vercel deployment')}`
  }
  return `No longer there: ${count(n('not-found'), 'Vercel build')}`
}

function counter({ results }: Done): (outcome: Outcome) => number {
  return (wanted) => results.filter(({ outcome }) => outcome === wanted).length
}

/** "5 superseded Vercel builds", "1 Vercel production build". */
function builds({ results }: Done, outcome: Outcome): string {
  const done = results.filter((result) => result.outcome === outcome)
  const superseded = done.every(({ reason }) => reason === 'superseded') ? 'superseded ' : ''
  const production = done.every(({ deployment }) => deployment.environment === 'production')
  return count(done.length, `${superseded}Vercel ${production ? 'production ' : ''}build`)
}
