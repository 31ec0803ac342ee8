import { commits, shop, start } from '../world.js'
import {
  branchByDefault,
  moment,
  noCommit,
  onDefault,
  repositoryPayload,
  started,
} from './started.js'

/** @typedef {import('./started.js').Common} Common */

/**
 * A branch was moved, made or deleted. The run of a deletion is for the default branch.
 * @param {Common & { branch?: string, sha?: string, before?: string, deleted?: boolean,
 *   created?: boolean, forced?: boolean, ref?: string }} [options]
 */
export function push({ branch = branchByDefault, deleted = false, ...options } = {}) {
  const { created = false, forced = false, ref = `refs/heads/${branch}` } = options
  const tip = options.sha ?? commits.head
  const after = deleted ? noCommit : tip
  const before = options.before ?? (created ? noCommit : deleted ? tip : commits.old)
  const head = deleted ? null : { id: after, message: 'A commit', timestamp: moment }
  return started(
    'push',
    deleted ? onDefault : { ref, sha: after },
    {
      ref,
      before,
      after,
      created,
      deleted,
      forced,
      base_ref: null,
      head_commit: head,
      commits: [],
    },
    {
      ...options,
      payload: {
        // Of this event alone it is a number, of seconds.
        repository: repositoryPayload(shop, { pushed_at: start / 1000 }),
        ...options.payload,
      },
    },
  )
}

/** A tag was pushed. @param {Common & { tag?: string, sha?: string }} [options] */
export const tagPush = ({ tag = 'v1.2.3', ...options } = {}) =>
  push({ ref: `refs/tags/${tag}`, sha: commits.main, created: true, ...options })

/**
 * A branch or a tag was deleted.
 * @param {Common & { branch?: string, refType?: 'branch' | 'tag' }} [options]
 */
export const branchDeleted = ({ branch = branchByDefault, refType = 'branch', ...options } = {}) =>
  started('delete', onDefault, { ref: branch, ref_type: refType, pusher_type: 'user' }, options)

/** A branch was made. @param {Common & { branch?: string, sha?: string }} [options] */
export const branchCreated = ({ branch = branchByDefault, ...options } = {}) =>
  started(
    'create',
    { ref: `refs/heads/${branch}`, sha: options.sha ?? commits.head },
    { ref: branch, ref_type: 'branch', master_branch: 'main', pusher_type: 'user' },
    options,
  )
