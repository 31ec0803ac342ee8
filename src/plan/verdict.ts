import type { Deployment } from '../vercel/deployment.js'
import type { Need } from './facts.js'
import type { CancelReason, KeepReason } from './reasons.js'

export type Verdict = (
  | { action: 'cancel'; reason: CancelReason; replacedBy?: Deployment }
  | { action: 'keep'; reason: KeepReason }
) & {
  /** Facts that nobody has asked for yet and that could change this verdict. */
  needs?: Need[]
  /** A build that takes this one's place as soon as it is sure to be built. */
  pending?: Deployment
}

export const keep = (reason: KeepReason): Verdict => ({ action: 'keep', reason })
export const cancel = (reason: CancelReason): Verdict => ({ action: 'cancel', reason })
