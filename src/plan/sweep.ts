import { sameName } from '../event/event.js'
import type { BranchTrigger, SweepTrigger } from '../event/trigger.js'
import type { Heads, Wanted } from '../github/heads.js'
import type { Deployment } from '../vercel/schemas.js'
import {
  type Decision,
  type Head,
  isElsewhere,
  judge,
  outOfReach,
  type Policy,
  screen,
  type Verdict,
} from './decide.js'

/**
 * Which heads a sweep has to read: of every branch of this repository, and of every fork's pull
 * request, that has a build in flight which the policy lets us cancel. Pure.
 */
export function wantedHeads(
  deployments: readonly Deployment[],
  sweep: SweepTrigger,
  policy: Policy,
): Wanted {
  const branches = new Set<string>()
  const pullRequests = new Set<number>()
  for (const deployment of deployments) {
    const trigger = triggerOf(deployment, sweep)
    if (outOfReach(deployment, trigger, policy)) continue
    if (trigger.pullRequest !== undefined) pullRequests.add(trigger.pullRequest)
    else branches.add(trigger.branch)
  }
  return { branches: [...branches], pullRequests: [...pullRequests] }
}

/** Judges every build against the head of its own branch, or of its fork's pull request. Pure. */
export function decideSweep(
  deployments: readonly Deployment[],
  sweep: SweepTrigger,
  policy: Policy,
  heads: Heads,
): Decision[] {
  return deployments.map((deployment) => {
    const trigger = triggerOf(deployment, sweep)
    const head = headOf(trigger, heads)
    // A branch that is gone has no newer commit, but its builds are worthless all the same.
    const own: BranchTrigger =
      head.state === 'gone'
        ? { ...trigger, mode: 'branch', defaultBranch: sweep.defaultBranch }
        : trigger
    // A branch that was never pushed looks as if it were gone: `vercel deploy` builds such, too.
    const perhapsLocal = head.state === 'gone' && !FROM_GITHUB.has(deployment.source)
    const verdict: Verdict =
      screen(deployment, own, policy) ??
      (perhapsLocal ? { action: 'keep', reason: 'order-unproven' } : judge(deployment, own, head))
    return { deployment, verdict, elsewhere: isElsewhere(deployment, trigger) }
  })
}

/** Sources of builds whose branch was on GitHub; Vercel says of each build what asked for it. */
const FROM_GITHUB: ReadonlySet<string | undefined> = new Set([
  undefined,
  'api-trigger-git-deploy',
  'git',
  'git-deploy-hook',
])

/** The build's branch, by head proof alone. */
function triggerOf(deployment: Deployment, { repository }: SweepTrigger): BranchTrigger {
  const { commit, base, pullRequest } = deployment.origin
  const own: BranchTrigger = {
    mode: 'superseded',
    base: repository,
    repository,
    // A build of no branch equals none: rule 4 keeps it.
    branch: deployment.branch ?? '',
    commits: [],
    headIsOwn: true,
    headAt: undefined,
    pullRequest: undefined,
    fork: false,
    defaultBranch: undefined,
    modeGiven: false,
    projectId: undefined,
  }
  const isOurs = sameName(base.owner, repository.owner) && sameName(base.name, repository.name)
  const { owner, name } = commit
  if (!isOurs || pullRequest === undefined || owner === undefined || name === undefined) return own
  if (sameName(owner, repository.owner) && sameName(name, repository.name)) return own
  return {
    ...own,
    repository: { id: undefined, owner, name },
    fork: true,
    pullRequest,
  }
}

function headOf(trigger: BranchTrigger, heads: Heads): Head {
  const unknown: Head = { state: 'unknown', why: 'GitHub does not tell it' }
  if (trigger.pullRequest === undefined) return heads.branches.get(trigger.branch) ?? unknown
  const pull = heads.pullRequests.get(trigger.pullRequest)
  // The number stands in metadata that anybody who deploys can write: the fork and the branch must fit.
  const fits =
    pull?.branch === trigger.branch &&
    sameName(pull.owner, trigger.repository.owner) &&
    sameName(pull.name, trigger.repository.name)
  return fits ? pull.head : unknown
}
