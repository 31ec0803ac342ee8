import { listBuilds } from '../../src/vercel/list.js'
import { type Acme, start, startAcme } from '../support.js'

let acme: Acme
beforeEach(async () => {
  acme = await startAcme()
})
afterEach(() => acme.sim.close())

/** Projects `prj_1` (which is there already) to `prj_N`, named `web`, `p2` … `pN`. */
function addProjects(n: number) {
  for (let i = 2; i <= n; i += 1) {
    acme.sim.vercel.addProject({ id: `prj_${i}`, name: `p${i}`, teamId: 'team_1' })
  }
  return Array.from({ length: n }, (_, i) => `prj_${i + 1}`)
}

const build = (projectId: string, id: string, createdAt = start) =>
  acme.sim.vercel.addDeployment({ projectId, id, createdAt, state: 'BUILDING' })

/** The projects of each request, in the order they were sent. */
const queries = () =>
  acme.http.sent.map(({ url: { searchParams } }) => [
    ...searchParams.getAll('projectIds'),
    ...searchParams.getAll('projectId'),
  ])

const list = async (...projects: string[]) => {
  const { deployments, problems } = await listBuilds(acme.client(), projects)
  return { ids: deployments.map(({ id }) => id).sort(), problems }
}

test.each([
  [1, [1]],
  [2, [2]],
  [19, [19]],
  [20, [20]],
  [21, [20, 1]],
  [40, [20, 20]],
  [41, [20, 20, 1]],
])('%i projects are asked for in groups of %j', async (n, sizes) => {
  const projects = addProjects(n)
  for (const [i, project] of projects.entries()) build(project, `dpl_${i}`)
  const { ids, problems } = await list(...projects)
  expect(ids).toHaveLength(n)
  expect(problems).toEqual([])
  expect(queries().map((one) => one.length)).toEqual(sizes)
  expect(queries().flat()).toEqual(projects)
})

test('names are asked for one by one, ids together', async () => {
  addProjects(4)
  await list('web', 'prj_2', 'p3', 'prj_4')
  expect(queries()).toEqual([['prj_2', 'prj_4'], ['web'], ['p3']])
  expect(acme.sim.requestLines()[0]).toContain('projectIds=prj_2,prj_4&')
  expect(acme.sim.requestLines()[1]).toContain('projectId=web&')
})

test('a project alone is asked for without a list', async () => {
  await list('prj_1')
  expect(acme.sim.requestLines()[0]).toContain('?projectId=prj_1&')
})

test('a build that is in two lists counts once', async () => {
  build('prj_1', 'dpl_a')
  expect(await list('prj_1', 'web')).toEqual({ ids: ['dpl_a'], problems: [] })
})

test('no project is no request', async () => {
  expect(await list()).toEqual({ ids: [], problems: [] })
  expect(acme.sim.requests).toEqual([])
})

test.each([[400], [404]])(
  'a group that is declined (%i) is asked for one by one',
  async (status) => {
    const projects = addProjects(3)
    for (const project of projects) build(project, `of_${project}`)
    acme.sim.fault({ match: ({ query }) => query.projectIds !== undefined, status })
    acme.sim.fault({ match: ({ query }) => query.projectId === 'prj_2', status })
    const { ids, problems } = await list(...projects)
    expect(ids).toEqual(['of_prj_1', 'of_prj_3'])
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/`prj_2`/)
    expect(queries()).toEqual([projects, ['prj_1'], ['prj_2'], ['prj_3']])
  },
)

test.each([
  ['failed', { status: 500, times: 5 }, 5],
  ['refused', { status: 403, times: 1 }, 1],
])('a group that is %s is not asked for one by one', async (_, fault, requests) => {
  acme.sim.fault(fault)
  const { problems } = await list(...addProjects(3))
  expect(problems).toHaveLength(1)
  expect(acme.sim.requests).toHaveLength(requests)
})

describe('the problem is said:', () => {
  test('a project that is not known', async () => {
    build('prj_1', 'dpl_a')
    expect(await list('prj_1', 'none')).toEqual({
      ids: ['dpl_a'],
      problems: [
        "Vercel has no project `none` (404: Project not found). Is `project-id` spelled right, and is the token not limited to another project? `team-id` is empty, so only the token's own team or account was searched. If another team owns it, set `team-id: team_…` or `team-slug` (is the variable or secret that you pass defined?).",
      ],
    })
  })

  test('a list that ends before its end', async () => {
    for (let i = 0; i < 150; i += 1) build('prj_1', `dpl_${i}`, start - i)
    acme.sim.fault({ skip: 1, status: 500, times: 5 })
    const { ids, problems } = await list('prj_1')
    expect(ids).toHaveLength(100)
    expect(problems).toEqual([
      'The builds of project `prj_1` could not be listed completely; the 100 builds read so far were still looked at. Vercel seems to be down (GET /v7/deployments): 500: Internal Server Error.',
    ])
  })

  test('several projects that fail together', async () => {
    acme.sim.fault({ status: 500, times: 5 })
    expect((await list(...addProjects(3))).problems).toEqual([
      'The builds of the projects `prj_1`, `prj_2` and `prj_3` could not be listed completely. Vercel seems to be down (GET /v7/deployments): 500: Internal Server Error.',
    ])
  })

  test('several lists that fail alike, once, with the sum of what was read', async () => {
    const projects = addProjects(21)
    build('prj_1', 'dpl_a')
    acme.sim.fault({ match: ({ query }) => query.projectId !== undefined, status: 500, times: 10 })
    const { ids, problems } = await list(...projects, 'p2')
    expect(ids).toEqual(['dpl_a'])
    expect(problems).toEqual([
      'The builds of the projects `prj_21` and `p2` could not be listed completely. Vercel seems to be down (GET /v7/deployments): 500: Internal Server Error.',
    ])
  })

  test('several projects that are not known, once', async () => {
    expect((await list('none', 'neither')).problems).toEqual([
      expect.stringMatching(/^Vercel has no project `none` or `neither` \(404: /),
    ])
  })

  test('lists that fail in different ways, one by one', async () => {
    addProjects(2)
    acme.sim.fault({ match: ({ query }) => query.projectId === 'p2', status: 500, times: 5 })
    expect((await list('none', 'p2')).problems).toEqual([
      expect.stringMatching(/^Vercel has no project `none` /),
      expect.stringMatching(/^The builds of project `p2` could not be listed /),
    ])
  })

  test('a refusal, in its own words, once', async () => {
    acme.sim.fault({ status: 401, times: 9 })
    const { problems } = await list('prj_1', 'web', 'p2')
    expect(problems).toEqual([expect.stringMatching(/^Vercel rejected the token \(401: /)])
  })
})
