import * as z from 'zod/mini'
import { listed, ticked } from '../shared/text.js'

/** How builds are chosen: see `mode` in action.yml. */
export type Mode = 'auto' | 'branch' | 'commit' | 'sweep'

/** A deployment as a person names it: by id, or by a hostname that has to be looked up. */
export type DeploymentRef = { id: string } | { hostname: string }

export const IN_FLIGHT = ['QUEUED', 'INITIALIZING', 'BUILDING']

/** A form that an input may have, and the words for it. */
export type Form<T> = { schema: { safeParse(found: unknown): Parsed<T> }; takes: string }
type Parsed<T> = { success: true; data: T } | { success: false }

/** A form made of a pattern and what is made of a text that matches it. */
function form<T>(takes: string, pattern: RegExp, make: (found: string) => T): Form<T> {
  return { takes, schema: z.pipe(z.string().check(z.regex(pattern)), z.transform(make)) }
}

// A header can't carry white space or control characters; Vercel promises nothing else of a token.
export const secret = form('a token, without white space in it', /^[\x21-\x7e]+$/, (found) => found)

export const yesOrNo = form(
  '`true` or `false`',
  /^(true|True|TRUE|false|False|FALSE)$/,
  (found) => found.toLowerCase() === 'true',
)

export function oneOf<const T extends string>(...values: T[]): Form<T> {
  return { takes: listed(ticked(values), 'or'), schema: z.enum(values) }
}

export const seconds: Form<number> = {
  takes: 'a whole number of seconds from 1 to 3600',
  schema: z.pipe(
    z.string().check(z.regex(/^\d{1,4}$/)),
    z.pipe(
      z.transform(Number),
      z.pipe(
        z.number().check(z.minimum(1), z.maximum(3600)),
        z.transform((s: number) => s * 1000),
      ),
    ),
  ),
}

// What git allows in a branch's name, as far as it matters here (git-check-ref-format).
export const branchName = form(
  'the name of one branch, without white space',
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what git forbids
  /^(?!\/)(?!.*\.\.)[^\s~^:?*[\\\x00-\x1f\x7f]+(?<!\/)$/,
  (found) => found.replace(/^refs\/heads\//, ''),
)

/** A form of one or more words, each made of a text that matches the pattern. */
function list(takes: string, each: RegExp, normal = (found: string) => found): Form<string[]> {
  return {
    takes,
    schema: z.pipe(
      z.pipe(
        z.string(),
        z.transform((found: string) => words(normal(found))),
      ),
      z.array(z.string().check(z.regex(each))).check(z.minLength(1)),
    ),
  }
}

export const projectList = list('project ids (`prj_…`) or names, one or more', /^[\w.-]+$/)

export const environmentList = list(
  "`preview`, `production` or a custom environment's slug, one or more",
  /^[\w-]+$/,
  (found) => found.toLowerCase(),
)

export const stateList = list(
  `one or more of ${listed(ticked(IN_FLIGHT))}`,
  new RegExp(`^(${IN_FLIGHT.join('|')})$`),
  (found) => found.toUpperCase(),
)

export const TEAM_ID = /^team_[\w-]+$/
// The ids of personal accounts: 24 letters and digits, or `usr_…`. A slug has no capitals.
const PERSONAL_ID = /^((?=.*[A-Z0-9])[A-Za-z0-9]{24}|use?r_\w+)$/

export const teamId: Form<string | undefined> = {
  takes:
    "a team's id (`team_…`) or the id of a personal account. To name a team by its slug use `team-slug`",
  schema: z.pipe(
    z.union([z.string().check(z.regex(TEAM_ID)), z.string().check(z.regex(PERSONAL_ID))]),
    z.transform((id: string) => (TEAM_ID.test(id) ? id : undefined)),
  ),
}

export const teamSlug = form(
  "a team's slug, as in https://vercel.com/SLUG. For an id (`team_…`) use `team-id`",
  /^(?!team_)[\w-]+$/,
  (found) => found,
)

export const deploymentRefs: Form<DeploymentRef[]> = {
  takes:
    'deployment ids (`dpl_…`), deployment URLs or hostnames, or dashboard URLs (https://vercel.com/TEAM/PROJECT/ID, not a page of the project), separated by commas or white space',
  schema: z.pipe(
    z.pipe(z.string(), z.transform(words)),
    z
      .array(
        z.pipe(
          z.pipe(z.string(), z.transform(deploymentRef)),
          z.union([z.object({ id: z.string() }), z.object({ hostname: z.string() })]),
        ),
      )
      .check(z.minLength(1)),
  ),
}

/** What stands in the place of an id in the addresses of a project's own pages. */
const PROJECT_PAGES = new Set([
  'activity',
  'analytics',
  'deployments',
  'domains',
  'environments',
  'firewall',
  'flags',
  'integrations',
  'logs',
  'observability',
  'settings',
  'storage',
  'usage',
])

/** `undefined` for what names no deployment. */
function deploymentRef(found: string): DeploymentRef | undefined {
  if (/^dpl_[\w-]+$/.test(found)) return { id: found }
  const url = toUrl(/^https?:\/\//i.test(found) ? found : `https://${found}`)
  if (url === undefined || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(url.hostname)) return undefined
  if (!/^(www\.)?vercel\.com$/.test(url.hostname)) return { hostname: url.hostname }
  const hash = /^\/[^/]+\/[^/]+\/(?:dpl_)?([A-Za-z0-9]+)(\/|$)/.exec(url.pathname)?.[1]
  return hash === undefined || PROJECT_PAGES.has(hash) ? undefined : { id: `dpl_${hash}` }
}

export const secureUrl: Form<URL> = {
  takes: 'an https:// address without user, query or fragment (http:// on loopback only)',
  schema: z.pipe(
    z.pipe(z.string(), z.transform(toUrl)),
    z.custom<URL>((url) => url instanceof URL && isSafeBase(url)),
  ),
}

function isSafeBase(url: URL): boolean {
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)
  const encrypted = url.protocol === 'https:' || (url.protocol === 'http:' && loopback)
  return encrypted && !url.username && !url.password && !url.search && !url.hash
}

function toUrl(found: string): URL | undefined {
  return URL.canParse(found) ? new URL(found) : undefined
}

/** Split at commas and white space, each once. */
function words(found: string): string[] {
  return [...new Set(found.split(/[\s,]+/).filter((word) => word !== ''))]
}
