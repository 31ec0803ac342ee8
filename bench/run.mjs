// `npm run bench`: the action's bundle beside what people would use instead, in turn, on one machine.
// `-- --quick` runs each pair three times and leaves the slow contestants out; `-- --only=WORD` takes
// the jobs whose name holds the word. Writes bench/RESULTS.md unless it is quick.
import { execFileSync, fork, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { actionEnv, JOBS, plainEnv, pushPayload } from './jobs.mjs'

const here = path.dirname(fileURLToPath(import.meta.url))
const root = path.dirname(here)
const quick = process.argv.includes('--quick')
const only = process.argv.find((arg) => arg.startsWith('--only='))?.slice('--only='.length)
const RUNS = quick ? 3 : 9
/** A contestant whose first run takes longer than this, in ms, is run once. */
const SLOW_MS = 6000

const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-'))
const file = (/** @type {string} */ name, content = '') => {
  const where = path.join(folder, name)
  writeFileSync(where, content)
  return where
}
const event = file('event.json', JSON.stringify(pushPayload()))
const usage = path.join(folder, 'usage.json')
const preload = ['--import', path.join(here, 'usage.mjs')]

const contestants = {
  action: (job, at) => ({
    argv: [process.execPath, ...preload, path.join(root, 'dist/index.js')],
    env: { ...actionEnv(job, at, event), ...outputFiles() },
  }),
  limit: (job, at) => ({
    argv: [process.execPath, ...preload, path.join(here, 'contestants/limit.mjs')],
    env: { ...plainEnv(job, at), ...(job.kind !== 'id' && { GITHUB_EVENT_PATH: event }) },
  }),
  'sdk, all at once': (job, at) => ({
    argv: [process.execPath, ...preload, path.join(here, 'contestants/sdk.mjs')],
    env: { ...plainEnv(job, at), ALL: '1' },
  }),
  'sdk, in a loop': (job, at) => ({
    argv: [process.execPath, ...preload, path.join(here, 'contestants/sdk.mjs')],
    env: plainEnv(job, at),
  }),
  'curl, in a loop': (job, at) => ({
    argv: ['sh', path.join(here, 'contestants/curl.sh')],
    env: plainEnv(job, at),
  }),
}

function outputFiles() {
  return {
    GITHUB_OUTPUT: file('output'),
    GITHUB_STATE: file('state'),
    GITHUB_STEP_SUMMARY: file('summary'),
  }
}

/** One run of one contestant in a fresh world. */
async function measure(name, job, latency, tls, server) {
  const at = await ask(server, { start: { ...job.world, latency, tls: tls && certificate } })
  const { argv, env } = contestants[name](job, at)
  rmSync(usage, { force: true })
  const startedAt = performance.now()
  const [command = '', ...args] = argv
  const child = spawn(command, args, {
    env: {
      PATH: process.env.PATH,
      BENCH_USAGE: usage,
      ...(tls && { NODE_EXTRA_CA_CERTS: certificate.cert, CURL_CA_BUNDLE: certificate.cert }),
      ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  const wall = performance.now() - startedAt
  const done = await ask(server, { stop: true })
  if (code !== 0 || done.canceled !== job.canceled) {
    throw new Error(`${name}, ${job.name}: exit ${code}, ${done.canceled} cancelled\n${errors}`)
  }
  const used = existsSync(usage) ? JSON.parse(readFileSync(usage, 'utf8')) : {}
  return { wall, cpu: used.cpu, rss: used.rss && used.rss / 1024, requests: done.requests }
}

function ask(server, message) {
  return new Promise((resolve) => {
    server.once('message', resolve)
    server.send(message)
  })
}

const median = (values) => {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

/** Ratios run by run: a machine that gets slower meanwhile is slower for both. */
const ratio = (runs, others, figure) =>
  median(runs.map((run, i) => run[figure] && others[i] && run[figure] / others[i][figure]))

/** The certificate that the simulator serves, of an authority of its own. */
const certificate = { key: path.join(folder, 'key.pem'), cert: path.join(folder, 'cert.pem') }
execFileSync(
  'openssl',
  [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=127.0.0.1',
    '-addext',
    'subjectAltName=IP:127.0.0.1',
    '-keyout',
    certificate.key,
    '-out',
    certificate.cert,
  ],
  { stdio: 'ignore' },
)

/** Whole processes that ask nobody anything: an empty one, and the step with a wrong input. */
async function startUp() {
  const time = async (args, env = {}) => {
    const startedAt = performance.now()
    const child = spawn(process.execPath, args, {
      env: { PATH: process.env.PATH, ...env },
      stdio: 'ignore',
    })
    await new Promise((resolve) => child.on('close', resolve))
    return { wall: performance.now() - startedAt }
  }
  const empty = []
  const bad = []
  for (let i = 0; i < RUNS * 3; i += 1) {
    empty.push(await time(['-e', '0']))
    bad.push(
      await time([path.join(root, 'dist/index.js')], { INPUT_TIMEOUT: 'soon', ...outputFiles() }),
    )
  }
  return { empty, bad }
}

const rows = []
const report = (cells) => {
  rows.push(`| ${cells.join(' | ')} |`)
  console.log(rows.at(-1))
}
const ms = (value) => (value === undefined ? '' : `${Math.round(value)}`)
const times = (value) => (value === undefined ? '' : `${value.toFixed(2)} ×`)

const { empty, bad } = await startUp()
const wallOf = (runs) => ms(median(runs.map(({ wall }) => wall)))
const started = [
  '| | wall ms | × |',
  '| --- | ---: | ---: |',
  `| \`node -e 0\` | ${wallOf(empty)} | |`,
  `| the action, a wrong input | ${wallOf(bad)} | ${times(ratio(bad, empty, 'wall'))} |`,
]
console.log(started.join('\n'))

report([
  'Job',
  'API answers in',
  'Over',
  'Contestant',
  'wall ms',
  '× limit',
  'CPU ms',
  '× limit',
  'peak MiB',
  '× limit',
  'requests',
  'runs',
])
report(['---', '---', '---', '---', '---:', '---:', '---:', '---:', '---:', '---:', '---:', '---:'])
const server = fork(path.join(here, 'server.mjs'))
for (const job of JOBS.filter(({ name }) => only === undefined || name.includes(only))) {
  for (const latency of [0, 100]) {
    for (const tls of [false, true]) {
      /** @type {Record<string, any[]>} */
      const runs = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]))
      const slow = new Set(quick ? Object.keys(contestants).slice(2) : [])
      for (let i = 0; i < RUNS; i += 1) {
        for (const name of Object.keys(contestants)) {
          if (slow.has(name)) continue
          // Loops are told in advance: at 100 ms a thousand requests one by one take minutes.
          const loop = name.endsWith('in a loop')
          if (loop && job.canceled * (latency + 10) > 60_000) {
            slow.add(name)
            continue
          }
          const run = await measure(name, job, latency, tls, server)
          runs[name]?.push(run)
          if (run.wall > SLOW_MS && !['action', 'limit'].includes(name)) slow.add(name)
          if (name.startsWith('sdk') && runs[name]?.length === 3) slow.add(name)
        }
      }
      const limit = runs.limit ?? []
      for (const [name, all] of Object.entries(runs)) {
        if (all.length === 0) continue
        const figures = ['wall', 'cpu', 'rss'].flatMap((figure) => [
          ms(median(all.map((run) => run[figure]))),
          name === 'limit' ? '' : times(ratio(all, limit, figure)),
        ])
        report([
          job.name,
          `${latency} ms`,
          tls ? 'TLS' : 'HTTP',
          name,
          ...figures,
          all[0].requests,
          all.length,
        ])
      }
    }
  }
}
server.kill()

if (!quick && only === undefined) {
  const cpu = os.cpus()[0]?.model ?? 'unknown processor'
  writeFileSync(
    path.join(here, 'RESULTS.md'),
    `# Results

Whole processes from start to exit, contestants in turn, medians; ratios are the median of run beside run. \`npm run bench\` makes this page anew. On a machine that others use too, trust the ratios more than the times.

- ${new Date().toISOString().slice(0, 10)}; ${os.cpus().length} × ${cpu}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()}
- Node ${process.versions.node}; the API is the simulator, in a process of its own, on loopback
- **limit**: a bare script on \`node:https\` that sends the same requests as early as the contract lets them be sent, and checks, verifies and reports nothing
- **sdk**: a script with \`@vercel/sdk\`, as its documentation shows; **curl**: a shell loop. Neither reads the branch's head, and a loop that would take minutes is left out

## Start-up

${started.join('\n')}

## Jobs

${rows.join('\n')}
`,
  )
}
rmSync(folder, { recursive: true, force: true })
