import { type Act, type Acted, act as actBare } from '../../simulator/act.js'
import type { Started } from '../../simulator/events.js'
import type { SimRequest } from '../../simulator/index.js'
import { commits, startWorld, type World } from '../../simulator/world.js'
import { type DeploymentOutput, deploymentsOutput } from '../../src/report/outputs.js'

export type { Act, Acted, Started, World }
export type WorldOptions = NonNullable<Parameters<typeof startWorld>[0]>

/** A process starts late on a busy machine. In ms. */
export const SLOW = 60_000

export type Ran = Acted & { deployments: DeploymentOutput[] }

/**
 * Runs the built bundle as a runner does, and holds what is true of every run: all outputs are set,
 * they have the form that docs/deployments.schema.json promises, they agree with each other and with
 * the exit code, no token is shown (`simulator/act.js` looks for that), and nothing is written to
 * standard error.
 */
export async function act(world: World, started?: Started, run?: Act): Promise<Ran> {
  const ran = await actBare(world, started, run)
  const { outputs, code, errors } = ran
  expect(Object.keys(outputs).sort()).toEqual(OUTPUTS)
  const deployments = deploymentsOutput.parse(JSON.parse(outputs.deployments ?? ''))
  expect(outputs.outcome).toMatch(OUTCOME)
  if (outputs.outcome === 'failed') expect(code).toBe(1)
  expect(errors).toBe('')
  const canceled = deployments.filter(({ outcome }) => outcome === 'canceled')
  expect(outputs.canceledCount).toBe(String(canceled.length))
  for (const { state } of canceled) expect(state).toBe('CANCELED')
  // A failure is told once, in one annotation.
  expect(ran.shown.match(/^::error/gm) ?? []).toHaveLength(code === 0 ? 0 : 1)
  return { ...ran, deployments }
}

const OUTPUTS = [
  'canceledAt',
  'canceledCount',
  'deploymentId',
  'deployments',
  'outcome',
  'status',
] as const
const OUTCOME = /^(canceled|nothing-to-cancel|already-finished|dry-run|skipped|failed)$/

type Before = (happen: (request: SimRequest) => unknown) => void

/**
 * Runs `use` in a world of its own.
 *
 * @param use gets a function that has something happen before each request is carried out; a number
 *   keeps the request waiting for so many ms
 */
export async function inWorld(
  use: (world: World, before: Before) => Promise<void>,
  options: WorldOptions = {},
): Promise<void> {
  let happen: (request: SimRequest) => unknown = () => {}
  const world = await startWorld({ onRequest: (request) => happen(request), ...options })
  try {
    await use(world, (next) => {
      happen = next
    })
  } finally {
    await world.close()
  }
}

/** The build of the newest commit, which takes the place of `dpl_old`. */
export const fresh = (world: World, more: Parameters<World['build']>[1] = {}) =>
  world.build('dpl_new', {
    sha: commits.head,
    state: 'QUEUED',
    createdAt: world.clock.now(),
    ...more,
  })

/** An older build, and the one that replaces it. */
export function pair(world: World): void {
  world.build('dpl_old')
  fresh(world)
}

/** What becomes of the builds of `pair` when all goes well. */
export const pairTold = { dpl_old: 'canceled superseded', dpl_new: 'kept newest-commit' }

export const web = { 'project-id': 'prj_web' }

/** Requests as they stand in `Acted.requests`. */
export const linkedLine = 'GET /v10/projects?repoUrl=https://github.com/acme/shop&limit=100'
export const listLine = (projects: string) =>
  `GET /v7/deployments?${projects}&state=QUEUED,INITIALIZING,BUILDING&limit=100`
export const webLine = listLine('projectId=prj_web')
export const linkedListLine = listLine('projectIds=prj_docs,prj_web')
export const commitLine = (sha: string, project = 'prj_web') =>
  `GET /v7/deployments?projectId=${project}&sha=${sha}&limit=100`
export const getLine = (id: string) => `GET /v13/deployments/${id}`
export const cancelLine = (id: string) => `PATCH /v12/deployments/${id}/cancel`
export const graphqlLine = 'POST /graphql'
export const whereLine = (sha: string) => `GET /repos/acme/shop/commits/${sha}/branches-where-head`
