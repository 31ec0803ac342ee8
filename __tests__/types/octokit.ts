/** Checked by `npm run types` alone: tsc has to see the real Octokit, not the stubs of the bundle. */
import type { Octokit } from '../../src/github/octokit.js'

export function misuse(octokit: Octokit): void {
  // @ts-expect-error There is no such method: if this passes, Octokit has become `any`.
  octokit.nonsense()
  // @ts-expect-error A route takes its parameters by their names.
  octokit.request('GET /repos/{owner}/{repo}', { owner: 1 })
}
