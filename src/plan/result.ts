import type { Deployment } from '../vercel/deployment.js'
import type { Reason } from './reasons.js'

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
  /** Of superseded ones: the build that takes its place. */
  replacedBy: Deployment | undefined
  /** The state in which it was found; `undefined` when it was canceled without a look before. */
  stateBefore: string | undefined
  /** A sentence, where outcome and reason do not say it all. */
  message: string | undefined
  /** Of another branch or repository: only looked at because the list holds the whole project. */
  outOfScope: boolean
}
