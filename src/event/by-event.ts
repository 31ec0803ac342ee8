import { type Repository, sameRepository } from '../github/repository.js'
import type { Mode } from '../inputs/formats.js'
import { MESSAGES } from '../shared/phrases.js'
import { plain } from '../shared/text.js'
import type { Event } from './event.js'
import {
  anyPayload,
  deletePayload,
  deploymentPayload,
  pullRequestPayload,
  pushPayload,
  readPayload,
  type SentRepository,
  vercelPayload,
  workflowRunPayload,
} from './payloads.js'

/** Where to look for builds, and which commits are this run's own. The event says nothing else. */
export type Scope = {
  /** A `schedule` without `branch` turns `auto` into `sweep`. */
  mode: Mode
  /** The repository that the workflow runs in. */
  repository: Repository
  /** The repository whose branches are meant: of a fork's pull request the fork, else the same. */
  headRepository: Repository
  /** `headRepository` is another one than `repository`. */
  fork: boolean
  /** The branches to act on. */
  branches: 'all' | string[]
  /** The commit that the run is about: `after`, `head.sha`, … */
  ownHead: string | undefined
  /** GitHub's merge of the pull request, `GITHUB_SHA` under `pull_request`, unless it is closed. */
  ownMerge: string | undefined
  /** `false`: only `branch` or Vercel's event named the branch, so it need not exist on GitHub. */
  branchProven: boolean
  /** The event brought a commit to the branch, so that a build of it may be about to appear. */
  awaitsBuild: boolean
  /** Vercel's id of the project that its event is about. */
  projectId: string | undefined
  /** The default branch of `repository`, where the payload tells it. */
  defaultBranch: string | undefined
}

/** A scope as the event tells it, before GitHub is asked for the branches of a commit. */
export type EventScope = Omit<Scope, 'branches'> & { branches: Scope['branches'] | BranchesOf }

/**
 * Every branch whose newest commit is this one. When the branch that the user `named` is none of them,
 * that one alone.
 */
type BranchesOf = { withHead: string; named?: string }

/** Nothing is looked at because of this event; the sentence says why, and what to do instead. */
export type Skipped = { skipped: string }

/**
 * What each event says of branches and own commits. Contexts of each event:
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 *
 * @param blank the scope of all branches without own commits
 * @throws PayloadError when a field that is needed is missing
 */
export function scopeOf(event: Event, blank: Scope): EventScope | Skipped {
  switch (event.name) {
    case 'push':
      return ofPush(event, blank)
    case 'delete':
      return ofDelete(event, blank)
    case 'pull_request':
    case 'pull_request_target':
      return ofPullRequest(event, blank)
    case 'workflow_run':
      return ofWorkflowRun(event, blank)
    case 'deployment':
    case 'deployment_status':
      return ofDeployment(event, blank)
    case 'repository_dispatch':
      return ofRepositoryDispatch(event, blank)
    case 'schedule':
      return blank
    default:
      return ofRef(event, blank)
  }
}

function ofPush(event: Event, blank: Scope): Scope | Skipped {
  const { ref, after, deleted } = readPayload(event, pushPayload)
  const branch = branchOf(ref)
  if (branch === undefined) return noBranch('A pushed tag')
  if (deleted || /^0+$/.test(after)) return { ...blank, branches: [branch] }
  return { ...blank, branches: [branch], ownHead: after, awaitsBuild: true }
}

function ofDelete(event: Event, blank: Scope): Scope | Skipped {
  const { ref, ref_type: type } = readPayload(event, deletePayload)
  if (type !== 'branch') return noBranch('A deleted tag')
  return { ...blank, branches: [branchOf(ref) ?? ref] }
}

/** The activities that bring a commit to a pull request. */
const BRINGS_A_COMMIT = new Set(['opened', 'synchronize', 'reopened'])

function ofPullRequest(event: Event, blank: Scope): Scope | Skipped {
  const { action = '', pull_request: pull } = readPayload(event, pullRequestPayload)
  const { repo, ref, sha } = pull.head
  if (repo === null) return forkGone()
  return {
    ...ofHead(blank, toRepository(repo, event), ref, sha),
    // Under `pull_request_target` GITHUB_SHA is the base branch's, and no merge of a closed one is made.
    ownMerge: event.name === 'pull_request' && action !== 'closed' ? event.sha : undefined,
    awaitsBuild: BRINGS_A_COMMIT.has(action),
  }
}

function ofWorkflowRun(event: Event, blank: Scope): Scope | Skipped {
  const { workflow_run: run } = readPayload(event, workflowRunPayload)
  if (run.head_repository === null) return forkGone()
  if (run.head_branch === null) return noBranch('This `workflow_run`')
  return ofHead(blank, toRepository(run.head_repository, event), run.head_branch, run.head_sha)
}

function ofDeployment(event: Event, blank: Scope): EventScope {
  const { sha } = readPayload(event, deploymentPayload).deployment
  return { ...blank, branches: { withHead: sha }, ownHead: sha }
}

function ofRepositoryDispatch(event: Event, blank: Scope): Scope | Skipped {
  const { action } = readPayload(event, anyPayload)
  if (!action?.startsWith('vercel.deployment.')) return ofRef(event, blank)
  const { git, project } = readPayload(event, vercelPayload).client_payload
  // `HEAD` is what a detached checkout records in place of a branch.
  const branch = git && git.ref !== 'HEAD' ? (branchOf(git.ref) ?? git.ref) : undefined
  if (git === undefined || branch === undefined) {
    return noBranch(`This \`${plain(action, 60)}\` event`)
  }
  return {
    ...blank,
    branches: [branch],
    ownHead: git.sha,
    branchProven: false,
    projectId: project?.id,
  }
}

/** Events that GitHub runs on the default branch though they are about something else. */
const ABOUT_SOMETHING_ELSE = new Set(
  `branch_protection_rule check_run check_suite discussion discussion_comment fork gollum
  image_version issue_comment issues label merge_group milestone page_build project project_card
  project_column public registry_package release status watch`.split(/\s+/),
)

function ofRef(event: Event, blank: Scope): Scope | Skipped {
  const branch = branchOf(event.ref)
  const name = `\`${plain(event.name || 'no event', 60)}\``
  if (ABOUT_SOMETHING_ELSE.has(event.name)) return noBranch(`The event ${name}`)
  if (branch === undefined) {
    return noBranch(`This ${name} run${event.ref?.startsWith('refs/tags/') ? ' on a tag' : ''}`)
  }
  return { ...blank, branches: [branch], ownHead: event.sha }
}

function ofHead(blank: Scope, head: Repository, branch: string, sha: string): Scope {
  const fork = !sameRepository(head, blank.repository)
  // A renamed repository keeps the name that the runner tells.
  const headRepository = fork ? head : blank.repository
  return { ...blank, headRepository, fork, branches: [branch], ownHead: sha }
}

function noBranch(subject: string): Skipped {
  return {
    skipped: `${subject} ${MESSAGES.noBranch}. Run this step on \`push\` or \`pull_request\`, name a branch with \`branch\`, or look at all branches with \`mode: sweep\`.`,
  }
}

function forkGone(): Skipped {
  return {
    skipped: `${MESSAGES.forkGone}, so its builds can't be told from others. A scheduled run with \`mode: sweep\` looks at what is left.`,
  }
}

/** `refs/heads/a/b` → `a/b`; anything else names no branch. */
function branchOf(ref: string | undefined): string | undefined {
  return (ref?.startsWith('refs/heads/') && ref.slice('refs/heads/'.length)) || undefined
}

/** A repository of the payload, on the server that the workflow runs on. */
export function toRepository(sent: SentRepository, { repository }: Event): Repository {
  return {
    host: repository?.host ?? 'github.com',
    id: sent.id === undefined ? undefined : String(sent.id),
    owner: sent.owner.login,
    name: sent.name,
  }
}
