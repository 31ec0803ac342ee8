/** The history as the action gets to see it: raw list items, raw payloads, raw answers of GitHub. */
import type { Reply, Request } from '../../src/shared/http.js'
import {
  type Build,
  DEFAULT_BRANCH,
  type Happening,
  headAt,
  isOpen,
  lastUpTo,
  nameAt,
  type Pull,
  type Repo,
  valueAt,
  type World,
} from './world.js'

/** An item of Vercel's list, by Vercel's clock. */
export function listItem(build: Build, { skew }: World): Record<string, unknown> {
  const created = build.createdAt + skew
  const custom = build.environment === 'staging'
  return {
    uid: build.id,
    name: build.project.slice('prj_'.length),
    projectId: build.project,
    url: `${build.id.slice('dpl_'.length)}-acme.vercel.app`,
    created,
    createdAt: created,
    readyState: build.state,
    state: build.state,
    source: build.source,
    target: build.environment === 'production' ? 'production' : null,
    ...(custom ? { customEnvironment: { id: 'env_staging', slug: 'staging' } } : {}),
    meta: build.meta,
  }
}

/** GitHub tells whole seconds. */
export const isoSeconds = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`

export const repositoryAt = (repo: Repo, at: number) => {
  const { owner, name } = nameAt(repo, at)
  return { id: repo.id, name, owner: { login: owner }, default_branch: DEFAULT_BRANCH }
}

/** The payload of a webhook, rendered when GitHub came to it. */
export function payloadOf(happening: Happening, world: World): Record<string, unknown> {
  const { kind, repo, branch, commit, pull, renderedAt: at } = happening
  if (kind !== 'pull' || pull === undefined) {
    const deleted = kind === 'deleted'
    return {
      ref: `refs/heads/${branch}`,
      after: deleted ? '0'.repeat(40) : commit,
      deleted,
      // Of the whole repository: a push to any branch moves it.
      repository: {
        ...repositoryAt(repo, at),
        pushed_at: Math.floor((lastUpTo(repo.pushes, at) ?? 0) / 1000),
      },
    }
  }
  const { pull: of, action } = pull
  const open = isOpen(of, at)
  return {
    action,
    ...(action === 'synchronize' ? { after: commit } : {}),
    number: of.number,
    pull_request: {
      number: of.number,
      state: open ? 'open' : 'closed',
      updated_at: isoSeconds(lastUpTo(of.updates, at) ?? 0),
      closed_at: open && action !== 'closed' ? null : isoSeconds(closedAt(of, at)),
      head: { ref: branch, sha: pullHead(of, at), repo: repositoryAt(repo, at) },
      base: { ref: DEFAULT_BRANCH, repo: repositoryAt(world.base, at) },
    },
    repository: repositoryAt(world.base, at),
  }
}

export function pullHead(pull: Pull, at: number): string {
  return valueAt(pull.heads, at) ?? ''
}

export function closedAt(pull: Pull, at: number): number {
  return pull.open.findLast((entry) => entry.at <= at && !entry.value)?.at ?? 0
}

export type Reader = {
  token: boolean
  /** May read the code, so that refs are found. */
  refs: boolean
  pulls: boolean
  /** What GitHub says to what it does not let the token do. */
  refusal: 403 | 404 | 500
}

/** GitHub's API as it answers at one moment; a repository is found by its present name only. */
export function createGitHubSend(world: World, reader: Reader, at: number) {
  const reply = (status: number, body: unknown): Reply => ({
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const refused = () => reply(reader.refusal, { message: 'no' })
  const find = (owner: string, name: string) =>
    world.repos.find((repo) => {
      const now = nameAt(repo, at)
      return `${now.owner}/${now.name}`.toLowerCase() === `${owner}/${name}`.toLowerCase()
    })
  const moved = (owner: string, name: string) =>
    world.repos.some((repo) =>
      repo.names.some(({ value }) => value.owner === owner && value.name === name),
    )

  const rest = (path: string): Reply => {
    const [, , owner = '', name = '', ...parts] = path.split('/').map(decodeURIComponent)
    const repo = find(owner, name)
    if (repo === undefined) {
      return moved(owner, name)
        ? reply(301, { message: 'Moved Permanently' })
        : reply(404, { message: 'Not Found' })
    }
    const [what, number] = parts
    if (what === undefined) {
      const hidden = !reader.refs && !reader.pulls
      return hidden ? refused() : reply(200, repositoryAt(repo, at))
    }
    if (what === 'pulls') {
      const pull = world.pulls.find((one) => one.number === Number(number))
      if (!reader.pulls) return refused()
      if (pull === undefined || repo !== world.base) return reply(404, { message: 'Not Found' })
      return reply(200, {
        number: pull.number,
        state: isOpen(pull, at) ? 'open' : 'closed',
        head: { ref: pull.branch, sha: pullHead(pull, at), repo: repositoryAt(pull.repo, at) },
      })
    }
    if (!reader.refs) return refused()
    const branch = parts.slice(3).join('/')
    const sha = headAt(repo, branch, at)
    if (sha === undefined) return reply(404, { message: 'Not Found' })
    return reply(200, { ref: `refs/heads/${branch}`, object: { type: 'commit', sha } })
  }

  const ref = (repo: Repo, branch: string) => {
    const oid = reader.refs ? headAt(repo, branch, at) : undefined
    return oid === undefined ? null : { target: { oid } }
  }
  const graphql = (body: string): Reply => {
    const { query, variables } = JSON.parse(body) as {
      query: string
      variables: Record<string, string | number>
    }
    if (reader.refusal !== 404 && !reader.refs) return refused()
    const repo = find(String(variables.owner), String(variables.name))
    if (repo === undefined) return reply(200, { data: { repository: null } })
    const fields = [...query.matchAll(/(\w+): (ref|pullRequest)\(\w+: \$(\w+)\)/g)]
    const found = fields.map(([, alias = '', field, variable = '']) => {
      const value = variables[variable]
      if (field === 'ref') return [alias, ref(repo, String(value).slice('refs/heads/'.length))]
      const pull = world.pulls.find((one) => one.number === value)
      if (pull === undefined || !reader.pulls) return [alias, null]
      const { owner, name } = nameAt(pull.repo, at)
      return [
        alias,
        {
          state: isOpen(pull, at) ? 'OPEN' : 'CLOSED',
          headRefName: pull.branch,
          headRefOid: pullHead(pull, at),
          headRepository: { name, owner: { login: owner } },
        },
      ]
    })
    const errors = reader.pulls ? {} : { errors: [{ message: 'Resource not accessible' }] }
    const heads = Object.fromEntries(found) as Record<string, unknown>
    const defaultBranchRef = ref(repo, DEFAULT_BRANCH)
    return reply(200, { data: { repository: { defaultBranchRef, ...heads } }, ...errors })
  }

  return async ({ url, body }: Request): Promise<Reply> =>
    url.pathname === '/graphql' ? graphql(body ?? '') : rest(url.pathname)
}
