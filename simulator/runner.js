import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * @typedef {object} Run
 * @property {Record<string, string>} [inputs] by their names in action.yml
 * @property {{ name: string, payload: unknown }} [event] the webhook event and its payload
 * @property {Record<string, string | undefined>} [env] further variables; `undefined` removes one
 * @property {Record<string, string>} [files] files of the checkout, by path: `.vercel/project.json`
 * @property {Record<string, string>} [state] what the main step saved, for the post step
 * @property {string} [bundle] the file to run; dist/index.js unless told
 * @property {string} [node] the Node to run it with; this process's own unless told
 * @property {(child: import('node:child_process').ChildProcess) => void} [onStart]
 * @property {(chunk: string) => void} [onLog] each piece of the log as it is written
 */

/**
 * @typedef {object} Ran what a run left behind
 * @property {number | null} code exit code, or `null` after a signal
 * @property {string} log standard output, workflow commands included
 * @property {string} errors standard error
 * @property {Record<string, string>} outputs
 * @property {Record<string, string>} state
 * @property {string} summary the job summary's Markdown
 * @property {number} ms from start to exit
 */

const BUNDLE = fileURLToPath(new URL('../dist/index.js', import.meta.url))

/**
 * Runs the action as GitHub's runner does: inputs and context as environment variables, outputs,
 * state and summary through files, and nothing else of this process's environment.
 *
 * @param {Run} run
 * @returns {Promise<Ran>}
 */
export async function runAction(run) {
  const folder = mkdtempSync(path.join(tmpdir(), 'runner-'))
  const file = (/** @type {string} */ name, content = '') => {
    const where = path.join(folder, name)
    writeFileSync(where, content)
    return where
  }
  const output = file('output')
  const state = file('state')
  const summary = file('summary')
  /** @type {Record<string, string | undefined>} */
  const env = {
    PATH: process.env.PATH,
    GITHUB_ACTIONS: 'true',
    GITHUB_OUTPUT: output,
    GITHUB_STATE: state,
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_WORKSPACE: checkout(folder, run.files ?? {}),
    ...(run.event && {
      GITHUB_EVENT_NAME: run.event.name,
      GITHUB_EVENT_PATH: file('event.json', JSON.stringify(run.event.payload)),
    }),
    ...prefixed('STATE_', run.state ?? {}),
    ...prefixed('INPUT_', run.inputs ?? {}, (name) => name.replaceAll(' ', '_').toUpperCase()),
    ...run.env,
  }
  const startedAt = performance.now()
  const child = spawn(run.node ?? process.execPath, [run.bundle ?? BUNDLE], {
    env,
    cwd: env.GITHUB_WORKSPACE,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  run.onStart?.(child)
  try {
    const [log, errors, code] = await Promise.all([
      textOf(child.stdout, run.onLog),
      textOf(child.stderr),
      /** @type {Promise<number | null>} */ (
        new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
      ),
    ])
    return {
      code,
      log,
      errors,
      outputs: readCommands(readFileSync(output, 'utf8')),
      state: readCommands(readFileSync(state, 'utf8')),
      summary: readFileSync(summary, 'utf8'),
      ms: performance.now() - startedAt,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * @param {string} folder
 * @param {Record<string, string>} files
 */
function checkout(folder, files) {
  const root = mkdtempSync(path.join(folder, 'checkout-'))
  for (const [name, content] of Object.entries(files)) {
    const where = path.join(root, name)
    mkdirSync(path.dirname(where), { recursive: true })
    writeFileSync(where, content)
  }
  return root
}

/**
 * @param {string} prefix
 * @param {Record<string, string>} values
 */
function prefixed(prefix, values, spell = (/** @type {string} */ name) => name) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`${prefix}${spell(name)}`, value]),
  )
}

/**
 * @param {NodeJS.ReadableStream} stream
 * @param {(chunk: string) => void} [onChunk]
 */
async function textOf(stream, onChunk) {
  stream.setEncoding('utf8')
  let text = ''
  for await (const chunk of stream) {
    text += chunk
    onChunk?.(String(chunk))
  }
  return text
}

/**
 * The values in a file of `name<<delimiter` blocks. Whatever a value holds, it ends at its own
 * delimiter only, as the runner reads it.
 *
 * @param {string} content
 */
function readCommands(content) {
  /** @type {Record<string, string>} */
  const values = {}
  const lines = content.split(/\r?\n/)
  for (let i = 0; i < lines.length; i += 1) {
    const [, name, delimiter] = /^(.+?)<<(.+)$/.exec(lines[i] ?? '') ?? []
    if (name === undefined || delimiter === undefined) continue
    const end = lines.indexOf(delimiter, i + 1)
    values[name] = lines.slice(i + 1, end).join('\n')
    i = end
  }
  return values
}
