import { VercelCore } from '@vercel/sdk/core.js'
import { deploymentsCancelDeployment } from '@vercel/sdk/funcs/deploymentsCancelDeployment.js'
import { deploymentsGetDeployment } from '@vercel/sdk/funcs/deploymentsGetDeployment.js'
import { deploymentsGetDeployments } from '@vercel/sdk/funcs/deploymentsGetDeployments.js'
import { projectsGetProjects } from '@vercel/sdk/funcs/projectsGetProjects.js'
import type { Simulator } from '../../simulator/index.js'
import { link, start, startAcme } from './client.js'

// Vercel's own client checks every reply against the schemas it was generated from. What it lets
// pass has the form of a real reply.

let sim: Simulator
let sdk: VercelCore

beforeEach(async () => {
  sim = (await startAcme()).sim
  sdk = new VercelCore({ bearerToken: 'token', serverURL: sim.vercel.url })
})
afterEach(() => sim.close())

/** The value of a result; its error is thrown, so that a test shows it. */
async function unwrap<T>(result: Promise<{ ok: true; value: T } | { ok: false; error: unknown }>) {
  const settled = await result
  if (!settled.ok) throw settled.error
  return settled.value
}

const states = ['QUEUED', 'INITIALIZING', 'BUILDING', 'READY', 'ERROR', 'CANCELED', 'BLOCKED']
const kinds = [
  ...states.map((state) => ({ state })),
  { target: 'production', branch: 'main', sha: 'a'.repeat(40) },
  { branch: 'patch-1', sha: 'b'.repeat(40), pr: 3, fork: { org: 'mona', repo: 'web', repoId: 8 } },
  { customEnvironment: { id: 'env_1', slug: 'qa' }, source: 'redeploy', branch: 'qa' },
  ...['push', 'cli', 'cli-no-remote', 'hook', 'api'].map((madeBy) => ({
    madeBy: madeBy as 'push',
    branch: 'x',
    sha: 'c'.repeat(40),
  })),
  { source: null },
  { state: 'BUILDING', buildingMs: 0, ends: 'CANCELED' as const },
]

test.each(kinds)('lists and gets %j', async (kind) => {
  const { id, readyState, meta } = sim.vercel.addDeployment({ projectId: 'prj_1', ...kind })

  const list = await unwrap(deploymentsGetDeployments(sdk, { projectId: 'web', limit: 100 }))
  expect(list.deployments).toMatchObject([{ uid: id, readyState, state: readyState, meta }])
  expect(list.pagination).toEqual({ count: 1, next: null, prev: null })

  const one = await unwrap(deploymentsGetDeployment(sdk, { idOrUrl: id, teamId: 'team_1' }))
  // `ownerId` is in the owner's view only, not in the reduced one that the SDK would take, too.
  expect(one).toMatchObject({ id, readyState, status: readyState, ownerId: 'team_1' })
})

test('lists and gets a redeploy and a promotion', async () => {
  const { id } = sim.vercel.addDeployment({ projectId: 'prj_1', branch: 'x', sha: 'abc' })
  for (const action of ['redeploy', 'promote'] as const) {
    sim.vercel.addDeployment({ projectId: 'prj_1', id: `dpl_${action}`, redeployOf: id, action })
    const one = await unwrap(deploymentsGetDeployment(sdk, { idOrUrl: `dpl_${action}` }))
    expect(one).toMatchObject({ meta: { action, originalDeploymentId: id }, ownerId: 'team_1' })
  }
  const { deployments } = await unwrap(deploymentsGetDeployments(sdk, { sha: 'abc' }))
  expect(deployments).toHaveLength(3)
})

test.each(['QUEUED', 'INITIALIZING', 'BUILDING'])('cancels what is %s', async (state) => {
  const { id } = sim.vercel.addDeployment({ projectId: 'prj_1', state, branch: 'x', sha: 'abc' })
  const reply = await unwrap(deploymentsCancelDeployment(sdk, { id, slug: 'acme' }))
  expect(reply).toMatchObject({ id, readyState: 'CANCELED', status: 'CANCELED', canceledAt: start })
  expect(reply.gitSource).toMatchObject({ type: 'github', ref: 'x', sha: 'abc', repoId: 7 })
})

test('lists projects', async () => {
  sim.vercel.addProject({ id: 'prj_2', name: 'docs', teamId: 'team_1' })
  const repoUrl = 'https://github.com/Acme/Web'
  const linked = await unwrap(projectsGetProjects(sdk, { repoUrl, limit: '100' }))
  expect(linked).toMatchObject({ projects: [{ id: 'prj_1', name: 'web', link }] })
  const all = await unwrap(projectsGetProjects(sdk, {}))
  expect(all).toMatchObject({ projects: [{ id: 'prj_2' }, { id: 'prj_1' }] })
})

test('understands how the SDK writes `projectIds`', async () => {
  sim.vercel.addProject({ id: 'prj_2', name: 'docs', teamId: 'team_1' })
  for (const projectId of ['prj_1', 'prj_2']) sim.vercel.addDeployment({ projectId })
  const projectIds = ['prj_1', 'prj_2']
  const list = await unwrap(deploymentsGetDeployments(sdk, { projectIds }))
  expect(list.deployments.map(({ projectId }) => projectId)).toEqual(['prj_2', 'prj_1'])
  expect(sim.requestLines()).toEqual(['GET /v7/deployments?projectIds=prj_1,prj_2'])
})
