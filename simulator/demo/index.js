import { parseArgs } from 'node:util'
import { play } from './play.js'
import { renderScenario } from './render.js'
import { scenarios } from './scenarios.js'
import { createPaint } from './style.js'

const names = Object.keys(scenarios)
const list = Object.entries(scenarios).map(([name, { about }]) => `  ${name.padEnd(15)}${about}`)
const help = `Shows what the action does in a busy project, against simulated APIs of Vercel and GitHub.

Usage: npm run demo -- [SCENARIO | all] [--bundle FILE]

Scenarios (default: push):
${list.join('\n')}
  ${'all'.padEnd(15)}All of them, one after another.

--bundle FILE   the action's file to run, in place of dist/index.js

Exit code 0 means that the right builds, and no others, were canceled.`

process.exitCode = await main(process.argv.slice(2))

/** @param {string[]} args @returns {Promise<number>} */
async function main(args) {
  const wanted = readArgs(args)
  if (wanted === undefined) {
    console.log(help)
    return 0
  }
  if ('problem' in wanted) {
    console.error(`${wanted.problem}\n\n${help}`)
    return 1
  }
  const paint = createPaint(process.stdout.isTTY === true && !process.env.NO_COLOR)
  /** @type {string[]} */
  const failed = []
  for (const [name, scenario] of wanted.chosen) {
    const played = await play(scenario, wanted)
    console.log(renderScenario(name, scenario, played, paint))
    if (played.problems.length > 0) failed.push(name)
  }
  if (wanted.chosen.length > 1) {
    const { length } = wanted.chosen
    console.log(
      failed.length === 0
        ? paint('green', `✓ ${length} of ${length} scenarios went as expected.`)
        : paint('red', `✗ ${failed.length} of ${length} did not: ${failed.join(', ')}.`),
    )
  }
  return failed.length === 0 ? 0 : 1
}

/**
 * The scenarios to play; undefined when help is asked for.
 * @param {string[]} args
 * @returns {{ chosen: [string, import('./scenarios.js').Scenario][], bundle: string | undefined }
 *   | { problem: string } | undefined}
 */
function readArgs(args) {
  /** @type {{ values: { help?: boolean, bundle?: string }, positionals: string[] }} */
  let parsed
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' }, bundle: { type: 'string' } },
    })
  } catch (error) {
    const { message } = /** @type {Error} */ (error)
    return { problem: `${message.split('. ')[0]}.` }
  }
  const { values, positionals } = parsed
  if (values.help) return undefined
  const asked = positionals.length === 0 ? ['push'] : positionals
  const unknown = asked.filter((name) => name !== 'all' && !names.includes(name))
  if (unknown.length > 0) return { problem: `There is no scenario called ${unknown.join(' or ')}.` }
  const all = asked.includes('all')
  const chosen = Object.entries(scenarios).filter(([name]) => all || asked.includes(name))
  return { chosen, bundle: values.bundle }
}
