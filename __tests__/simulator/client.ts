import { createClock, type Simulator, startSimulator } from '../../simulator/index.js'

export const link = {
  type: 'github',
  org: 'acme',
  repo: 'web',
  repoId: 7,
  productionBranch: 'main',
}
export const start = Date.UTC(2026, 0, 1)

/** A simulator with one team, one linked project, and a token for each API. */
export async function startAcme(options: Parameters<typeof startSimulator>[0] = {}) {
  const clock = createClock(start)
  const sim = await startSimulator({ clock, ...options })
  sim.vercel.addTeam({ id: 'team_1', slug: 'acme' })
  sim.vercel.addProject({ id: 'prj_1', name: 'web', teamId: 'team_1', link })
  sim.vercel.addToken('token', { kind: 'team', teams: ['team_1'] })
  sim.github.addToken('github')
  return { sim, clock }
}

/** Calls the Vercel API; the answer is JSON, or null where it has no body. */
export const vercel = (sim: Simulator, path: string, method = 'GET', token = 'token') =>
  call(`${sim.vercel.url}${path}`, { method, headers: { authorization: `Bearer ${token}` } })

export async function call(url: string, init: RequestInit = {}) {
  const response = await fetch(url, { redirect: 'manual', ...init })
  const text = await response.text()
  const { status, headers } = response
  // biome-ignore lint/suspicious/noExplicitAny: what a test finds in it, it states
  return { status, headers, text, body: (text === '' ? null : JSON.parse(text)) as any }
}
