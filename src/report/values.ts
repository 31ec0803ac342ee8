import type { Result } from '../plan/result.js'
import type { DeploymentOutput } from './outputs.js'
import { outcomeOf, type Report, type StepOutcome, sorted } from './report.js'

export type Outputs = {
  status: string
  canceledAt: string
  deploymentId: string
  canceledCount: string
  outcome: StepOutcome
  deployments: string
}

/**
 * Largest size of the output `deployments`, in bytes of UTF-8: Linux takes 131,071 bytes in one
 * environment variable (MAX_ARG_STRLEN), and a later step gets the output through one.
 */
export const MAX_BYTES = 120_000

/** The step's outputs, all of them, whatever happened. */
export function outputsOf(report: Report): Outputs {
  const results = report.kind === 'done' ? report.results : []
  const { done } = sorted(results)
  const canceled = canceledOf(done)
  return {
    status: statusOf(done),
    canceledAt: latest(canceled),
    deploymentId: canceled[0]?.deployment.id ?? '',
    canceledCount: String(done.filter(({ outcome }) => outcome === 'canceled').length),
    outcome: outcomeOf(report),
    deployments: deploymentsJson(results).json,
  }
}

/** What this run canceled; where all that were named had been canceled before, those. */
function canceledOf(done: readonly Result[]): Result[] {
  if (done.every(({ outcome }) => outcome === 'already-canceled')) return [...done]
  return done.filter(({ outcome }) => outcome === 'canceled')
}

function latest(results: readonly Result[]): string {
  let last: number | undefined
  for (const { deployment } of results) {
    const { canceledAt } = deployment
    if (canceledAt !== undefined && canceledAt > (last ?? Number.NEGATIVE_INFINITY))
      last = canceledAt
  }
  return last === undefined ? '' : String(last)
}

function statusOf(done: readonly Result[]): string {
  if (done.length === 0) return ''
  const planned = done.find(({ outcome }) => outcome === 'would-cancel')
  const other =
    planned ?? done.find(({ outcome }) => outcome !== 'canceled' && outcome !== 'already-canceled')
  return other ? (other.deployment.state ?? '') : 'CANCELED'
}

/**
 * The output `deployments`: what was acted on first, then what was kept in scope, then the rest, as
 * far as it fits.
 *
 * @returns the JSON, and how many were left out of it
 */
export function deploymentsJson(results: readonly Result[]): { json: string; leftOut: number } {
  const { done, kept, others } = sorted(results)
  const items: string[] = []
  let bytes = '[]'.length
  for (const result of [...done, ...kept, ...others]) {
    if (bytes > MAX_BYTES - SMALLEST_ITEM) break
    const item = JSON.stringify(toOutput(result))
    const size = Buffer.byteLength(item) + ','.length
    if (bytes + size > MAX_BYTES) continue
    bytes += size
    items.push(item)
  }
  return { json: `[${items.join(',')}]`, leftOut: results.length - items.length }
}

/** No object is smaller, in bytes: its keys alone take more. */
const SMALLEST_ITEM = 150

/** One object of the output `deployments`. What is not known is `null`; nothing is left out. */
export function toOutput(result: Result): DeploymentOutput {
  const { deployment, outcome, reason, replacedBy, message } = result
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
    replacedBy: replacedBy?.id ?? null,
    message: message ?? null,
  }
}
