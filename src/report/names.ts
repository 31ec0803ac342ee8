import { REASONS } from '../plan/reasons.js'
import type { Result } from '../plan/result.js'
import { groupBy } from '../shared/group.js'
import { listed } from '../shared/text.js'
import type { Deployment } from '../vercel/deployment.js'

/** The ID, or the hostname under which a deployment was not found. */
export function nameOf({ id, url }: Deployment): string {
  return id || url || 'unknown'
}

/** "`dpl_a` (production), `dpl_b` and 98 more": nobody reads an annotation with hundreds of names. */
export function namesOf(results: readonly Result[]): string {
  const names = results.slice(0, MAX_NAMES).map(({ deployment }) => {
    const environment = deployment.environment === 'production' ? ' (production)' : ''
    return `\`${nameOf(deployment)}\`${environment}`
  })
  return listed(withRest(names, results.length))
}

const MAX_NAMES = 5

/** The names, and how many more there are: "and 98 more". */
export function withRest(names: readonly string[], total: number): string[] {
  return total > names.length ? [...names, `${total - names.length} more`] : [...names]
}

/** The first seven digits of a commit, as GitHub shows it; a text that is no commit is cut as well. */
export function shortSha(sha: string | undefined): string | undefined {
  return sha?.slice(0, 7)
}

/**
 * A build's branch: `feature/x`, and of a fork `octocat:feature/x`, as GitHub writes it. Of another
 * repository, or a fork in the same account, with the repository's name: `acme/docs:main`.
 */
export function branchOf({ deployment, reason }: Result): string | undefined {
  const { branch, origin } = deployment
  const { owner, name } = origin.commit
  if (branch === undefined || !owner || !name) return branch
  if (isFork(deployment)) {
    return same(owner, origin.base.owner) ? `${owner}/${name}:${branch}` : `${owner}:${branch}`
  }
  return reason === 'other-repository' ? `${owner}/${name}:${branch}` : branch
}

/** Whether a build is left alone because a detached checkout (`HEAD`) names no branch. */
export function isDetached({ deployment, reason }: Result): boolean {
  return reason === 'other-branch' && deployment.branch === 'HEAD'
}

/** Whether a build's metadata name another repository for the commit than for the project. */
export function isFork({ origin: { commit, base } }: Deployment): boolean {
  if (!commit.owner || !commit.name || !base.owner || !base.name) return false
  return !same(commit.owner, base.owner) || !same(commit.name, base.name)
}

function same(a: string, b: string | undefined): boolean {
  return a.toLowerCase() === b?.toLowerCase()
}

/** Why, as in a sentence: "newest commit", "`production` not in `target`". */
export function wordsOf({ deployment: { environment }, reason }: Result): string {
  if (reason !== 'target-excluded') return REASONS[reason].words
  return environment === undefined ? 'environment unknown' : `\`${environment}\` not in \`target\``
}

/** Why, in the word of the output `reason`, with what it does not say: "superseded by dpl_b (b020c30)". */
export function reasonOf({ deployment, outcome, reason, replacedBy }: Result): string {
  if (reason === 'target-excluded') return `${reason} (${deployment.environment ?? 'unknown'})`
  if (outcome === 'already-finished') return `${reason}, but ${deployment.state ?? 'finished'}`
  if (replacedBy === undefined) return reason
  const sha = shortSha(replacedBy.sha)
  return `${reason} by ${nameOf(replacedBy)}${sha === undefined ? '' : ` (${sha})`}`
}

/** "newest commit (2), another branch (1)"; a single reason stands without its count, unless told. */
export function reasonCounts(results: readonly Result[], counts?: 'always'): string {
  const groups = [...groupBy(results, wordsOf)]
  if (groups.length === 1 && counts === undefined) return groups[0]?.[0] ?? ''
  return groups.map(([words, group]) => `${words} (${group.length})`).join(', ')
}
