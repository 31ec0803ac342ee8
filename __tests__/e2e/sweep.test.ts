import { push, schedule, workflowDispatch } from '../../simulator/events.js'
import { commits, sha, start } from '../../simulator/world.js'
import { type Scenario, tell } from './scenarios.js'
import { graphqlLine, pair, pairTold, type World, whereLine } from './support.js'

/** Builds of three branches, one of which is gone, and what must not be touched. */
function many(world: World) {
  pair(world)
  world.build('dpl_typo_old', { branch: 'fix/typo', sha: commits.old })
  world.build('dpl_typo_new', { branch: 'fix/typo', sha: commits.typo, createdAt: start })
  world.build('dpl_gone', { branch: 'fix/gone', sha: commits.old })
  world.build('dpl_laptop', { branch: 'wip', sha: commits.old, madeBy: 'cli' })
  world.build('dpl_unpushed', { branch: 'wip', sha: commits.lost, madeBy: 'cli' })
  world.build('dpl_blog', { branch: 'fix/gone', fork: { org: 'acme', repo: 'blog', repoId: 43 } })
  world.build('dpl_main', { branch: 'main', sha: commits.main, target: 'production' })
}

const told = {
  ...pairTold,
  dpl_typo_old: 'canceled superseded',
  dpl_typo_new: 'kept newest-commit',
  dpl_gone: 'canceled branch-gone',
  dpl_laptop: 'kept branch-unknown',
  dpl_unpushed: 'kept commit-unknown',
  dpl_main: 'kept target-excluded',
}
const story: Scenario = {
  given: (world) => {
    many(world)
    world.sim.vercel.setState('dpl_blog', 'READY')
  },
  told,
}

tell({
  'on a schedule every branch is looked at': {
    ...story,
    when: schedule(),
    github: [graphqlLine],
    log: [/^Canceled 3 of 8 unfinished builds in acme\/shop, project `web`/m],
  },
  '`mode: sweep` does so on any event': {
    ...story,
    when: workflowDispatch({ branch: 'main', sha: commits.main }),
    inputs: { mode: 'sweep' },
  },
  '`mode: sweep` on an event without a branch': {
    ...story,
    when: push({ ref: 'refs/tags/v1' }),
    inputs: { mode: 'sweep' },
  },
  'a schedule with `branch` looks at that branch alone': {
    ...story,
    when: schedule(),
    inputs: { branch: 'fix/typo' },
    told: {
      ...told,
      dpl_old: 'kept other-branch',
      dpl_new: 'kept other-branch',
      dpl_gone: 'kept other-branch',
      dpl_laptop: 'kept other-branch',
      dpl_unpushed: 'kept other-branch',
    },
  },
  'a dry run of it': {
    ...story,
    when: schedule(),
    inputs: { 'dry-run': 'true' },
    told: {
      ...told,
      dpl_old: 'would-cancel superseded',
      dpl_typo_old: 'would-cancel superseded',
      dpl_gone: 'would-cancel branch-gone',
    },
    log: [/^Dry run: would cancel 3 of 8/m],
  },
  'a build whose commit is another branch’s newest is kept': {
    given: (world) => world.build('dpl_gone', { branch: 'fix/gone', sha: commits.typo }),
    when: schedule(),
    told: { dpl_gone: 'kept shared-commit' },
  },
  '120 branches are read in two requests, and only the commits that are to go are asked about': {
    given: (world) => {
      for (let i = 0; i < 120; i += 1) {
        const commit = sha(`c${String(i).padStart(3, '0')}`)
        const branch = `branch-${i}`
        world.sim.github.addCommit('acme/shop', commit, [commits.main])
        world.build(`dpl_${i}`, { branch, sha: commit, createdAt: start - 60_000 - i })
        if (i > 0) world.sim.github.setBranch('acme/shop', branch, commit)
      }
    },
    when: schedule(),
    github: [graphqlLine, graphqlLine, graphqlLine, whereLine(sha('c000'))],
    outputs: { outcome: 'canceled', canceledCount: '1', deploymentId: 'dpl_0' },
  },
})
