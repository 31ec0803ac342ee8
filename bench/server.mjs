// The simulated world in a process of its own, so that its work is not done at the contestants'
// expense. It is told by messages what to be, and answers with its addresses.
import { readFileSync } from 'node:fs'
import { commits, startWorld } from '../simulator/world.js'

/** @typedef {{ builds: number, latency: number, tls?: { key: string, cert: string } | undefined }} Job */

/** @type {import('../simulator/world.js').World | undefined} */
let world

/** `builds` builds of the older commit of feature/cart, and one of its newest. @param {Job} job */
async function start({ builds, latency, tls }) {
  world = await startWorld({
    clock: { now: Date.now },
    onRequest: () => latency,
    ...(tls && { tls: { key: readFileSync(tls.key), cert: readFileSync(tls.cert) } }),
  })
  const now = Date.now()
  for (let i = 0; i < builds; i += 1) {
    const state = i % 3 === 0 ? 'QUEUED' : 'BUILDING'
    world.build(`dpl_old${i}`, { state, createdAt: now - 600_000 - i })
  }
  world.build('dpl_new', { sha: commits.head, state: 'QUEUED', createdAt: now })
  return { vercel: world.sim.vercel.url, github: world.sim.github.url }
}

process.on('message', async (/** @type {{ start?: Job, stop?: true }} */ message) => {
  if (message.start) process.send?.(await start(message.start))
  if (message.stop) {
    const canceled = world?.sim.vercel.canceled().length
    await world?.close()
    process.send?.({ canceled })
  }
})
