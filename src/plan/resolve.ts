import type { EventScope, Scope } from '../event/scope.js'
import { branchesWhereHead } from '../github/branches.js'
import { ended, plain } from '../shared/text.js'
import type { Step } from '../step.js'
import { commitKey, type Facts } from './facts.js'

type Resolved = { scope: Scope; branchesAt: Facts['branchesAt'] } | { skipped: string }

/**
 * Asks GitHub for the branches of an event that tells only a commit. Other scopes stay as they are.
 *
 * @returns the scope and what GitHub said, or why nothing is looked at. Never throws for what GitHub
 *   does.
 */
export async function resolveBranches(scope: EventScope, { github }: Step): Promise<Resolved> {
  const { branches, repository } = scope
  if (branches === 'all' || Array.isArray(branches)) {
    return { scope: { ...scope, branches }, branchesAt: new Map() }
  }
  const { withHead: sha, named } = branches
  const { branches: found, why } = await branchesWhereHead(github, repository, sha)
  const branchesAt = new Map(found === undefined ? [] : [[commitKey(sha), found]])
  if (named !== undefined && !found?.includes(named)) {
    // Another branch than the event's: of that, the event's commit says nothing.
    const other = { branches: [named], ownHead: undefined, branchProven: false }
    return { scope: { ...scope, ...other }, branchesAt }
  }
  // In `mode: commit` the branches only tell whether somebody else needs the commit's builds.
  if (scope.mode === 'commit') return { scope: { ...scope, branches: found ?? [] }, branchesAt }
  const commit = `\`${plain(sha, 40).slice(0, 7)}\``
  if (found === undefined) {
    return { skipped: `GitHub did not say which branch commit ${commit} is on. ${ended(why)}` }
  }
  if (found.length === 0) {
    return { skipped: `Commit ${commit} is no branch's newest commit, so a later event covers it.` }
  }
  return { scope: { ...scope, branches: found }, branchesAt }
}
