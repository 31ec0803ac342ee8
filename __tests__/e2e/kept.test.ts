import { pullRequest, push, workflowDispatch } from '../../simulator/events.js'
import { commits, pushCommit, sha, start } from '../../simulator/world.js'
import { type Scenario, tell } from './scenarios.js'
import { commitLine, fresh, pair, pairTold, type World, webLine } from './support.js'

// These events bring no commit: where they find no replacement, they don't wait for one.
const byHand = workflowDispatch()
const labeled = pullRequest({ action: 'labeled' })

const bot = sha('b07c0de')

describe('a newer commit alone takes no place', () => {
  const monorepo = (world: World) => {
    world.build('dpl_old')
    world.build('dpl_docs', { projectId: 'prj_docs' })
    pushCommit(world, {
      ...{ branch: 'feature/cart', sha: bot, parents: [commits.head], unaffected: ['prj_docs'] },
      build: { createdAt: start },
    })
  }
  tell({
    'monorepo: the commit does not touch the docs, whose last preview stays': {
      given: monorepo,
      when: workflowDispatch({ sha: bot }),
      inputs: { 'project-id': '' },
      told: {
        dpl_old: 'canceled superseded',
        dpl_web_b07c0de: 'kept newest-commit',
        dpl_docs: 'kept not-replaced',
      },
      log: [/kept +docs +dpl_docs .* not-replaced/],
    },
    'the newest build has failed: the older one may be all there will be': {
      given: (world) => {
        world.build('dpl_old')
        fresh(world, { state: 'ERROR' })
      },
      told: { dpl_old: 'kept not-replaced' },
      vercel: [webLine, commitLine(commits.head)],
    },
    'the newest build is ready, so it is in no list of unfinished builds': {
      given: (world) => {
        world.build('dpl_old')
        fresh(world, { state: 'READY' })
      },
      told: { dpl_old: 'canceled superseded' },
      vercel: [webLine, commitLine(commits.head), 'PATCH /v12/deployments/dpl_old/cancel'],
      log: ['superseded by dpl_new (4ead000)'],
    },
    'the author is blocked': {
      given: (world) => {
        world.build('dpl_old')
        fresh(world, { state: 'BLOCKED' })
      },
      told: { dpl_old: 'kept not-replaced' },
    },
  })
})

describe('one build for a commit that is the newest of two branches', () => {
  tell({
    'a renamed branch keeps the build that bears its former name': {
      given: (world) => {
        // feature/basket was feature/cart; Vercel does not build its commit again.
        world.build('dpl_before', { sha: commits.head })
        world.sim.github.setBranch('acme/shop', 'feature/basket', commits.head)
        world.sim.github.setBranch('acme/shop', 'feature/cart', undefined)
      },
      when: push({ deleted: true }),
      told: { dpl_before: 'kept shared-commit' },
    },
    'a bot commits on top of a branch that another one was stacked on': {
      given: (world) => {
        world.build('dpl_head', { sha: commits.head })
        world.sim.github.setBranch('acme/shop', 'feature/stacked', commits.head)
        pushCommit(world, { branch: 'feature/cart', sha: bot, parents: [commits.head] })
      },
      when: push({ sha: bot, before: commits.head, actor: 'renovate[bot]' }),
      told: { dpl_head: 'kept shared-commit', dpl_web_b07c0de: 'kept newest-commit' },
    },
    'a bot commits on top of the person’s commit: only the newer one is built': {
      given: (world) => {
        world.build('dpl_head', { sha: commits.head })
        pushCommit(world, { branch: 'feature/cart', sha: bot, parents: [commits.head] })
      },
      when: push({ sha: bot, before: commits.head, actor: 'renovate[bot]' }),
      told: { dpl_head: 'canceled superseded', dpl_web_b07c0de: 'kept newest-commit' },
    },
    'a late event: the bot’s commit is there, its build comes from a later push': {
      given: (world) => {
        world.build('dpl_head', { sha: commits.head })
        pushCommit(world, { branch: 'feature/cart', sha: bot, parents: [commits.head] })
      },
      when: push({ sha: commits.head }),
      told: { dpl_head: 'canceled superseded', dpl_web_b07c0de: 'kept newest-commit' },
    },
  })
})

describe('a redeploy that a person asked for, after the newest commit was built', () => {
  const redeploy = (more: object): Scenario => ({
    given: (world) => {
      world.build('dpl_old', { state: 'READY', createdAt: start - 600_000 })
      fresh(world, { createdAt: start - 60_000 })
      world.build('dpl_again', { createdAt: start, ...more })
    },
    when: labeled,
    told: { dpl_new: 'kept newest-commit', dpl_again: 'kept created-later' },
  })
  tell({
    'by `source`': redeploy({ source: 'redeploy' }),
    'by `meta.originalDeploymentId`, without `source`': redeploy({
      ...{ redeployOf: 'dpl_old', source: null },
    }),
    'by `meta.action`': redeploy({ meta: { action: 'redeploy' } }),
    'that is older than the push of the newest commit goes': {
      ...redeploy({ redeployOf: 'dpl_old', createdAt: start - 90_000 }),
      told: { dpl_new: 'kept newest-commit', dpl_again: 'canceled superseded' },
    },
  })
  tell({
    'of a branch that is gone is kept': {
      given: (world) => {
        world.build('dpl_old')
        world.build('dpl_again', { redeployOf: 'dpl_old', createdAt: start })
        world.sim.github.setBranch('acme/shop', 'feature/cart', undefined)
      },
      when: push({ deleted: true }),
      told: { dpl_old: 'canceled branch-gone', dpl_again: 'kept asked-for' },
    },
  })
})

describe('a deploy script on a pull request records the merge commit', () => {
  const script = (merge: string) => (world: World) => {
    world.build('dpl_old', { madeBy: 'cli' })
    world.build('dpl_merge', { madeBy: 'cli', sha: merge, createdAt: start })
  }
  tell({
    'that is this run’s own: it is a newest commit, and takes the older one’s place': {
      given: script(commits.merge),
      when: pullRequest(),
      told: { dpl_old: 'canceled superseded', dpl_merge: 'kept newest-commit' },
    },
    'of an earlier run, with the newest commit among its parents': {
      given: script(commits.merge),
      when: push(),
      told: { dpl_old: 'canceled superseded', dpl_merge: 'kept newest-commit' },
    },
    'without a parent that is the newest commit: it is one like any other': {
      given: (world) => {
        const merge = sha('3e49e111')
        world.sim.github.addCommit('acme/shop', merge, [commits.main, commits.old])
        script(merge)(world)
        fresh(world)
      },
      told: { ...pairTold, dpl_merge: 'kept created-later' },
    },
  })
})

describe('the whole list is of somebody else: a notice says what to change', () => {
  tell({
    'of another repository': {
      given: (world) => world.build('dpl_blog', { projectId: 'prj_blog' }),
      when: byHand,
      inputs: { 'project-id': 'prj_blog' },
      told: { dpl_blog: 'kept other-repository' },
      annotations: ['notice'],
      log: [
        /^::notice::All unfinished builds in `blog` .* belong to another repository \(acme\/blog\)/m,
      ],
    },
    'of a detached checkout': {
      given: (world) => world.build('dpl_head', { madeBy: 'cli', branch: 'HEAD' }),
      when: byHand,
      told: { dpl_head: 'kept other-branch' },
      annotations: ['notice'],
      log: [/^::notice::All .* were deployed from a detached checkout \(`HEAD`\)/m],
    },
  })
  tell({
    'but not where one is of the branch': {
      given: (world) => {
        pair(world)
        world.build('dpl_head', { madeBy: 'cli', branch: 'HEAD' })
      },
      told: { ...pairTold, dpl_head: 'kept other-branch' },
    },
  })
})
