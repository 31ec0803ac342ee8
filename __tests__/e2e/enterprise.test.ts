import { push, schedule } from '../../simulator/events.js'
import { commits, start } from '../../simulator/world.js'
import { type Scenario, tell } from './scenarios.js'
import { act, inWorld, SLOW, type World, web } from './support.js'

/** A server of the company's own; Vercel records its name with each build. */
const GITHUB_SERVER_URL = 'https://ghes.example.com'
const meta = { githubHost: 'ghes.example.com' }

function ours(world: World) {
  world.build('dpl_old', { meta })
  world.build('dpl_new', { meta, sha: commits.head, createdAt: start })
}
const told = { dpl_old: 'canceled superseded', dpl_new: 'kept newest-commit' }

test.each([
  ['a push', push()],
  ['a sweep', schedule()],
])(
  '%s: GitHub is asked under the address of the server',
  (_, started) =>
    inWorld(async (world) => {
      ours(world)
      const ran = await act(world, started, {
        inputs: web,
        env: { GITHUB_SERVER_URL, GITHUB_API_URL: `${world.sim.github.url}/api/v3` },
      })
      expect(ran.told).toEqual(told)
      expect(ran.requests.github.map((line) => line.replace(/commits\/.*/, '…')).sort()).toEqual([
        'GET /api/v3/repos/acme/shop/…',
        'POST /api/graphql',
      ])
    }),
  SLOW,
)

const elsewhere: Scenario = { given: ours, env: { GITHUB_SERVER_URL } }
tell({
  'without `project-id`: red before anything is looked up at github.com': {
    ...elsewhere,
    inputs: { 'project-id': '' },
    told: {},
    vercel: [],
    github: [],
    log: [/^::error::No project .*acme\/shop\. Vercel connects projects to .* github\.com only/m],
    code: 1,
  },
  "builds of github.com's repository of the same name are another's": {
    ...elsewhere,
    given: (world) => {
      world.build('dpl_old', { meta: { githubHost: 'github.com' } })
      world.build('dpl_new', { meta: { githubHost: 'github.com' }, sha: commits.head })
    },
    told: { dpl_old: 'kept other-repository', dpl_new: 'kept other-repository' },
    annotations: ['notice'],
  },
  'builds of the server are none of github.com’s': {
    given: ours,
    told: { dpl_old: 'kept other-repository', dpl_new: 'kept other-repository' },
    annotations: ['notice'],
  },
})
