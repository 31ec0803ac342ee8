import { pullRequest, schedule } from '../../simulator/events.js'
import { commits, fork, sha, start } from '../../simulator/world.js'
import { tell } from './scenarios.js'
import { graphqlLine, pair, type World } from './support.js'

const before = sha('f01d')
const second = sha('5ec0d')
const headRef = 'feature/cart'
const target = (action: string, more = {}) =>
  pullRequest({ from: fork, name: 'pull_request_target', action, ...more })

/** An older build of the fork's branch, and one of its pull request's newest commit. */
function forkPair(world: World) {
  world.build('dpl_old', { fork: true, sha: before })
  world.build('dpl_new', { fork: true, createdAt: start })
}
const pull = (more: object) => ({ headRef, headSha: commits.fork, headRepo: fork, ...more })
const closed = {
  dpl_old: 'canceled pull-request-closed',
  dpl_new: 'canceled pull-request-closed',
}
const replaced = { dpl_old: 'canceled superseded', dpl_new: 'kept newest-commit' }

tell({
  "a new commit supersedes the fork's older build, which GitHub need not know": {
    given: forkPair,
    when: target('synchronize'),
    told: replaced,
    log: ['on `octocat:feature/cart`'],
  },
  'a closed one ends them, though its branch lives on in the fork': {
    given: (world) => {
      forkPair(world)
      world.sim.github.setPull('acme/shop', 12, pull({ state: 'closed' }))
    },
    when: target('closed'),
    told: closed,
  },
  'a merged one, too': {
    given: (world) => {
      forkPair(world)
      world.sim.github.setPull('acme/shop', 12, pull({ state: 'merged' }))
    },
    when: target('closed', { merged: true }),
    told: closed,
  },
  'two from one branch: while the other is open, its builds are wanted': {
    given: (world) => {
      forkPair(world)
      world.sim.github.setPull('acme/shop', 12, pull({ state: 'closed' }))
      world.sim.github.setPull('acme/shop', 13, pull({}))
    },
    when: target('closed'),
    told: replaced,
  },
  'the record of one lags behind its branch: the commits of both are newest': {
    given: (world) => {
      forkPair(world)
      world.build('dpl_pushed', { fork: true, sha: second, createdAt: start })
      world.sim.github.setBranch('octocat/shop', headRef, second, { pullsLag: true })
    },
    when: target('labeled'),
    told: { ...replaced, dpl_pushed: 'kept newest-commit' },
  },
  'a late event of a closed one that is open again': {
    given: forkPair,
    when: target('closed'),
    told: replaced,
  },
  reopened: { given: forkPair, when: target('reopened'), told: replaced },
  "a fork's builds are none of our branch of the same name": {
    given: (world) => {
      forkPair(world)
      world.build('dpl_ours')
    },
    when: target('synchronize'),
    told: { ...replaced, dpl_ours: 'kept other-repository' },
  },
  'GitHub has no pull request of the branch: unknown, not closed': {
    given: (world) => {
      forkPair(world)
      world.sim.github.setPull('acme/shop', 12, pull({ headRef: 'another' }))
    },
    when: target('synchronize'),
    told: { dpl_old: 'kept github-unknown', dpl_new: 'kept github-unknown' },
    annotations: ['warning'],
    log: [/^::warning::2 builds kept without an answer from GitHub/m],
  },
})

describe('a token that may not read pull requests', () => {
  const forbidden = (world: World) =>
    world.sim.github.failField('pullRequests', {
      ...{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' },
    })
  tell({
    "keeps a fork's builds, and says which permission is missing": {
      given: (world) => {
        forbidden(world)
        forkPair(world)
      },
      when: target('synchronize'),
      told: { dpl_old: 'kept github-unknown', dpl_new: 'kept github-unknown' },
      annotations: ['warning'],
      log: [/^::warning::2 builds kept .*add `pull-requests: read`/m],
    },
    "of the repository's own branches a sweep still cancels what is superseded": {
      given: (world) => {
        forbidden(world)
        pair(world)
        world.build('dpl_fork', { fork: true })
      },
      when: schedule(),
      told: {
        dpl_old: 'canceled superseded',
        dpl_new: 'kept newest-commit',
        dpl_fork: 'kept github-unknown',
      },
      annotations: ['warning'],
      log: [/^::warning::1 build kept .*`pull-requests: read`/m],
    },
  })
})

describe('a sweep', () => {
  tell({
    'looks at the forks of our projects, whichever pull request they came by': {
      given: (world) => {
        forkPair(world)
        world.build('dpl_gone', { fork: { org: 'hubot', repo: 'shop', repoId: 7 }, pr: 3 })
        world.sim.github.setPull('acme/shop', 3, {
          ...pull({ state: 'closed' }),
          ...{ headSha: commits.old, headRepo: { id: 7, owner: 'hubot', name: 'shop' } },
        })
      },
      when: schedule(),
      told: { ...replaced, dpl_gone: 'canceled pull-request-closed' },
    },
    "does not ask about a fork's commit twice": {
      given: (world) => world.build('dpl_new', { fork: true }),
      when: schedule(),
      told: { dpl_new: 'kept newest-commit' },
      github: [graphqlLine],
    },
  })
})
