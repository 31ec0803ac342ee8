// The simulator in a process of its own, so that its work is not done at the contestants' expense.
// Told by messages which world to be; answers with its addresses, and later with what was asked of it.
import { readFileSync } from 'node:fs'
import { startSimulator } from '../simulator/index.js'

/** @type {import('../simulator/index.js').Simulator | undefined} */
let simulator

const OWN = 'b'.repeat(40)

/** @param {{ builds: number, branches: number, projects: number, latency: number, tls?: { key: string, cert: string } }} world */
async function start({ builds, branches, projects, latency, tls }) {
  simulator = await startSimulator({
    latency,
    ...(tls && { tls: { key: readFileSync(tls.key), cert: readFileSync(tls.cert) } }),
  })
  const { vercel, github } = simulator
  const link = { type: 'github', org: 'acme', repo: 'web', repoId: 7, productionBranch: 'main' }
  vercel.addTeam({ id: 'team_acme', slug: 'acme' })
  vercel.addToken('bench-token', { kind: 'team', teams: ['team_acme'] })
  for (let i = 0; i < projects; i += 1) {
    vercel.addProject({ id: `prj_${i}`, name: `web-${i}`, teamId: 'team_acme', link })
  }
  const names = Array.from({ length: branches }, (_, i) => (i === 0 ? 'feature' : `feature-${i}`))
  const now = Date.now()
  for (let i = 0; i < builds; i += 1) {
    vercel.addDeployment({
      id: `dpl_${i}`,
      projectId: `prj_${i % projects}`,
      branch: names[i % branches],
      sha: i.toString(16).padStart(40, '0'),
      state: i % 3 === 0 ? 'QUEUED' : 'BUILDING',
      createdAt: now - 600_000 - i,
    })
  }
  github.addToken('bench-github-token')
  github.addRepository({
    id: 7,
    owner: 'acme',
    name: 'web',
    branches: Object.fromEntries(['main', ...names].map((name) => [name, OWN])),
  })
  return { vercel: vercel.url, github: github.url }
}

process.on('message', async (/** @type {any} */ message) => {
  if (message.start) process.send?.(await start(message.start))
  if (message.stop) {
    const answer = {
      requests: simulator?.requests.length,
      canceled: simulator?.vercel.canceled().length,
    }
    await simulator?.close()
    process.send?.(answer)
  }
})
