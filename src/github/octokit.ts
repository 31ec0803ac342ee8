import pLimit, { type LimitFunction } from 'p-limit'
import type { Clock, Deadline } from '../shared/clock.js'
import type { Send } from '../shared/http.js'
import { backoff } from '../shared/retry.js'
import { messageOf, plain } from '../shared/text.js'
import { isRetriable, NO_TOKEN, Unreachable } from './errors.js'

export type GitHubOptions = {
  /** `https://api.github.com`, or `https://HOST/api/v3` of an Enterprise Server. */
  apiUrl: string
  token: string | undefined
  send: Send
  clock: Clock
  deadline: Deadline
  /** From 0 up to 1, for the jitter of retries. */
  random: () => number
  /** Called after each request, for the debug log. */
  onRequest: (line: string) => void
  /** Takes the secrets out of foreign text. */
  redact: (text: string) => string
}

/** The way to GitHub's API. */
export type GitHub = {
  readonly options: GitHubOptions
  readonly slots: LimitFunction
  octokit: Promise<Octokit> | undefined
  /** Ends all requests; it begins with the first. */
  signal: AbortSignal | undefined
}

export type Octokit = ReturnType<typeof import('@actions/github')['getOctokit']>

/** GitHub gets this long in all, in ms: facts that can't be read must not use up the step's time. */
const ALL_REQUESTS_MS = 10_000
const MAX_ATTEMPTS = 3
const MAX_IN_FLIGHT = 32

/** Loads and sends nothing yet. */
export function createGitHub(options: GitHubOptions): GitHub {
  return { options, slots: pLimit(MAX_IN_FLIGHT), octokit: undefined, signal: undefined }
}

/** The same way to GitHub with all of its time again, for facts that have to be read anew. */
export function withFreshTime(github: GitHub): GitHub {
  return { ...github, signal: undefined }
}

/** Loads Octokit, once: most runs that find nothing to cancel need none. */
export function loadOctokit(github: GitHub): Promise<Octokit> {
  github.octokit ??= import(/* webpackMode: 'eager' */ '@actions/github').then(({ getOctokit }) =>
    getOctokit(github.options.token ?? '', {
      baseUrl: github.options.apiUrl,
      request: { fetch: fetchOver(github.options), log: logOver(github.options) },
    }),
  )
  return github.octokit
}

/**
 * Runs one read, at most 32 at once, and again after a 5xx or a broken connection.
 *
 * @throws Error with `NO_TOKEN`, Octokit's `RequestError` or `GraphqlResponseError`
 */
export async function ask<T>(
  github: GitHub,
  read: (octokit: Octokit, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { clock, deadline, random, token } = github.options
  if (token === undefined) throw new Error(NO_TOKEN)
  const octokit = await loadOctokit(github)
  const ms = Math.min(ALL_REQUESTS_MS, Math.ceil(deadline.remaining() / 2))
  github.signal ??= AbortSignal.any([deadline.signal, AbortSignal.timeout(ms)])
  const { signal } = github
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await github.slots(() => read(octokit, signal))
    } catch (error) {
      if (!isRetriable(error) || attempt === MAX_ATTEMPTS || signal.aborted) throw error
      await clock.sleep(backoff(attempt, random()), signal)
    }
  }
}

type FetchInit = {
  method: string
  headers: Record<string, string>
  body?: string
  signal: AbortSignal
}

/** The part of `fetch` that Octokit uses, over our own connections. */
function fetchOver({ send, clock, onRequest, redact }: GitHubOptions) {
  return async (address: string, init: FetchInit) => {
    const url = new URL(address)
    const startedAt = clock.now()
    const name = `${init.method} ${url.pathname}`
    try {
      const reply = await sendAlong(send, url, init)
      onRequest(`${name} → ${reply.status} in ${clock.now() - startedAt} ms`)
      const body = redact(reply.body)
      return {
        status: reply.status,
        url: address,
        headers: new Map(Object.entries(reply.headers)),
        text: async () => body,
        json: async () => JSON.parse(body) as unknown,
      }
    } catch (error) {
      const why = plain(redact(messageOf(error)), 200)
      onRequest(`${name} → ${why}`)
      throw new Unreachable(why, { cause: error })
    }
  }
}

/** Sends, and follows one redirect within the same host: a renamed repository has one. */
async function sendAlong(send: Send, url: URL, { method, headers, body, signal }: FetchInit) {
  const request = { method, headers, signal, ...(body === undefined ? {} : { body }) }
  const reply = await send({ ...request, url })
  const { location } = reply.headers
  const isRedirect = [301, 302, 307, 308].includes(reply.status)
  if (!isRedirect || location === undefined || !URL.canParse(location, url.href)) return reply
  const next = new URL(location, url)
  const keepsMethod = method === 'GET' || reply.status > 302
  return next.origin === url.origin && keepsMethod ? send({ ...request, url: next }) : reply
}

/** Octokit logs a server's headers as they are; a line of ours can't start a workflow command. */
function logOver({ onRequest, redact }: GitHubOptions) {
  const line = (message: string) => onRequest(plain(redact(message), 300))
  return { debug: line, info: line, warn: line, error: line }
}
