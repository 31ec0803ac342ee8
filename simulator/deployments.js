import { createHash } from 'node:crypto'

/** @typedef {'QUEUED' | 'INITIALIZING' | 'BUILDING' | 'READY' | 'ERROR' | 'CANCELED' | (string & {})} State */

/**
 * A project's connection to its repository.
 * @typedef {{ type: string, org: string, repo: string, repoId: number, productionBranch?: string }} Link
 */

/** @typedef {{ id: string, slug: string }} Team */

/**
 * @typedef {{ id: string, name: string, teamId?: string | undefined, link?: Link | undefined }} Project
 */

/**
 * What a deployment is made from. All but the project can be left out.
 * @typedef {object} DeploymentOptions
 * @property {string} projectId
 * @property {string} [id]
 * @property {number} [createdAt]
 * @property {State} [state] the state it starts in; stays as it is unless a duration is given
 * @property {string} [branch] with `sha`, `pr`, `commitMessage`: what `meta` is generated from
 * @property {string} [sha]
 * @property {number} [pr]
 * @property {string} [commitMessage]
 * @property {{ org: string, repo: string, repoId?: number }} [fork] where the commit comes from
 * @property {Record<string, unknown>} [meta] overrides single keys of the generated `meta`
 * @property {string | null} [target]
 * @property {{ id: string, slug?: string }} [customEnvironment]
 * @property {string} [source]
 * @property {string | null} [url]
 * @property {string | null} [inspectorUrl]
 * @property {string[]} [alias] further hostnames under which it can be read
 * @property {string} [creator]
 * @property {number} [queuedMs] how long it is `QUEUED`
 * @property {number} [initializingMs] how long it is `INITIALIZING` after that
 * @property {number} [buildingMs] how long it is `BUILDING` after that
 * @property {'READY' | 'ERROR'} [ends]
 * @property {number} [cancelDelayMs] how long after a cancel request it really ends
 * @property {Record<string, unknown>} [extra] fields to add to every reply, or to take out of it
 *   (`undefined`)
 */

/**
 * A deployment as it is kept: what doesn't change, and when a cancel takes hold.
 * @typedef {object} Deployment
 * @property {string} id
 * @property {Project} project
 * @property {Team | undefined} team
 * @property {number} createdAt
 * @property {State} firstState
 * @property {number | undefined} queuedMs
 * @property {number | undefined} initializingMs
 * @property {number | undefined} buildingMs
 * @property {'READY' | 'ERROR'} ends
 * @property {number} cancelDelayMs
 * @property {number | undefined} cancelAt
 * @property {Record<string, unknown>} meta
 * @property {string | null} target
 * @property {{ id: string, slug?: string } | undefined} customEnvironment
 * @property {string} source
 * @property {string | null} url
 * @property {string | null} inspectorUrl
 * @property {string[]} alias
 * @property {string} creator
 * @property {Record<string, unknown>} extra
 */

/** The states in which a build can still be cancelled. */
export const inFlight = ['QUEUED', 'INITIALIZING', 'BUILDING']

/**
 * Fills in what was left out.
 * @param {DeploymentOptions} options
 * @param {{ project: Project, team: Team | undefined, number: number, now: number }} context
 * @returns {Deployment}
 */
export function createDeployment(options, { project, team, number, now }) {
  const id = options.id ?? `dpl_${hash(`${project.id} ${number}`)}`
  const suffix = id.replace(/^dpl_/, '')
  const createdAt = options.createdAt ?? now
  const slug = team?.slug ?? 'personal'
  const host = `${project.name}-${hash(id).slice(0, 9)}-${slug}.vercel.app`.toLowerCase()
  return {
    id,
    project,
    team,
    createdAt,
    firstState: options.state ?? 'QUEUED',
    queuedMs: options.queuedMs,
    initializingMs: options.initializingMs,
    buildingMs: options.buildingMs,
    ends: options.ends ?? 'READY',
    cancelDelayMs: options.cancelDelayMs ?? 0,
    cancelAt: options.state === 'CANCELED' ? createdAt : undefined,
    meta: { ...generateMeta(options, project, createdAt), ...options.meta },
    target: options.target ?? null,
    customEnvironment: options.customEnvironment,
    source: options.source ?? (options.branch !== undefined && project.link ? 'git' : 'cli'),
    url: options.url === undefined ? host : options.url,
    inspectorUrl:
      options.inspectorUrl === undefined
        ? `https://vercel.com/${slug}/${project.name}/${suffix}`
        : options.inspectorUrl,
    alias: options.alias ?? [],
    creator: options.creator ?? 'octocat',
    extra: options.extra ?? {},
  }
}

/**
 * 28 characters as in Vercel's ids; the same ones on every run, so that output can be compared.
 * @param {string} seed
 */
function hash(seed) {
  const text = createHash('sha512').update(seed).digest('base64')
  return text.replaceAll(/[^a-zA-Z0-9]/g, '').slice(0, 28)
}

/**
 * `meta` as the GitHub integration writes it, or, where the project has no repository, as
 * `vercel deploy` does.
 * @param {DeploymentOptions} options
 * @param {Project} project
 * @param {number} createdAt
 * @returns {Record<string, string>}
 */
function generateMeta(
  { branch, sha, pr, commitMessage, fork, creator },
  { link, name },
  createdAt,
) {
  if (branch === undefined && sha === undefined) return {}
  const message = commitMessage ?? 'A commit'
  if (link === undefined) {
    return {
      ...(branch === undefined ? {} : { gitCommitRef: branch }),
      ...(sha === undefined ? {} : { gitCommitSha: sha }),
      gitCommitMessage: message,
      gitDirty: '0',
    }
  }
  const commit = { ...link, ...fork }
  return {
    githubDeployment: '1',
    githubHost: 'github.com',
    githubOrg: link.org,
    githubRepo: link.repo,
    githubRepoId: String(link.repoId),
    githubRepoOwnerType: 'Organization',
    githubRepoVisibility: 'public',
    githubCommitOrg: commit.org,
    githubCommitRepo: commit.repo,
    githubCommitRepoId: String(commit.repoId),
    githubCommitAuthorLogin: creator ?? 'octocat',
    githubCommitAuthorName: creator ?? 'octocat',
    githubCommitMessage: message,
    ...(sha === undefined ? {} : { githubCommitSha: sha }),
    ...(pr === undefined ? {} : { githubPrId: String(pr) }),
    ...(branch === undefined
      ? {}
      : {
          githubCommitRef: branch,
          branchAlias: `${name}-git-${branch.replaceAll(/[^a-z0-9]+/gi, '-')}.vercel.app`,
        }),
    repoPushedAt: String(createdAt - 1000),
  }
}

/**
 * When a deployment enters each of its states, as far as it will. A duration that is missing is
 * nothing before the build, and for ever in it; without any duration the first state is the last.
 * @param {Deployment} deployment
 * @returns {[State, number][]}
 */
function timeline({ createdAt, firstState, ends, queuedMs, initializingMs, buildingMs }) {
  const fixed = (queuedMs ?? initializingMs ?? buildingMs) === undefined
  if (fixed || !inFlight.includes(firstState)) return [[firstState, createdAt]]
  const durations = [queuedMs ?? 0, initializingMs ?? 0, buildingMs ?? Infinity]
  /** @type {[State, number][]} */
  const entries = []
  let time = createdAt
  for (const [index, state] of inFlight.entries()) {
    if (index < inFlight.indexOf(firstState)) continue
    entries.push([state, time])
    time += durations[index] ?? 0
  }
  return [...entries, [ends, time]]
}

/**
 * The state that a deployment has at a moment.
 * @param {Deployment} deployment
 * @param {number} now
 * @returns {State}
 */
export function readyStateAt(deployment, now) {
  /** @param {number} time @returns {State} */
  const undisturbed = (time) =>
    timeline(deployment).findLast(([, since]) => since <= time)?.[0] ?? deployment.firstState
  const { cancelAt } = deployment
  if (cancelAt === undefined || now < cancelAt) return undisturbed(now)
  // A build can win the race against the cancel that is on its way.
  return ['READY', 'ERROR'].includes(undisturbed(cancelAt)) ? undisturbed(now) : 'CANCELED'
}

/**
 * The moments that have passed by now: of the build's start, its end, and its cancellation.
 * @param {Deployment} deployment
 * @param {number} now
 * @returns {{ buildingAt?: number, ready?: number, canceledAt?: number }}
 */
export function momentsAt(deployment, now) {
  const state = readyStateAt(deployment, now)
  const end = state === 'CANCELED' ? (deployment.cancelAt ?? now) : now
  /** @param {State[]} states */
  const since = (...states) =>
    timeline(deployment).find(([name, time]) => states.includes(name) && time <= end)?.[1]
  const buildingAt = since('BUILDING', 'READY', 'ERROR')
  const ready = since('READY', 'ERROR')
  return {
    ...(buildingAt === undefined ? {} : { buildingAt }),
    ...(ready === undefined ? {} : { ready }),
    ...(state === 'CANCELED' ? { canceledAt: end } : {}),
  }
}
