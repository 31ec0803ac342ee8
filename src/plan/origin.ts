import type { Scope } from '../event/scope.js'
import { type Branch, branchKey, type Repository, sameName } from '../github/repository.js'
import type { Deployment } from '../vercel/deployment.js'
import type { KeepReason } from './reasons.js'

/**
 * Tells which repository a build's commit is from, as far as the scope is concerned: the repository
 * whose branches are meant, or, in a sweep, a fork whose build belongs to a project of this one.
 * Otherwise gives the reason to keep the build. Pure.
 */
export function repositoryOf(
  { origin, branch }: Deployment,
  { mode, repository, headRepository }: Scope,
): { repository: Repository } | { keep: KeepReason } {
  const { commit, base, ids, host, branchAlias } = origin
  const names = commit.owner !== undefined || commit.name !== undefined ? commit : base
  const named = names.owner !== undefined && names.name !== undefined
  if (!named && (ids.length === 0 || names === commit)) return { keep: 'repository-unknown' }
  if (host !== undefined && !sameName(host, repository.host)) return { keep: 'other-repository' }

  if (isFork(origin)) {
    const { owner = '', name = '' } = commit
    const isHead = sameName(owner, headRepository.owner) && sameName(name, headRepository.name)
    if (isHead) return { repository: headRepository }
    // The ids may be either repository's, so only the names of the base count here.
    const isOurs = sameName(base.owner, repository.owner) && sameName(base.name, repository.name)
    if (mode !== 'sweep' || !isOurs) return { keep: 'other-repository' }
    return { repository: { host: repository.host, id: undefined, owner, name } }
  }

  const known = headRepository.id
  const isHead =
    ids.length > 0 && known !== undefined
      ? ids.every((id) => id === known)
      : sameName(names.owner, headRepository.owner) && sameName(names.name, headRepository.name)
  // Vercel names the alias of a fork's build `PROJECT-git-fork-OWNER-BRANCH`: such a build with our
  // own names contradicts itself.
  const isForkAlias = branchAlias?.includes('-git-fork-') && !/^fork/i.test(branch ?? '')
  return isHead && !isForkAlias ? { repository: headRepository } : { keep: 'other-repository' }
}

/** Whether the names of the commit's repository differ from those of the project's repository. */
export function isFork({ commit, base }: Deployment['origin']): boolean {
  return differ(commit.owner, base.owner) || differ(commit.name, base.name)
}

function differ(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && !sameName(a, b)
}

/** The name of a build's branch; a detached checkout records `HEAD`, which names none. */
export function branchNameOf({ branch }: Deployment): string | undefined {
  return branch === 'HEAD' ? undefined : branch
}

/** The branch that a build belongs to; `undefined` where it names none or is outside the scope. */
export function branchOf(build: Deployment, scope: Scope): Branch | undefined {
  const name = branchNameOf(build)
  const found = repositoryOf(build, scope)
  if (name === undefined || 'keep' in found) return undefined
  return { repository: found.repository, name }
}

/** The branches to act on, by key; `undefined` when all are. */
export function branchesInScope({ branches, headRepository }: Scope): Set<string> | undefined {
  if (branches === 'all') return undefined
  return new Set(branches.map((name) => branchKey({ repository: headRepository, name })))
}

/** Whether a branch is one of the repository that the workflow runs in. */
export function isOwnBranch({ repository }: Branch, scope: Scope): boolean {
  return sameName(repository.owner, scope.repository.owner) &&
    sameName(repository.name, scope.repository.name)
    ? true
    : repository.id !== undefined && repository.id === scope.repository.id
}
