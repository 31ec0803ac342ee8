import pLimit, { type LimitFunction } from 'p-limit'
import type { Deadline } from '../shared/clock.js'
import { backoff } from '../shared/retry.js'
import { type Budget, createBudget, withinBudget } from './budget.js'
import { isRetriable, NoToken } from './errors.js'
import { type FetchOptions, fetchOver, logOver } from './fetch.js'

export type GitHubOptions = FetchOptions & {
  /** `https://api.github.com`, or `https://HOST/api/v3` of an Enterprise Server. */
  apiUrl: string
  token: string | undefined
  deadline: Deadline
  /** From 0 up to 1, for the jitter of retries. */
  random: () => number
}

/** The way to GitHub's API. */
export type GitHub = {
  readonly options: GitHubOptions
  readonly slots: LimitFunction
  readonly budget: Budget
  octokit: Promise<Octokit> | undefined
}

export type Octokit = ReturnType<typeof import('@actions/github')['getOctokit']>

/** Attempts at one request that fails for want of an answer, the first included. */
const MAX_ATTEMPTS = 3
const MAX_IN_FLIGHT = 32

/** Loads and sends nothing yet. */
export function createGitHub(options: GitHubOptions): GitHub {
  const slots = pLimit(MAX_IN_FLIGHT)
  return { options, slots, budget: createBudget(), octokit: undefined }
}

/** The same way to GitHub with all of its time again, for facts that have to be read anew. */
export function withFreshTime(github: GitHub): GitHub {
  return { ...github, budget: createBudget() }
}

/**
 * Loads Octokit, once: most runs that find nothing to cancel need none.
 *
 * @throws NoToken
 */
export function loadOctokit(github: GitHub): Promise<Octokit> {
  github.octokit ??= createOctokit(github.options)
  return github.octokit
}

async function createOctokit(options: GitHubOptions): Promise<Octokit> {
  const { token, apiUrl } = options
  if (!token) throw new NoToken('`github-token` is empty')
  const { getOctokit } = await import(/* webpackMode: 'eager' */ '@actions/github')
  const log = logOver(options)
  const baseUrl = apiUrl.replace(/\/+$/, '')
  // Both logs: Octokit's own, and that of each request, which otherwise goes to the console.
  return getOctokit(token, { baseUrl, log, request: { fetch: fetchOver(options), log } })
}

/**
 * Runs one read, at most 32 at once and all in 10 s, and again after a 5xx or a broken connection.
 *
 * @throws NoToken, Octokit's `RequestError` or `GraphqlResponseError`: see `whyNot`
 */
export async function ask<T>(
  github: GitHub,
  read: (octokit: Octokit, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { options, slots, budget } = github
  const { clock, random } = options
  const octokit = await loadOctokit(github)
  return withinBudget(budget, options, async (signal, end) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await slots(() => read(octokit, signal))
      } catch (error) {
        const delay = backoff(attempt, random())
        const isLast = attempt === MAX_ATTEMPTS || clock.now() + delay >= end
        if (isLast || signal.aborted || !isRetriable(error)) throw error
        await clock.sleep(delay, signal).catch(() => {})
        if (signal.aborted) throw error
      }
    }
  })
}
