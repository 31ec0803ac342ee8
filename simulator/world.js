import { createHash } from 'node:crypto'
import { createClock, startSimulator } from './index.js'

/** @typedef {import('./log.js').SimRequest} SimRequest */
/** @typedef {import('./vercel/deployments.js').DeploymentOptions} DeploymentOptions */
/** @typedef {Awaited<ReturnType<typeof startWorld>>} World */
/** @typedef {Omit<DeploymentOptions, 'projectId' | 'fork'> & { projectId?: string, fork?: true | DeploymentOptions['fork'] }} BuildOptions */

/** When the world begins unless a clock is given; whole seconds. */
export const start = Date.UTC(2026, 0, 1, 12)

/** Nothing else contains these texts, so that a search finds every leak. */
export const TOKEN = 'vcp_TheTeamsTokenForVercel01'
export const GITHUB_TOKEN = 'ghs_TheJobsTokenForGitHub0123456789AB'

export const team = { id: 'team_acme', slug: 'acme' }

/** The repository that workflows run in, and a fork of it. */
export const shop = { id: 42, owner: 'acme', name: 'shop', defaultBranch: 'main' }
export const fork = { id: 99, owner: 'octocat', name: 'shop', defaultBranch: 'main' }

const link = { type: 'github', org: 'acme', repo: 'shop', repoId: 42, productionBranch: 'main' }

/** Two projects of the shop, and one of another repository. */
export const projects = {
  web: { id: 'prj_web', name: 'web', teamId: team.id, link },
  docs: { id: 'prj_docs', name: 'docs', teamId: team.id, link },
  blog: {
    id: 'prj_blog',
    name: 'blog',
    teamId: team.id,
    link: { ...link, repo: 'blog', repoId: 43 },
  },
}

/** Forty characters that begin with these hexadecimal digits. @param {string} begin */
export const sha = (begin) => begin.padEnd(40, '0')

/** A commit's sha, made of a word. @param {string} word */
export const shaOf = (word) => createHash('sha1').update(word).digest('hex')

/**
 * Of `feature/cart` an older commit and its head, of the other branches their heads, the merge
 * commit that GitHub makes for the pull request, and one that was never pushed.
 */
export const commits = {
  old: sha('01dc0de1'),
  head: sha('4ead0001'),
  main: sha('a1a1a1a1'),
  typo: sha('7e57ab1e'),
  fork: sha('f0f0f0f0'),
  merge: sha('3e49e000'),
  lost: sha('1057c0de'),
}

/** The pull requests of `feature/cart`: of the shop's own, and of the fork's. */
export const pulls = { own: 7, fork: 12 }

/**
 * A team with the projects `web` and `docs` of acme/shop and `blog` of acme/blog, both repositories
 * at GitHub, and tokens for both APIs. Nothing is being built yet.
 *
 * @param {import('./index.js').SimulatorOptions & {
 *   onRequest?: (request: SimRequest) => unknown
 * }} [options] `onRequest` is called before each request is carried out: to move the clock, change
 *   the world, or keep the request waiting for as many ms as it returns (or resolves to)
 */
export async function startWorld({ onRequest = () => 0, ...options } = {}) {
  const clock = createClock(start)
  const latency = async (/** @type {SimRequest} */ request) => {
    const ms = await onRequest(request)
    return typeof ms === 'number' ? ms : 0
  }
  const sim = await startSimulator({ clock, latency, ...options })
  const now = (options.clock ?? clock).now
  addOwners(sim)
  return {
    sim,
    /** Stands still until it is moved; of no use where another clock was given. */
    clock,
    /** When this world began, in epoch ms. */
    start: now(),

    /**
     * Adds a build: of `web`, of the older commit of `feature/cart`, made by a push a minute ago and
     * building, unless told otherwise.
     * @param {string} id
     * @param {BuildOptions} [more]
     */
    build: (id, more = {}) => sim.vercel.addDeployment(buildOptions(id, now(), more)),

    close: () => sim.close(),
  }
}

/** @param {string} id @param {number} now @param {BuildOptions} more @returns {DeploymentOptions} */
function buildOptions(id, now, { fork: from, ...more }) {
  const ofFork = from === true
  const { owner, name } = fork
  return {
    id,
    projectId: projects.web.id,
    branch: 'feature/cart',
    sha: ofFork ? commits.fork : commits.old,
    state: 'BUILDING',
    // A late build is created when it appears.
    ...(more.appearsAt === undefined ? { createdAt: now - 60_000 } : {}),
    ...(ofFork ? { pr: pulls.fork, fork: { org: owner, repo: name, repoId: fork.id } } : {}),
    ...(from === undefined || ofFork ? {} : { fork: from }),
    ...more,
  }
}

/** @param {Pick<import('./index.js').Simulator, 'vercel' | 'github'>} simulator */
function addOwners({ vercel, github }) {
  vercel.addTeam(team)
  for (const project of Object.values(projects)) vercel.addProject(project)
  vercel.addToken(TOKEN, { kind: 'team', teams: [team.id] })
  github.addToken(GITHUB_TOKEN)
  const { main, old, head, typo, merge } = commits
  const history = {
    [main]: [],
    [old]: [main],
    [head]: [old],
    [typo]: [main],
    [merge]: [main, head],
  }
  const headRef = 'feature/cart'
  github.addRepository({
    ...fork,
    branches: { main, [headRef]: commits.fork },
    commits: { [main]: [], [commits.fork]: [main] },
  })
  github.addRepository({
    ...shop,
    branches: { main, [headRef]: head, 'fix/typo': typo },
    commits: { ...history, [commits.fork]: [main] },
    pulls: {
      [pulls.own]: { headRef, headSha: head },
      [pulls.fork]: { headRef, headSha: commits.fork, headRepo: fork },
    },
  })
}

/**
 * Pushes a commit to a branch of acme/shop. Vercel builds it in each linked project, but not where it
 * was built before.
 *
 * @param {Pick<World, 'sim'>} world
 * @param {{ branch: string, sha: string, parents?: string[], unaffected?: string[], build?: BuildOptions }} push
 *   `unaffected`: ids of projects for which Vercel builds nothing; `build`: more of each build
 * @returns the builds, whose ids are `dpl_`, the project's name and the beginning of the commit
 */
export function pushCommit({ sim }, push) {
  const { branch, sha: commit, parents = [], unaffected = [], build = {} } = push
  const { vercel, github } = sim
  github.addCommit('acme/shop', commit, parents)
  github.setBranch('acme/shop', branch, commit)
  return vercel
    .projects()
    .filter(({ id, link: to }) => to?.repoId === shop.id && !unaffected.includes(id))
    .flatMap(({ id: projectId, name, oneBuildPerCommit = true }) => {
      const before = vercel
        .deployments()
        .filter((one) => one.project.id === projectId && one.meta.githubCommitSha === commit)
      if (oneBuildPerCommit && before.length > 0) return []
      const id = ['dpl', name, commit.slice(0, 7), ...before.map(() => 'again')].join('_')
      const { fork: _, ...more } = build
      return [vercel.addDeployment({ id, projectId, branch, sha: commit, ...more })]
    })
}
