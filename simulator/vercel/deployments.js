import { createHash } from 'node:crypto'
import { generateMeta, redeployMeta } from './meta.js'

/** @typedef {import('./state.js').Project} Project */
/** @typedef {import('./state.js').Team} Team */
/** @typedef {'QUEUED' | 'INITIALIZING' | 'BUILDING' | 'READY' | 'ERROR' | 'CANCELED' | 'BLOCKED' | (string & {})} State */

/**
 * Who made a deployment, and so what `meta` holds: Git's push, `vercel deploy` in a checkout with a
 * GitHub remote or without one, a deploy hook, or `POST /v13/deployments` with a `gitSource`.
 * @typedef {'push' | 'cli' | 'cli-no-remote' | 'hook' | 'api'} MadeBy
 */

/**
 * What a deployment is made from. All but the project can be left out. Times are epoch ms.
 * @typedef {object} DeploymentOptions
 * @property {string} projectId
 * @property {string} [id]
 * @property {number} [createdAt]
 * @property {number} [appearsAt] nothing shows the deployment before this moment
 * @property {number} [promotedAt] when its target becomes production
 * @property {State} [state] the state it starts in; stays as it is unless a duration is given
 * @property {MadeBy} [madeBy] `push` where the project is linked; else `cli-no-remote`
 * @property {string} [branch] with `sha`, `pr`, `commitMessage`: what `meta` is generated from
 * @property {string} [sha]
 * @property {number} [pr]
 * @property {string} [commitMessage]
 * @property {{ org: string, repo: string, repoId?: number }} [fork] where the commit comes from
 * @property {boolean} [dirty] of `vercel deploy`: with changes that are not committed
 * @property {number | null} [repoPushedAt] 2 to 3 s before `createdAt` unless told; null: left out
 * @property {string} [redeployOf] the id of the deployment whose `meta` is copied
 * @property {'redeploy' | 'promote'} [action] of such a copy
 * @property {Record<string, unknown>} [meta] overrides single keys of the generated `meta`
 * @property {string | null} [target]
 * @property {{ id: string, slug?: string }} [customEnvironment]
 * @property {string | null} [source] null: left out
 * @property {string | null} [url]
 * @property {string | null} [inspectorUrl]
 * @property {string[]} [alias] further hostnames under which it can be read
 * @property {string} [creator]
 * @property {number} [queuedMs] how long it is `QUEUED`
 * @property {number} [initializingMs] how long it is `INITIALIZING` after that
 * @property {number} [buildingMs] how long it is `BUILDING` after that
 * @property {'READY' | 'ERROR' | 'CANCELED'} [ends] `CANCELED`: as an Ignored Build Step ends it
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
 * @property {number} appearsAt
 * @property {number} promotedAt
 * @property {State} firstState
 * @property {number | undefined} queuedMs
 * @property {number | undefined} initializingMs
 * @property {number | undefined} buildingMs
 * @property {'READY' | 'ERROR' | 'CANCELED'} ends
 * @property {number} cancelDelayMs
 * @property {number | undefined} cancelAt
 * @property {Record<string, unknown>} meta
 * @property {string | null} target
 * @property {{ id: string, slug?: string } | undefined} customEnvironment
 * @property {string | undefined} source
 * @property {string | null} url
 * @property {string | null} inspectorUrl
 * @property {string[]} alias
 * @property {string} creator
 * @property {Record<string, unknown>} extra
 */

/**
 * What a deployment is created in: its owner, how many there were, the time, and what it copies.
 * @typedef {{ project: Project, team: Team | undefined, number: number, now: number, original: Deployment | undefined }} Context
 */

/**
 * Fills in what was left out.
 * @param {DeploymentOptions} options
 * @param {Context} context
 * @returns {Deployment}
 */
export function createDeployment(options, context) {
  const { project, team, number, now, original } = context
  const id = options.id ?? `dpl_${hash(`${project.id} ${number}`)}`
  const appearsAt = options.appearsAt ?? -Infinity
  const createdAt = options.createdAt ?? options.appearsAt ?? now
  const slug = team?.slug ?? 'personal'
  const host = `${project.name}-${hash(id).slice(0, 9)}-${slug}.vercel.app`.toLowerCase()
  const inspectorUrl = `https://vercel.com/${slug}/${project.name}/${id.replace(/^dpl_/, '')}`
  const promoted = options.action === 'promote' ? 'production' : original?.target
  const meta = original
    ? redeployMeta(options, original)
    : generateMeta({ ...options, madeBy: makerOf(options, project) }, { project, slug, createdAt })
  const { queuedMs, initializingMs, buildingMs } = options
  return {
    id,
    project,
    team,
    createdAt,
    appearsAt,
    promotedAt: options.promotedAt ?? Infinity,
    firstState: options.state ?? 'QUEUED',
    queuedMs,
    initializingMs,
    buildingMs,
    ends: options.ends ?? 'READY',
    cancelDelayMs: options.cancelDelayMs ?? 0,
    cancelAt: options.state === 'CANCELED' ? createdAt : undefined,
    meta: { ...meta, ...options.meta },
    target: options.target === undefined ? (promoted ?? null) : options.target,
    customEnvironment: options.customEnvironment ?? original?.customEnvironment,
    source: sourceOf(options, project),
    url: options.url === undefined ? host : options.url,
    inspectorUrl: options.inspectorUrl === undefined ? inspectorUrl : options.inspectorUrl,
    alias: options.alias ?? [],
    creator: options.creator ?? 'octocat',
    extra: options.extra ?? {},
  }
}

/** @param {DeploymentOptions} options @param {Project} project @returns {MadeBy} */
function makerOf({ madeBy, branch, sha }, { link }) {
  const fromGit = link !== undefined && (branch ?? sha) !== undefined
  return madeBy ?? (fromGit ? 'push' : 'cli-no-remote')
}

/** @type {Record<MadeBy, string>} */
const sources = {
  push: 'git',
  cli: 'cli',
  'cli-no-remote': 'cli',
  hook: 'git-deploy-hook',
  api: 'api-trigger-git-deploy',
}

/** @param {DeploymentOptions} options @param {Project} project */
function sourceOf(options, project) {
  if (options.source !== undefined) return options.source ?? undefined
  return options.redeployOf === undefined ? sources[makerOf(options, project)] : 'redeploy'
}

/**
 * 28 characters as in Vercel's ids; the same ones on every run, so that output can be compared.
 * @param {string} seed
 */
function hash(seed) {
  const text = createHash('sha512').update(seed).digest('base64')
  return text.replaceAll(/[^a-zA-Z0-9]/g, '').slice(0, 28)
}
