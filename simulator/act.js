import { readFileSync } from 'node:fs'
import { push } from './events.js'
import { requestLine } from './log.js'
import { runAction } from './runner.js'
import { GITHUB_TOKEN, TOKEN } from './world.js'

/** @typedef {import('./runner.js').Ran} Ran */
/** @typedef {import('./runner.js').Run} Run */
/** @typedef {Omit<Run, 'event'> & { secrets?: string[], how?: (run: Run) => Promise<Ran> }} Act */

/**
 * @typedef {Ran & {
 *   told: Record<string, string>,
 *   shown: string,
 *   requests: { vercel: string[], github: string[] },
 * }} Acted `told`: each deployment's outcome and reason, by id, as the output `deployments` has them;
 *   `shown`: the log without what only the runner reads (masks, debug lines); `requests`: those of
 *   this run, a line each
 */

/**
 * Runs the action on an event (a push unless told) as a workflow of acme/shop does, with this world's
 * addresses and tokens and every default of action.yml. Throws when the run shows a token anywhere.
 *
 * @param {Pick<import('./world.js').World, 'sim'>} world
 * @param {import('./events.js').Started} [started]
 * @param {Act} [run] `secrets`: what else may not be shown; `how` to run it, if not as a runner does
 * @returns {Promise<Acted>}
 */
export async function act({ sim }, { event, env } = push(), run = {}) {
  const { secrets = [], how = runAction, ...more } = run
  const before = sim.requests.length
  const ran = await how({
    ...more,
    event,
    inputs: {
      ...inputDefaults,
      token: TOKEN,
      'github-token': GITHUB_TOKEN,
      'api-url': sim.vercel.url,
      ...more.inputs,
    },
    env: {
      GITHUB_API_URL: sim.github.url,
      GITHUB_GRAPHQL_URL: `${sim.github.url}/graphql`,
      ...env,
      ...more.env,
    },
  })
  const shown = ran.log
    .split('\n')
    .filter((line) => !/^::(add-mask|debug)::/.test(line))
    .join('\n')
  refuseLeaks(ran, [TOKEN, GITHUB_TOKEN, ...secrets])
  const sent = sim.requests.slice(before)
  const linesOf = (/** @type {string} */ api) =>
    sent.filter((one) => one.api === api).map(requestLine)
  const requests = { vercel: linesOf('vercel'), github: linesOf('github') }
  return { ...ran, shown, told: toldOf(ran), requests }
}

/**
 * Debug lines are read by people, too; masks only by the runner.
 * @param {Ran} ran
 * @param {string[]} secrets
 */
function refuseLeaks({ log, errors, outputs, summary }, secrets) {
  const unmasked = log
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n')
  const everything = JSON.stringify([unmasked, errors, outputs, summary])
  for (const secret of secrets) {
    const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]
    if (forms.some((form) => everything.includes(form))) {
      throw new Error(`The run shows a token:\n${everything}`)
    }
  }
}

/** @param {Ran} ran @returns {Record<string, string>} */
function toldOf({ outputs }) {
  /** @type {{ id: string | null, url: string | null, outcome: string, reason: string }[]} */
  const deployments = JSON.parse(outputs.deployments || '[]')
  return Object.fromEntries(
    deployments.map(({ id, url, outcome, reason }) => [id ?? url, `${outcome} ${reason}`]),
  )
}

/**
 * The runner hands every input to the action, the empty ones too: by action.yml's own defaults, which
 * are read here without a YAML parser, since nothing is installed for the demo.
 * @type {Readonly<Record<string, string>>}
 */
export const inputDefaults = defaultsOf(
  readFileSync(new URL('../action.yml', import.meta.url), 'utf8').split(/^(?=\w)/m),
)

/** @param {string[]} sections @returns {Record<string, string>} */
function defaultsOf(sections) {
  const inputs = sections.find((section) => section.startsWith('inputs:')) ?? ''
  return Object.fromEntries(
    inputs
      .split(/^ {2}(?=\w)/m)
      .slice(1)
      .map((input) => {
        const value = /^ {4}default: "?(.*?)"?$/m.exec(input)?.[1] ?? ''
        return [input.slice(0, input.indexOf(':')), value]
      }),
  )
}
