import * as z from 'zod/mini'
import { whyNot } from './errors.js'
import { ask, type GitHub } from './octokit.js'
import type { Repository } from './repository.js'

const branchesReply = z.array(z.object({ name: z.string() }))

/**
 * The branches of a repository whose head a commit is. Never throws.
 * https://docs.github.com/rest/commits/commits#list-branches-for-head-commit
 *
 * @returns the branches, or why GitHub did not tell them
 */
export async function branchesWhereHead(
  github: GitHub,
  { owner, name }: Repository,
  sha: string,
): Promise<{ branches: string[] } | { why: string }> {
  try {
    const { data } = await ask(github, async (octokit, signal) =>
      octokit.request('GET /repos/{owner}/{repo}/commits/{commit_sha}/branches-where-head', {
        owner,
        repo: name,
        commit_sha: sha,
        request: { signal },
      }),
    )
    return { branches: branchesReply.parse(data).map((branch) => branch.name) }
  } catch (error) {
    return { why: whyNot(error, '`contents: read`') }
  }
}
