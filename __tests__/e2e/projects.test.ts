import { commits, start } from '../../simulator/world.js'
import { tell } from './scenarios.js'
import { cancelLine, listLine, pair, pairTold, type World } from './support.js'

describe('several projects', () => {
  const both = (world: World) => {
    pair(world)
    world.build('dpl_docs', { projectId: 'prj_docs' })
    world.build('dpl_docs2', { projectId: 'prj_docs', sha: commits.head, createdAt: start })
    world.build('dpl_blog', { projectId: 'prj_blog' })
  }
  const bothTold = {
    ...pairTold,
    dpl_docs: 'canceled superseded',
    dpl_docs2: 'kept newest-commit',
  }
  const ids = Array.from({ length: 25 }, (_, i) => `prj_${String(i + 10)}`)

  tell({
    'are those that are linked to the repository': {
      given: both,
      inputs: { 'project-id': '' },
      told: bothTold,
      log: ['in `docs` and `web` (linked to acme/shop)'],
    },
    'are those that `project-id` names, by id or by name, a list each': {
      given: both,
      inputs: { 'project-id': 'prj_docs, web' },
      told: bothTold,
    },
    'are those of VERCEL_PROJECT_ID': {
      given: both,
      inputs: { 'project-id': '' },
      env: { VERCEL_PROJECT_ID: 'prj_docs', VERCEL_ORG_ID: 'team_acme' },
      told: { dpl_docs: 'canceled superseded', dpl_docs2: 'kept newest-commit' },
      log: ['in `docs` (from VERCEL_PROJECT_ID)'],
    },
    'are those of `.vercel/repo.json`': {
      given: both,
      inputs: { 'project-id': '' },
      files: {
        '.vercel/repo.json': JSON.stringify({
          ...{ orgId: 'team_acme', projects: [{ id: 'prj_web' }, { id: 'prj_docs' }] },
        }),
      },
      told: bothTold,
      log: ['(from .vercel/repo.json)'],
    },
    '25 ids are asked for in two requests': {
      given: (world) => {
        const { link } = world.sim.vercel.projects()[0] ?? {}
        if (!link) throw new Error('The first project has no link')
        for (const id of ids) {
          world.sim.vercel.addProject({ id, name: `p${id}`, teamId: 'team_acme', link })
        }
        world.build('dpl_a', { projectId: 'prj_10' })
        world.build('dpl_b', { projectId: 'prj_34' })
        for (const [id, projectId] of [
          ['dpl_a2', 'prj_10'],
          ['dpl_b2', 'prj_34'],
        ] as const) {
          world.build(id, { projectId, sha: commits.head, createdAt: start })
        }
      },
      inputs: { 'project-id': ids.join(' ') },
      outputs: { outcome: 'canceled', canceledCount: '2' },
      vercel: [
        listLine(`projectIds=${ids.slice(0, 20).join(',')}`),
        listLine(`projectIds=${ids.slice(20).join(',')}`),
        cancelLine('dpl_a'),
        cancelLine('dpl_b'),
      ],
    },
    'of which one does not exist: red, and the other is looked at': {
      given: both,
      inputs: { 'project-id': 'prj_web, nosuch' },
      told: pairTold,
      log: [/^::error::Vercel has no project `nosuch`/m],
      outputs: { outcome: 'failed', canceledCount: '1' },
      code: 1,
    },
    'none is linked: red, with what to set': {
      given: (world) => {
        for (const one of world.sim.vercel.projects()) {
          world.sim.vercel.addProject({ ...one, link: undefined })
        }
      },
      inputs: { 'project-id': '' },
      told: {},
      log: [
        /^::error::No project .* is connected to acme\/shop.*`team-id` is empty.*`project-id`/m,
      ],
      code: 1,
    },
  })
})
