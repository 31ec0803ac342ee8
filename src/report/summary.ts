import type { Outcome, Result } from '../plan/result.js'
import { groupBy } from '../shared/group.js'
import { clip, count, duration, listed, markdown } from '../shared/text.js'
import type { Deployment } from '../vercel/deployment.js'
import { chart } from './chart.js'
import { headline } from './headline.js'
import { commitLink, folded, link, prose, table } from './markup.js'
import { branchOf, withRest, wordsOf } from './names.js'
import { type Done, type Report, sorted } from './report.js'
import { failuresOf } from './sentences.js'
import { titleOf } from './title.js'

/** GitHub cuts a summary off at 1 MiB, and nobody reads longer tables than these. */
const MAX_ROWS = 200
const MAX_FOLDED_ROWS = 100

/**
 * The job summary in GitHub's Markdown; empty where nothing was canceled, failed or would have been.
 *
 * @param now epoch ms
 */
export function summaryOf(report: Report, now: number): string {
  if (report.kind === 'skipped') return ''
  const failures = failuresOf(report)
  const parts = [`### ${titleOf(report)}`]
  if (report.kind === 'failed') parts.push(...failures.map(quote))
  else {
    if (failures.length === 0 && sorted(report.results).done.length === 0) return ''
    parts.push(...partsOf(report, failures, now))
  }
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function partsOf(report: Done, failures: readonly string[], now: number): string[] {
  const groups = sorted(report.results)
  const done = byProject(groups.done)
  const near = byProject([...done, ...groups.kept])
  const kept = near.filter(({ outcome }) => outcome === 'kept')
  const several = new Set(near.map(branchOf)).size > 1
  return [
    report.results.length === 0 ? '' : [prose(headline(report)), replacedBy(done)].join(' ').trim(),
    ...failures.map(quote),
    doneTable(done, { several, now }),
    chart(near, now),
    keptTable(`${count(kept.length, 'build')} kept`, kept, several),
    keptTable(
      `${count(groups.others.length, 'other build')} in the same projects`,
      groups.others,
      true,
    ),
  ]
}

/** By project, in the order in which the projects appear; oldest builds first. */
function byProject(results: readonly Result[]): Result[] {
  return [...groupBy(results, ({ deployment }) => deployment.project).values()].flatMap((group) =>
    group.sort((a, b) => (a.deployment.createdAt ?? 0) - (b.deployment.createdAt ?? 0)),
  )
}

/** A message as a quotation, line by line. */
function quote(message: string): string {
  return message
    .split('\n')
    .map((line) => `> ${prose(line)}`)
    .join('\n')
}

/** The commits that took the places of others. */
function replacingCommits(done: readonly Result[]): Map<string, Deployment[]> {
  const builds = done.map((result) => result.replacedBy).filter((build) => build !== undefined)
  return groupBy(builds, ({ sha }) => sha ?? 'unknown')
}

/** "Superseded by b020c30 in web and docs.", where it is one commit for all. */
function replacedBy(done: readonly Result[]): string {
  const commits = [...replacingCommits(done).values()]
  const [builds = []] = commits
  const [first] = builds
  if (first === undefined || commits.length > 1) return ''
  const projects = [...groupBy(builds, ({ id }) => id).values()].flatMap(([build]) =>
    build === undefined ? [] : [buildLink(build)],
  )
  const shown = listed(withRest(projects.slice(0, 5), projects.length))
  return `Superseded by ${commitLink(first)} in ${shown}.`
}

function doneTable(done: readonly Result[], shown: { several: boolean; now: number }): string {
  if (done.length === 0) return ''
  const outcomes = new Set(done.map(({ outcome }) => outcome))
  const [only] = outcomes
  const title = (outcomes.size === 1 && only && TITLES[only]) || 'Build'
  const arrows = replacingCommits(done).size > 1
  const rows = done.slice(0, MAX_ROWS).map((result) => {
    const by = arrows && result.replacedBy ? ` → ${commitLink(result.replacedBy)}` : ''
    const branch = shown.several ? branchLine(result) : ''
    const commit = `${commitLink(result.deployment)}${by}${branch}`
    return [buildLink(result.deployment), commit, stateWords(result, title === 'Build', shown.now)]
  })
  return withMore(table([title, 'Commit', 'State'], rows), done.length - rows.length)
}

const TITLES: { readonly [outcome in Outcome]?: string } = {
  canceled: 'Canceled',
  'would-cancel': 'Would cancel',
}

function keptTable(title: string, kept: readonly Result[], branches: boolean): string {
  if (kept.length === 0) return ''
  const rows = kept
    .slice(0, MAX_FOLDED_ROWS)
    .map((result) => [
      buildLink(result.deployment),
      `${commitLink(result.deployment)}${branches ? branchLine(result) : ''}`,
      prose(wordsOf(result), 200),
    ])
  return folded(
    title,
    withMore(table(['Kept', 'Commit', 'Reason'], rows), kept.length - rows.length),
  )
}

function withMore(content: string, rest: number): string {
  return rest > 0 ? `${content}\n\nThe log names ${rest} more.` : content
}

/** The project's name, or what else a deployment is known by, linked to its page. */
function buildLink(deployment: Deployment): string {
  const { project, id, url, inspectorUrl } = deployment
  // A whole ID is wider than what a phone leaves for a column.
  const name = project ?? (id ? clip(id, 8) : url) ?? 'unknown'
  return link(markdown(name, 40), inspectorUrl)
}

function branchLine(result: Result): string {
  const branch = branchOf(result)
  return branch === undefined ? '' : `<br>${markdown(branch, 40)}`
}

/** "building for 2 min 10 s", with the outcome where the column's title does not say it. */
function stateWords(result: Result, withOutcome: boolean, now: number): string {
  const { deployment, outcome } = result
  const { environment } = deployment
  const words = [
    environment === undefined || environment === 'preview' ? '' : environment,
    withOutcome ? OUTCOMES[outcome] : '',
    outcome === 'not-found' ? '' : stateOf(result, now),
  ]
  return prose(words.filter((part) => part !== '').join(', '), 200)
}

const OUTCOMES: Record<Outcome, string> = {
  canceled: 'canceled',
  'would-cancel': 'would cancel',
  'already-finished': 'already finished',
  'already-canceled': 'already canceled',
  'not-found': 'not found',
  kept: 'kept',
  failed: 'not canceled',
}

/** The state in which it was found, and, of a build that was running, for how long: only what is known. */
function stateOf({ stateBefore, deployment, outcome }: Result, now: number): string {
  const { buildingAt, canceledAt, state } = deployment
  if (outcome === 'already-canceled') return ''
  if (outcome === 'already-finished') return (state ?? '').toLowerCase()
  const before = stateBefore ?? (buildingAt === undefined ? 'unfinished' : 'BUILDING')
  if (before !== 'BUILDING' || buildingAt === undefined) return before.toLowerCase()
  return `building for ${duration((canceledAt ?? now) - buildingAt)}`
}
