import {
  branchCreated,
  branchDeleted,
  checkRun,
  deployment,
  deploymentStatus,
  issueComment,
  issues,
  mergeGroup,
  other,
  pullRequest,
  push,
  release,
  repositoryDispatch,
  schedule,
  tagPush,
  vercelDispatch,
  workflowDispatch,
  workflowRun,
} from '../../simulator/events.js'
import { commits, fork, projects, sha, start } from '../../simulator/world.js'
import { type Scenario, tell } from './scenarios.js'
import { listLine, pair, pairTold, type Started, type World, whereLine } from './support.js'

/** A pair on `feature/cart`, and builds of the branch of that name in the fork. */
function branchAndFork(world: World) {
  pair(world)
  world.build('dpl_fork_new', { fork: true, createdAt: start })
  world.build('dpl_fork_old', { fork: true, sha: sha('f01d') })
}

const onBranch = {
  ...pairTold,
  dpl_fork_new: 'kept other-repository',
  dpl_fork_old: 'kept other-repository',
}
const onFork = {
  dpl_old: 'kept other-repository',
  dpl_new: 'kept other-repository',
  dpl_fork_new: 'kept newest-commit',
  dpl_fork_old: 'canceled superseded',
}
const gone = { ...onBranch, dpl_old: 'canceled branch-gone', dpl_new: 'canceled branch-gone' }

const branchGone = (world: World) => {
  branchAndFork(world)
  world.sim.github.setBranch('acme/shop', 'feature/cart', undefined)
}
const forkClosed = (world: World) => {
  branchAndFork(world)
  world.sim.github.setPull('acme/shop', 12, {
    ...{ headRef: 'feature/cart', headSha: commits.fork, headRepo: fork, state: 'closed' },
  })
}

const story = (when: Started, told: Record<string, string>, more: Scenario = {}): Scenario => ({
  given: branchAndFork,
  when,
  told,
  ...more,
})

describe('each event looks at the branch that it is about', () => {
  tell({
    push: story(push(), onBranch),
    'push that deletes the branch': story(push({ deleted: true }), gone, { given: branchGone }),
    'push by force': story(push({ forced: true, before: commits.lost }), onBranch),
    'delete of a branch': story(branchDeleted(), gone, { given: branchGone }),
    create: story(branchCreated(), onBranch),
    'pull_request, a new commit': story(pullRequest(), onBranch),
    'pull_request, a label': story(pullRequest({ action: 'labeled' }), onBranch),
    'pull_request, closed, its branch still there': story(
      pullRequest({ action: 'closed' }),
      onBranch,
    ),
    'pull_request, merged, its branch deleted': story(
      pullRequest({ action: 'closed', merged: true }),
      gone,
      { given: branchGone },
    ),
    'pull_request of a fork': story(pullRequest({ from: fork }), onFork),
    'pull_request_target of a fork': story(
      pullRequest({ from: fork, name: 'pull_request_target' }),
      onFork,
    ),
    'pull_request_target of a fork, closed': story(
      pullRequest({ from: fork, name: 'pull_request_target', action: 'closed' }),
      {
        ...onFork,
        dpl_fork_new: 'canceled pull-request-closed',
        dpl_fork_old: 'canceled pull-request-closed',
      },
      { given: forkClosed },
    ),
    workflow_run: story(workflowRun(), onBranch),
    'workflow_run of a fork': story(workflowRun({ from: fork }), onFork),
    workflow_dispatch: story(workflowDispatch(), onBranch),
    'repository_dispatch by Vercel, whose project alone is looked at': story(
      vercelDispatch(),
      onBranch,
      {
        inputs: { 'project-id': '' },
        vercel: [listLine('projectId=prj_web'), 'PATCH /v12/deployments/dpl_old/cancel'],
        log: ["(from Vercel's event)"],
      },
    ),
    'repository_dispatch by Vercel, but `project-id` names another project': story(
      vercelDispatch({ project: projects.docs }),
      onBranch,
    ),
    'repository_dispatch by somebody else: the default branch': story(repositoryDispatch(), {
      dpl_old: 'kept other-branch',
      dpl_new: 'kept other-branch',
      dpl_fork_new: 'kept other-repository',
      dpl_fork_old: 'kept other-repository',
    }),
    schedule: story(schedule(), {
      ...pairTold,
      dpl_fork_new: 'kept newest-commit',
      dpl_fork_old: 'canceled superseded',
    }),
  })
})

describe('an event that tells a commit alone looks at every branch whose newest commit it is', () => {
  const twoBranches = (world: World) => {
    pair(world)
    world.sim.github.setBranch('acme/shop', 'fix/typo', commits.head)
    world.build('dpl_typo_old', { branch: 'fix/typo', sha: commits.typo })
    world.build('dpl_typo_new', { branch: 'fix/typo', sha: commits.head, createdAt: start })
  }
  const told = {
    ...pairTold,
    dpl_typo_old: 'canceled superseded',
    dpl_typo_new: 'kept newest-commit',
  }
  const whys: Scenario = { given: pair, told: {}, vercel: [], outputs: { outcome: 'skipped' } }
  tell({
    deployment_status: story(deploymentStatus(), told, {
      given: twoBranches,
      log: ['on `feature/cart` and `fix/typo`'],
    }),
    deployment: story(deployment(), told, { given: twoBranches }),
    'deployment_status, with one of its branches named: as without': story(
      deploymentStatus(),
      told,
      { given: twoBranches, inputs: { branch: 'fix/typo' } },
    ),
    'deployment_status, with another branch named: that one, without own commits': {
      given: (world) => {
        pair(world)
        world.build('dpl_main', { branch: 'main', sha: commits.old })
      },
      when: deploymentStatus(),
      inputs: { branch: 'main' },
      told: {
        dpl_old: 'kept other-branch',
        dpl_new: 'kept other-branch',
        dpl_main: 'kept not-replaced',
      },
      log: ['on `main`'],
    },
    'deployment_status of an older commit: skipped': {
      ...whys,
      when: deploymentStatus({ sha: commits.old }),
      github: [whereLine(commits.old)],
      log: ["Skipped: Commit `01dc0de` is no branch's newest commit"],
    },
    'deployment_status while GitHub refuses: skipped, with its reason': {
      ...whys,
      given: (world) => world.sim.github.refuse('rate-limit'),
      when: deploymentStatus(),
      log: [/^Skipped: GitHub did not say which branch .*GitHub's rate limit was reached/m],
    },
  })
})

describe('an event without a branch is skipped: nothing is asked, and the log says what to do', () => {
  const skipped = (when: Started, log: string | RegExp, inputs = {}): Scenario => ({
    given: pair,
    when,
    inputs,
    told: {},
    vercel: [],
    github: [],
    log: [/^Skipped: /m, log],
    outputs: { outcome: 'skipped', status: '', canceledCount: '0', deployments: '[]' },
  })
  const noBranch = (subject: string) => `Skipped: ${subject} names no branch`
  const forkGone = "Skipped: This pull request's fork has been deleted"
  tell({
    'a pushed tag': skipped(tagPush(), noBranch('A pushed tag')),
    'a deleted tag': skipped(branchDeleted({ refType: 'tag' }), noBranch('A deleted tag')),
    'a run by hand on a tag': skipped(
      workflowDispatch({ ref: 'refs/tags/v1' }),
      noBranch('This `workflow_dispatch` run on a tag'),
    ),
    merge_group: skipped(mergeGroup(), noBranch('The event `merge_group`')),
    issue_comment: skipped(issueComment(), noBranch('The event `issue_comment`')),
    issues: skipped(issues(), noBranch('The event `issues`')),
    check_run: skipped(checkRun(), noBranch('The event `check_run`')),
    release: skipped(release(), noBranch('The event `release`')),
    watch: skipped(other('watch'), 'look at all branches with `mode: sweep`'),
    'a pull request whose fork was deleted': skipped(
      pullRequest({ name: 'pull_request_target', from: null }),
      forkGone,
    ),
    'a workflow_run whose fork was deleted': skipped(workflowRun({ from: null }), forkGone),
    'a workflow_run without a branch': skipped(
      workflowRun({ branch: null }),
      noBranch('This `workflow_run`'),
    ),
    "Vercel's event without a branch": skipped(
      vercelDispatch({ branch: 'HEAD' }),
      noBranch('This `vercel.deployment.pending` event'),
    ),
    '`mode: commit` without a commit of its own': skipped(
      schedule(),
      '`mode: commit` cancels the builds of this run',
      { mode: 'commit' },
    ),
    '`mode: branch` without a branch': skipped(
      schedule(),
      '`mode: branch` cancels the builds of one branch',
      { mode: 'branch' },
    ),
  })
})
