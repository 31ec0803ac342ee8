import type { Repository } from '../github/repository.js'
import type { Mode } from '../inputs/formats.js'
import type { Event } from './event.js'

/** Where to look for builds, and which commits are this run's own. The event says nothing else. */
export type Scope = {
  /** A `schedule` without `branch` turns `auto` into `sweep`. */
  mode: Mode
  /** The repository that the workflow runs in. */
  repository: Repository
  /** The repository whose branches are meant: of a fork's pull request the fork, else the same. */
  headRepository: Repository
  /** `headRepository` is another one than `repository`. */
  fork: boolean
  /** `withHead`: every branch whose newest commit is this one; GitHub has to be asked for them. */
  branches: 'all' | string[] | { withHead: string }
  /** The commit that the run is about: `after`, `head.sha`, … */
  ownHead: string | undefined
  /** GitHub's merge of the pull request, `GITHUB_SHA` under `pull_request`, unless it is closed. */
  ownMerge: string | undefined
  /** `false`: only `branch` or Vercel's event named the branch, so it need not exist on GitHub. */
  branchProven: boolean
  /** The event pushed a commit, so that Vercel is about to build it. */
  awaitsBuild: boolean
  /** Vercel's id of the project that its event is about. */
  projectId: string | undefined
  /** The default branch of `repository`, where the payload tells it. */
  defaultBranch: string | undefined
}

/** Nothing is looked at because of this event; the sentence says why, and what to do instead. */
export type Skipped = { skipped: string }

/** The payload is not what GitHub documents; the message names the file and the field. */
export class PayloadError extends Error {
  override readonly name = 'PayloadError'
}

export declare function toScope(
  event: Event,
  wanted: { mode: Mode; branch: string | undefined },
): Scope | Skipped
export declare function secretsWithheld(event: Event): boolean
