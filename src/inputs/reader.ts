import { createRedactor } from '../shared/redact.js'
import { ended } from '../shared/text.js'
import type { Format } from './formats.js'
import { checkNames, type InputName } from './names.js'
import { createShow, LIKE_A_TOKEN, type Show } from './show.js'
import { secretsOf } from './tokens.js'

/** `INPUT_*`, `VERCEL_*`; see "Inputs" in GitHub's metadata syntax for actions. */
export type Env = Record<string, string | undefined>

/** What the readers of single inputs share. */
export type Reader = {
  env: Env
  /** Every input that is not empty, by its name in kebab-case. */
  given: Map<string, string>
  show: Show
  complaints: string[]
  warnings: string[]
}

/** Finds what is given, and checks the names. */
export function createReader(env: Env): Reader {
  const given = new Map<string, string>()
  for (const [key, value] of Object.entries(env)) {
    const found = nonEmpty(value)
    if (key.startsWith('INPUT_') && found !== undefined) {
      given.set(key.slice('INPUT_'.length).toLowerCase(), found)
    }
  }
  return {
    env,
    given,
    show: createShow(createRedactor(secretsOf(env)).redact),
    ...checkNames(given.keys()),
  }
}

/**
 * Reads one input, or else the environment variable; `undefined` when there is none or it is wrong.
 */
export function take<T>(
  { env, given, show, complaints, warnings }: Reader,
  name: InputName,
  format: Format<T>,
  variable?: string,
): T | undefined {
  const found = given.get(name) ?? nonEmpty(variable && env[variable])
  if (found === undefined) return undefined
  const subject = given.has(name)
    ? `\`${name}\``
    : `\`${name}\` (from the environment variable ${variable})`
  const reading = format(found)
  if ('wrong' in reading) {
    complaints.push(ended(`${subject} ${reading.wrong(show)}`))
    return undefined
  }
  if (holdsToken(name, found)) {
    complaints.push(
      `${subject} holds what looks like a token: ${show.text(found)}. Pass a token as \`token\` only.`,
    )
    return undefined
  }
  if (reading.warning) warnings.push(ended(`${subject} ${reading.warning(show)}`))
  return reading.value
}

/** A token in the wrong place would be sent as a name, and shown. */
function holdsToken(name: InputName, found: string): boolean {
  return name !== 'token' && name !== 'github-token' && LIKE_A_TOKEN.test(found)
}

/** Whether the input, or else the environment variable, is not empty, well-formed or not. */
export function isGiven({ env, given }: Reader, name: InputName, variable: string): boolean {
  return given.has(name) || nonEmpty(env[variable]) !== undefined
}

function nonEmpty(found: string | undefined): string | undefined {
  const trimmed = found?.trim()
  return trimmed === '' ? undefined : trimmed
}
