import type { Deployment } from '../vercel/deployment.js'
import { buildsKey, type Need, needBuilds } from './facts.js'
import { byMomentDescending, projectKey } from './replacement.js'
import { isShared, isSure, livingOfCommit, type Situation, wholeCommit } from './situation.js'
import { keep, type Verdict } from './verdict.js'

/**
 * The builds that stay although a rule would cancel them: where this run would cancel every living
 * build of a commit that is another branch's newest, the one with the latest moment. A build that the
 * project's Ignored Build Step may still skip does not count as one that stays.
 *
 * @param canceled the builds that the rules would cancel
 */
export function stayingIn(
  canceled: readonly Deployment[],
  situation: Situation,
): Map<string, Staying> {
  const going = new Set(canceled.map(({ id }) => id))
  const staying = new Map<string, Staying>()
  const seen = new Set<string>()
  for (const build of canceled) {
    if (seen.has(build.id)) continue
    const living = livingOfCommit(build, situation)
    // A build without uncommitted changes has fewer beside it: those with some are none of them.
    for (const { id, dirty } of living) if (dirty === build.dirty) seen.add(id)
    if (living.some((one) => !going.has(one.id) && isSure(one, situation))) continue
    const [latest, ...others] = living.filter(({ id }) => going.has(id)).sort(byMomentDescending)
    if (latest === undefined) continue
    const answers = [latest, ...others].map((one) => isShared(one, situation))
    if (answers.includes('yes')) staying.set(latest.id, staysForAnother(latest, situation))
    else if (answers.includes('unknown')) staying.set(latest.id, staysUnread(latest, situation))
  }
  return staying
}

type Staying = Verdict & { needs: Need[] }

/** Another branch needs it, unless its commit has a build that the list does not show. */
function staysForAnother(build: Deployment, situation: Situation): Staying {
  const projectId = projectKey(build)
  const sha = wholeCommit(build.sha, situation)
  const isAsked = projectId === undefined || situation.facts.buildsOf.has(buildsKey(projectId, sha))
  return { ...keep('shared-commit'), needs: isAsked ? [] : [needBuilds(projectId, sha)] }
}

/** It is not known yet whether another branch needs it. */
function staysUnread(build: Deployment, situation: Situation): Staying {
  const sha = wholeCommit(build.sha, situation)
  const isAsked = situation.facts.branchesAt.has(sha)
  return { ...keep('github-unknown'), needs: isAsked ? [] : [{ kind: 'branches-at', sha }] }
}
