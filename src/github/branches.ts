import * as z from 'zod/mini'
import { UnusableReply, whyNot } from './errors.js'
import { UNEXPECTED_FORM } from './fetch.js'
import { ask, type GitHub } from './octokit.js'
import type { Repository } from './repository.js'

const branchesReply = z.array(z.object({ name: z.string() }))

/**
 * Asks for the branches of a repository whose head a commit is. Never throws.
 * https://docs.github.com/rest/commits/commits#list-branches-for-head-commit
 *
 * @param sha a whole commit id
 * @returns the branches, or why GitHub did not tell them
 */
export async function branchesWhereHead(
  github: GitHub,
  { owner, name }: Repository,
  sha: string,
): Promise<{ branches: string[]; why?: undefined } | { branches?: undefined; why: string }> {
  const route = 'GET /repos/{owner}/{repo}/commits/{commit_sha}/branches-where-head'
  try {
    const { data } = await ask(github, (octokit, signal) =>
      octokit.request(route, { owner, repo: name, commit_sha: sha, request: { signal } }),
    )
    const reply = branchesReply.safeParse(data)
    if (!reply.success) throw new UnusableReply(UNEXPECTED_FORM)
    return { branches: reply.data.map((branch) => branch.name) }
  } catch (error) {
    return { why: whyNot(error, '`contents: read`', github.options) }
  }
}
