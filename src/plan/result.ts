import type { Deployment } from '../vercel/deployment.js'
import type { CancelReason, KeepReason, Reason } from './reasons.js'

export type Outcome =
  | 'canceled'
  | 'would-cancel'
  | 'already-finished'
  | 'already-canceled'
  | 'not-found'
  | 'kept'
  | 'failed'

/** What became of one deployment that was looked at. */
export type Result = {
  /** As it was read last. */
  deployment: Deployment
  outcome: Outcome
  reason: Reason
  /** Of a superseded build, the build that takes its place, where there is one. */
  replacedBy: Deployment | undefined
  /** The state in which it was found; `undefined` when it was canceled without a look before. */
  stateBefore: string | undefined
  /** A sentence, where outcome and reason do not say it all. */
  message: string | undefined
  /** Of another branch, commit or repository: looked at only because the list holds the project. */
  outOfScope: boolean
}

/** A planned result: this build is to be canceled. */
export function wouldCancel(
  deployment: Deployment,
  reason: CancelReason,
  replacedBy?: Deployment,
): Result {
  return {
    deployment,
    outcome: 'would-cancel',
    reason,
    replacedBy,
    stateBefore: deployment.state,
    message: undefined,
    outOfScope: false,
  }
}

/** A planned result: this build is left alone. */
export function kept(deployment: Deployment, reason: KeepReason, outOfScope: boolean): Result {
  return { ...wouldCancel(deployment, 'requested'), outcome: 'kept', reason, outOfScope }
}
