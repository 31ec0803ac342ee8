import type * as toolkit from '@actions/core'
import { groupBy } from './group.js'
import { outputsOf, type Report } from './report.js'
import { summaryOf } from './summary.js'
import { count, listed, plain } from './text.js'
import { headline, nameOf, reasonOf, resultLine } from './words.js'

/** The part of `@actions/core` that is used. */
export type Core = Pick<
  typeof toolkit,
  | 'debug'
  | 'endGroup'
  | 'error'
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

/** Sets every output. A step that is told nothing by a failure still gets them all. */
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
  log(report, core)
  for (const warning of report.warnings) core.warning(lines(warning))
  const failures = failuresOf(report)
  if (failures.length > 0) core.setFailed(failures.map(lines).join('\n'))
  const summary = summaryOf(report, now)
  if (summary === '') return
  try {
    await core.summary.addRaw(summary, true).write()
  } catch (error) {
    // No file to write to, or a full one: the build is stopped all the same.
    core.debug(plain(`The job summary was not written: ${String(error)}`))
  }
}

function log(report: Report, core: Core): void {
  const { results, skipped } = report
  if (skipped !== undefined) {
    core.info(plain(`Skipped: ${skipped}`))
    return
  }
  if (results.length === 0 && report.problems.length > 0) return
  core.info(headline(report))
  if (results.length === 0) return
  const done = results.filter(({ outcome }) => outcome !== 'kept')
  const kept = results.filter(({ outcome }) => outcome === 'kept')
  if (done.length === 0) {
    // Nothing happened: every build has its reason, but not a line of its own.
    core.info(plain(`Kept: ${kept.map((one) => `${nameOf(one)} (${one.reason})`).join(', ')}`))
    return
  }
  group(
    core,
    `${count(done.length, 'build')} that ${done.length === 1 ? 'was' : 'were'} to be cancelled`,
    done,
  )
  if (kept.length > 0) group(core, `${count(kept.length, 'build')} kept, and why`, kept)
}

function group(core: Core, title: string, results: Report['results']): void {
  core.startGroup(title)
  for (const result of results) core.info(resultLine(result))
  core.endGroup()
}

/** Why the step fails, a paragraph each; empty when it does not. */
function failuresOf(report: Report): string[] {
  const { results, problems, named, ifFinished } = report
  const bad = results.filter(
    ({ outcome }) => outcome === 'failed' || (named && outcome === 'not-found'),
  )
  // Many builds fail for the same reason: it is said once, with all their names.
  const byMessage = groupBy(bad, (result) => result.message ?? reasonOf(result))
  const failures = [...problems]
  for (const [message, group] of byMessage) {
    const names = listed(group.map((result) => `\`${nameOf(result)}\``))
    const what =
      group[0]?.outcome === 'not-found'
        ? 'was not found'
        : 'could not be cancelled and may still be running'
    failures.push(`${names} ${what}. ${message}`)
  }
  const finished = results.filter(({ outcome }) => outcome === 'already-finished')
  if (named && ifFinished === 'error' && finished.length > 0) {
    const names = finished.map((one) => `\`${nameOf(one)}\` (${one.deployment.state})`)
    failures.push(`${listed(names)} had already finished, which \`if-finished: error\` forbids.`)
  }
  return failures
}

/** A message of several lines, each of them made safe. */
function lines(message: string): string {
  return message
    .split('\n')
    .map((line) => plain(line, 2000))
    .join('\n')
}
