import { listed, ticked } from '../shared/text.js'
import { UNFINISHED } from '../vercel/deployment.js'
import { type Show, toUrl } from './show.js'

/** How builds are chosen: see `mode` in action.yml. */
export type Mode = 'auto' | 'branch' | 'commit' | 'sweep'

/** A deployment as a person names it: by id, or by a hostname that has to be looked up. */
export type DeploymentRef = { id: string } | { hostname: string }

/** What is said of an input, after its name: `is "x"; expected …`. */
export type Words = (show: Show) => string

/** What was read from the text of an input. A warning is about something that is probably a mistake. */
export type Reading<T> = { value: T; warning?: Words } | { wrong: Words }

export type Format<T> = (found: string) => Reading<T>

function expected(what: string, found: string): { wrong: Words } {
  return { wrong: (show) => `is ${show.text(found)}; expected ${what}` }
}

/** A format made of a pattern and what is made of a text that matches it. */
function matching<T>(what: string, pattern: RegExp, make: (found: string) => T): Format<T> {
  return (found) => (pattern.test(found) ? { value: make(found) } : expected(what, found))
}

export const yesOrNo = matching(
  '`true` or `false`',
  /^(true|True|TRUE|false|False|FALSE)$/,
  (found) => found.toLowerCase() === 'true',
)

/** One of these words. `hints` has what to say of others that are likely. */
export function oneOf<const T extends string>(
  values: readonly T[],
  hints: Record<string, string> = {},
): Format<T> {
  return (found) => {
    const value = values.find((one) => one === found)
    if (value !== undefined) return { value }
    const hint = Object.hasOwn(hints, found) ? `. ${hints[found]}` : ''
    return expected(`${listed(ticked(values), 'or')}${hint}`, found)
  }
}

export const modeName = oneOf<Mode>(['auto', 'branch', 'commit', 'sweep'], {
  superseded: 'What was `superseded` is `auto` now',
})

/** Seconds, read as ms. */
export const seconds: Format<number> = (found) => {
  const s = /^\d{1,4}$/.test(found) ? Number(found) : 0
  return s >= 1 && s <= 3600
    ? { value: s * 1000 }
    : expected('a whole number of seconds from 1 to 3600', found)
}

// What git allows in a branch's name, as far as it matters here (git-check-ref-format).
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what git forbids
const BRANCH = /^(?!\/)(?!.*\.\.)[^\s~^:?*[\\\x00-\x1f\x7f]+(?<!\/)$/
/** `github.ref` and `github.ref_name` of a pull request's run, and `github.ref` of a tag's. */
const OTHER_REF = /^(refs\/.*|\d+\/merge)$/

export const branchName: Format<string> = (found) => {
  const branch = found.replace(/^refs\/heads\//, '')
  if (!BRANCH.test(branch)) return expected('the name of one branch, without whitespace', found)
  if (!OTHER_REF.test(branch)) return { value: branch }
  return expected("a branch's name. On pull requests that is `github.head_ref`", found)
}

const TEAM_ID = /^team_[\w-]+$/
// The ids of personal accounts: 24 letters and digits, or `usr_…`. A slug has no capitals.
const PERSONAL_ID = /^((?=.*[A-Z0-9])[A-Za-z0-9]{24}|use?r_\w+)$/

/** `undefined`: a personal account's id, which is not sent. */
export const teamId: Format<string | undefined> = (found) =>
  TEAM_ID.test(found) || PERSONAL_ID.test(found)
    ? { value: asTeam(found) }
    : expected(
        "a team ID (`team_…`, under the team's Settings → General) or the ID of a personal account. To name a team by its slug, use `team-slug`",
        found,
      )

/** The id of a team; `undefined` for a personal account's, or none. */
export function asTeam(id: string | undefined): string | undefined {
  return id !== undefined && TEAM_ID.test(id) ? id : undefined
}

export const teamSlug = matching(
  "a team's slug, as in https://vercel.com/SLUG. For an ID (`team_…`), use `team-id`",
  /^(?!team_)[\w-]+$/,
  (found) => found,
)

export const secureUrl: Format<URL> = (found) => {
  // What a parser makes of other forms is not what was meant: of `https://user:1/x@host` the host `user`.
  const url = /^https?:\/\/[^@?#\\\s]+$/i.test(found) ? toUrl(found) : undefined
  if (url && (url.protocol === 'https:' || isLoopback(url))) return { value: url }
  return {
    wrong: (show) =>
      `is ${show.host(found)}; expected an https:// address without user, query or fragment (http:// on loopback only)`,
  }
}

function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

/** One item of a list. `hint`: what to say in place of what is expected. */
type Item<T> = { value: T } | { hint: string | undefined }

/** One or more items, split at commas and whitespace. */
function list<T>(what: string, read: (item: string) => Item<T>): Format<T[]> {
  return (found) => {
    const items = [...new Set(found.split(/[\s,]+/).filter((item) => item !== ''))]
    if (items.length === 0) {
      return {
        wrong: () => 'is empty but for separators. Are the variables that you pass defined?',
      }
    }
    const readings = items.map((item) => ({ item, ...read(item) }))
    const wrong = readings.filter((reading) => 'hint' in reading)
    if (wrong.length === 0) {
      return { value: readings.flatMap((reading) => ('value' in reading ? [reading.value] : [])) }
    }
    const hinted = wrong.find(({ hint }) => hint !== undefined)
    const shown = hinted?.item ?? wrong.map(({ item }) => item).join(', ')
    const verb = items.length === 1 ? 'is' : 'contains'
    const advice = hinted ? `: ${hinted.hint}` : `; expected ${what}`
    return { wrong: (show) => `${verb} ${show.text(shown)}${advice}` }
  }
}

/** A list of words that match a pattern, each once. */
function words(
  what: string,
  pattern: RegExp,
  hints: Record<string, string> = {},
  normal = (item: string) => item,
): Format<string[]> {
  const read = list(what, (item): Item<string> => {
    const value = normal(item)
    if (Object.hasOwn(hints, value)) return { hint: hints[value] }
    return pattern.test(value) ? { value } : { hint: undefined }
  })
  return (found) => {
    const reading = read(found)
    return 'value' in reading ? { value: [...new Set(reading.value)] } : reading
  }
}

/** A text that can be a project's id or name. */
export const PROJECT = /^(?!\.+$)[\w.-]+$/

const projects = words('project IDs (`prj_…`) or names, one or more', PROJECT)

export const projectList: Format<string[]> = (found) => {
  const reading = projects(found)
  const gap = found.split(',').some((item) => item.trim() === '')
  if ('wrong' in reading || !gap) return reading
  const warning: Words = (show) =>
    `has an empty item beside a comma: ${show.text(found)}. Is each variable that you pass defined?`
  return { ...reading, warning }
}

const EVERY = 'name each environment, as in `preview, production`'

export const environmentList = words(
  "`preview`, `production` or a custom environment's slug, one or more",
  /^[\w-]+$/,
  {
    prod: 'use `production`',
    prev: 'use `preview`',
    previews: 'use `preview`',
    all: EVERY,
    any: EVERY,
    '*': EVERY,
  },
  (item) => item.toLowerCase(),
)

export const stateList = words(
  `one or more of ${listed(ticked(UNFINISHED))}`,
  new RegExp(`^(${UNFINISHED.join('|')})$`),
  {},
  (item) => item.toUpperCase(),
)

export const deploymentRefs = list(
  'deployment IDs (`dpl_…`), deployment URLs or hostnames, or dashboard URLs (https://vercel.com/TEAM/PROJECT/ID, not a page of the project), separated by commas or whitespace',
  (item): Item<DeploymentRef> => {
    if (/^\d+$/.test(item)) {
      return {
        hint: "that is the number of a GitHub deployment. Use the deployment's URL (`github.event.deployment_status.environment_url`) or its ID on Vercel (`dpl_…`)",
      }
    }
    const value = deploymentRef(item)
    return value ? { value } : { hint: undefined }
  },
)

/** Path segments of a project's pages on vercel.com that look like a deployment's id. */
const PROJECT_PAGES = new Set(
  `activity analytics deployments domains environments firewall flags integrations logs
  observability settings storage usage`.split(/\s+/),
)

/** `undefined` for what names no deployment. */
function deploymentRef(found: string): DeploymentRef | undefined {
  if (/^dpl_[\w-]+$/.test(found)) return { id: found }
  const url = toUrl(/^https?:\/\//i.test(found) ? found : `https://${found}`)
  // The name of a top-level domain is no number: `1.2` is no hostname, though a parser takes it.
  if (url === undefined || !/^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*$/.test(url.hostname)) {
    return undefined
  }
  if (!/^(www\.)?vercel\.com$/.test(url.hostname)) return { hostname: url.hostname }
  const hash = /^\/[^/]+\/[^/]+\/(?:dpl_)?([A-Za-z0-9]+)(\/|$)/.exec(url.pathname)?.[1]
  return hash === undefined || PROJECT_PAGES.has(hash) ? undefined : { id: `dpl_${hash}` }
}
