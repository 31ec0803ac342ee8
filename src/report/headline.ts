import type { Outcome, Result } from '../plan/result.js'
import { count, listed, plain, ticked } from '../shared/text.js'
import { reasonCounts, withRest } from './names.js'
import { type Done, sorted } from './report.js'

/** What was decided and done, and where: one line of the log. */
export function headline(report: Done): string {
  return plain(
    report.selection === 'named' ? headlineOfNamed(report) : headlineOfBuilds(report),
    2000,
  )
}

function headlineOfNamed({ results, dryRun }: Done): string {
  const all = count(results.length, 'named deployment')
  const over = countOf(results, 'already-finished', 'already-canceled')
  const nothingLeft = results.length > 0 && over === results.length
  const did = nothingLeft ? 'Nothing to cancel.' : `${didWords(results, dryRun)} of ${all}.`
  return sentences(did, ...otherOutcomes(results, 'Not found'))
}

function headlineOfBuilds(report: Done): string {
  const { results, dryRun, subject } = report
  const { done, kept, others } = sorted(results)
  // The list holds the whole project. What is out of scope is no part of what this run is about.
  const near = [...done, ...kept]
  const where = `${subject}${projectsWords(report)}`
  if (near.length === 0) {
    return sentences(
      `Nothing to cancel: no unfinished builds ${where}.`,
      others.length === 0 ? '' : `Other builds there: ${reasonCounts(others, 'always')}.`,
    )
  }
  if (done.length === 0) {
    // Without GitHub's answer nobody knows whether there was something to cancel.
    const isUnknown = kept.some(({ reason }) => reason === 'github-unknown')
    return sentences(
      `${isUnknown ? 'Canceled nothing' : 'Nothing to cancel'} ${where}.`,
      `Kept ${count(kept.length, 'unfinished build')}: ${reasonCounts(kept)}.`,
    )
  }
  return sentences(
    `${didWords(done, dryRun)} of ${count(near.length, 'unfinished build')} ${where}.`,
    ...otherOutcomes(done, 'No longer there'),
    kept.length === 0 ? '' : `Kept ${kept.length}: ${reasonCounts(kept)}.`,
  )
}

/** "Canceled 3", "Canceled 1 (production)", "Dry run: would cancel 2 (1 in production)". */
function didWords(results: readonly Result[], dryRun: boolean): string {
  const outcome = dryRun ? 'would-cancel' : 'canceled'
  const done = results.filter((result) => result.outcome === outcome)
  const production = done.filter(({ deployment }) => deployment.environment === 'production').length
  const all = production === done.length
  const named = all ? ' (production)' : ` (${production} in production)`
  const words = `${done.length}${production === 0 ? '' : named}`
  return dryRun ? `Dry run: would cancel ${words}` : `Canceled ${words}`
}

/** A short sentence for each other outcome that occurs. */
function otherOutcomes(results: readonly Result[], notFound: string): string[] {
  const words: [Outcome, string][] = [
    ['failed', 'Could not be canceled'],
    ['already-finished', 'Already finished'],
    ['already-canceled', 'Already canceled'],
    ['not-found', notFound],
  ]
  return words.map(([outcome, label]) => {
    const n = countOf(results, outcome)
    return n === 0 ? '' : `${label}: ${n}.`
  })
}

function countOf(results: readonly Result[], ...outcomes: Outcome[]): number {
  return results.filter(({ outcome }) => outcomes.includes(outcome)).length
}

function sentences(...all: string[]): string {
  return all.filter((sentence) => sentence !== '').join(' ')
}

/**
 * The projects that were looked at, and where their names came from, as the end of a sentence:
 * " in `web` and `docs` (linked to acme/shop)"; empty where no project is named.
 */
export function projectsWords({ projects, results, selection }: Done): string {
  if (projects.names.length === 0) return ''
  const names = listed(withRest(shownNames(projects.names, results), projects.names.length))
  const of =
    selection === 'sweep' ? `, ${projects.names.length === 1 ? 'project' : 'projects'}` : ' in'
  return `${of} ${names}${sourceWords(projects.source)}`
}

/** The first names, in the words that people use for them: a project's name where a build tells it. */
function shownNames(names: readonly string[], results: readonly Result[]): string[] {
  const byId = new Map<string, string>()
  for (const { deployment } of results) {
    const { projectId, project } = deployment
    if (projectId !== undefined && project !== undefined) byId.set(projectId, project)
  }
  return ticked(names.slice(0, MAX_PROJECTS).map((name) => byId.get(name) ?? name))
}

const MAX_PROJECTS = 10

function sourceWords(source: string | undefined): string {
  if (source === undefined) return ''
  if (source.startsWith('linked to')) return ` (${source})`
  return ` (from ${source === 'project-id' ? '`project-id`' : source})`
}
