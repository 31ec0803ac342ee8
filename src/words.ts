import type { Result } from './cancel.js'
import type { KeepReason } from './decide.js'
import type { Report } from './report.js'
import { count, plain } from './text.js'

/** Each reason to keep a build, as it stands in a sentence: "1 kept: newer". */
const KEPT: Record<KeepReason, string> = {
  'own-commit': "this run's own commit",
  newer: 'newer',
  'order-unproven': 'order not proven',
  'other-branch': 'another branch',
  'other-repository': 'another repository',
  'repository-unknown': 'repository not known',
  'protected-target': 'protected environment or branch',
  'state-excluded': 'state not in `states`',
  redeployed: 'redeployed by somebody',
  'branch-alive': 'its branch lives on',
}

/** Builds of these were only looked at because the list holds the whole project. */
const ELSEWHERE: ReadonlySet<Result['reason']> = new Set([
  'other-branch',
  'other-repository',
  'repository-unknown',
])

/** One result in a line of the log: "canceled  web  dpl_x  BUILDING  abc1234 on feature/x  superseded". */
export function resultLine(result: Result): string {
  const { deployment, outcome, stateBefore, message } = result
  const commit = deployment.sha ? deployment.sha.slice(0, 7) : 'no commit'
  const parts = [
    outcome,
    deployment.project ?? '',
    nameOf(result),
    stateBefore ?? '',
    `${commit} on ${deployment.branch ?? 'no branch'}`,
    reasonOf(result),
    message ?? '',
  ]
  return plain(parts.filter((part) => part !== '').join('  '))
}

/** Why, in words: "superseded", "kept: newer (newer)". */
export function reasonOf({ outcome, reason }: Result): string {
  return outcome === 'kept' ? `${reason}: ${KEPT[reason as KeepReason]}` : reason
}

/** The id, or the hostname under which a deployment was not found. */
export function nameOf({ deployment }: Result): string {
  return deployment.id || deployment.url || 'unknown'
}

/** What was decided and done, in one sentence. */
export function headline(report: Report): string {
  const { results, dryRun, named } = report
  const near = results.filter((result) => !ELSEWHERE.has(result.reason))
  const of = (outcome: Result['outcome']) =>
    near.filter((result) => result.outcome === outcome).length
  const canceled = of(dryRun ? 'would-cancel' : 'canceled')
  const whose = named
    ? count(near.length, 'named deployment')
    : `${count(near.length, 'build')} in flight ${report.subject}`
  const rest = [
    phrase(of('failed'), 'could not be cancelled'),
    phrase(of('already-finished'), 'had already finished'),
    phrase(of('not-found'), named ? 'not found' : 'no longer there'),
    ...keptPhrases(near),
  ].filter((part) => part !== '')
  if (results.some(({ outcome }) => outcome !== 'kept')) {
    const verb = dryRun ? 'Dry run: would cancel' : 'Cancelled'
    return plain([`${verb} ${canceled} of ${whose}`, ...rest].join('; '))
  }
  if (near.length === 0) return plain(`Nothing to cancel: no build is in flight ${report.subject}`)
  return plain(`Nothing to cancel: ${[whose, ...rest].join('; ')}`)
}

/** "1 kept: newer", for each reason that occurs. */
function keptPhrases(results: readonly Result[]): string[] {
  const counts = new Map<string, number>()
  for (const { outcome, reason } of results) {
    if (outcome !== 'kept') continue
    const words = KEPT[reason as KeepReason]
    counts.set(words, (counts.get(words) ?? 0) + 1)
  }
  return [...counts].map(([words, n]) => `${n} kept: ${words}`)
}

function phrase(n: number, words: string): string {
  return n === 0 ? '' : `${n} ${words}`
}
