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
   * @throws Error when the list broke off before the build: nothing tells whether it may still go
   */
  before(id: string, again: boolean): Promise<KeepReason | undefined>
  /** Of a build as it was just read. */
  excluded(build: Deployment): KeepReason | undefined
}

type Apis = Pick<Step, 'vercel' | 'github' | 'clock'>
/** What a list says of each build. `problem`: it broke off, so a build that is missing may be in it. */
type Look = { verdicts: Map<string, Verdict | undefined>; problem: string | undefined }

/**
 * Offers the second look to all builds of a plan that have to wait: they share one, since a rate
 * limit that ends lets many go on at once.
 */
export function createRecheck(plan: Plan, apis: Apis): Recheck {
  const { clock } = apis
  const situation = createSituation([], plan.scope, noFacts, plan.policy)
  let decidedAt = plan.readAt
  // The first list is older than any refusal: what is sent again never rests on it.
  let listedAt = Number.NEGATIVE_INFINITY
  let decided: Promise<Look> = Promise.resolve({ verdicts: new Map(), problem: undefined })
  let listed = decided

  return {
    async before(id, again) {
      const now = clock.now()
      if (now - decidedAt > FRESH_MS) {
        decidedAt = now
        listedAt = now
        decided = decideAgain(plan, apis)
        listed = decided
      } else if (again && now - listedAt > SHARED_MS) {
        listedAt = now
        listed = listAgain(plan, apis)
      }
      const looks = [await listed, await decided]
      for (const { verdicts, problem } of looks) {
        const verdict = verdicts.get(id)
        if (verdict?.action === 'keep') return verdict.reason
        if (problem !== undefined && !verdicts.has(id)) throw new Error(problem)
      }
      return undefined
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

/** Lists anew, and applies the rules that need no facts. */
async function listAgain(plan: Plan, { vercel }: Pick<Apis, 'vercel'>): Promise<Look> {
  const { deployments, problems } = await listBuilds(vercel, plan.projects.ids)
  const situation = createSituation(deployments, plan.scope, noFacts, plan.policy)
  const verdicts = new Map(deployments.map((build) => [build.id, screen(build, situation)]))
  return { verdicts, problem: problems[0] }
}

/** Lists anew, reads the facts anew, and decides. */
async function decideAgain(plan: Plan, apis: Apis): Promise<Look> {
  const { deployments, problems } = await listBuilds(apis.vercel, plan.projects.ids)
  const fresh = { ...apis, github: withFreshTime(apis.github) }
  // Since when a build was seen building stays true.
  const known = { ...noFacts, firstSeen: plan.facts.firstSeen }
  const { facts, verdicts } = await decideWithFacts(deployments, plan, known, fresh)
  plan.facts = { ...plan.facts, why: plan.facts.why ?? facts.why }
  return {
    verdicts: new Map(deployments.map(({ id }, i) => [id, verdicts[i]])),
    problem: problems[0],
  }
}
