import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { node24 } from './node24.js'

/**
 * @typedef {object} Run
 * @property {Record<string, string>} [inputs] by their names in action.yml
 * @property {{ name: string, payload: unknown }} [event] the webhook event and its payload
 * @property {Record<string, string | undefined>} [env] further variables; `undefined` removes one
 * @property {Record<string, string>} [files] files of the checkout, by path: `.vercel/project.json`
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
 * @property {string} summary the job summary's Markdown
 * @property {number} ms from start to exit
 */

const BUNDLE = fileURLToPath(new URL('../dist/index.js', import.meta.url))

/**
 * Runs the action as GitHub's runner does: inputs and context as environment variables, outputs and
 * summary through files, and nothing else of this process's environment.
 *
 * @param {Run} run
 * @returns {Promise<Ran>}
 */
export async function runAction(run) {
  const folder = mkdtempSync(path.join(tmpdir(), 'runner-'))
  try {
    const env = environmentOf(run, folder)
    const startedAt = performance.now()
    const child = spawn(run.node ?? node24(), [run.bundle ?? BUNDLE], {
      env,
      cwd: env.GITHUB_WORKSPACE,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    run.onStart?.(child)
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
      outputs: readCommands(readFileSync(path.join(folder, 'output'), 'utf8')),
      summary: readFileSync(path.join(folder, 'summary'), 'utf8'),
      ms: performance.now() - startedAt,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * What the runner sets, with the files that it names.
 * @param {Run} run
 * @param {string} folder
 * @returns {Record<string, string | undefined>}
 */
function environmentOf({ event, inputs = {}, files = {}, env }, folder) {
  const file = (/** @type {string} */ name, content = '') => {
    const where = path.join(folder, name)
    writeFileSync(where, content)
    return where
  }
  return {
    PATH: process.env.PATH,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_OUTPUT: file('output'),
    GITHUB_STATE: file('state'),
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_ENV: file('env'),
    GITHUB_PATH: file('path'),
    GITHUB_WORKSPACE: checkout(folder, files),
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
    RUNNER_TEMP: folder,
    ...(event && {
      GITHUB_EVENT_NAME: event.name,
      GITHUB_EVENT_PATH: file('event.json', JSON.stringify(event.payload)),
    }),
    ...inputVariables(inputs),
    ...env,
  }
}

/**
 * The variables in which the runner passes inputs.
 * @param {Record<string, string>} inputs
 */
export function inputVariables(inputs) {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value,
    ]),
  )
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
 * The values in a file of `name<<delimiter` blocks, as the runner reads it: a value ends only at its
 * own delimiter.
 *
 * @param {string} content
 */
export function readCommands(content) {
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
