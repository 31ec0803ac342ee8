/** The events that start a run of the action, as the runner hands them over. */
import type { Event } from '../../src/event/event.js'
import { type Branch, type Happening, isDefault, tip, type World } from './world.js'

/** What the workflow listens to. */
export type Via =
  | 'push'
  | 'pull_request'
  | 'pull_request_target'
  | 'workflow_run'
  | 'deployment_status'
  | 'repository_dispatch'
  | 'workflow_dispatch'
  | 'branch input'
  | 'schedule'

/** Which workflow runs can be started by what has happened, newest first. */
export function happeningsFor(world: World, via: Via): Happening[] {
  const fits: Partial<Record<Via, (one: Happening) => boolean>> = {
    push: ({ kind }) => kind !== 'pull',
    pull_request: ({ kind }) => kind === 'pull',
    pull_request_target: ({ kind }) => kind === 'pull',
    workflow_run: ({ kind }) => kind !== 'deleted',
  }
  const fit = fits[via] ?? (({ kind }: Happening) => kind === 'push')
  return world.happenings.filter(fit).reverse()
}

export function eventOf(world: World, via: Via, happening: Happening | undefined): Event {
  const { env, content } = happening === undefined ? timed() : told(via, happening)
  return {
    repository: { host: 'github.com', ...identity(world.base) },
    ref: undefined,
    sha: undefined,
    actor: 'ann',
    ...env,
    payload: {
      file: 'event.json',
      content: { repository: { ...sent(world.base), default_branch: 'main' }, ...content },
    },
  }
}

type Told = { env: { name: string; ref?: string; sha?: string }; content: Record<string, unknown> }

function timed(): Told {
  return { env: { name: 'schedule', ref: 'refs/heads/main' }, content: { schedule: '0 3 * * *' } }
}

function told(via: Via, happening: Happening): Told {
  const { kind, branch, commit, pull } = happening
  const ref = `refs/heads/${branch.name}`
  switch (via) {
    case 'workflow_run': {
      const head_repository = sent(branch.repo)
      const workflow_run = { head_branch: branch.name, head_sha: commit, head_repository }
      return { env: { name: via, ref: 'refs/heads/main' }, content: { workflow_run } }
    }
    case 'deployment_status':
      return { env: { name: via }, content: { deployment: { sha: commit, ref: commit } } }
    case 'repository_dispatch': {
      const client_payload = { git: { ref: branch.name, sha: commit }, project: { id: 'prj_web' } }
      const content = { action: 'vercel.deployment.ready', client_payload }
      return { env: { name: via, ref: 'refs/heads/main' }, content }
    }
    case 'workflow_dispatch':
      return { env: { name: via, ref, sha: commit }, content: { ref } }
    case 'branch input':
      return { env: { name: 'workflow_dispatch', ref: 'refs/heads/main' }, content: {} }
    default:
      return pull === undefined ? ofPush(kind, ref, commit) : ofPull(via, branch, commit, pull)
  }
}

function ofPush(kind: Happening['kind'], ref: string, commit: string): Told {
  const deleted = kind === 'deleted'
  const after = deleted ? '0'.repeat(40) : commit
  return { env: { name: 'push', ref, sha: commit }, content: { ref, after, deleted } }
}

function ofPull(
  via: Via,
  { repo, name }: Branch,
  commit: string,
  { pull, action, merge }: NonNullable<Happening['pull']>,
): Told {
  const head = { ref: name, sha: commit, repo: sent(repo) }
  const content = { action, pull_request: { number: pull.number, head } }
  const env =
    via === 'pull_request'
      ? { name: via, ref: `refs/pull/${pull.number}/merge`, sha: merge }
      : { name: 'pull_request_target', ref: 'refs/heads/main', sha: 'f'.repeat(40) }
  return { env, content }
}

const identity = ({ id, owner, name }: Branch['repo']) => ({ id, owner, name })
const sent = ({ id, owner, name }: Branch['repo']) => ({
  id: Number(id),
  name,
  owner: { login: owner },
})

/** Whether the branch is over: it is gone, or its newest commit is the one that the run is about. */
export function isOver(branch: Branch, ownCommit: string | undefined): boolean {
  const head = tip(branch)
  return !isDefault(branch) && (head === undefined || head === ownCommit)
}
