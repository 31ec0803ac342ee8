import { readFileSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import * as core from '@actions/core'
import { run } from './main.js'
import { systemClock } from './shared/clock.js'
import { createSend } from './shared/http.js'
import { MESSAGES } from './shared/phrases.js'
import { MAX_IN_FLIGHT } from './vercel/client.js'

const env = { ...process.env }
// `@actions/github` would read the payload a second time, and without a bound:
// https://github.com/actions/toolkit/blob/main/packages/github/src/context.ts
delete process.env.GITHUB_EVENT_PATH
const stop = new AbortController()
// A canceled job gets SIGINT, and SIGTERM 7.5 s later: what was done by then is still reported.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => stop.abort(new Error(`${MESSAGES.stopped} (${signal})`)))
}

/** The event's payload is GitHub's; a file of the checkout is written by whoever can push. */
const MAX_PAYLOAD_BYTES = 32 * 1024 * 1024
const MAX_FILE_BYTES = 1024 * 1024

/** A regular file inside the workspace, or the event's payload. A link may lead to `/dev/zero`. */
function readFile(file: string): string | undefined {
  try {
    const isPayload = file === env.GITHUB_EVENT_PATH
    const workspace = realpathSync(env.GITHUB_WORKSPACE ?? '.')
    const found = realpathSync(path.resolve(workspace, file))
    const { size } = statSync(found)
    if (!statSync(found).isFile()) return undefined
    if (isPayload) return size > MAX_PAYLOAD_BYTES ? undefined : readFileSync(found, 'utf8')
    const isInside = found.startsWith(`${workspace}${path.sep}`)
    return isInside && size <= MAX_FILE_BYTES ? readFileSync(found, 'utf8') : undefined
  } catch {
    return undefined
  }
}

// A pending promise alone does not keep Node alive, and a step that ends early must not be green.
process.on('beforeExit', () => {
  core.setFailed('The step ended before its work was done. This is a bug of the action.')
})

// No top-level `await`: ncc merges modules into one scope only where none is asynchronous, and what
// is unused in one scope is left out of the bundle.
void run({
  // By name, so that the bundle holds nothing else of the toolkit.
  core: {
    debug: core.debug,
    endGroup: core.endGroup,
    info: core.info,
    notice: core.notice,
    setFailed: core.setFailed,
    setOutput: core.setOutput,
    setSecret: core.setSecret,
    startGroup: core.startGroup,
    summary: core.summary,
    warning: core.warning,
  },
  env,
  readFile,
  send: createSend(MAX_IN_FLIGHT),
  clock: systemClock,
  stop: stop.signal,
  // Not `performance.timeOrigin`: its first use loads a dozen of Node's modules.
  startedAt: Date.now() - process.uptime() * 1000,
  random: Math.random,
}).then(
  // Kept connections would hold the process until the server drops them. The log goes out first.
  () => process.stdout.write('', () => process.exit()),
)
