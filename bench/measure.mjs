import { execFileSync, fork, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { inputDefaults } from '../simulator/act.js'
import { push } from '../simulator/events.js'
import { node24 } from '../simulator/node24.js'
import { runAction } from '../simulator/runner.js'
import { GITHUB_TOKEN, TOKEN } from '../simulator/world.js'

/** @typedef {{ wall: number, cpu: number, rss: number }} Run in ms, ms and kB */
/** @typedef {{ builds: number, latency: number, secure?: boolean }} Job */

const here = import.meta.dirname
export const ACTION = path.join(here, '../dist/index.js')
export const LIMIT = path.join(here, 'contestants/limit.mjs')

const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const usage = path.join(folder, 'usage.json')
const preload = { NODE_OPTIONS: `--import ${path.join(here, 'usage.mjs')}`, BENCH_USAGE: usage }

/** A certificate for 127.0.0.1, made once. @type {{ key: string, cert: string } | undefined} */
let certificate

export function certificateFiles() {
  if (certificate) return certificate
  const files = { key: path.join(folder, 'key.pem'), cert: path.join(folder, 'cert.pem') }
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  const out = ['-keyout', files.key, '-out', files.cert, '-days', '2']
  execFileSync('openssl', ['req', '-x509', ...key, ...subject, ...out], { stdio: 'ignore' })
  certificate = files
  return files
}

/** What the process used. @param {number} wall @returns {Run} */
const runOf = (wall) => ({ wall, ...JSON.parse(readFileSync(usage, 'utf8')) })

/**
 * Runs a contestant on an ordinary push, in a world of its own.
 * @param {string} bundle @param {Job} job
 * @returns {Promise<Run>}
 */
export async function runPush(bundle, { builds, latency, secure }) {
  const server = fork(path.join(here, 'server.mjs'))
  const tls = secure ? certificateFiles() : undefined
  /** @param {object} message @returns {Promise<any>} */
  const ask = (message) =>
    new Promise((resolve) => {
      server.once('message', resolve)
      server.send(message)
    })
  try {
    const at = await ask({ start: { builds, latency, tls } })
    const { event, env } = push()
    const inputs = { ...inputDefaults, token: TOKEN, 'github-token': GITHUB_TOKEN }
    const ran = await runAction({
      bundle,
      event,
      inputs: { ...inputs, 'api-url': at.vercel, 'project-id': 'prj_web', timeout: '600' },
      env: {
        ...env,
        ...preload,
        GITHUB_API_URL: at.github,
        ...(tls && { NODE_EXTRA_CA_CERTS: tls.cert }),
      },
    })
    const { canceled } = await ask({ stop: true })
    if (ran.code !== 0 || canceled !== builds) {
      throw new Error(`${bundle} canceled ${canceled} of ${builds}: ${ran.log}${ran.errors}`)
    }
    return runOf(ran.ms)
  } finally {
    server.kill()
  }
}

/** Runs Node on arguments alone, as often as a shell would. @param {string[]} args @returns {Run} */
export function runNode(args) {
  const startedAt = performance.now()
  spawnSync(node24(), args, { env: { PATH: process.env.PATH, ...preload }, stdio: 'ignore' })
  return runOf(performance.now() - startedAt)
}

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] = [sorted[sorted.length % 2 ? middle : middle - 1], sorted[middle]]
  return (low + high) / 2
}

/**
 * Two contestants in turn.
 * @param {number} pairs @param {() => Run | Promise<Run>} a @param {() => Run | Promise<Run>} b
 */
export async function compare(pairs, a, b) {
  /** @type {[Run, Run][]} */
  const runs = []
  await a()
  await b()
  for (let i = 0; i < pairs; i += 1) runs.push([await a(), await b()])
  const ratio = (/** @type {keyof Run} */ of) => median(runs.map(([x, y]) => x[of] / y[of]))
  const of = (/** @type {0 | 1} */ who, /** @type {keyof Run} */ what) =>
    median(runs.map((pair) => pair[who][what]))
  return {
    pairs,
    wall: ratio('wall'),
    cpu: ratio('cpu'),
    rss: ratio('rss'),
    a: { wall: of(0, 'wall'), cpu: of(0, 'cpu'), rss: of(0, 'rss') },
    b: { wall: of(1, 'wall'), cpu: of(1, 'cpu'), rss: of(1, 'rss') },
  }
}
