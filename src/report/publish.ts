import type * as toolkit from '@actions/core'
import type { Result } from '../cancel.js'
import { count, plain } from '../shared/text.js'
import { doneAndKept, outputsOf, type Report } from './report.js'
import { failuresOf, headline, nameOf, resultLines } from './sentences.js'
import { summaryOf } from './summary.js'

/** The part of `@actions/core` that is used. */
export type Core = Pick<
  typeof toolkit,
  | 'debug'
  | 'endGroup'
  | 'info'
  | 'notice'
  | 'saveState'
  | 'setFailed'
  | 'setOutput'
  | 'setSecret'
  | 'startGroup'
  | 'summary'
  | 'warning'
>

/** Sets every output: whoever reads them after a failure finds them all. */
export function setOutputs(report: Report, core: Core): void {
  for (const [name, value] of Object.entries(outputsOf(report))) core.setOutput(name, value)
}

/**
 * Writes the log, the annotations and the job summary. Annotations stand only where a person could
 * act; the step fails with one message.
 *
 * @param now epoch ms, for how long builds have been running
 */
export async function publish(report: Report, core: Core, now: number): Promise<void> {
  if (report.silent) return
  log(report, core)
  for (const warning of report.warnings) core.warning(lines(warning))
  const failures = failuresOf(report)
  if (failures.length > 0) core.setFailed(failures.map(lines).join('\n'))
  const summary = summaryOf(report, now)
  if (summary === '') return
  try {
    await core.summary.addRaw(summary, true).write()
  } catch (error) {
    // No file to write to, or a full one: the builds are cancelled all the same.
    core.debug(plain(`The job summary was not written: ${String(error)}`))
  }
}

function log(report: Report, core: Core): void {
  const { results, skipped, dryRun } = report
  if (skipped !== undefined) {
    if (report.notice) core.notice(plain(skipped))
    else core.info(plain(`Skipped: ${skipped}`))
    return
  }
  if (results.length === 0 && report.problems.length > 0) return
  core.info(headline(report))
  if (results.length === 0) return
  const { done, kept } = doneAndKept(results)
  if (done.length === 0) {
    // Nothing happened: every build has its reason, but not a line of its own.
    core.info(plain(`Kept: ${kept.map((one) => `${nameOf(one)} (${one.reason})`).join(', ')}`))
    return
  }
  const were = done.length === 1 ? 'was' : 'were'
  group(
    core,
    `${count(done.length, 'build')} that ${dryRun ? 'would' : `${were} to`} be cancelled`,
    done,
  )
  if (kept.length > 0) group(core, `${count(kept.length, 'build')} kept, and why`, kept)
}

function group(core: Core, title: string, results: readonly Result[]): void {
  core.startGroup(title)
  for (const line of resultLines(results)) core.info(line)
  core.endGroup()
}

/** A message of several lines, each of them made safe. */
function lines(message: string): string {
  return message
    .split('\n')
    .map((line) => plain(line, 2000))
    .join('\n')
}
