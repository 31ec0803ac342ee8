import type { Scope } from '../event/scope.js'
import { branchesWhereHead } from '../github/branches.js'
import { type Heads, readHeads } from '../github/query.js'
import { type Branch, branchKey } from '../github/repository.js'
import type { Step } from '../step.js'
import { listByCommit } from '../vercel/client.js'
import type { Deployment } from '../vercel/deployment.js'
import { listProblem } from '../vercel/list.js'
import { buildsKey, commitKey, type Facts, type Need } from './facts.js'
import { branchOf } from './origin.js'
import { sameCommit } from './replacement.js'

type Apis = Pick<Step, 'github' | 'vercel' | 'clock'>

/**
 * Asks GitHub, in requests that start together, what the decision needs about the builds that the
 * first rules leave open. Never throws for what GitHub does.
 *
 * @param known what is known already
 */
export async function readFacts(
  open: readonly Deployment[],
  scope: Scope,
  known: Facts,
  apis: Apis,
): Promise<Facts> {
  const facts = { ...known, firstSeen: seen(open, known.firstSeen) }
  // In `mode: commit` only the branches of the commit count: the verdicts ask for those.
  if (open.length === 0 || scope.mode === 'commit') return facts
  const commits = [...new Set(open.map(({ sha }) => commitKey(sha)))]
  const needs = commits
    .filter((sha) => isAskedAtOnce(sha, scope) && !facts.branchesAt.has(sha))
    .map((sha) => ({ kind: 'branches-at', sha }) as const)
  const [heads, more] = await Promise.all([
    headsOf(open, commits, scope, apis),
    readMore(needs, scope, facts, apis),
  ])
  return { ...more, ...heads, heads: heads.branches, why: heads.why ?? more.why }
}

/** A sweep asks about the few commits that are to go; so does a push about its own newest one. */
function isAskedAtOnce(sha: string, { mode, ownHead }: Scope): boolean {
  // Short commits are asked for by their whole name, which the event or the reply about heads gives.
  return mode !== 'sweep' && sha.length >= 40 && !sameCommit(sha, ownHead)
}

function headsOf(
  open: readonly Deployment[],
  commits: string[],
  scope: Scope,
  { github }: Apis,
): Promise<Heads> {
  const branches = new Map<string, Branch>()
  for (const build of open) {
    const branch = branchOf(build, scope)
    if (branch) branches.set(branchKey(branch), branch)
  }
  const wanted = { repository: scope.repository, branches: [...branches.values()], commits }
  return readHeads(github, wanted)
}

/** Asks for what verdicts turned out to need; returns the facts with the answers. */
export async function readMore(
  needs: readonly Need[],
  scope: Scope,
  facts: Facts,
  apis: Apis,
): Promise<Facts> {
  const branchesAt = new Map(facts.branchesAt)
  const buildsOf = new Map(facts.buildsOf)
  let { why, firstSeen } = facts
  await Promise.all(
    unique(needs).map(async (need) => {
      if (need.kind === 'branches-at') {
        const reply = await branchesWhereHead(apis.github, scope.repository, need.sha)
        branchesAt.set(need.sha, reply.branches)
        why ??= reply.why
        return
      }
      const { projectId, sha } = need
      const { deployments, failure } = await listByCommit(apis.vercel, projectId, sha)
      // What was read before a failure still counts: it may only keep more.
      const problem = failure && listProblem(apis.vercel, projectId, failure)
      buildsOf.set(buildsKey(projectId, sha), { builds: deployments, problem })
      firstSeen = seen(deployments, firstSeen)
    }),
  )
  return { ...facts, branchesAt, buildsOf, why, firstSeen }
}

function unique(needs: readonly Need[]): Need[] {
  return [...new Map(needs.map((need) => [JSON.stringify(need), need])).values()]
}

/** Notes when builds were first seen building, by the clock of the server that listed them. */
function seen(
  builds: readonly Deployment[],
  known: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const firstSeen = new Map(known)
  for (const { id, state, readAt } of builds) {
    if (state === 'BUILDING' && readAt !== undefined && !firstSeen.has(id))
      firstSeen.set(id, readAt)
  }
  return firstSeen
}
