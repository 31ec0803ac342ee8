import type { Deployment } from '../vercel/deployment.js'
import { buildsKey } from './facts.js'
import { byMomentDescending, projectKey } from './replacement.js'
import { isShared, isSure, livingOfCommit, type Situation, wholeCommit } from './situation.js'
import { keep, type Verdict } from './verdict.js'

/**
 * The builds that stay although a rule would cancel them: where this run would cancel every living
 * build of a commit that is another branch's newest, the one with the latest moment. A build that the
 * project's Ignored Build Step may still skip does not count as one that stays.
 */
export function stayingIn(
  listed: readonly Deployment[],
  verdicts: readonly (Verdict | undefined)[],
  situation: Situation,
): Map<string, Verdict> {
  const canceled = new Set(
    listed.filter((_, i) => verdicts[i]?.action === 'cancel').map(({ id }) => id),
  )
  const staying = new Map<string, Verdict>()
  const seen = new Set<string>()
  for (const build of listed) {
    if (!canceled.has(build.id) || seen.has(build.id)) continue
    const living = livingOfCommit(build, situation)
    // A build without uncommitted changes has fewer beside it: those with some are none of them.
    for (const { id, dirty } of living) if (dirty === build.dirty) seen.add(id)
    if (living.some((one) => !canceled.has(one.id) && isSure(one, situation))) continue
    const going = living.filter(({ id }) => canceled.has(id))
    const answers = new Set(going.map((one) => isShared(one, situation)))
    const shared = answers.has('yes') ? 'yes' : answers.has('unknown') ? 'unknown' : 'no'
    const latest = going.sort(byMomentDescending)[0]
    if (shared === 'no' || latest === undefined) continue
    staying.set(latest.id, stay(latest, shared, situation))
  }
  return staying
}

function stay(build: Deployment, shared: 'yes' | 'unknown', situation: Situation): Verdict {
  const { facts } = situation
  const sha = wholeCommit(build.sha ?? '', situation)
  if (shared === 'unknown') {
    const isAsked = facts.branchesAt.has(sha)
    return { ...keep('github-unknown'), needs: isAsked ? [] : [{ kind: 'branches-at', sha }] }
  }
  const projectId = projectKey(build)
  if (projectId === undefined) return keep('shared-commit')
  const isAsked = facts.buildsOf.has(buildsKey(projectId, sha))
  return {
    ...keep('shared-commit'),
    needs: isAsked ? [] : [{ kind: 'builds-of', projectId, sha }],
  }
}
