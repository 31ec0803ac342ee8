import { MESSAGES } from '../shared/phrases.js'
import { count, listed, plain, ticked } from '../shared/text.js'

export const INPUT_NAMES = [
  'token',
  'deployment-id',
  'team-id',
  'team-slug',
  'project-id',
  'mode',
  'branch',
  'target',
  'states',
  'require-replacement',
  'if-finished',
  'dry-run',
  'timeout',
  'github-token',
  'api-url',
] as const

export type InputName = (typeof INPUT_NAMES)[number]

/** Inputs of earlier editions, and what to use in their place. */
const RETIRED = new Map([
  ['cancel-with-run', 'Put `if: cancelled()` on a step of its own instead.'],
])

/**
 * Looks for names that are no input of the action.
 *
 * @param given the names of all `INPUT_*` variables that are not empty, in lower case
 * @returns a complaint for each name that is like one of ours, and one warning for all others, which
 *   may stem from another action or tool
 */
export function checkNames(given: Iterable<string>): { complaints: string[]; warnings: string[] } {
  const unknown = [...given].filter((name) => !INPUT_NAMES.includes(name as InputName))
  const complaints: string[] = []
  const others: string[] = []
  for (const name of unknown) {
    const advice = adviceFor(name)
    if (advice === undefined) others.push(name)
    else complaints.push(`\`${plain(name, 60)}\` ${MESSAGES.unknownInput}. ${advice}`)
  }
  return { complaints, warnings: others.length === 0 ? [] : [ignored(others)] }
}

function adviceFor(name: string): string | undefined {
  const retired = [...RETIRED].find(([old]) => letters(old) === letters(name))
  if (retired) return retired[1]
  const meant = meantBy(name)
  return meant.length === 0 ? undefined : `Did you mean ${listed(ticked(meant), 'or')}?`
}

/** The inputs whose name has the same letters, or is held by this one, or holds it. */
function meantBy(name: string): InputName[] {
  const found = letters(name)
  if (found === '') return []
  const same = INPUT_NAMES.filter((known) => letters(known) === found)
  if (same.length > 0) return same
  // Of `token` and `github-token`, `my-github-token` means the longer.
  const [longest] = INPUT_NAMES.filter((known) => found.includes(letters(known))).sort(
    (a, b) => b.length - a.length,
  )
  return longest ? [longest] : INPUT_NAMES.filter((known) => letters(known).includes(found))
}

/** `deployment-id`, `deploymentId` and `DEPLOYMENT_ID` have the same. */
function letters(name: string): string {
  return name.toLowerCase().replace(/\P{L}/gu, '')
}

function ignored(names: readonly string[]): string {
  const shown = ticked(names.slice(0, 10).map((name) => plain(name, 60)))
  const more = names.length - shown.length
  const all = listed(more > 0 ? [...shown, count(more, 'other')] : shown)
  return names.length === 1
    ? `There is no input ${all}; it is ignored.`
    : `There are no inputs ${all}; they are ignored.`
}
