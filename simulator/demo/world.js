import { createHash } from 'node:crypto'
import { startSimulator } from '../index.js'

/** @typedef {Awaited<ReturnType<typeof createWorld>>} World */

/**
 * A build as the demo's tables show it.
 * @typedef {{ id: string, project: string, branch: string, sha: string, environment: string }} Build
 */

/** @typedef {Omit<import('../deployments.js').DeploymentOptions, 'projectId'> & { projectId?: string }} Options */

export const base = { id: 7, owner: 'acme', name: 'web', defaultBranch: 'main' }
export const fork = { id: 8, owner: 'octo-fork', name: 'web', defaultBranch: 'main' }
export const vercelToken = 'vcp_demo_token_of_the_team'
export const githubToken = 'ghs_demo_token_of_the_job'

/** The commit of a build, by the build's name. @param {string} name */
export const shaOf = (name) => createHash('sha1').update(name).digest('hex')

/**
 * A busy project on loopback: several branches, a fork with the same branch name, production, a
 * custom environment, and commits that were pushed one after another. Each build is `dpl_` + its
 * name; the highest number of a branch is the build of its head.
 */
export async function createWorld() {
  const sim = await startSimulator()
  const now = Date.now()
  /** @type {Build[]} */
  const builds = []

  /** @param {string} id @param {string} name */
  const addProject = (id, name) => {
    const link = { type: 'github', org: base.owner, repo: base.name, repoId: base.id }
    sim.vercel.addProject({ id, name, teamId: 'team_acme', link })
  }

  /**
   * Adds a build, with a commit of its own unless the options name one.
   * @param {string} name @param {string} branch @param {number} secondsAgo @param {string} state
   * @param {Options} [options]
   */
  const addBuild = (name, branch, secondsAgo, state, options = {}) => {
    const sha = options.sha ?? shaOf(name)
    const { readyState: _, ...added } = sim.vercel.addDeployment({
      projectId: 'prj_web',
      id: `dpl_${name}`,
      branch,
      sha,
      state,
      createdAt: now - secondsAgo * 1000,
      ...options,
    })
    builds.push({
      id: added.id,
      project: added.project.name,
      branch: options.fork ? `${options.fork.org}:${branch}` : branch,
      sha,
      environment: added.customEnvironment?.slug ?? added.target ?? 'preview',
    })
    return added
  }

  sim.vercel.addTeam({ id: 'team_acme', slug: 'acme' })
  sim.vercel.addToken(vercelToken, { kind: 'team', teams: ['team_acme'] })
  sim.github.addToken(githubToken)
  addProject('prj_web', 'web')

  const ofFork = { fork: { org: fork.owner, repo: fork.name, repoId: fork.id }, pr: 12 }
  addBuild('main1', 'main', 300, 'BUILDING', { target: 'production' })
  addBuild('main2', 'main', 20, 'QUEUED', { target: 'production' })
  addBuild('login0', 'feature/login', 600, 'READY')
  addBuild('login1', 'feature/login', 200, 'BUILDING')
  addBuild('login2', 'feature/login', 130, 'BUILDING', { cancelDelayMs: 100 })
  addBuild('login3', 'feature/login', 60, 'QUEUED')
  addBuild('login4', 'feature/login', 0, 'QUEUED')
  addBuild('staging1', 'feature/login', 150, 'BUILDING', {
    customEnvironment: { id: 'env_staging', slug: 'staging' },
  })
  addBuild('laptop1', 'feature/login', 170, 'BUILDING', {
    source: 'cli',
    meta: unlinked('feature/login', shaOf('laptop1')),
  })
  addBuild('fork1', 'feature/login', 180, 'BUILDING', ofFork)
  addBuild('fork2', 'feature/login', 45, 'BUILDING', ofFork)
  addBuild('loginapi1', 'feature/login-api', 90, 'BUILDING')
  addBuild('cart1', 'feature/cart', 100, 'BUILDING')
  addBuild('cart2', 'feature/cart', 30, 'BUILDING')
  addBuild('typo1', 'docs/typo', 110, 'BUILDING', { pr: 9 })
  addBuild('cache1', 'spike/cache', 80, 'INITIALIZING')

  // The branches docs/typo and spike/cache are gone.
  sim.github.addRepository({
    ...base,
    branches: {
      main: shaOf('main2'),
      'feature/login': shaOf('login4'),
      'feature/login-api': shaOf('loginapi1'),
      'feature/cart': shaOf('cart2'),
    },
    pulls: {
      7: { headRef: 'feature/login', headSha: shaOf('login4') },
      9: { headRef: 'docs/typo', headSha: shaOf('typo1'), state: 'merged' },
      12: { headRef: 'feature/login', headSha: shaOf('fork2'), headRepo: fork },
    },
  })
  sim.github.addRepository({
    ...fork,
    branches: { main: shaOf('main1'), 'feature/login': shaOf('fork2') },
  })

  return {
    sim,
    now,
    builds,
    addProject,
    addBuild,
    /** The state of every build, by id. */
    states: () => new Map(builds.map(({ id }) => [id, sim.vercel.deployment(id).readyState])),
  }
}

/**
 * `meta` as `vercel deploy` writes it in a folder without a known remote: no repository in it.
 * @param {string} branch @param {string} sha
 */
function unlinked(branch, sha) {
  const keys = ['Org', 'Repo', 'RepoId', 'CommitOrg', 'CommitRepo', 'CommitRepoId', 'CommitRef']
  const none = [...keys, 'CommitSha', 'Deployment'].map((key) => [`github${key}`, undefined])
  return { ...Object.fromEntries(none), gitCommitRef: branch, gitCommitSha: sha }
}
