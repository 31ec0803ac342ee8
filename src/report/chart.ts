import type { Result } from '../plan/result.js'
import { groupBy } from '../shared/group.js'
import { shortSha } from './names.js'

const MAX_BARS = 30

/**
 * The builds over time, from creation to cancel, where there is more than one to compare: a Mermaid
 * chart, which GitHub draws in the reader's theme and time zone.
 *
 * @param results by project, in the order of the summary's table
 * @param now epoch ms
 */
export function chart(results: readonly Result[], now: number): string {
  const known = results.flatMap((result) => barOf(result, now))
  const bars = known.slice(0, MAX_BARS)
  if (bars.length < 2) return ''
  let first = now
  for (const { start } of bars) first = Math.min(first, start)
  const title =
    known.length > bars.length ? `${bars.length} of ${known.length} builds` : 'Time of day'
  const tick = tickOf(now - first)
  const sections = [...groupBy(bars, ({ project }) => project)]
  return [
    '```mermaid',
    'gantt',
    `  title ${title}`,
    '  dateFormat x',
    `  axisFormat ${tick < 60 ? '%H:%M:%S' : '%H:%M'}`,
    `  tickInterval ${tickWords(tick)}`,
    '  todayMarker off',
    ...sections.flatMap(([project, group]) => [
      `  section ${safe(project) || 'project'}`,
      ...group
        .sort((a, b) => a.start - b.start)
        .map(({ label, tag, start, end }) => `  ${label} :${tag}${start}, ${end}`),
    ]),
    '```',
  ].join('\n')
}

type Bar = { project: string; label: string; tag: string; start: number; end: number }

/** A bar, where it is known when the build began and ended. Gray is what stopped; the rest goes on. */
function barOf({ deployment, outcome }: Result, now: number): Bar[] {
  const { createdAt: start, canceledAt, sha, environment, project = '' } = deployment
  if (start === undefined || outcome === 'already-finished' || outcome === 'not-found') return []
  const stopped = outcome === 'canceled' || outcome === 'already-canceled'
  const end = Math.max(start + 1, stopped ? (canceledAt ?? now) : now)
  // A line that begins with a word of Mermaid's own (`section`, `click`) would be no bar.
  const commit = /^[0-9a-f]{7}/i.exec(shortSha(sha) ?? '')?.[0] ?? 'unknown'
  const marks = [
    environment === 'preview' ? '' : safe(environment ?? ''),
    outcome === 'kept' ? 'kept' : '',
    outcome === 'failed' ? 'not canceled' : '',
  ].filter((mark) => mark !== '')
  const label = [commit, ...marks].join(' ')
  return [
    { project, label, tag: stopped || outcome === 'would-cancel' ? 'done, ' : '', start, end },
  ]
}

/** The time between two marks of the axis in s: few enough of them to be read on a phone. */
function tickOf(span: number): number {
  return TICKS_S.find((tick) => tick * MAX_TICKS * 1000 >= span) ?? 86_400
}

const MAX_TICKS = 4
const TICKS_S = [5, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600]

function tickWords(s: number): string {
  if (s < 60) return `${s}second`
  return s < 3600 ? `${s / 60}minute` : `${s / 3600}hour`
}

/** Text inside a chart: Mermaid has no escape for colons, semicolons and the like, so they are removed. */
function safe(text: string): string {
  return text
    .replace(/[^\p{L}\p{N} ./_-]/gu, '')
    .slice(0, 40)
    .trim()
}
