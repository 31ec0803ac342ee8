import { loadOctokit } from '../github/octokit.js'
import type { Step } from '../step.js'

/** Requests to GitHub that start together: the query, and one for the branches of a commit. */
const FIRST_REQUESTS = 2

/**
 * Loads GitHub's client and opens connections to GitHub while Vercel is asked for its list: neither
 * costs time then. Never throws, and sends nothing.
 */
export function prepareGitHub({ github }: Pick<Step, 'github'>): void {
  // Let the request that was just made go out first.
  setImmediate(() => {
    loadOctokit(github).catch(() => {})
    const { send, token, apiUrl } = github.options
    if (token && URL.canParse(apiUrl)) send.openAhead?.(new URL(apiUrl), FIRST_REQUESTS)
  })
}

/** Opens connections for as many cancels while GitHub is asked. Never throws, and sends nothing. */
export function prepareCancels({ vercel }: Pick<Step, 'vercel'>, count: number): void {
  const { send, apiUrl } = vercel.options
  setImmediate(() => send.openAhead?.(apiUrl, count))
}
