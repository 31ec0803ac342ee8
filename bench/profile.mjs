// `node bench/profile.mjs`: where the step's CPU time goes, by V8's own sampling, for a wrong input
// and for one superseded build. Prints a table; sampling itself makes all of it slower.
import { fork, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { actionEnv, JOBS, pushPayload } from './jobs.mjs'

const RUNS = 10
const here = path.dirname(fileURLToPath(import.meta.url))
const bundle = path.join(path.dirname(here), 'dist/index.js')
const folder = mkdtempSync(path.join(os.tmpdir(), 'profile-'))
const event = path.join(folder, 'event.json')
writeFileSync(event, JSON.stringify(pushPayload()))
const files = Object.fromEntries(
  ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'].map((name) => {
    const file = path.join(folder, name)
    writeFileSync(file, '')
    return [name, file]
  }),
)

const source = readFileSync(bundle, 'utf8').split('\n')
/** The package that each line of the bundle is from. */
const owners = source.map(() => 'other packages')
let owner = 'other packages'
source.forEach((line, i) => {
  const [, module] = /CONCATENATED MODULE: (.*)$/.exec(line) ?? []
  if (module) {
    owner = module.includes('zod')
      ? 'zod'
      : module.includes('./src/')
        ? 'the action itself'
        : module.includes('@octokit')
          ? 'Octokit'
          : module.includes('@actions')
            ? '@actions/core'
            : 'other packages'
  } else if (/^\/\*\*\*\/ \d+:/.test(line)) owner = 'other packages'
  owners[i] = owner
})

function part({ functionName, url, lineNumber }) {
  if (functionName === '(idle)') return undefined
  if (functionName === '(garbage collector)') return 'garbage collection'
  if (['compileSourceTextModule', 'decodeUTF8', 'decode'].includes(functionName)) {
    return 'reading and compiling the bundle'
  }
  if (url.endsWith('/dist/index.js')) return `running: ${owners[lineNumber]}`
  return 'Node itself'
}

async function profile(env, between = async () => ({})) {
  const sums = new Map()
  for (let i = 0; i < RUNS; i += 1) {
    const out = mkdtempSync(path.join(folder, 'run-'))
    const more = await between()
    const child = spawn(
      process.execPath,
      ['--cpu-prof', `--cpu-prof-dir=${out}`, '--cpu-prof-interval=100', bundle],
      { env: { PATH: process.env.PATH, ...files, ...env, ...more }, stdio: 'ignore' },
    )
    await new Promise((resolve) => child.on('close', resolve))
    const [file] = readdirSync(out)
    const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(path.join(out, file), 'utf8'))
    const byId = new Map(nodes.map((node) => [node.id, node.callFrame]))
    samples.forEach((id, n) => {
      const name = part(byId.get(id))
      if (name) sums.set(name, (sums.get(name) ?? 0) + timeDeltas[n] / 1000 / RUNS)
    })
  }
  return sums
}

const bad = await profile({ INPUT_TIMEOUT: 'soon' })
const server = fork(path.join(here, 'server.mjs'))
const ask = (message) =>
  new Promise((resolve) => {
    server.once('message', resolve)
    server.send(message)
  })
const job = JOBS.find(({ name }) => name === '1 superseded')
let running = false
const one = await profile({}, async () => {
  if (running) await ask({ stop: true })
  running = true
  return actionEnv(job, await ask({ start: { ...job.world, latency: 0 } }), event)
})
server.kill()

const names = [...new Set([...bad.keys(), ...one.keys()])].sort(
  (a, b) => (one.get(b) ?? 0) - (one.get(a) ?? 0),
)
console.log('| CPU ms, sampled | a wrong input | one superseded build |\n| --- | ---: | ---: |')
const cell = (value = 0) => value.toFixed(1)
for (const name of names)
  console.log(`| ${name} | ${cell(bad.get(name))} | ${cell(one.get(name))} |`)
const total = (sums) => cell([...sums.values()].reduce((a, b) => a + b, 0))
console.log(`| **all** | ${total(bad)} | ${total(one)} |`)
