import * as z from 'zod/mini'
import { lenient, text } from './lenient.js'
import { clip, count, listed, plain } from './text.js'
import type { Scope } from './vercel/client.js'

/** All that the user asked for, read and checked. Times in ms. */
export type Inputs = {
  /** `undefined` only where GitHub withholds secrets from the run. */
  token: string | undefined
  githubToken: string | undefined
  apiUrl: URL
  scope: Scope
  what: NamedDeployments | EventBuilds
  dryRun: boolean
  timeout: number
}

/** Cancel exactly these; the event is not looked at. */
export type NamedDeployments = {
  kind: 'named'
  deployments: DeploymentRef[]
  ifFinished: 'warn' | 'error' | 'ignore'
}

/** Cancel what the event has made worthless. */
export type EventBuilds = {
  kind: 'event'
  mode: Mode
  branch: string | undefined
  /** Ids or names; empty: the event's, or those that are linked to the repository. */
  projects: string[]
  environments: string[]
  states: string[]
  cancelWithRun: boolean
}

export type Mode = 'auto' | 'superseded' | 'branch' | 'sweep'

/** A deployment as a person names it: by id, or by a hostname that has to be looked up. */
export type DeploymentRef = { id: string } | { hostname: string }

export const IN_FLIGHT = ['QUEUED', 'INITIALIZING', 'BUILDING']

/** Bad input; the message names every complaint and is the whole annotation. */
export class InputError extends Error {
  override readonly name = 'InputError'
  constructor(complaints: readonly string[]) {
    const [only, ...others] = complaints
    super(
      others.length === 0
        ? `Wrong input: ${only}`
        : [`${count(complaints.length, 'wrong input')}:`, ...complaints.map((c) => `- ${c}`)].join(
            '\n',
          ),
    )
  }
}

export type InputSources = {
  /** `INPUT_*`, `VERCEL_*`; see "Inputs" in GitHub's metadata syntax for actions. */
  env: Record<string, string | undefined>
  /** The text of a file of the checkout; `undefined` when there is none. */
  readFile: (path: string) => string | undefined
  /** Whether GitHub gives this run no secrets, so that a missing token is nobody's mistake. */
  secretsWithheld: boolean
}

/**
 * Reads and checks every input before anything is sent.
 *
 * @throws InputError with one message that names every wrong input, what was found (never a
 *   secret) and what is taken
 */
export function readInputs({ env, readFile, secretsWithheld }: InputSources): Inputs {
  const given = givenInputs(env)
  const complaints = unknownInputs(given)
  const take: Take = (name, form, fallback) => {
    const found = given.get(name) ?? nonEmpty(fallback && env[fallback])
    if (found === undefined) return undefined
    const result = form.schema.safeParse(found)
    if (result.success) return result.data
    const source = given.has(name) ? '' : ` (from the environment's ${fallback})`
    complaints.push(`\`${name}\`${source} is ${quoted(name, found)}; it takes ${form.takes}.`)
    return undefined
  }

  const token = take('token', secret, 'VERCEL_TOKEN')
  if (!given.has('token') && !nonEmpty(env.VERCEL_TOKEN) && !secretsWithheld) {
    complaints.push(
      '`token` is missing or empty. Save a Vercel access token (https://vercel.com/account/settings/tokens) as the secret VERCEL_TOKEN and pass `token: ${{ secrets.VERCEL_TOKEN }}`.',
    )
  }
  const files = vercelFiles(readFile)
  const scope = readScope(given, env, files, take, complaints)
  const deployments = take('deployment-id', deploymentRefs)
  const ifFinished = take('if-finished', oneOf('warn', 'error', 'ignore')) ?? 'warn'
  const mode = take('mode', oneOf('auto', 'superseded', 'branch', 'sweep')) ?? 'auto'
  const branch = take('branch', branchName)
  const projects = take('project-id', projectList, 'VERCEL_PROJECT_ID') ?? files.projects
  const environments = take('target', environmentList) ?? ['preview']
  const states = take('states', stateList) ?? IN_FLIGHT
  const cancelWithRun = take('cancel-with-run', yesOrNo) ?? false
  const dryRun = take('dry-run', yesOrNo) ?? false
  const timeout = take('timeout', seconds) ?? 60_000
  const githubToken = take('github-token', secret)
  const apiUrl = take('api-url', secureUrl) ?? new URL('https://api.vercel.com')

  if (cancelWithRun && given.has('deployment-id')) {
    complaints.push(
      '`cancel-with-run` and `deployment-id` exclude each other: leave out `deployment-id` to cancel the builds of this run, or `cancel-with-run` to cancel the named ones.',
    )
  }
  if (branch !== undefined && mode === 'sweep') {
    complaints.push(
      '`branch` and `mode: sweep` exclude each other: a sweep looks at every branch. Leave one out.',
    )
  }
  if (complaints.length > 0) {
    const secrets = secretsOf(env)
    throw new InputError(complaints.map((complaint) => withoutSecrets(complaint, secrets)))
  }

  const what: Inputs['what'] = deployments
    ? { kind: 'named', deployments, ifFinished }
    : { kind: 'event', mode, branch, projects, environments, states, cancelWithRun }
  return { token, githubToken, apiUrl, scope, what, dryRun, timeout }
}

/** Every token that was passed in, well-formed or not, so that it can be masked before all else. */
export function secretsOf(env: InputSources['env']): string[] {
  return [env.INPUT_TOKEN, env.VERCEL_TOKEN, env['INPUT_GITHUB-TOKEN']]
    .map(nonEmpty)
    .filter((secret) => secret !== undefined)
}

const INPUT_NAMES = [
  'token',
  'deployment-id',
  'team-id',
  'team-slug',
  'project-id',
  'mode',
  'branch',
  'target',
  'states',
  'cancel-with-run',
  'if-finished',
  'dry-run',
  'timeout',
  'github-token',
  'api-url',
] as const

type InputName = (typeof INPUT_NAMES)[number]

const SECRETS: ReadonlySet<InputName> = new Set(['token', 'github-token'])

/** Every input that was given, by its name in kebab-case, unknown ones included. */
function givenInputs(env: InputSources['env']): Map<string, string> {
  const given = new Map<string, string>()
  for (const [key, value] of Object.entries(env)) {
    const found = nonEmpty(value)
    if (key.startsWith('INPUT_') && found !== undefined) {
      given.set(key.slice('INPUT_'.length).toLowerCase(), found)
    }
  }
  return given
}

function unknownInputs(given: Map<string, string>): string[] {
  const plainly = (name: string) => name.replace(/[^a-z]/g, '')
  return [...given.keys()]
    .filter((name) => !INPUT_NAMES.includes(name as InputName))
    .map((name) => {
      const meant = INPUT_NAMES.find((known) => plainly(known) === plainly(name))
      const hint = meant
        ? `did you mean \`${meant}\`?`
        : `there are ${listed(ticked(INPUT_NAMES))}.`
      return `\`${plain(name, 60)}\` is no input of this action; ${hint}`
    })
}

/** A form that an input may have, and the words for it. */
type Form<T> = { schema: { safeParse(found: unknown): Parsed<T> }; takes: string }
type Parsed<T> = { success: true; data: T } | { success: false }

/** A form made of a pattern and what is made of a text that matches it. */
function form<T>(takes: string, pattern: RegExp, make: (found: string) => T): Form<T> {
  return { takes, schema: z.pipe(z.string().check(z.regex(pattern)), z.transform(make)) }
}

// A header can't carry white space or control characters; Vercel promises nothing else of a token.
const secret = form('a token, without white space in it', /^[\x21-\x7e]+$/, (found) => found)

const yesOrNo = form(
  '`true` or `false`',
  /^(true|True|TRUE|false|False|FALSE)$/,
  (found) => found.toLowerCase() === 'true',
)

function oneOf<const T extends string>(...values: T[]): Form<T> {
  return { takes: listed(ticked(values), 'or'), schema: z.enum(values) }
}

const seconds: Form<number> = {
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
const branchName = form(
  'the name of one branch, without white space',
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what git forbids
  /^(?!\/)[^\s~^:?*[\\\x00-\x1f\x7f]+(?<!\/)$/,
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

const projectList = list('project ids (`prj_…`) or names, one or more', /^[\w.-]+$/)

const environmentList = list(
  "`preview`, `production` or a custom environment's slug, one or more",
  /^[\w-]+$/,
  (found) => found.toLowerCase(),
)

const stateList = list(
  `one or more of ${listed(ticked(IN_FLIGHT))}`,
  new RegExp(`^(${IN_FLIGHT.join('|')})$`),
  (found) => found.toUpperCase(),
)

const TEAM_ID = /^team_[\w-]+$/
// The ids of personal accounts: 24 letters and digits, or `usr_…`. A slug has no capitals.
const PERSONAL_ID = /^((?=.*[A-Z0-9])[A-Za-z0-9]{24}|use?r_\w+)$/

const teamId: Form<string | undefined> = {
  takes:
    'a team’s id (`team_…`) or the id of a personal account. To name a team by its slug use `team-slug`',
  schema: z.pipe(
    z.union([z.string().check(z.regex(TEAM_ID)), z.string().check(z.regex(PERSONAL_ID))]),
    z.transform((id: string) => (TEAM_ID.test(id) ? id : undefined)),
  ),
}

const teamSlug = form(
  'a team’s slug, as in https://vercel.com/SLUG. For an id (`team_…`) use `team-id`',
  /^(?!team_)[\w-]+$/,
  (found) => found,
)

const deploymentRefs: Form<DeploymentRef[]> = {
  takes:
    'deployment ids (`dpl_…`), deployment URLs or hostnames, or dashboard URLs (https://vercel.com/TEAM/PROJECT/ID), separated by commas or white space',
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

/** `undefined` for what names no deployment. */
function deploymentRef(found: string): DeploymentRef | undefined {
  if (/^dpl_[\w-]+$/.test(found)) return { id: found }
  const url = toUrl(/^https?:\/\//i.test(found) ? found : `https://${found}`)
  if (url === undefined || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(url.hostname)) return undefined
  if (!/^(www\.)?vercel\.com$/.test(url.hostname)) return { hostname: url.hostname }
  const hash = /^\/[^/]+\/[^/]+\/(?:dpl_)?([A-Za-z0-9]+)(\/|$)/.exec(url.pathname)?.[1]
  return hash === undefined ? undefined : { id: `dpl_${hash}` }
}

const secureUrl: Form<URL> = {
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

/** Reads one input, or else the environment variable; `undefined` when there is none or it is wrong. */
type Take = <T>(name: InputName, form: Form<T>, fallback?: string) => T | undefined

/** An input wins over the environment (`team-slug` over `VERCEL_ORG_ID`), and that over files. */
function readScope(
  given: Map<string, string>,
  env: InputSources['env'],
  files: VercelFiles,
  take: Take,
  complaints: string[],
): Scope {
  const slug = take('team-slug', teamSlug)
  if (given.has('team-slug') && given.has('team-id')) {
    complaints.push('`team-id` and `team-slug` exclude each other: leave one of the two out.')
  }
  if (given.has('team-slug')) return slug === undefined ? {} : { slug }
  const id =
    given.has('team-id') || nonEmpty(env.VERCEL_ORG_ID)
      ? take('team-id', teamId, 'VERCEL_ORG_ID')
      : files.teamId
  return id === undefined ? {} : { teamId: id }
}

type VercelFiles = { teamId: string | undefined; projects: string[] }

const projectFile = z.object({ projectId: z.string(), orgId: text })
const repoFile = z.object({
  orgId: text,
  projects: z.array(z.object({ id: z.string(), orgId: text })),
})

/**
 * What `vercel link` left in the checkout. A file that can't be read counts as none: the next source
 * is asked, and in the end the message that no project is known.
 */
function vercelFiles(readFile: InputSources['readFile']): VercelFiles {
  const one = lenient(projectFile).parse(json(readFile('.vercel/project.json')))
  if (one) return { teamId: asTeam(one.orgId), projects: [one.projectId] }
  const several = lenient(repoFile).parse(json(readFile('.vercel/repo.json')))
  if (!several) return { teamId: undefined, projects: [] }
  const owners = new Set(several.projects.map((project) => project.orgId ?? several.orgId))
  const [owner] = owners
  return {
    // Projects of several teams can't be asked for in one scope: then the user has to say which.
    teamId: owners.size === 1 ? asTeam(owner) : asTeam(several.orgId),
    projects: several.projects.map((project) => project.id),
  }
}

function asTeam(id: string | undefined): string | undefined {
  return id !== undefined && TEAM_ID.test(id) ? id : undefined
}

function json(content: string | undefined): unknown {
  try {
    return content === undefined ? undefined : JSON.parse(content)
  } catch {
    return undefined
  }
}

/** Split at commas and white space, each once. */
function words(found: string): string[] {
  return [...new Set(found.split(/[\s,]+/).filter((word) => word !== ''))]
}

function nonEmpty(found: string | undefined): string | undefined {
  const trimmed = found?.trim()
  return trimmed === '' ? undefined : trimmed
}

function ticked(names: readonly string[]): string[] {
  return names.map((name) => `\`${name}\``)
}

function quoted(name: InputName, found: string): string {
  if (SECRETS.has(name))
    return `a text of ${count(found.length, 'character')} with white space in it`
  return `"${clip(plain(found), 80)}"`
}

/** A token that was passed in the wrong place must not be shown either. */
function withoutSecrets(message: string, secrets: string[]): string {
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), message)
}
