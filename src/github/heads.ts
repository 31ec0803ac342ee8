import * as z from 'zod/mini'
import type { Repository } from '../event/event.js'
import type { BranchTrigger } from '../event/trigger.js'
import type { Head } from '../plan/decide.js'
import type { Clock, Deadline } from '../shared/clock.js'
import { chunks } from '../shared/group.js'
import type { Send } from '../shared/http.js'
import { lenient, number, text } from '../shared/lenient.js'
import { backoff } from '../shared/retry.js'

export type GitHub = {
  /** The head of the trigger's branch or pull request. Never throws. */
  head(trigger: BranchTrigger): Promise<Head>
  /** The heads of many branches and pull requests of one repository. Never throws. */
  heads(repository: Repository, wanted: Wanted): Promise<Heads>
}

export type Wanted = { branches: readonly string[]; pullRequests: readonly number[] }

export type Heads = {
  branches: Map<string, Head>
  pullRequests: Map<number, PullRequestHead>
  /** Why some could not be read. */
  why?: string
}

/** A pull request's head, with the branch that it is the head of. */
export type PullRequestHead = { head: Head; owner: string; name: string; branch: string }

export type GitHubOptions = {
  /** `https://api.github.com`, or `https://HOST/api/v3` of an Enterprise Server. */
  apiUrl: string
  token: string | undefined
  send: Send
  clock: Clock
  deadline: Deadline
  random: () => number
  onRequest: (message: string) => void
}

/** GitHub gets this long in all, in ms: a head that can't be read must not use up the step's time. */
const PATIENCE_MS = 10_000
const MAX_ATTEMPTS = 3

/** GitHub's limits on a query's size are far away at this many aliases. */
const HEADS_PER_QUERY = 100

/**
 * Reads heads through Octokit, over the same connections and proxies as all else. Octokit is loaded
 * when the first head is asked for: most runs ask for none.
 */
export function createGitHub(options: GitHubOptions): GitHub {
  const { token, clock, deadline, random } = options

  /** Runs one read, again after a failure of GitHub's. Throws Octokit's `RequestError`. */
  async function ask<T>(read: (octokit: Octokit, signal: AbortSignal) => Promise<T>): Promise<T> {
    const octokit = await loadOctokit(options)
    const patience = AbortSignal.timeout(Math.min(PATIENCE_MS, Math.ceil(deadline.remaining() / 2)))
    const signal = AbortSignal.any([deadline.signal, patience])
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await read(octokit, signal)
      } catch (error) {
        // Octokit gives a broken connection the status 500.
        if (statusOf(error) < 500 || attempt === MAX_ATTEMPTS || signal.aborted) throw error
        await clock.sleep(backoff(attempt, random()), signal)
      }
    }
  }

  async function get(path: string): Promise<unknown> {
    return ask(async (octokit, signal) => {
      const { data } = await octokit.request(`GET ${path}`, { request: { signal } })
      return data as unknown
    })
  }

  async function branchHead(repository: Repository, branch: string): Promise<Head> {
    const reply = refReply.safeParse(
      await get(`${pathOf(repository)}/git/ref/heads/${encoded(branch)}`),
    )
    // GitHub matches exactly here; a server that answers with what only begins alike must not pass.
    const exact = reply.success && reply.data.ref === `refs/heads/${branch}`
    return exact ? { state: 'at', sha: reply.data.object.sha } : unreadable
  }

  async function pullRequestHead(
    { base, repository, branch }: BranchTrigger,
    pullRequest: number,
  ): Promise<Head> {
    const reply = pullReply.safeParse(await get(`${pathOf(base)}/pulls/${pullRequest}`))
    if (!reply.success) return unreadable
    // A closed pull request keeps the head it had, wherever its branch went since.
    if (reply.data.state === 'closed') return branchHead(repository, branch)
    return { state: 'at', sha: reply.data.head.sha }
  }

  /** Whether this token can read the repository's code: a 404 only means "gone" if it can. */
  async function canRead(repository: Repository, defaultBranch: string | undefined) {
    try {
      const name =
        defaultBranch ?? repositoryReply.parse(await get(pathOf(repository))).default_branch
      return (await branchHead(repository, name)).state === 'at'
    } catch {
      return false
    }
  }

  return {
    async head(trigger) {
      if (token === undefined) return { state: 'unknown', why: NO_TOKEN }
      const { repository, branch, pullRequest, mode, defaultBranch } = trigger
      try {
        return mode === 'superseded' && pullRequest !== undefined
          ? await pullRequestHead(trigger, pullRequest)
          : await branchHead(repository, branch)
      } catch (error) {
        if (mode === 'branch' && statusOf(error) === 404) {
          if (await canRead(repository, defaultBranch)) return { state: 'gone' }
        }
        return { state: 'unknown', why: whyNot(error) }
      }
    },

    async heads(repository, { branches, pullRequests }) {
      const heads: Heads = { branches: new Map(), pullRequests: new Map() }
      if (token === undefined) return { ...heads, why: NO_TOKEN }
      await Promise.all(
        chunks([...branches, ...pullRequests], HEADS_PER_QUERY).map(async (chunk) => {
          const { query, variables } = headsQuery(chunk)
          const { owner, name } = repository
          try {
            const reply = await ask((octokit, signal) =>
              octokit.graphql(query, { owner, name, ...variables, request: { signal } }),
            )
            readHeads(reply, chunk, heads, new Set())
          } catch (error) {
            // One pull request that is not found makes an error of a reply that holds all the rest.
            heads.why = whyNot(error)
            const { data, errors } = partialReply.parse(error)
            const failed = new Set(errors.map(({ path }) => path?.[1]))
            // An error that names no field may be about any.
            if (!failed.has(undefined)) readHeads(data, chunk, heads, failed)
          }
        }),
      )
      return heads
    },
  }
}

const NO_TOKEN = '`github-token` is empty'

const unreadable: Head = { state: 'unknown', why: "GitHub's reply has another form than expected" }

const refReply = z.object({ ref: z.string(), object: z.object({ sha: z.string() }) })
const pullReply = z.object({ state: text, head: z.object({ sha: z.string() }) })
const repositoryReply = z.object({ default_branch: z.string() })

function pathOf({ owner, name }: Repository): string {
  return `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`
}

/** A branch as part of a path: its slashes stay, all else that matters in a URL is escaped. */
function encoded(branch: string): string {
  return branch.split('/').map(encodeURIComponent).join('/')
}

/** One query for up to 100 heads; names travel as variables, so that none can be read as GraphQL. */
function headsQuery(wanted: readonly (string | number)[]) {
  const variables: Record<string, string | number> = {}
  const declared: string[] = []
  const fields = wanted.map((one, i) => {
    if (typeof one === 'string') {
      variables[`v${i}`] = `refs/heads/${one}`
      declared.push(`$v${i}: String!`)
      return `h${i}: ref(qualifiedName: $v${i}) { target { oid } }`
    }
    variables[`v${i}`] = one
    declared.push(`$v${i}: Int!`)
    return `h${i}: pullRequest(number: $v${i}) { state headRefName headRefOid headRepository { name owner { login } } }`
  })
  const query = `query ($owner: String!, $name: String!, ${declared.join(', ')}) {
  repository(owner: $owner, name: $name) {
    defaultBranchRef { target { oid } }
    ${fields.join('\n    ')}
  }
}`
  return { query, variables }
}

const target = lenient(z.object({ target: z.object({ oid: z.string() }) }))

const headsReply = z.object({
  repository: z.catchall(z.object({ defaultBranchRef: target }), z.unknown()),
})

const pullRequestField = z.object({
  state: text,
  headRefName: z.string(),
  headRefOid: z.string(),
  headRepository: z.object({ name: z.string(), owner: z.object({ login: z.string() }) }),
})

/** Takes what the reply tells; a head that it does not tell stays unknown by being left out. */
function readHeads(
  reply: unknown,
  wanted: readonly (string | number)[],
  heads: Heads,
  failed: ReadonlySet<unknown>,
): void {
  const parsed = headsReply.safeParse(reply)
  if (!parsed.success) return
  const { repository } = parsed.data
  wanted.forEach((one, i) => {
    // Beside an error `null` says nothing.
    if (failed.has(`h${i}`)) return
    const field = repository[`h${i}`]
    if (typeof one === 'number') {
      const pull = pullRequestField.safeParse(field)
      if (!pull.success) return
      // Closed or merged, it keeps the head it had, wherever its branch went since.
      if (pull.data.state !== undefined && pull.data.state !== 'OPEN') return
      const { headRefName: branch, headRefOid: sha, headRepository } = pull.data
      const { name, owner } = headRepository
      const head: Head = { state: 'at', sha }
      heads.pullRequests.set(one, { head, branch, name, owner: owner.login })
      return
    }
    const sha = target.parse(field)?.target.oid
    if (sha !== undefined) heads.branches.set(one, { state: 'at', sha })
    // Without the right to read the code GitHub hides every ref, the default branch's too.
    else if (field === null && repository.defaultBranchRef) {
      heads.branches.set(one, { state: 'gone' })
    }
  })
}

type Octokit = ReturnType<typeof import('@actions/github')['getOctokit']>

async function loadOctokit({ apiUrl, token = '', send, clock, onRequest }: GitHubOptions) {
  const { getOctokit } = await import(/* webpackMode: 'eager' */ '@actions/github')

  /** The part of `fetch` that Octokit uses, over our own connections. */
  const fetch = async (address: string, init: FetchInit) => {
    const url = new URL(address)
    const startedAt = clock.now()
    const { method, headers, body, signal } = init
    const request = { method, url, headers, signal, ...(body === undefined ? {} : { body }) }
    const reply = await send(request)
    onRequest(`${method} ${url.pathname} → ${reply.status} in ${clock.now() - startedAt} ms`)
    return {
      status: reply.status,
      url: address,
      headers: new Map(Object.entries(reply.headers)),
      text: async () => reply.body,
      json: async () => JSON.parse(reply.body) as unknown,
    }
  }

  return getOctokit(token, { baseUrl: apiUrl, request: { fetch } })
}

type FetchInit = {
  method: string
  headers: Record<string, string>
  body?: string
  signal: AbortSignal
}

/** The HTTP status of Octokit's error; 500 when there was no answer at all. */
function statusOf(error: unknown): number {
  const parsed = octokitError.safeParse(error)
  const { status, errors } = parsed.success ? parsed.data : {}
  // GraphQL answers 200 and tells in its own way what it did not find or may not show.
  if (errors !== undefined) return errors.some(({ type }) => type === 'FORBIDDEN') ? 403 : 404
  return status ?? 500
}

const octokitError = z.object({
  status: number,
  errors: lenient(z.array(z.object({ type: text }))),
})

/** Of GraphQL: what was answered, beside the errors that stand in place of the rest. */
const partialReply = z.catch(
  z.object({
    data: z.unknown(),
    errors: z.array(z.object({ path: lenient(z.array(z.unknown())) })),
  }),
  { data: undefined, errors: [] },
)

/** Why a head could not be read, and what could be done about it. */
function whyNot(error: unknown): string {
  const status = statusOf(error)
  if (status === 401) return 'GitHub does not accept `github-token` (401)'
  if (status === 403 || status === 404 || status === 429) {
    return `GitHub does not find it, or \`github-token\` may not read it (${status}). Under the job's \`permissions:\` add \`contents: read\`, and for pull requests of a private repository \`pull-requests: read\``
  }
  return 'GitHub did not answer'
}
