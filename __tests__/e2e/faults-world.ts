import { type Simulator, startSimulator } from '../../simulator/index.js'
import { runAction } from '../../simulator/runner.js'

export type Run = Parameters<typeof runAction>[0]
export type Ran = Awaited<ReturnType<typeof runAction>>
export type Fault = Parameters<Simulator['fault']>[0]

export const TOKEN = 'vcp_K3epThisOut0fSight'
export const GITHUB_TOKEN = 'ghs_AndThis0neToo'

export const OWN = 'a'.repeat(40)
const OLD = 'b'.repeat(40)

/** Hostname of `dpl_a`. */
export const HOST_A = 'web-a.vercel.app'

/** Builds of the branch `feature` that are superseded by a push of `OWN`. */
export const SUPERSEDED = ['dpl_a', 'dpl_b', 'dpl_c']
/** All builds in flight: the superseded ones, the push's own, another branch's. */
export const ALL = [...SUPERSEDED, 'dpl_other', 'dpl_own']

/** One project with five builds in flight, three of them superseded. Time is the real one. */
export async function startWorld(options: Parameters<typeof startSimulator>[0] = {}) {
  const sim = await startSimulator(options)
  sim.vercel.addTeam({ id: 'team_1', slug: 'acme' })
  const link = { type: 'github', org: 'acme', repo: 'web', repoId: 7 }
  sim.vercel.addProject({ id: 'prj_1', name: 'web', teamId: 'team_1', link })
  sim.vercel.addToken(TOKEN, { kind: 'team', teams: ['team_1'] })
  sim.github.addToken(GITHUB_TOKEN)
  const branches = { main: 'c'.repeat(40), feature: OWN }
  sim.github.addRepository({ id: 7, owner: 'acme', name: 'web', branches })
  const build = {
    projectId: 'prj_1',
    branch: 'feature',
    sha: OLD,
    createdAt: Date.now() - 60_000,
  }
  sim.vercel.addDeployment({ ...build, id: 'dpl_a', state: 'BUILDING', url: HOST_A })
  sim.vercel.addDeployment({ ...build, id: 'dpl_b', state: 'QUEUED' })
  sim.vercel.addDeployment({ ...build, id: 'dpl_c', state: 'INITIALIZING' })
  sim.vercel.addDeployment({ ...build, id: 'dpl_own', state: 'BUILDING', sha: OWN })
  sim.vercel.addDeployment({ ...build, id: 'dpl_other', state: 'BUILDING', branch: 'main' })
  return sim
}

/** More superseded builds, `dpl_000` and on. */
export function addSuperseded(sim: Simulator, n: number): string[] {
  const ids = Array.from({ length: n }, (_, i) => `dpl_${String(i).padStart(3, '0')}`)
  // Each at a moment of its own: builds of the same moment can fall between two pages.
  const newest = Date.now() - 120_000
  ids.forEach((id, i) => {
    const createdAt = newest - i
    sim.vercel.addDeployment({
      ...{ projectId: 'prj_1', id, branch: 'feature', sha: OLD, state: 'BUILDING', createdAt },
    })
  })
  return ids
}

/** A push of `OWN` to `feature`, after all the builds of the world were created. */
export const push = () => ({
  name: 'push',
  payload: {
    ref: 'refs/heads/feature',
    after: OWN,
    repository: {
      id: 7,
      name: 'web',
      owner: { login: 'acme' },
      default_branch: 'main',
      pushed_at: Math.floor(Date.now() / 1000) - 5,
    },
  },
})

/** Runs the bundle on a push, unless told otherwise. */
export function act(sim: Simulator, run: Run = {}): Promise<Ran> {
  return runAction({
    event: push(),
    ...run,
    inputs: {
      token: TOKEN,
      'github-token': GITHUB_TOKEN,
      'api-url': sim.vercel.url,
      ...run.inputs,
    },
    env: {
      GITHUB_API_URL: sim.github.url,
      GITHUB_REPOSITORY: 'acme/web',
      GITHUB_REPOSITORY_ID: '7',
      GITHUB_REF: 'refs/heads/feature',
      GITHUB_SHA: OWN,
      ...run.env,
    },
  })
}

type Build = { id: string; outcome: string; reason: string; message: string | null }

/** The output `deployments`, which is there and is JSON whatever happened. */
export function builds(ran: Ran): Build[] {
  return JSON.parse(ran.outputs.deployments ?? 'not set') as Build[]
}

/** `id outcome` of every build in the output, in order of the ids. */
export function outcomes(ran: Ran): string[] {
  return builds(ran)
    .map(({ id, outcome }) => `${id} ${outcome}`)
    .sort()
}

export const OUTPUTS = [
  'canceledAt',
  'canceledCount',
  'deploymentId',
  'deployments',
  'outcome',
  'status',
]

const FIELDS =
  'id project url inspectorUrl branch sha target state createdAt canceledAt outcome reason message'

/** All outputs are set, every object of `deployments` has every field, and the count is true. */
export function expectComplete(ran: Ran): void {
  expect(ran.code).not.toBeNull()
  expect(Object.keys(ran.outputs).sort()).toEqual(OUTPUTS)
  for (const build of builds(ran)) expect(Object.keys(build).join(' ')).toBe(FIELDS)
  const canceled = builds(ran).filter(({ outcome }) => outcome === 'canceled')
  expect(ran.outputs.canceledCount).toBe(String(canceled.length))
  expect(ran.code === 0).toBe(ran.outputs.outcome !== 'failed')
}

/**
 * Every place where one of the secrets left the process, but for the lines that mask them. Secrets
 * are looked for as they are and as they stand in a URL or in Base64.
 */
export function leaks(ran: Ran, secrets = [TOKEN, GITHUB_TOKEN]): string[] {
  const log = ran.log
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n')
  const places = { ...ran, log, outputs: values(ran.outputs), state: values(ran.state) }
  return Object.entries(places).flatMap(([place, text]) =>
    [...new Set(secrets.flatMap((one) => [one, encodeURIComponent(one), base64(one)]))]
      .filter((secret) => String(text).includes(secret))
      .map((secret) => `${secret} in ${place}`),
  )
}

const base64 = (secret: string) => btoa(secret).replace(/=+$/, '')

const values = (record: Record<string, string>) => Object.entries(record).flat().join('\n')

/** Each API is sent its own token, and nothing of the other's. */
export function expectTokensApart(sim: Simulator): void {
  for (const { api, headers, path, query, body } of sim.requests) {
    const sent = JSON.stringify([headers, path, query, body])
    const [own, other] = api === 'vercel' ? [TOKEN, GITHUB_TOKEN] : [GITHUB_TOKEN, TOKEN]
    expect(headers.authorization).toMatch(new RegExp(`^(Bearer|token) ${own}$`, 'i'))
    expect(sent).not.toContain(other)
  }
}

/** Requests of one kind. A branch's head counts as `head`. */
export function requestsOf(sim: Simulator, operation: string) {
  const name = operation === 'head' ? 'ref' : operation
  return sim.requests.filter((request) => request.operation === name)
}
