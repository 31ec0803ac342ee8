import { createGitHub } from '../../src/github/heads.js'
import type { EventBuilds } from '../../src/inputs/inputs.js'
import { type Plan, planByEvent, planCanceledRun } from '../../src/plan/plan.js'
import {
  ANOTHER,
  BRANCH,
  branchTrigger,
  DEFAULT_BRANCH,
  HEAD_AT,
  NEWER_COMMIT,
  OLD_COMMIT,
  OWN_COMMIT,
  policy,
  REPOSITORY,
  sweepTrigger,
} from '../factories.js'
import { type Acme, startAcme } from '../support.js'

const GITHUB_TOKEN = 'ghs_S3cretS3cretS3cret'
const PROJECTS = { prj_web: 'web-app', prj_docs: 'docs' }

let acme: Acme
let apis: Parameters<typeof planByEvent>[2]
beforeEach(async () => {
  acme = await startAcme()
  const { id, owner, name } = REPOSITORY
  const linked = { type: 'github', org: owner, repo: name, repoId: Number(id) }
  for (const [project, called] of Object.entries(PROJECTS)) {
    acme.sim.vercel.addProject({ id: project, name: called, teamId: 'team_1', link: linked })
  }
  acme.sim.vercel.addProject({ id: 'prj_alone', name: 'alone', teamId: 'team_1' })
  acme.sim.github.addToken(GITHUB_TOKEN)
  acme.sim.github.addRepository({
    id: Number(id),
    owner,
    name,
    defaultBranch: DEFAULT_BRANCH,
    branches: { [DEFAULT_BRANCH]: NEWER_COMMIT, [BRANCH]: OWN_COMMIT },
  })
  const { clock, deadline } = acme.time
  const shared = { clock, deadline, random: () => 0, onRequest: () => {} }
  apis = {
    vercel: acme.client(),
    github: createGitHub({
      ...shared,
      apiUrl: acme.sim.github.url,
      token: GITHUB_TOKEN,
      send: acme.http.send,
    }),
  }
})
afterEach(() => acme.sim.close())

const build = (id: string, over: Record<string, unknown> = {}) =>
  acme.sim.vercel.addDeployment({
    projectId: 'prj_web',
    id,
    branch: BRANCH,
    sha: OLD_COMMIT,
    state: 'BUILDING',
    createdAt: HEAD_AT - 60_000,
    ...over,
  })

const wanted = (over: Partial<EventBuilds> = {}): EventBuilds => ({
  kind: 'event',
  mode: 'auto',
  branch: undefined,
  projects: ['prj_web'],
  ...policy(),
  cancelWithRun: false,
  ...over,
})

const operations = () => acme.sim.requests.map(({ operation }) => operation)
const said = ({ results }: Plan) =>
  results.map(({ deployment, outcome, reason, elsewhere }) =>
    [deployment.id, outcome, reason, ...(elsewhere ? ['elsewhere'] : [])].join(' '),
  )

describe('the head', () => {
  test('is read once, after the list was read to its end', async () => {
    for (let i = 0; i < 150; i += 1) build(`dpl_${i}`, { createdAt: HEAD_AT - 1000 - i })
    await planByEvent(branchTrigger(), wanted(), apis)
    expect(operations()).toEqual(['list', 'list', 'ref'])
  })

  test.each([
    ['nothing is there', {}, false],
    ['there are only own commits', { sha: OWN_COMMIT }, true],
    ['there are only other branches', { branch: 'other' }, true],
    ['there are only protected environments', { target: 'production' }, true],
  ])('is not asked for where %s', async (_, over, there) => {
    if (there) build('dpl_a', over)
    await planByEvent(branchTrigger(), wanted(), apis)
    expect(operations()).toEqual(['list'])
  })

  test('of every branch is read in one request, after the list', async () => {
    build('dpl_a')
    build('dpl_b', { branch: DEFAULT_BRANCH })
    await planByEvent(sweepTrigger(), wanted(), apis)
    expect(operations()).toEqual(['list', 'graphql'])
  })
})

describe('the projects', () => {
  const ofEvent = branchTrigger({ projectId: 'prj_docs' })

  test.each([
    ['the user’s, whatever the event says', ['prj_alone'], ofEvent, ['prj_alone']],
    ['the event’s, whatever is linked', [], ofEvent, ['prj_docs']],
    ['those that are linked', [], branchTrigger(), ['prj_docs', 'prj_web']],
    ['those that are linked, in a sweep', [], sweepTrigger(), ['prj_docs', 'prj_web']],
  ])('are %s', async (_, projects, trigger, listed) => {
    for (const project of ['prj_web', 'prj_docs', 'prj_alone']) {
      build(`of_${project}`, { projectId: project })
    }
    const { results } = await planByEvent(trigger, wanted({ projects }), apis)
    const ids = listed.map((project) => `of_${project}`)
    expect(results.map(({ deployment }) => deployment.id).sort()).toEqual(ids)
    expect(operations().includes('projects')).toBe(projects.length === 0 && trigger !== ofEvent)
  })

  test('that are none are an error, before anything is listed', async () => {
    const trigger = branchTrigger({ base: ANOTHER })
    await expect(planByEvent(trigger, wanted({ projects: [] }), apis)).rejects.toThrow(
      /^No project is named, .* linked to octo-org\/octo-repo\. Set `project-id` /,
    )
    expect(operations()).toEqual(['projects'])
  })

  test('that can’t be read are a problem, and the others are decided', async () => {
    build('dpl_a')
    const plan = await planByEvent(branchTrigger(), wanted({ projects: ['prj_web', 'none'] }), apis)
    expect(said(plan)).toEqual(['dpl_a would-cancel superseded'])
    expect(plan.problems).toEqual([expect.stringContaining('`none`')])
  })

  test('stay together in the plan, though their builds were listed mixed', async () => {
    build('dpl_1', { createdAt: HEAD_AT - 1 })
    build('dpl_2', { createdAt: HEAD_AT - 2, projectId: 'prj_docs' })
    build('dpl_3', { createdAt: HEAD_AT - 3 })
    build('dpl_4', { createdAt: HEAD_AT - 4, projectId: 'prj_docs' })
    const { results } = await planByEvent(branchTrigger(), wanted({ projects: [] }), apis)
    expect(results.map(({ deployment: { project, id } }) => `${project} ${id}`)).toEqual([
      'web-app dpl_1',
      'web-app dpl_3',
      'docs dpl_2',
      'docs dpl_4',
    ])
  })
})

describe('what is elsewhere', () => {
  /** One build of the branch, one of another, one of another that is protected as well. */
  function mixed() {
    build('dpl_1', { createdAt: HEAD_AT - 1 })
    build('dpl_2', { createdAt: HEAD_AT - 2, branch: 'other' })
    build('dpl_3', { createdAt: HEAD_AT - 3, branch: 'other', target: 'production' })
    build('dpl_4', { createdAt: HEAD_AT - 4, target: 'production' })
  }

  test('is marked, whichever rule keeps it', async () => {
    mixed()
    const plan = await planByEvent(branchTrigger(), wanted(), apis)
    expect(said(plan)).toEqual([
      'dpl_1 would-cancel superseded',
      'dpl_2 kept other-branch elsewhere',
      'dpl_3 kept protected-target elsewhere',
      'dpl_4 kept protected-target',
    ])
    expect(plan.subject).toBe(`on \`${BRANCH}\``)
  })

  test('is no branch of this repository in a sweep', async () => {
    mixed()
    const plan = await planByEvent(sweepTrigger(), wanted(), apis)
    expect(said(plan)).toEqual([
      'dpl_1 would-cancel superseded',
      'dpl_2 would-cancel branch-closed',
      'dpl_3 kept protected-target',
      'dpl_4 kept protected-target',
    ])
    expect(plan.subject).toBe('in Codertocat/Hello-World')
  })
})

describe('a head that can’t be read', () => {
  const late = (n: number, over = {}) => build(`dpl_${n}`, { createdAt: HEAD_AT + n, ...over })

  test.each([
    [
      'superseded',
      branchTrigger(),
      'kept: whether a newer commit is there could not be read from GitHub',
    ],
    [
      'branch',
      branchTrigger({ mode: 'branch', headAt: undefined }),
      'kept: whether the branch still exists could not be read from GitHub',
    ],
    [
      'sweep',
      sweepTrigger(),
      'kept: whether a newer commit is there could not be read from GitHub',
    ],
  ])('is warned of once, with the builds that it would decide (%s)', async (_, trigger, words) => {
    late(1)
    late(2)
    late(3, { target: 'production' })
    acme.sim.fault({ api: 'github', status: 403, times: 9 })
    const { warnings } = await planByEvent(trigger, wanted(), apis)
    expect(warnings).toEqual([expect.stringContaining(`2 builds ${words}. GitHub does not find`)])
  })

  test('is not worth a warning where time decides', async () => {
    build('dpl_a')
    acme.sim.fault({ api: 'github', status: 403, times: 9 })
    const plan = await planByEvent(branchTrigger(), wanted(), apis)
    expect(said(plan)).toEqual(['dpl_a would-cancel superseded'])
    expect(plan.warnings).toEqual([])
  })
})

test('a cancelled run takes its own commits’ builds along, and asks GitHub nothing', async () => {
  build('dpl_1', { createdAt: HEAD_AT - 1, sha: OWN_COMMIT })
  build('dpl_2', { createdAt: HEAD_AT - 2 })
  build('dpl_3', { createdAt: HEAD_AT - 3, sha: OWN_COMMIT, branch: 'other' })
  build('dpl_4', { createdAt: HEAD_AT - 4, sha: OWN_COMMIT, target: 'production' })
  const plan = await planCanceledRun(branchTrigger(), wanted(), apis)
  expect(said(plan)).toEqual([
    'dpl_1 would-cancel run-canceled',
    'dpl_2 kept order-unproven elsewhere',
    'dpl_3 kept other-branch elsewhere',
    'dpl_4 kept protected-target',
  ])
  expect(plan.subject).toBe(`of this cancelled run's commit on \`${BRANCH}\``)
  expect(plan.warnings).toEqual([])
  expect(operations()).toEqual(['list'])
})
