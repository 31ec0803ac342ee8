import { renderLog } from './log.js'
import { columns, WIDTH, wrap } from './style.js'
import { renderSummary } from './summary.js'

/** @typedef {import('./play.js').Played} Played */
/** @typedef {import('./style.js').Paint} Paint */

/**
 * A scenario as it was played, from top to bottom.
 * @param {string} name
 * @param {import('./scenarios.js').Scenario} scenario
 * @param {Played} played
 * @param {Paint} paint
 */
export function renderScenario(name, { story, expected, condition }, played, paint) {
  const { ran, event, requests } = played
  const given = Object.entries(played.inputs).filter(([input]) => input !== 'token')
  const lines = [
    paint('bold', `━━ ${name} ${'━'.repeat(WIDTH - name.length - 4)}`),
    ...wrap(story),
    '',
    ...heading('The step', paint),
    `  on: ${event.name}`,
    ...(condition === undefined ? [] : [`  if: ${condition}`]),
    '  uses: <owner>/cancel-vercel-builds@v1',
    '  with:',
    '    token: ${{ secrets.VERCEL_TOKEN }}',
    ...given.flatMap(([input, value]) => wrap(`${input}: ${value}`, '    ', '      ')),
  ]
  const log = [...renderLog(ran.log, paint), ...ran.errors.split('\n').filter(Boolean)]
  lines.push('', ...heading(`Log of the step (exit code ${ran.code})`, paint), ...indented(log))
  lines.push('', ...heading('Summary of the job', paint))
  lines.push(...indented(ran.summary ? renderSummary(ran.summary, paint) : ['none']))
  lines.push('', ...heading('Outputs', paint), ...indented(renderOutputs(ran.outputs)))
  lines.push('', ...heading('Builds before and after (* changed)', paint))
  lines.push(...indented(renderBuilds(played, expected, paint)))
  lines.push('', ...renderVerdict(played, expected, paint))
  const sent = `Requests: ${requests.vercel.length} to Vercel, ${requests.github.length} to GitHub`
  lines.push(paint('dim', `  ${sent}.`), '')
  return lines.map((line) => line.trimEnd()).join('\n')
}

/** @param {string} text @param {Paint} paint */
const heading = (text, paint) => [paint('blue', `── ${text} `)]

/** @param {string[]} lines */
const indented = (lines) => lines.map((line) => `  ${line}`)

/** @param {Record<string, string>} outputs */
function renderOutputs(outputs) {
  return Object.entries(outputs).flatMap(([name, value]) => {
    if (name !== 'deployments') return [`${name.padEnd(14)}${value === '' ? '(empty)' : value}`]
    return [
      `${name.padEnd(14)}one object for each deployment, as JSON:`,
      ...renderDeployments(value),
    ]
  })
}

/** The first object in full, as a sample. @param {string} json */
function renderDeployments(json) {
  /** @type {Record<string, unknown>[]} */
  let all
  try {
    all = JSON.parse(json)
  } catch {
    return [json]
  }
  const [first, ...others] = all
  if (first === undefined) return ['[]']
  const fields = Object.entries(first).map(([name, value]) => `"${name}": ${JSON.stringify(value)}`)
  return wrap(`[{ ${fields.join(', ')} }, … ${others.length} more ]`, '  ', '     ')
}

/**
 * @param {Played} played
 * @param {import('./scenarios.js').Expected} expected
 * @param {Paint} paint
 */
function renderBuilds({ builds }, { cancels }, paint) {
  const several = new Set(builds.map(({ project }) => project)).size > 1
  const rows = builds.map(({ id, project, branch, sha, environment, before = '', after = '' }) => [
    before === after ? ' ' : '*',
    id,
    ...(several ? [project] : []),
    branch,
    sha.slice(0, 7),
    environment,
    before,
    after,
  ])
  const head = [' ', 'Build', ...(several ? ['Project'] : []), 'Branch', 'Commit', 'Environment']
  return columns([[...head, 'Before', 'After'], ...rows], paint, (row) => {
    const build = builds[row - 1]
    if (build === undefined || build.before === build.after) return undefined
    return cancels.includes(build.id) ? 'green' : 'red'
  })
}

/**
 * @param {Played} played
 * @param {import('./scenarios.js').Expected} expected
 * @param {Paint} paint
 */
function renderVerdict({ problems }, { cancels, plans }, paint) {
  if (problems.length > 0) {
    return [
      paint('red', '✗ Not as expected:'),
      ...problems.flatMap((problem) => wrap(problem, '  - ', '    ')),
    ]
  }
  const said =
    cancels.length > 0
      ? `The right builds were canceled, and no others: ${cancels.join(', ')}.`
      : plans
        ? `No build was touched; the right ones would be canceled: ${plans.join(', ')}.`
        : 'No build was touched, as expected.'
  return wrap(said, '✓ ', '  ').map((line) => paint('green', line))
}
