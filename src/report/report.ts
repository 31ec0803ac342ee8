import type { Outcome, Result } from '../plan/result.js'

/** What one run of the step came to; all that is shown is made from it. */
export type Report =
  | {
      kind: 'skipped'
      why: string
      /** The reason is shown as a notice, not only in the log. */
      notice: boolean
      warnings: string[]
    }
  | {
      /** Nothing was looked at: bad input, no project, … */
      kind: 'failed'
      /** Why, a sentence each. */
      problems: string[]
      warnings: string[]
    }
  | Done

/** Builds were looked at, or there were none to look at. */
export type Done = {
  kind: 'done'
  /** Deployments that the user named, or builds of a branch, of a commit or of all branches. */
  selection: 'named' | 'branch' | 'commit' | 'sweep'
  /** The end of a sentence: "on `feature/x`", "of commit `abc1234`", "in acme/shop"; empty for named ones. */
  subject: string
  /** The projects that were looked at, by id or name. */
  projects: {
    names: string[]
    /** Where the names came from: "`project-id`", "VERCEL_PROJECT_ID", "linked to acme/shop". */
    source: string | undefined
  }
  results: Result[]
  /** Failures that are not tied to one build, a sentence each; any of them fails the step. */
  problems: string[]
  /** What a person could mend, though the step goes on. */
  warnings: string[]
  notices: string[]
  dryRun: boolean
  ifFinished: 'warn' | 'error' | 'ignore'
}

export type StepOutcome =
  | 'canceled'
  | 'nothing-to-cancel'
  | 'already-finished'
  | 'dry-run'
  | 'skipped'
  | 'failed'

/** The outcome of the step. */
export function outcomeOf(report: Report): StepOutcome {
  switch (report.kind) {
    case 'skipped':
    case 'failed':
      return report.kind
    case 'done':
      return outcomeOfDone(report)
  }
}

function outcomeOfDone({ results, problems, selection }: Done): StepOutcome {
  const some = (...outcomes: Outcome[]) => results.some(({ outcome }) => outcomes.includes(outcome))
  if (problems.length > 0 || some('failed')) return 'failed'
  if (selection === 'named' && some('not-found')) return 'failed'
  if (some('canceled')) return 'canceled'
  if (some('already-finished', 'already-canceled')) return 'already-finished'
  if (some('would-cancel')) return 'dry-run'
  return 'nothing-to-cancel'
}

/** Whether the step fails, which `if-finished: error` can do without a change of its outcome. */
export function fails(report: Report): boolean {
  return outcomeOf(report) === 'failed' || (report.kind === 'done' && forbidden(report).length > 0)
}

/** Named deployments that had finished, where `if-finished: error` forbids that. */
export function forbidden({ selection, ifFinished, results }: Done): Result[] {
  if (selection !== 'named' || ifFinished !== 'error') return []
  return results.filter(({ outcome }) => outcome === 'already-finished')
}

/** Results by what was done: acted on, or would be; kept; and kept without being in scope. */
export function sorted(results: readonly Result[]): Record<'done' | 'kept' | 'others', Result[]> {
  const groups = { done: [] as Result[], kept: [] as Result[], others: [] as Result[] }
  for (const result of results) {
    if (result.outcome !== 'kept') groups.done.push(result)
    else if (result.outOfScope) groups.others.push(result)
    else groups.kept.push(result)
  }
  return groups
}
