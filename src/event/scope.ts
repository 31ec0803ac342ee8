import { type Repository, sameRepository } from '../github/repository.js'
import type { Mode } from '../inputs/formats.js'
import { plain } from '../shared/text.js'
import { type EventScope, type Scope, type Skipped, scopeOf, toRepository } from './by-event.js'
import type { Event } from './event.js'
import { anyPayload, PayloadError, peekPayload, pullRequestPayload } from './payloads.js'

export type { EventScope, Scope, Skipped } from './by-event.js'
export { PayloadError } from './payloads.js'

type Wanted = {
  mode: Mode
  /** The input `branch`. */
  branch: string | undefined
}

/**
 * Turns the event and the inputs `mode` and `branch` into a scope.
 *
 * @throws PayloadError when a field that is needed is missing
 */
export function toScope(event: Event, wanted: Wanted): EventScope | Skipped {
  if (event.repository === undefined) {
    throw new PayloadError('The repository is not known: GITHUB_REPOSITORY is not set.')
  }
  const blank = blankScope(event, event.repository, wanted.mode)
  const { mode, branch } = wanted
  if (mode === 'sweep' || (mode === 'auto' && branch === undefined && event.name === 'schedule')) {
    return sweepScope(event, blank)
  }
  const scope = branch === undefined ? scopeOf(event, blank) : namedScope(event, blank, branch)
  return 'skipped' in scope ? scope : skippedMode(event, scope)
}

/**
 * Whether GitHub gives this run no secrets, whatever the workflow says: a fork's `pull_request`, and
 * runs that Dependabot started
 * (https://docs.github.com/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions).
 */
export function secretsWithheld(event: Event): boolean {
  if (event.actor === 'dependabot[bot]') return true
  if (event.name !== 'pull_request' || event.repository === undefined) return false
  const head = peekPayload(event, pullRequestPayload)?.pull_request.head
  if (head === undefined) return false
  return head.repo === null || !sameRepository(toRepository(head.repo, event), event.repository)
}

/** All branches of the repository, and none of the run's own commits. */
function blankScope(event: Event, repository: Repository, mode: Mode): Scope {
  return {
    mode,
    repository,
    headRepository: repository,
    fork: false,
    branches: 'all',
    ownHead: undefined,
    ownMerge: undefined,
    branchProven: true,
    awaitsBuild: false,
    projectId: undefined,
    defaultBranch: peekPayload(event, anyPayload)?.repository?.default_branch,
  }
}

/** Works on any event: what the event says of itself is of use, but not needed. */
function sweepScope(event: Event, blank: Scope): Scope {
  const { ownHead, ownMerge, projectId } = scopeIfAny(event, blank) ?? blank
  return { ...blank, mode: 'sweep', ownHead, ownMerge, projectId }
}

/** The scope of a branch that the user named: without own commits, unless it is the event's own. */
function namedScope(event: Event, blank: Scope, branch: string): EventScope {
  const own = scopeIfAny(event, blank)
  if (own && !own.fork && own.branches !== 'all') {
    if (!Array.isArray(own.branches))
      return { ...own, branches: { ...own.branches, named: branch } }
    if (own.branches.includes(branch)) return own
  }
  return { ...blank, branches: [branch], branchProven: false, projectId: own?.projectId }
}

/** The event's own scope, or `undefined` when it has none or its payload can't be read. */
function scopeIfAny(event: Event, blank: Scope): EventScope | undefined {
  try {
    const scope = scopeOf(event, blank)
    return 'skipped' in scope ? undefined : scope
  } catch (error) {
    if (error instanceof PayloadError) return undefined
    throw error
  }
}

/** `mode: commit` needs own commits, and `mode: branch` a branch. */
function skippedMode({ name }: Event, scope: EventScope): EventScope | Skipped {
  const event = `\`${plain(name || 'no event', 60)}\``
  if (scope.mode === 'commit' && scope.ownHead === undefined) {
    return {
      skipped: `\`mode: commit\` cancels the builds of this run's own commit, but this run (${event}) has none. Run this step on \`push\`, \`pull_request\` or \`workflow_run\`, or use another \`mode\`.`,
    }
  }
  if (scope.mode === 'branch' && scope.branches === 'all') {
    return {
      skipped: `\`mode: branch\` cancels the builds of one branch, but this run (${event}) is about no single one. Name a branch with \`branch\`, or look at all of them with \`mode: sweep\`.`,
    }
  }
  return scope
}
