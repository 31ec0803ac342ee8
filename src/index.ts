import { readFileSync } from 'node:fs'
import path from 'node:path'
import * as core from '@actions/core'
import { type Parts, POST, run, runPost } from './main.js'
import { systemClock } from './shared/clock.js'
import { createSend } from './shared/http.js'
import { MESSAGES } from './shared/phrases.js'
import { MAX_IN_FLIGHT } from './vercel/client.js'

const { env } = process
const stop = new AbortController()
// A cancelled job gets SIGINT, and SIGTERM 7.5 s later: what was done by then is still reported.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => stop.abort(new Error(`${MESSAGES.stopped} (${signal})`)))
}

const parts: Parts = {
  core,
  env,
  readFile: (file) => {
    try {
      return readFileSync(path.resolve(env.GITHUB_WORKSPACE ?? '.', file), 'utf8')
    } catch {
      return undefined
    }
  },
  send: createSend(MAX_IN_FLIGHT),
  clock: systemClock,
  stop: stop.signal,
  // Not `performance.timeOrigin`: its first use loads a dozen of Node's modules.
  startedAt: Date.now() - process.uptime() * 1000,
  random: Math.random,
}

// Awaited to its end: a pending promise alone does not keep Node alive, and a step that ends early
// would be green.
await (core.getState(POST) === '' ? run(parts) : runPost(parts))

// Kept connections would hold the process until the server drops them. The log goes out first.
process.stdout.write('', () => process.exit())
