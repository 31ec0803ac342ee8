import { readFileSync } from 'node:fs'
import {
  createClock,
  type SimRequest,
  type Simulator,
  startSimulator,
} from '../../simulator/index.js'
import { type Ran, type Run, runAction } from '../../simulator/runner.js'
import { deploymentsOutput } from '../../src/report/outputs.js'

/** When the world begins, on the simulator's clock; whole seconds, as `pushed_at` is. */
export const start = Date.UTC(2026, 0, 1, 12)

export const TOKEN = 'vercel-token-that-is-secret'
export const GITHUB_TOKEN = 'github-token-that-is-secret'

/** The repository that the workflow runs in, and a fork of it. */
export const shop = { id: 42, owner: 'acme', name: 'shop' }
export const fork = { id: 99, owner: 'octocat', name: 'shop' }

/** Forty characters that begin with a word of hexadecimal digits. */
export const sha = (begin: string) => begin.padEnd(40, '0')

/** Commits: of `feature/cart` an old one and its head, of `main` and of other branches the heads. */
export const commits = {
  old: sha('01dc0de1'),
  head: sha('4ead0001'),
  main: sha('a1a1a1a1'),
  typo: sha('7e57ab1e'),
  fork: sha('f0f0f0f0'),
}

const link = { type: 'github', org: 'acme', repo: 'shop', repoId: 42, productionBranch: 'main' }

export type World = Awaited<ReturnType<typeof startWorld>>
type Build = Parameters<Simulator['vercel']['addDeployment']>[0]

/**
 * A team with the projects `web` and `docs` of one repository and `blog` of another, and tokens for
 * both APIs. Nothing is being built yet.
 *
 * @param onRequest called before each request is carried out: to move the clock, change the world, or
 *   keep the request waiting for as many ms as it returns
 */
export async function startWorld({
  onRequest = () => {},
  ...options
}: Parameters<typeof startSimulator>[0] & { onRequest?: (request: SimRequest) => unknown } = {}) {
  const clock = createClock(start)
  const latency = (request: SimRequest) => {
    const ms = onRequest(request)
    return typeof ms === 'number' ? ms : 0
  }
  const sim = await startSimulator({ clock, latency, ...options })
  const { vercel, github } = sim
  vercel.addTeam({ id: 'team_acme', slug: 'acme' })
  vercel.addProject({ id: 'prj_web', name: 'web', teamId: 'team_acme', link })
  vercel.addProject({ id: 'prj_docs', name: 'docs', teamId: 'team_acme', link })
  vercel.addProject({
    id: 'prj_blog',
    name: 'blog',
    teamId: 'team_acme',
    link: { ...link, repo: 'blog', repoId: 43 },
  })
  vercel.addToken(TOKEN, { kind: 'team', teams: ['team_acme'] })
  github.addToken(GITHUB_TOKEN)
  github.addRepository({
    ...shop,
    branches: { main: commits.main, 'feature/cart': commits.head, 'fix/typo': commits.typo },
  })
  github.addRepository({ ...fork, branches: { main: commits.main, 'feature/cart': commits.fork } })

  /** Adds a build in flight: of `feature/cart` at its old commit, a minute before now, unless told. */
  const build = (id: string, more: Partial<Build> = {}) =>
    vercel.addDeployment({
      id,
      projectId: 'prj_web',
      branch: 'feature/cart',
      sha: commits.old,
      state: 'BUILDING',
      createdAt: clock.now() - 60_000,
      ...more,
    })

  return { sim, clock, build }
}

/**
 * What goes on in a busy project: on `feature/cart` one superseded build, `dpl_old`, beside the head's
 * and all that must be left alone.
 */
export function makeBusy({ build }: Pick<World, 'build'>) {
  build('dpl_production', { branch: 'main', sha: commits.main, target: 'production' })
  build('dpl_typo', { branch: 'fix/typo', sha: commits.typo })
  build('dpl_fork', {
    sha: commits.fork,
    fork: { org: 'octocat', repo: 'shop', repoId: 99 },
    pr: 7,
  })
  build('dpl_staging', { customEnvironment: { id: 'env_1', slug: 'staging' } })
  build('dpl_cli', { meta: cliMeta(commits.old) })
  build('dpl_old')
  build('dpl_head', { sha: commits.head, state: 'QUEUED', createdAt: start + 1000 })
}

/** The metadata of `vercel deploy` in a checkout without a known remote. */
export function cliMeta(commit: string) {
  const none = Object.fromEntries(
    [
      'Org',
      'Repo',
      'CommitOrg',
      'CommitRepo',
      'CommitRepoId',
      'RepoId',
      'CommitRef',
      'CommitSha',
    ].map((key) => [`github${key}`, undefined]),
  )
  return { ...none, gitCommitRef: 'feature/cart', gitCommitSha: commit }
}

/** What happened to the builds of `makeBusy` when only the superseded one was cancelled. */
export const busyOutcome = {
  dpl_production: 'kept protected-target',
  dpl_typo: 'kept other-branch',
  dpl_fork: 'kept other-repository',
  dpl_staging: 'kept protected-target',
  dpl_cli: 'kept repository-unknown',
  dpl_old: 'canceled superseded',
  dpl_head: 'kept own-commit',
}

type Event = NonNullable<Run['event']> & { env?: Record<string, string> }

const repositoryOf = ({ id, owner, name }: typeof shop, more: object = {}) => ({
  id,
  name,
  full_name: `${owner}/${name}`,
  owner: { login: owner, id: 1, type: 'Organization' },
  private: true,
  fork: id !== shop.id,
  default_branch: 'main',
  pushed_at: start / 1000,
  ...more,
})

/** A push of `commits.head` to `feature/cart`, at the moment the world begins. */
export function push({
  branch = 'feature/cart',
  after = commits.head,
  ref = `refs/heads/${branch}`,
  ...more
}: {
  branch?: string
  after?: string
  ref?: string
  [field: string]: unknown
} = {}): Event {
  return {
    name: 'push',
    payload: {
      ref,
      before: commits.old,
      after,
      created: false,
      deleted: false,
      forced: false,
      repository: repositoryOf(shop),
      sender: { login: 'octocat' },
      ...more,
    },
    env: { GITHUB_REF: ref, GITHUB_SHA: after },
  }
}

/** The pull request 7 of `feature/cart`, changed at the moment the world begins. */
export function pullRequest(
  {
    action = 'synchronize',
    name = 'pull_request',
    from = shop as typeof shop | null,
    branch = 'feature/cart',
    head = from?.id === fork.id ? commits.fork : commits.head,
    after = action === 'synchronize' ? head : undefined,
    ...more
  } = {} as {
    action?: string
    name?: 'pull_request' | 'pull_request_target'
    from?: typeof shop | null
    branch?: string
    head?: string
    after?: string | undefined
    [field: string]: unknown
  },
): Event {
  const closed = action === 'closed'
  const at = new Date(start).toISOString()
  return {
    name,
    payload: {
      action,
      number: 7,
      ...(after === undefined ? {} : { before: commits.old, after }),
      pull_request: {
        number: 7,
        state: closed ? 'closed' : 'open',
        updated_at: at,
        closed_at: closed ? at : null,
        merged: false,
        head: { ref: branch, sha: head, repo: from && repositoryOf(from) },
        base: { ref: 'main', sha: commits.main, repo: repositoryOf(shop) },
        ...more,
      },
      repository: repositoryOf(shop),
      sender: { login: 'octocat' },
    },
    env:
      name === 'pull_request'
        ? { GITHUB_REF: 'refs/pull/7/merge', GITHUB_SHA: mergeCommit }
        : { GITHUB_REF: 'refs/heads/main', GITHUB_SHA: commits.main },
  }
}

/** What `GITHUB_SHA` is under `pull_request`. */
export const mergeCommit = sha('3e49e000')

/** Any other event, with `GITHUB_REF` and `GITHUB_SHA` of the branch that it runs on. */
export function event(name: string, payload: object, branch = 'main'): Event {
  return {
    name,
    payload: { repository: repositoryOf(shop), sender: { login: 'octocat' }, ...payload },
    env: { GITHUB_REF: `refs/heads/${branch}`, GITHUB_SHA: commits.main },
  }
}

export const repositoryPayload = repositoryOf

export type Act = Omit<Run, 'event'> & { event?: Event }
export type Acted = Ran & {
  /** Each deployment's outcome and reason, by id. */
  told: Record<string, string>
  /** The log without what only the runner reads: masks, debug lines. */
  shown: string
}

/**
 * Runs the action on a push (unless told otherwise) as a workflow of `acme/shop` with this world's
 * addresses and tokens. Whatever the run, it may not show a token.
 */
export async function act({ sim }: Pick<World, 'sim'>, run: Act = {}): Promise<Acted> {
  const { env: eventEnv, ...sent } = run.event ?? push()
  const ran = await runAction({
    ...run,
    event: sent,
    inputs: {
      ...inputDefaults,
      token: TOKEN,
      'github-token': GITHUB_TOKEN,
      'api-url': sim.vercel.url,
      ...run.inputs,
    },
    env: {
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_REPOSITORY_ID: '42',
      GITHUB_ACTOR: 'octocat',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_API_URL: sim.github.url,
      ...eventEnv,
      ...run.env,
    },
  })
  const shown = ran.log
    .split('\n')
    .filter((line) => !/^::(add-mask|debug)::/.test(line))
    .join('\n')
  const everything = JSON.stringify([shown, ran.errors, ran.outputs, ran.state, ran.summary])
  for (const secret of [TOKEN, GITHUB_TOKEN]) {
    if (everything.includes(secret)) throw new Error(`The run shows a token:\n${everything}`)
  }
  return { ...ran, shown, told: toldOf(ran) }
}

/** Throws where the output is not as docs/deployments.schema.json, made of this schema, promises. */
function toldOf({ outputs }: Ran): Record<string, string> {
  const deployments = deploymentsOutput.parse(JSON.parse(outputs.deployments ?? '[]'))
  return Object.fromEntries(
    deployments.map(({ id, url, outcome, reason }) => [id ?? url, `${outcome} ${reason}`]),
  )
}

/** The runner hands every input to the action, the empty ones too: by action.yml's own defaults. */
const inputDefaults = defaultsOf(
  readFileSync(new URL('../../action.yml', import.meta.url), 'utf8').split(/^(?=\w)/m),
)

function defaultsOf(sections: string[]): Record<string, string> {
  const inputs = sections.find((section) => section.startsWith('inputs:')) ?? ''
  return Object.fromEntries(
    inputs
      .split(/^ {2}(?=\w)/m)
      .slice(1)
      .map((input) => {
        const value = /^ {4}default: "?(.*?)"?$/m.exec(input)?.[1] ?? ''
        return [input.slice(0, input.indexOf(':')), value]
      }),
  )
}

/** One list request of the given projects, as it stands in the log of requests. */
export const listOf = (project: string, more = '') =>
  `GET /v7/deployments?${project.startsWith('prj_') && project.includes(',') ? 'projectIds' : 'projectId'}=${project}&state=QUEUED,INITIALIZING,BUILDING&limit=100${more}`

export const cancelOf = (id: string) => `PATCH /v12/deployments/${id}/cancel`
export const getOf = (id: string) => `GET /v13/deployments/${id}`
export const headOf = (branch = 'feature/cart', repository = 'acme/shop') =>
  `GET /repos/${repository}/git/ref/heads/${branch}`
export const linkedOf = (more = '') =>
  `GET /v10/projects?repoUrl=https://github.com/acme/shop&limit=100${more}`

/** Requests of one kind in any order. */
export const sorted = (lines: string[]) => [...lines].sort()
