import { fork, pulls, shaOf, startWorld } from '../world.js'

/** @typedef {Awaited<ReturnType<typeof createWorld>>} DemoWorld */
/** @typedef {import('../world.js').BuildOptions} BuildOptions */

/**
 * A build as the demo's tables show it.
 * @typedef {{ id: string, project: string, branch: string, sha: string, environment: string }} Build
 */

const REPOSITORY = 'acme/shop'
const FORK = `${fork.owner}/${fork.name}`

/** @typedef {{ world: import('../world.js').World, now: number, builds: Build[] }} State */

/**
 * A busy project on loopback: several branches, a fork with a branch of the same name, production, a
 * custom environment, and commits that were pushed one after another. Each build is `dpl_` and its
 * name; the highest number of a branch is the build of its newest commit.
 */
export async function createWorld() {
  const world = await startWorld({ clock: { now: Date.now } })
  /** @type {State} */
  const state = { world, now: Date.now(), builds: [] }
  addBuilds(state)
  return {
    sim: world.sim,
    builds: state.builds,
    /** @param {string} name @param {string} branch @param {number} secondsAgo @param {BuildOptions} [more] */
    addBuild: (name, branch, secondsAgo, more) =>
      addBuild(state, { name, branch, secondsAgo }, more),
    /** Moves a branch, or deletes it. @param {string} branch @param {string | undefined} name of its newest build */
    setBranch: (branch, name) =>
      world.sim.github.setBranch(REPOSITORY, branch, name === undefined ? undefined : shaOf(name)),
    /** The state of every build, by id. */
    states: () =>
      new Map(state.builds.map(({ id }) => [id, world.sim.vercel.deployment(id).readyState])),
    close: () => world.close(),
  }
}

/**
 * Adds a build of a commit of its own, unless the options name one.
 * @param {State} state
 * @param {{ name: string, branch: string, secondsAgo: number }} what
 * @param {BuildOptions} [more]
 */
function addBuild({ world, now, builds }, { name, branch, secondsAgo }, more = {}) {
  const { sim } = world
  const sha = more.sha ?? shaOf(name)
  for (const repository of [REPOSITORY, FORK]) sim.github.addCommit(repository, sha, [])
  const createdAt = now - secondsAgo * 1000
  const added = world.build(`dpl_${name}`, { branch, sha, createdAt, ...more })
  builds.push({
    id: added.id,
    project: added.project.name,
    branch: more.fork ? `${fork.owner}:${branch}` : branch,
    sha,
    environment: added.customEnvironment?.slug ?? added.target ?? 'preview',
  })
}

/** @param {State} state */
function addBuilds(state) {
  /** @param {string} name @param {string} branch @param {number} secondsAgo @param {BuildOptions} [more] */
  const add = (name, branch, secondsAgo, more) =>
    addBuild(state, { name, branch, secondsAgo }, more)
  const queued = { state: 'QUEUED' }
  const production = { target: 'production' }
  add('main1', 'main', 300, production)
  add('main2', 'main', 20, { ...production, ...queued })
  add('login0', 'feature/login', 600, { state: 'READY' })
  add('login1', 'feature/login', 200)
  add('login2', 'feature/login', 130, { cancelDelayMs: 100 })
  add('login3', 'feature/login', 60, queued)
  add('login4', 'feature/login', 0, queued)
  add('staging1', 'feature/login', 150, { customEnvironment: { id: 'env_1', slug: 'staging' } })
  add('fork1', 'feature/login', 180, { fork: true })
  add('fork2', 'feature/login', 45, { fork: true })
  add('loginapi1', 'feature/login-api', 90)
  add('cart1', 'feature/cart', 100)
  add('cart2', 'feature/cart', 30)
  add('typo1', 'docs/typo', 110)
  add('cache1', 'spike/cache', 80, { state: 'INITIALIZING' })

  const { github } = state.world.sim
  // docs/typo and spike/cache are deleted: they are no branches any more.
  const heads = { main: 'main2', 'feature/login': 'login4', 'feature/login-api': 'loginapi1' }
  for (const [branch, name] of Object.entries({ ...heads, 'feature/cart': 'cart2' })) {
    github.setBranch(REPOSITORY, branch, shaOf(name))
  }
  github.setBranch(FORK, 'feature/login', shaOf('fork2'))
  const headRef = 'feature/login'
  github.setPull(REPOSITORY, pulls.own, { headRef, headSha: shaOf('login4') })
  github.setPull(REPOSITORY, pulls.fork, { headRef, headSha: shaOf('fork2'), headRepo: fork })
}
