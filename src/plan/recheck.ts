import { withFreshTime } from '../github/octokit.js'
import type { Step } from '../step.js'
import type { Deployment } from '../vercel/deployment.js'
import { listBuilds } from '../vercel/list.js'
import { screen } from './decide.js'
import { noFacts } from './facts.js'
import { decideWithFacts, type Plan } from './plan.js'
import type { KeepReason } from './reasons.js'
import { createSituation } from './situation.js'
import type { Verdict } from './verdict.js'

/** How old the facts may be when a cancel that rests on them is sent, in ms. */
const FRESH_MS = 30_000

/**
 * Looks again at builds that had to wait before they could be canceled: meanwhile they may have been
 * promoted, or their branch may have moved on. Each answer is a reason to keep the build after all.
 */
export type Recheck = {
  /**
   * Before a cancel is sent: everything is decided anew when the facts are old.
   *
   * @param again a rate limit refused the request before
   */
  before(id: string, again: boolean): Promise<KeepReason | undefined>
  /** Of a build as it was just read. */
  excluded(build: Deployment): KeepReason | undefined
}

/**
 * Offers the second look to all builds of a plan that have to wait: they share one, since a rate
 * limit that ends lets many go on at once.
 */
export function createRecheck(
  plan: Plan,
  apis: Pick<Step, 'vercel' | 'github' | 'clock'>,
): Recheck {
  const { clock } = apis
  const situation = createSituation([], plan.scope, noFacts, plan.policy)
  let decidedAt = plan.readAt
  let listedAt = plan.readAt
  let verdicts: Promise<Map<string, Verdict | undefined>> = Promise.resolve(new Map())

  const lookIfOlder = (ms: number) => {
    const now = clock.now()
    const withFacts = now - decidedAt > FRESH_MS
    if (withFacts) decidedAt = now
    if (withFacts || now - listedAt > ms) {
      listedAt = now
      verdicts = lookAgain(plan, withFacts, apis)
    }
  }
  const reasonOf = async (id: string) => {
    const verdict = (await verdicts).get(id)
    return verdict?.action === 'keep' ? verdict.reason : undefined
  }

  return {
    async before(id, again) {
      lookIfOlder(again ? SHARED_MS : FRESH_MS)
      return reasonOf(id)
    },
    excluded(build) {
      const verdict = screen(build, situation)
      const stays = verdict?.reason === 'state-excluded' || verdict?.reason === 'target-excluded'
      return stays ? verdict.reason : undefined
    },
  }
}

/** How long one list serves all that are sent again, in ms. */
const SHARED_MS = 1000

/** A fresh list, and the verdicts on it: by the rules that need no facts, or by all of them. */
async function lookAgain(
  plan: Plan,
  withFacts: boolean,
  apis: Pick<Step, 'vercel' | 'github' | 'clock'>,
): Promise<Map<string, Verdict | undefined>> {
  const github = withFreshTime(apis.github)
  const { deployments } = await listBuilds(apis.vercel, plan.projects.ids)
  const situation = createSituation(deployments, plan.scope, noFacts, plan.policy)
  const verdicts = withFacts
    ? (await decideWithFacts(deployments, plan, noFacts, { ...apis, github })).verdicts
    : deployments.map((build) => screen(build, situation))
  return new Map(deployments.map(({ id }, i) => [id, verdicts[i]]))
}
