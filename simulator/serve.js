// `node simulator/serve.js PORT`: a small, busy Vercel to point `api-url` at, until it is stopped.
import { startSimulator } from './index.js'

const port = Number(process.argv[2] ?? 8700)
const simulator = await startSimulator({ vercel: { host: '127.0.0.1', port } })
const { vercel } = simulator
vercel.addTeam({ id: 'team_acme', slug: 'acme' })
vercel.addToken('simulated-token', { kind: 'account', teams: ['team_acme'] })
vercel.addProject({ id: 'prj_web', name: 'web', teamId: 'team_acme' })
for (const build of [
  { id: 'dpl_superseded', state: 'BUILDING' },
  { id: 'dpl_building', state: 'BUILDING' },
  { id: 'dpl_queued', state: 'QUEUED' },
  { id: 'dpl_ready', state: 'READY' },
]) {
  vercel.addDeployment({ ...build, projectId: 'prj_web', branch: 'feature/x', sha: 'a'.repeat(40) })
}
console.log(
  `A simulated Vercel on ${vercel.url}: token simulated-token, team team_acme, project web`,
)
