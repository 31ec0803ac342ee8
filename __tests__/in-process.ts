import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import * as core from '@actions/core'
import { jest } from '@jest/globals'
import { inputVariables, type Ran, type Run, readCommands } from '../simulator/runner.js'
import type { World } from '../simulator/world.js'
import { run } from '../src/main.js'
import type { Core } from '../src/report/publish.js'
import type { Clock } from '../src/shared/clock.js'
import { createSend } from '../src/shared/http.js'
import { MAX_IN_FLIGHT } from '../src/vercel/client.js'

/** A world's time, which moves only while somebody sleeps. */
function drivenTime(
  { clock }: Pick<World, 'clock'>,
  onSleep: (ms: number) => void = () => {},
): Clock {
  return {
    now: clock.now,
    async sleep(ms, signal) {
      const until = clock.now() + ms
      onSleep(ms)
      // Others that begin to sleep at the same moment wake at the same moment.
      await setImmediate()
      signal.throwIfAborted()
      if (clock.now() < until) clock.set(until)
    },
  }
}

/**
 * How to run the step's source in this process, on a world's time: with the toolkit itself, so that it
 * leaves what the bundle leaves. Never two at once, since the log is this process's own.
 */
export const here = (world: World) => ({ how: (run: Run) => runHere(world, run) })

async function runHere(world: World, run: Run): Promise<Ran> {
  const toolkit = listenTo(run.env?.GITHUB_OUTPUT)
  try {
    const ms = await runStep(world, run, { core })
    return { ...toolkit.wrote(), errors: '', ms }
  } finally {
    toolkit.stop()
  }
}

type How = { core: Core; onSleep?: (ms: number) => void; stop?: AbortSignal | undefined }

/** Runs the step on a world's time. @returns how long it took, in ms of that time */
export async function runStep(
  world: World,
  { inputs = {}, env, event, files }: Run,
  { core, onSleep, stop = new AbortController().signal }: How,
): Promise<number> {
  const startedAt = world.clock.now()
  const texts: Record<string, string> = {
    ...files,
    '/event.json': JSON.stringify(event?.payload),
  }
  await run({
    core,
    env: {
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: event?.name,
      GITHUB_EVENT_PATH: '/event.json',
      ...inputVariables(inputs),
      ...env,
    },
    readFile: (file) => texts[file],
    send: createSend(MAX_IN_FLIGHT),
    clock: drivenTime(world, onSleep),
    stop,
    startedAt,
    random: () => 0,
  })
  return world.clock.now() - startedAt
}

/** Where the toolkit keeps the summary's path for as long as this process lives. */
const folder = mkdtempSync(path.join(tmpdir(), 'in-process-'))
process.once('exit', () => rmSync(folder, { recursive: true }))

/** Has the toolkit write into files, as the runner does, and takes the log from it. */
function listenTo(output = path.join(folder, 'output')) {
  const summary = path.join(folder, 'summary')
  Object.assign(process.env, { GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary })
  for (const file of [output, summary]) writeFileSync(file, '')
  let log = ''
  const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    log += String(text)
    return true
  })
  const code = process.exitCode
  process.exitCode = 0
  return {
    stop() {
      stdout.mockRestore()
      process.exitCode = code
    },
    wrote: () => ({
      code: Number(process.exitCode),
      log,
      outputs: readCommands(readFileSync(output, 'utf8')),
      summary: readFileSync(summary, 'utf8'),
    }),
  }
}
