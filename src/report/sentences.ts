import type { Result } from '../plan/result.js'
import { groupBy } from '../shared/group.js'
import { DOCS, linkTo, MESSAGES, phraseIn } from '../shared/phrases.js'
import { count, ended, listed, plain } from '../shared/text.js'
import { projectsWords } from './headline.js'
import { isDetached, isFork, namesOf, withRest } from './names.js'
import { type Done, forbidden, type Report } from './report.js'

/** Why the step fails, a paragraph each, with a link to its help; empty when it does not. */
export function failuresOf(report: Report): string[] {
  if (report.kind === 'skipped') return []
  const own = report.kind === 'done' ? resultFailures(report) : []
  // What stopped the lists may have stopped the cancels, too.
  const problems = report.problems.filter((one) => !own.some((other) => other.includes(one)))
  const failures = [...problems, ...own.slice(0, MAX_FAILURES)].map(withHelp)
  const rest = own.length - MAX_FAILURES
  return rest > 0 ? [...failures, `${count(rest, 'more failure')}: see the log.`] : failures
}

const MAX_FAILURES = 20

/** Many builds fail for the same reason: it is told once, with their names. */
function resultFailures(report: Done): string[] {
  const { results, selection } = report
  const failed = results.filter(({ outcome }) => outcome === 'failed')
  const missing =
    selection === 'named' ? results.filter(({ outcome }) => outcome === 'not-found') : []
  const over = forbidden(report)
  return [
    ...byMessage(failed, (names, why) => `${names} ${MESSAGES.notCanceled}. ${why}`),
    ...byMessage(missing, (names, why) => `${MESSAGES.notFound} ${names}. ${why}`),
    ...(over.length === 0 ? [] : [`${finishedWords(over)} \`if-finished: error\` forbids this.`]),
  ]
}

function byMessage(
  results: readonly Result[],
  words: (names: string, why: string) => string,
): string[] {
  const groups = groupBy(results, ({ message }) => message ?? '')
  return [...groups].map(([message, group]) =>
    words(namesOf(group), message === '' ? '' : ended(message)).trimEnd(),
  )
}

/** "`dpl_a` and `dpl_b` had already finished (READY).", with what is known of single ones. */
function finishedWords(results: readonly Result[]): string {
  const states = new Set(results.map(({ deployment }) => deployment.state ?? 'unknown'))
  const messages = new Set(results.map(({ message }) => message).filter((one) => one !== undefined))
  const shown = [...messages].slice(0, MAX_MESSAGES).map(ended)
  const rest = messages.size - shown.length
  return [
    `${namesOf(results)} ${MESSAGES.alreadyFinished} (${[...states].join(', ')}).`,
    ...shown,
    ...(rest > 0 ? [`The log says more of ${rest} others.`] : []),
  ].join(' ')
}

const MAX_MESSAGES = 5

/** What a person could mend, though the step goes on: few enough for GitHub to show all. */
export function warningsOf(report: Report): string[] {
  const warnings = [...report.warnings]
  if (report.kind === 'done' && report.selection === 'named' && report.ifFinished === 'warn') {
    const finished = report.results.filter(({ outcome }) => outcome === 'already-finished')
    if (finished.length > 0) {
      warnings.push(`${finishedWords(finished)} If you expect this, set \`if-finished: ignore\`.`)
    }
  }
  const helped = warnings.map((warning) => (phraseIn(warning) ? withHelp(warning) : warning))
  if (helped.length <= MAX_ANNOTATIONS) return helped
  const first = helped.slice(0, MAX_ANNOTATIONS - 1)
  return [...first, helped.slice(first.length).join('\n')]
}

/** GitHub shows ten annotations of a kind for a step. */
const MAX_ANNOTATIONS = 10

/** What to know about a run that did not fail. */
export function noticesOf(report: Report): string[] {
  if (report.kind === 'skipped') return report.notice ? [report.why] : []
  if (report.kind === 'failed') return []
  return [...report.notices, ...strangers(report)]
}

/** Where all that was seen can never be in scope: what the reason is, and what to change. */
function strangers(report: Done): string[] {
  const { results, selection } = report
  if (selection === 'named' || results.length === 0) return []
  const foreign = results.filter(({ reason }) => reason === 'other-repository')
  const detached = results.filter(isDetached)
  if (foreign.length + detached.length < results.length) return []
  const all = foreign.length > 0 && detached.length > 0 ? 'Some' : 'All'
  const builds = `${all} unfinished builds${projectsWords({ ...report, selection: 'branch' })}`
  const notices = []
  if (foreign.length > 0) {
    notices.push(
      `${builds} ${MESSAGES.otherRepository}${repositories(foreign)}, so this run leaves them alone. Set \`project-id\` to the projects that build this repository. Help: ${linkTo('otherRepository')}`,
    )
  }
  if (detached.length > 0) {
    notices.push(
      `${builds} ${MESSAGES.detached}, so they name no branch and are never canceled. Pass \`--meta githubCommitRef=BRANCH --meta githubCommitSha=SHA\` to \`vercel deploy\`; on \`pull_request\`, pass the branch and the newest commit of the pull request, not \`github.sha\`. Help: ${linkTo('detached')}`,
    )
  }
  return notices
}

/** " (acme/old-shop)": the repositories that builds belong to. */
function repositories(results: readonly Result[]): string {
  const names = new Set<string>()
  for (const { deployment } of results) {
    const { commit, base } = deployment.origin
    const { owner, name } = isFork(deployment) ? commit : commit.owner ? commit : base
    if (owner !== undefined && name !== undefined) names.add(`${owner}/${name}`)
  }
  const shown = [...names].slice(0, 3).map((name) => plain(name, 100))
  return names.size === 0 ? '' : ` (${listed(withRest(shown, names.size))})`
}

/** The message, its lines made safe and cut, with the address of the help about it. */
function withHelp(message: string): string {
  const text = message
    .split('\n')
    .map((line) => plain(line, 2000))
    .join('\n')
  if (text.includes(DOCS)) return text
  const phrase = phraseIn(text)
  const help = `Help: ${phrase === undefined ? DOCS : linkTo(phrase)}`
  return text.includes('\n') ? `${text}\n${help}` : `${ended(text)} ${help}`
}
