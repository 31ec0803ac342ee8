/** What GitHub answers at a moment, and what it fails to answer. */
import type { Facts } from '../../src/plan/facts.js'
import { isOpen, pastOf, pullsOf, tip, type World } from './world.js'

/** What a run can't read. */
export type Faults = {
  heads: boolean
  commits: boolean
  otherHeads: boolean
  /** A fork's branch itself, so that only the record of its pull request tells. */
  forkRefs: boolean
}

export const NO_FAULTS: Faults = {
  heads: false,
  commits: false,
  otherHeads: false,
  forkRefs: false,
}

type Head = Facts['heads'] extends ReadonlyMap<string, infer T> ? T : never
type Commit = Facts['commits'] extends ReadonlyMap<string, infer T> ? T : never

/** Where a branch of this repository points, or a fork's, as its pull requests tell. */
export function headOf(
  world: World,
  { owner, name }: { owner: string; name: string },
  faults: Faults,
): Head {
  if (faults.heads) return { state: 'unknown' }
  const branch = world.branches.find((one) => one.repo.owner === owner && one.name === name)
  if (owner === world.base.owner) {
    const lies = world.lie === 'old heads' && branch && tip(branch) !== undefined
    const commit = lies ? pastOf(branch).at(-1) : branch && tip(branch)
    return commit === undefined ? { state: 'gone' } : { state: 'at', commits: [commit] }
  }
  const pulls = branch === undefined ? [] : pullsOf(world, branch)
  if (branch === undefined || pulls.length === 0) return { state: 'unknown' }
  const open = pulls.filter(isOpen)
  if (open.length === 0) return { state: 'closed' }
  const here = faults.forkRefs ? undefined : tip(branch)
  const read = [...open.map(({ recorded }) => recorded), here].filter((one) => one !== undefined)
  return { state: 'at', commits: [...new Set(read)], tip: here }
}

/** Whether GitHub has a commit, and its parents; `undefined` when that can't be read. */
export function commitOf(world: World, sha: string, faults: Faults): Commit | undefined {
  if (faults.commits || faults.heads) return undefined
  const commit = world.commits.get(sha)
  const isKnown = commit?.pushed || world.lie === 'every commit is known'
  if (commit === undefined || !isKnown) return { known: false }
  return { known: true, oid: sha, parents: commit.parents }
}

/** The branches of this repository whose newest commit it is. */
export function branchesAt(world: World, sha: string, faults: Faults): string[] | undefined {
  if (faults.otherHeads) return undefined
  if (world.lie === 'no other heads') return []
  return world.branches
    .filter((branch) => branch.repo === world.base && tip(branch) === sha)
    .map(({ name }) => name)
}
