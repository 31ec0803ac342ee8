import { MESSAGES } from '../shared/phrases.js'
import { clip, count, listed, plain, ticked } from '../shared/text.js'
import type { Team } from '../vercel/errors.js'
import {
  branchName,
  type DeploymentRef,
  deploymentRefs,
  environmentList,
  type Form,
  IN_FLIGHT,
  type Mode,
  oneOf,
  projectList,
  seconds,
  secret,
  secureUrl,
  stateList,
  teamId,
  teamSlug,
  yesOrNo,
} from './formats.js'
import { readVercelLink } from './vercel-link.js'

/** All that the user asked for, read and checked. */
export type Inputs = {
  /** `undefined` only where GitHub withholds secrets from the run. */
  token: string | undefined
  githubToken: string | undefined
  apiUrl: URL
  team: Team
  selection: NamedDeployments | EventBuilds
  dryRun: boolean
  /** In ms. */
  timeout: number
  /** Sentences about what is no error but probably a mistake. */
  warnings: string[]
}

/** Cancel exactly these; the event is not looked at. */
export type NamedDeployments = {
  kind: 'named'
  deployments: DeploymentRef[]
  ifFinished: 'warn' | 'error' | 'ignore'
}

/** Cancel the builds that the event has superseded. */
export type EventBuilds = {
  kind: 'event'
  mode: Mode
  branch: string | undefined
  projects: Projects
  environments: string[]
  states: string[]
  requireReplacement: boolean
}

/** Ids or names of projects, and where they were found; `source` is `undefined` when none is named. */
export type Projects = {
  names: string[]
  source:
    | 'project-id'
    | 'VERCEL_PROJECT_ID'
    | '.vercel/project.json'
    | '.vercel/repo.json'
    | undefined
}

export type { DeploymentRef } from './formats.js'

/** Bad input; the message names every complaint and is the whole annotation. */
export class InputError extends Error {
  override readonly name = 'InputError'
  constructor(complaints: readonly string[]) {
    const [only, ...others] = complaints
    super(
      others.length === 0
        ? `${MESSAGES.wrongInput}: ${only}`
        : [
            `${MESSAGES.wrongInput} in ${count(complaints.length, 'place')}:`,
            ...complaints.map((c) => `- ${c}`),
          ].join('\n'),
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
  // A token that was passed in the wrong place must not be shown either, nor a password in a URL.
  const secrets = secretsOf(env)
  const show = (found: string) => {
    const hidden = secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), found)
    return clip(plain(hidden.replace(/\/\/[^/]*@/, '//***@')), 80)
  }
  const complaints = unknownInputs(given, show)
  const take: Take = (name, form, fallback) => {
    const found = given.get(name) ?? nonEmpty(fallback && env[fallback])
    if (found === undefined) return undefined
    const result = form.schema.safeParse(found)
    if (result.success) return result.data
    const source = given.has(name) ? '' : ` (from the environment's ${fallback})`
    const what = SECRETS.has(name)
      ? `a text of ${count(found.length, 'character')} with white space in it`
      : `"${show(found)}"`
    complaints.push(`\`${name}\`${source} is ${what}; it takes ${form.takes}.`)
    return undefined
  }

  const token = take('token', secret, 'VERCEL_TOKEN')
  if (!given.has('token') && !nonEmpty(env.VERCEL_TOKEN) && !secretsWithheld) {
    complaints.push(
      `${MESSAGES.tokenMissing}. Save a Vercel access token (https://vercel.com/account/settings/tokens) as the secret VERCEL_TOKEN and pass \`token: \${{ secrets.VERCEL_TOKEN }}\`.`,
    )
  }
  const link = readVercelLink(readFile)
  const scope = readScope(given, env, link.teamId, take, complaints)
  const deployments = take('deployment-id', deploymentRefs)
  const ifFinished = take('if-finished', oneOf('warn', 'error', 'ignore')) ?? 'warn'
  const mode = take('mode', oneOf('auto', 'superseded', 'branch', 'sweep')) ?? 'auto'
  const branch = take('branch', branchName)
  const projects = take('project-id', projectList, 'VERCEL_PROJECT_ID') ?? link.projects
  const environments = take('target', environmentList) ?? ['preview']
  const states = take('states', stateList) ?? IN_FLIGHT
  const cancelWithRun = take('cancel-with-run', yesOrNo) ?? false
  const dryRun = take('dry-run', yesOrNo) ?? false
  const timeout = take('timeout', seconds) ?? 60_000
  const githubToken = take('github-token', secret)
  const apiUrl = take('api-url', secureUrl) ?? new URL('https://api.vercel.com')

  if (cancelWithRun && given.has('deployment-id')) {
    complaints.push(
      `\`cancel-with-run\` and \`deployment-id\` ${MESSAGES.exclusive}: leave out \`deployment-id\` to cancel the builds of this run, or \`cancel-with-run\` to cancel the named ones.`,
    )
  }
  if (branch !== undefined && mode === 'sweep') {
    complaints.push(
      `\`branch\` and \`mode: sweep\` ${MESSAGES.exclusive}: a sweep looks at every branch. Leave one out.`,
    )
  }
  if (complaints.length > 0) throw new InputError(complaints)

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

function unknownInputs(given: Map<string, string>, show: (found: string) => string): string[] {
  const plainly = (name: string) => name.replace(/[^a-z]/g, '')
  return [...given.keys()]
    .filter((name) => !INPUT_NAMES.includes(name as InputName))
    .map((name) => {
      const short = plainly(name)
      // `deploymentId`, or else `vercel-token`, `projects`, `team`.
      const meant =
        INPUT_NAMES.find((known) => plainly(known) === short) ??
        INPUT_NAMES.find((known) => short.includes(plainly(known))) ??
        INPUT_NAMES.find((known) => plainly(known).startsWith(short.replace(/s$/, '')))
      const hint = meant
        ? `did you mean \`${meant}\`?`
        : `there are ${listed(ticked(INPUT_NAMES))}.`
      return `\`${show(name)}\` ${MESSAGES.unknownInput}; ${hint}`
    })
}

/** Reads one input, or else the environment variable; `undefined` when there is none or it is wrong. */
type Take = <T>(name: InputName, form: Form<T>, fallback?: string) => T | undefined

/** An input wins over the environment (`team-slug` over `VERCEL_ORG_ID`), and that over files. */
function readScope(
  given: Map<string, string>,
  env: InputSources['env'],
  linkedTeam: string | undefined,
  take: Take,
  complaints: string[],
): Scope {
  const slug = take('team-slug', teamSlug)
  if (given.has('team-slug') && given.has('team-id')) {
    complaints.push(
      `\`team-id\` and \`team-slug\` ${MESSAGES.exclusive}: leave one of the two out.`,
    )
  }
  if (given.has('team-slug')) return slug === undefined ? {} : { slug }
  const id =
    given.has('team-id') || nonEmpty(env.VERCEL_ORG_ID)
      ? take('team-id', teamId, 'VERCEL_ORG_ID')
      : linkedTeam
  return id === undefined ? {} : { teamId: id }
}

function nonEmpty(found: string | undefined): string | undefined {
  const trimmed = found?.trim()
  return trimmed === '' ? undefined : trimmed
}
