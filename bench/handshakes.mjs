// `node bench/handshakes.mjs`: what fewer handshakes would give. Bare scripts send the requests of an
// ordinary push to servers 50 ms away, in turn, whole processes; bench/PROFILE.md holds the result.
import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { node24 } from '../simulator/node24.js'
import { certificateFiles, median } from './measure.mjs'

const PAIRS = 15
const MS_EACH_WAY = 50
const here = path.join(import.meta.dirname, 'handshakes')
const WAYS = ['agent', 'warm', 'warm-github', 'http2']

const { key, cert } = certificateFiles()
const servers = fork(path.join(here, 'servers.mjs'), [key, cert, String(MS_EACH_WAY)])
const [at] = await once(servers, 'message')

/** Wall time of one process, in ms. @param {string} way @param {number} count */
async function run(way, count) {
  const env = { VERCEL: at.vercel, GITHUB: at.github, WAY: way, COUNT: String(count) }
  const startedAt = performance.now()
  const child = spawn(node24(), [path.join(here, 'client.mjs')], {
    env: { PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: cert, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${way} ended with ${code}`)
  return performance.now() - startedAt
}

console.log(`| Cancels | ${WAYS.map((way) => `${way}, ms | × agent`).join(' | ')} |`)
console.log(`| ---: |${' ---: | ---: |'.repeat(WAYS.length)}`)
for (const count of [1, 2, 3, 20]) {
  /** @type {number[][]} */
  const rounds = []
  for (let i = 0; i < PAIRS; i += 1) {
    /** @type {number[]} */
    const round = []
    for (const way of WAYS) round.push(await run(way, count))
    rounds.push(round)
  }
  const cells = WAYS.map((_, way) => {
    const wall = median(rounds.map((round) => round[way] ?? 0))
    const ratio = median(rounds.map((round) => (round[way] ?? 0) / (round[0] ?? 1)))
    return `${Math.round(wall)} | ${ratio.toFixed(2)}`
  })
  console.log(`| ${count} | ${cells.join(' | ')} |`)
}
servers.kill()
