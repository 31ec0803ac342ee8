import {
  deploymentStatus,
  pullRequest,
  push,
  workflowDispatch,
  workflowRun,
} from '../../simulator/events.js'
import { commits, fork, sha, start } from '../../simulator/world.js'
import { type Scenario, tell } from './scenarios.js'
import { cancelLine, pair, pairTold, type World, webLine, whereLine } from './support.js'

const tip = sha('abcdef99')
const pushedOn = (world: World) => {
  world.sim.github.addCommit('acme/shop', tip, [commits.head])
  world.sim.github.setBranch('acme/shop', 'feature/cart', tip)
}

describe('`mode: commit`, as on `if: failure()`: the checks of this commit failed', () => {
  const commit = (more: Scenario): Scenario => ({
    given: pair,
    told: { dpl_old: 'kept other-commit', dpl_new: 'canceled this-commit' },
    ...more,
    inputs: { mode: 'commit', ...more.inputs },
  })
  tell({
    push: commit({
      vercel: [webLine, cancelLine('dpl_new')],
      github: [whereLine(commits.head)],
      log: ['of commit `4ead000`'],
    }),
    pull_request: commit({ when: pullRequest() }),
    'workflow_run that failed': commit({ when: workflowRun({ conclusion: 'failure' }) }),
    deployment_status: commit({ when: deploymentStatus() }),
    'the branch has moved on meanwhile': commit({
      given: (world) => {
        pair(world)
        pushedOn(world)
      },
    }),
    'the merge commit that a script deployed from a detached checkout': commit({
      given: (world) =>
        world.build('dpl_merge', { madeBy: 'cli', sha: commits.merge, branch: 'HEAD' }),
      when: pullRequest(),
      told: { dpl_merge: 'canceled this-commit' },
    }),
    'another branch has the same newest commit, and no other build': commit({
      given: (world) => {
        pair(world)
        world.sim.github.setBranch('acme/shop', 'fix/typo', commits.head)
      },
      told: { dpl_old: 'kept other-commit', dpl_new: 'kept shared-commit' },
    }),
    'GitHub does not answer': commit({
      given: (world) => {
        pair(world)
        world.sim.github.refuse('rate-limit')
      },
      told: { dpl_old: 'kept other-commit', dpl_new: 'kept github-unknown' },
      annotations: ['warning'],
      log: [/^::warning::1 build kept without an answer from GitHub: GitHub's rate limit/m],
    }),
    'a fork’s commit': commit({
      given: (world) => world.build('dpl_fork', { fork: true }),
      when: pullRequest({ from: fork }),
      told: { dpl_fork: 'canceled this-commit' },
    }),
  })
})

describe('`mode: branch`: the branch is over', () => {
  const branch = (more: Scenario): Scenario => ({
    given: pair,
    when: workflowDispatch(),
    told: { dpl_old: 'canceled branch-ended', dpl_new: 'canceled branch-ended' },
    ...more,
    inputs: { mode: 'branch', ...more.inputs },
  })
  tell({
    'all of its builds go, the newest one too': branch({}),
    'the default branch is never over': branch({
      given: (world) => world.build('dpl_main', { branch: 'main', sha: commits.main }),
      when: workflowDispatch({ branch: 'main', sha: commits.main }),
      told: { dpl_main: 'kept default-branch' },
    }),
    'the branch lives on with another commit: as with `auto`': branch({
      given: (world) => {
        pair(world)
        pushedOn(world)
        world.build('dpl_tip', { sha: tip, createdAt: start + 30_000 })
      },
      told: {
        dpl_old: 'canceled superseded',
        dpl_new: 'canceled superseded',
        dpl_tip: 'kept newest-commit',
      },
    }),
    'the branch was deleted': branch({
      given: (world) => {
        pair(world)
        world.sim.github.setBranch('acme/shop', 'feature/cart', undefined)
      },
      when: push({ deleted: true }),
    }),
  })
})

describe('`branch` names another branch to look at', () => {
  const onMain = workflowDispatch({ branch: 'main', sha: commits.main })
  tell({
    'whose older build goes': {
      given: pair,
      when: onMain,
      inputs: { branch: 'feature/cart' },
      told: pairTold,
      log: ['on `feature/cart`'],
    },
    'as a whole ref': {
      given: pair,
      when: onMain,
      inputs: { branch: 'refs/heads/feature/cart' },
      told: pairTold,
    },
    'without waiting for builds that may be late': {
      given: (world) => world.build('dpl_old'),
      when: push({ branch: 'main', sha: commits.main }),
      inputs: { branch: 'feature/cart' },
      told: { dpl_old: 'kept not-replaced' },
    },
    'that is not on GitHub: what a push made goes, what somebody deployed stays': {
      given: (world) => {
        world.build('dpl_pushed', { branch: 'wip' })
        world.build('dpl_laptop', { branch: 'wip', madeBy: 'cli' })
      },
      when: onMain,
      inputs: { branch: 'wip' },
      told: { dpl_pushed: 'canceled branch-gone', dpl_laptop: 'kept branch-unknown' },
    },
  })
})

describe('`require-replacement: false`, before a step that deploys by itself', () => {
  const inputs = { 'require-replacement': 'false' }
  tell({
    'a newer commit is enough, and nothing is waited for': {
      given: (world) => {
        world.build('dpl_old', { madeBy: 'cli' })
        world.build('dpl_dashboard', { source: 'import' })
      },
      inputs,
      told: { dpl_old: 'canceled superseded', dpl_dashboard: 'kept asked-for' },
    },
    'the newest commit’s builds stay': {
      given: (world) => world.build('dpl_new', { sha: commits.head, madeBy: 'cli' }),
      inputs,
      told: { dpl_new: 'kept newest-commit' },
    },
  })
})
