/** @typedef {import('./deployments.js').Deployment} Deployment */
/** @typedef {import('./deployments.js').DeploymentOptions} DeploymentOptions */
/** @typedef {import('./deployments.js').MadeBy} MadeBy */
/** @typedef {import('./state.js').Link} Link */
/** @typedef {import('./state.js').Project} Project */

/** @typedef {DeploymentOptions & { madeBy: MadeBy }} Made */
/** @typedef {{ project: Project, slug: string, createdAt: number }} Owner */

/**
 * `meta` as Vercel writes it for a deployment of this kind. The keys are those of public recordings
 * (`__tests__/recordings`); what those do not show is left out.
 * @param {Made} options
 * @param {Owner} owner
 * @returns {Record<string, string>}
 */
export function generateMeta(options, owner) {
  const { branch, sha, madeBy } = options
  if (branch === undefined && sha === undefined) return {}
  const { link } = owner.project
  if (link === undefined || madeBy === 'cli-no-remote') return remotelessMeta(options)
  if (madeBy === 'cli') return { ...commitMeta(options, link), ...dirtyMeta(options) }
  return {
    ...commitMeta(options, link),
    ...integrationMeta(options, link),
    ...(madeBy === 'push' ? pushMeta(options, owner) : {}),
    ...(madeBy === 'hook' ? hookMeta(branch) : {}),
    ...(branch === undefined ? {} : { branchAlias: branchAlias(branch, options, owner) }),
  }
}

/**
 * `meta` of a redeploy or a promotion: the original's, and what was done with it.
 * @param {DeploymentOptions} options
 * @param {Deployment} original
 * @returns {Record<string, unknown>}
 */
export function redeployMeta({ action = 'redeploy', repoPushedAt }, { id, meta }) {
  const { repoPushedAt: copied, ...rest } = meta
  const pushedAt = repoPushedAt === undefined ? copied : repoPushedAt
  return {
    ...rest,
    ...(pushedAt == null ? {} : { repoPushedAt: String(pushedAt) }),
    action,
    originalDeploymentId: id,
  }
}

/** The text of a commit. @param {DeploymentOptions} options */
const messageOf = ({ commitMessage = 'A commit' }) => commitMessage

/** @param {DeploymentOptions} options */
const dirtyMeta = ({ dirty = false }) => ({ gitDirty: dirty ? '1' : '0' })

/**
 * `vercel deploy` where no remote is known.
 * @param {DeploymentOptions} options
 * @returns {Record<string, string>}
 */
function remotelessMeta(options) {
  const { branch, sha } = options
  return {
    ...(branch === undefined ? {} : { gitCommitRef: branch }),
    ...(sha === undefined ? {} : { gitCommitSha: sha }),
    gitCommitMessage: messageOf(options),
    ...dirtyMeta(options),
  }
}

/**
 * What every deployment of a GitHub repository tells: the commit, and the project's repository.
 * @param {DeploymentOptions} options
 * @param {Link} link
 * @returns {Record<string, string>}
 */
function commitMeta(options, link) {
  const { branch, sha, fork, creator = 'octocat' } = options
  return {
    githubCommitAuthorName: creator,
    githubCommitAuthorEmail: `${creator}@example.com`,
    githubCommitMessage: messageOf(options),
    githubCommitOrg: fork?.org ?? link.org,
    ...(branch === undefined ? {} : { githubCommitRef: branch }),
    githubCommitRepo: fork?.repo ?? link.repo,
    ...(sha === undefined ? {} : { githubCommitSha: sha }),
    githubDeployment: '1',
    githubOrg: link.org,
    githubRepo: link.repo,
  }
}

/**
 * What the GitHub integration adds, whoever started it.
 * @param {DeploymentOptions} options
 * @param {Link} link
 * @returns {Record<string, string>}
 */
function integrationMeta({ creator = 'octocat', pr, fork }, link) {
  return {
    githubRepoOwnerType: 'Organization',
    githubCommitRepoId: String(fork?.repoId ?? link.repoId),
    githubRepoId: String(link.repoId),
    githubRepoVisibility: 'private',
    githubHost: 'github.com',
    githubCommitAuthorLogin: creator,
    githubCommitVerification: 'unverified',
    ...(pr === undefined ? {} : { githubPrId: String(pr) }),
  }
}

/**
 * GitHub's own time of the push, a whole second. Recordings have it 2.3 to 3.0 s before the
 * deployment's creation.
 * @param {DeploymentOptions} options
 * @param {Owner} owner
 * @returns {Record<string, string>}
 */
function pushMeta({ repoPushedAt }, { createdAt }) {
  if (repoPushedAt === null) return {}
  return { repoPushedAt: String(repoPushedAt ?? Math.floor((createdAt - 2000) / 1000) * 1000) }
}

/** @param {string} [branch] @returns {Record<string, string>} */
function hookMeta(branch = 'main') {
  return { deployHookId: 'hook_nightly', deployHookName: 'nightly', deployHookRef: branch }
}

/**
 * The hostname of a branch, without what Vercel does to long ones.
 * @param {string} branch
 * @param {DeploymentOptions} options
 * @param {Owner} owner
 */
function branchAlias(branch, { fork }, { project: { name }, slug }) {
  const words = [name, 'git', ...(fork ? ['fork', fork.org] : []), branch, slug]
  return `${words.map((word) => word.replaceAll(/[^a-z0-9]+/gi, '-')).join('-')}.vercel.app`.toLowerCase()
}
