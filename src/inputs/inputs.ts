import { MESSAGES } from '../shared/phrases.js'
import { count } from '../shared/text.js'
import { UNFINISHED } from '../vercel/deployment.js'
import type { Team } from '../vercel/errors.js'
import {
  branchName,
  type DeploymentRef,
  deploymentRefs,
  environmentList,
  type Mode,
  modeName,
  oneOf,
  projectList,
  seconds,
  secureUrl,
  stateList,
  teamId,
  teamSlug,
  yesOrNo,
} from './formats.js'
import { createReader, type Env, isGiven, type Reader, take } from './reader.js'
import { githubToken, TOKEN_ADVICE, vercelToken } from './tokens.js'
import { NO_LINK, readVercelLink, type VercelLink } from './vercel-link.js'

export type { DeploymentRef } from './formats.js'
export { secretsOf } from './tokens.js'

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

/** Cancel the builds that the event's branches no longer need. */
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
  source: 'project-id' | 'VERCEL_PROJECT_ID' | VercelLink['source']
}

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
  env: Env
  /** The text of a file of the checkout; `undefined` when there is none. */
  readFile: (path: string) => string | undefined
  /** Whether GitHub gives this run no secrets, so that a missing token is no mistake. */
  secretsWithheld: boolean
}

/**
 * Reads and checks every input before anything is sent. Files are read only for what neither inputs
 * nor environment say.
 *
 * @throws InputError with one message that names every wrong input, what was found (never a
 *   secret) and what is expected
 */
export function readInputs({ env, readFile, secretsWithheld }: InputSources): Inputs {
  const reader = createReader(env)
  const token = take(reader, 'token', vercelToken, 'VERCEL_TOKEN')
  if (!isGiven(reader, 'token', 'VERCEL_TOKEN') && !secretsWithheld) {
    reader.complaints.push(`${MESSAGES.tokenMissing}. ${TOKEN_ADVICE}`)
  }
  const team = takeTeam(reader)
  const projects = takeProjects(reader)
  const selection = takeSelection(reader, projects)
  const checked = {
    token,
    githubToken: take(reader, 'github-token', githubToken),
    apiUrl: take(reader, 'api-url', secureUrl) ?? new URL('https://api.vercel.com'),
    dryRun: take(reader, 'dry-run', yesOrNo) ?? false,
    timeout: take(reader, 'timeout', seconds) ?? 60_000,
  }
  if (reader.complaints.length > 0) throw new InputError(reader.complaints)

  const teamOpen = team === undefined
  const projectsOpen = selection.kind === 'event' && projects === undefined
  const link =
    token !== undefined && (teamOpen || projectsOpen) ? readVercelLink(readFile) : NO_LINK
  return {
    ...checked,
    team: team ?? (link.teamId === undefined ? {} : { teamId: link.teamId }),
    selection: projectsOpen
      ? { ...selection, projects: { names: link.projects, source: link.source } }
      : selection,
    warnings: reader.warnings,
  }
}

/** `undefined` when neither inputs nor environment name one; `{}` for a personal account. */
function takeTeam(reader: Reader): Team | undefined {
  const slug = take(reader, 'team-slug', teamSlug)
  if (reader.given.has('team-slug')) {
    if (reader.given.has('team-id')) {
      take(reader, 'team-id', teamId)
      reader.complaints.push(
        `\`team-id\` and \`team-slug\` ${MESSAGES.exclusive}: leave one of the two out.`,
      )
    }
    return slug === undefined ? {} : { slug }
  }
  if (!isGiven(reader, 'team-id', 'VERCEL_ORG_ID')) return undefined
  const id = take(reader, 'team-id', teamId, 'VERCEL_ORG_ID')
  return id === undefined ? {} : { teamId: id }
}

/** `undefined` when neither inputs nor environment name any. */
function takeProjects(reader: Reader): Projects | undefined {
  const names = take(reader, 'project-id', projectList, 'VERCEL_PROJECT_ID')
  const source = reader.given.has('project-id') ? 'project-id' : 'VERCEL_PROJECT_ID'
  return names && { names, source }
}

/** Every input is checked for its form, also those that don't matter beside `deployment-id`. */
function takeSelection(reader: Reader, projects: Projects | undefined): Inputs['selection'] {
  const deployments = take(reader, 'deployment-id', deploymentRefs)
  const ifFinished = take(reader, 'if-finished', oneOf(['warn', 'error', 'ignore'])) ?? 'warn'
  const builds: EventBuilds = {
    kind: 'event',
    mode: take(reader, 'mode', modeName) ?? 'auto',
    branch: take(reader, 'branch', branchName),
    projects: projects ?? { names: [], source: undefined },
    environments: take(reader, 'target', environmentList) ?? ['preview'],
    states: take(reader, 'states', stateList) ?? [...UNFINISHED],
    requireReplacement: take(reader, 'require-replacement', yesOrNo) ?? true,
  }
  if (reader.given.has('deployment-id')) {
    return { kind: 'named', deployments: deployments ?? [], ifFinished }
  }
  const { mode, branch } = builds
  if (branch !== undefined && (mode === 'sweep' || mode === 'commit')) {
    const looksAt = mode === 'sweep' ? 'every branch' : "this run's own commit, on any branch"
    reader.complaints.push(
      `\`branch\` and \`mode: ${mode}\` ${MESSAGES.exclusive}: \`${mode}\` looks at ${looksAt}. Leave one out.`,
    )
  }
  return builds
}
