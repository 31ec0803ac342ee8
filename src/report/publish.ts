import type * as toolkit from '@actions/core'
import { messageOf, plain } from '../shared/text.js'
import { logOf } from './log.js'
import { fails, type Report } from './report.js'
import { failuresOf, noticesOf, warningsOf } from './sentences.js'
import { summaryOf } from './summary.js'
import { outputsOf } from './values.js'

/** The part of `@actions/core` that is used. */
export type Core = Pick<
  typeof toolkit,
  | 'debug'
  | 'endGroup'
  | 'info'
  | 'notice'
  | 'setFailed'
  | 'setOutput'
  | 'setSecret'
  | 'startGroup'
  | 'summary'
  | 'warning'
>

/**
 * Sets every output: whoever reads them after a failure finds them all. Never throws: where they
 * cannot be written, the step fails with that.
 */
export function setOutputs(report: Report, core: Core): void {
  try {
    for (const [name, value] of Object.entries(outputsOf(report))) core.setOutput(name, value)
  } catch (error) {
    core.setFailed(plain(`The outputs could not be written: ${messageOf(error)}`))
  }
}

/**
 * Writes the log, the annotations and the job summary. Annotations stand only where a person could
 * act; the step fails with one message. Never throws: the builds are canceled already, so whatever
 * goes wrong with the telling leaves one line in the log, and the exit code stays right.
 *
 * @param now epoch ms, for how long builds have been running
 */
export async function publish(report: Report, core: Core, now: number): Promise<void> {
  const errors: unknown[] = []
  const parts = [
    () => writeLog(report, core),
    () => annotate(report, core),
    () => fail(report, core),
    () => writeSummary(report, core, now),
  ]
  for (const part of parts) {
    try {
      await part()
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length === 0) return
  const [first] = errors
  try {
    core.info(plain(`This run could not be reported in full: ${messageOf(first)}`))
  } catch {
    // Not even the log can be written.
  }
}

function writeLog(report: Report, core: Core): void {
  for (const part of logOf(report)) {
    if (typeof part === 'string') {
      core.info(part)
      continue
    }
    core.startGroup(part.title)
    for (const line of part.lines) core.info(line)
    core.endGroup()
  }
}

function annotate(report: Report, core: Core): void {
  for (const notice of noticesOf(report)) core.notice(lines(notice))
  for (const warning of warningsOf(report)) core.warning(lines(warning))
}

function fail(report: Report, core: Core): void {
  if (!fails(report)) return
  let failures: string[]
  try {
    failures = failuresOf(report)
  } catch (error) {
    core.setFailed('The step failed. Its outputs say which builds were canceled.')
    throw error
  }
  core.setFailed(failures.map(lines).join('\n'))
}

async function writeSummary(report: Report, core: Core, now: number): Promise<void> {
  const summary = summaryOf(report, now)
  if (summary !== '') await core.summary.addRaw(summary, true).write()
}

/** A message of several lines, each of them made safe. */
function lines(message: string): string {
  return message
    .split('\n')
    .map((line) => plain(line, 3000))
    .join('\n')
}
