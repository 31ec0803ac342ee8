import type { Result } from '../cancel.js'
import type { NamedDeployments } from '../inputs/inputs.js'
import type { DeploymentOutput } from './outputs.js'

/** What one run of the step came to; all that is shown is made from it. */
export type Report = {
  /** Deployments that the user named, builds of a branch, or of all branches. */
  kind: 'named' | 'branch' | 'sweep'
  /** Where builds were looked for, as the end of a sentence: "on `feature/x`"; empty for named ones. */
  subject: string
  results: Result[]
  /** Why nothing was looked at. */
  skipped: string | undefined
  /** The reason is worth a notice beside the log. */
  notice: boolean
  /** There was nothing to do for this step, and so there is nothing to say. */
  silent: boolean
  /** What went wrong but for single builds, a sentence each; any makes the step fail. */
  problems: string[]
  /** What a person could mend, though the step goes on. */
  warnings: string[]
  ifFinished: NamedDeployments['ifFinished']
  dryRun: boolean
}

export const emptyReport: Report = {
  kind: 'branch',
  subject: '',
  results: [],
  skipped: undefined,
  notice: false,
  silent: false,
  problems: [],
  warnings: [],
  ifFinished: 'warn',
  dryRun: false,
}

export type Outcome =
  | 'canceled'
  | 'nothing-to-cancel'
  | 'already-finished'
  | 'dry-run'
  | 'skipped'
  | 'failed'

export type Outputs = {
  status: string
  canceledAt: string
  deploymentId: string
  canceledCount: string
  outcome: Outcome
  deployments: string
}

/** What was acted on, or would have been, and what was kept, with what the run is about first. */
export function doneAndKept(results: readonly Result[]): { done: Result[]; kept: Result[] } {
  return {
    done: results.filter(({ outcome }) => outcome !== 'kept'),
    kept: results
      .filter(({ outcome }) => outcome === 'kept')
      .sort((a, b) => Number(a.elsewhere) - Number(b.elsewhere)),
  }
}

/** The outcome of the step: the first of these that holds. */
export function outcomeOf({ results, problems, skipped, kind }: Report): Outcome {
  const some = (outcome: Result['outcome']) => results.some((result) => result.outcome === outcome)
  if (problems.length > 0 || some('failed') || (kind === 'named' && some('not-found')))
    return 'failed'
  if (skipped !== undefined) return 'skipped'
  if (some('canceled')) return 'canceled'
  if (some('already-finished')) return 'already-finished'
  if (some('would-cancel')) return 'dry-run'
  return 'nothing-to-cancel'
}

/** The step's outputs, all of them, whatever happened. */
export function outputsOf(report: Report): Outputs {
  const { done: attempted } = doneAndKept(report.results)
  const canceled = attempted.filter((result) => result.outcome === 'canceled')
  const times = canceled
    .map((result) => result.deployment.canceledAt)
    .filter((time) => time !== undefined)
  return {
    status: statusOf(attempted),
    canceledAt: times.length === 0 ? '' : String(Math.max(...times)),
    deploymentId: canceled[0]?.deployment.id ?? '',
    canceledCount: String(canceled.length),
    outcome: outcomeOf(report),
    deployments: JSON.stringify(report.results.map(toOutput)),
  }
}

function statusOf(attempted: readonly Result[]): string {
  if (attempted.length === 0) return ''
  const planned = attempted.find((result) => result.outcome === 'would-cancel')
  const other = planned ?? attempted.find((result) => result.outcome !== 'canceled')
  return other ? (other.deployment.state ?? '') : 'CANCELED'
}

/** One object of the output `deployments`. What is not known is `null`; nothing is left out. */
export function toOutput({ deployment, outcome, reason, message }: Result): DeploymentOutput {
  return {
    id: deployment.id || null,
    project: deployment.project ?? null,
    url: deployment.url ?? null,
    inspectorUrl: deployment.inspectorUrl ?? null,
    branch: deployment.branch ?? null,
    sha: deployment.sha ?? null,
    target: deployment.environment ?? null,
    state: deployment.state ?? null,
    createdAt: deployment.createdAt ?? null,
    canceledAt: deployment.canceledAt ?? null,
    outcome,
    reason,
    message: message ?? null,
  }
}
