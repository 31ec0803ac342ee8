import * as z from 'zod/mini'
import { anything, lenient, number, text } from '../shared/lenient.js'

/** The states of a build that still runs or waits. A build moves through them in this order. */
export const UNFINISHED = ['QUEUED', 'INITIALIZING', 'BUILDING'] as const

/** States after which a build runs no more; any other, known or not, may still cost something. */
const FINISHED: ReadonlySet<string | undefined> = new Set([
  'READY',
  'ERROR',
  'CANCELED',
  'BLOCKED',
  'DELETED',
])

/**
 * A deployment, reduced to what the decision and the report use.
 * Field meanings: https://vercel.com/docs/rest-api/deployments/list-deployments
 */
export type Deployment = {
  id: string
  projectId: string | undefined
  /** The project's name, or its id where the name is missing. */
  project: string | undefined
  /** Hostname, without a scheme; missing while the files are still being uploaded. */
  url: string | undefined
  /** The deployment's page in Vercel's dashboard. */
  inspectorUrl: string | undefined
  /** `QUEUED`, `BUILDING`, … in upper case; a state that this code does not know stays as it is. */
  state: string | undefined
  /** `preview`, `production` or a custom environment's slug; `undefined` when it can't be told. */
  environment: string | undefined
  /** Epoch milliseconds, as are all times here. */
  createdAt: number | undefined
  buildingAt: number | undefined
  canceledAt: number | undefined
  /** Vercel's guess at what asked for it: `git`, `cli`, `redeploy`, … */
  source: string | undefined
  /** `HEAD` is what a detached checkout records; it names no branch. */
  branch: string | undefined
  sha: string | undefined
  /** A push made it: only Vercel's Git integration writes `meta.repoPushedAt`. */
  madeByPush: boolean
  /** When GitHub received the push (`meta.repoPushedAt`). */
  pushedAt: number | undefined
  /** A person redeployed or promoted another deployment. */
  redeploy: boolean
  /** `vercel deploy` found changes that were not committed (`meta.gitDirty`). */
  dirty: boolean
  /** The project has an Ignored Build Step, which may end a new build as `CANCELED`. */
  ignoredBuildStep: boolean
  /** The names and ids by which its metadata tell whose commit it builds. */
  origin: Origin
  /** When the reply was made: its `Date` header, else the runner's clock. */
  readAt: number | undefined
}

/** The GitHub identity in a deployment's metadata. Of a fork's build, `commit` names the fork. */
export type Origin = {
  host: string | undefined
  commit: { owner: string | undefined; name: string | undefined }
  base: { owner: string | undefined; name: string | undefined }
  /** Repository ids; of a fork's build each may name either repository. */
  ids: string[]
  /** The branch's address; it has `-git-fork-` in it where the branch is a fork's. */
  branchAlias: string | undefined
}

/** What Vercel's Git integration, `vercel deploy` and deploy scripts record of a build's origin. */
const metaReply = z.object({
  githubCommitSha: anything,
  githubCommitRef: anything,
  githubCommitOrg: anything,
  githubCommitRepo: anything,
  githubCommitRepoId: anything,
  githubOrg: anything,
  githubRepo: anything,
  githubRepoId: anything,
  githubHost: anything,
  gitCommitSha: anything,
  gitCommitRef: anything,
  gitDirty: anything,
  repoPushedAt: anything,
  branchAlias: anything,
  action: anything,
  originalDeploymentId: anything,
})

const deploymentReply = z.object({
  uid: text, // in a list
  id: text, // everywhere else
  name: text,
  projectId: text,
  url: text,
  inspectorUrl: text,
  readyState: text,
  status: text,
  state: text,
  target: anything,
  customEnvironment: anything,
  source: text,
  created: number,
  createdAt: number,
  buildingAt: number,
  canceledAt: number,
  meta: lenient(metaReply),
  projectSettings: lenient(z.object({ commandForIgnoringBuildStep: anything })),
})

type Meta = (key: keyof z.infer<typeof metaReply>) => string | undefined

/**
 * A deployment as any of the endpoints gives it.
 *
 * @param readAt epoch ms at which the reply was made
 * @returns `undefined` where there is no id to act on
 */
export function toDeployment(reply: unknown, readAt?: number): Deployment | undefined {
  const parsed = deploymentReply.safeParse(reply)
  if (!parsed.success) return undefined
  const raw = parsed.data
  const id = raw.uid ?? raw.id
  if (!isDeploymentId(id)) return undefined
  const meta: Meta = (key) => nonEmpty(raw.meta?.[key])
  return {
    id,
    projectId: nonEmpty(raw.projectId),
    project: nonEmpty(raw.name) ?? nonEmpty(raw.projectId),
    url: nonEmpty(raw.url),
    inspectorUrl: nonEmpty(raw.inspectorUrl),
    state: nonEmpty(raw.readyState ?? raw.status ?? raw.state)?.toUpperCase(),
    environment: environmentOf(raw.target, raw.customEnvironment),
    createdAt: raw.createdAt ?? raw.created,
    buildingAt: raw.buildingAt,
    canceledAt: raw.canceledAt,
    source: nonEmpty(raw.source),
    sha: meta('githubCommitSha') ?? meta('gitCommitSha'),
    ...historyOf(meta, raw.source),
    dirty: meta('gitDirty') === '1',
    ignoredBuildStep: nonEmpty(raw.projectSettings?.commandForIgnoringBuildStep) !== undefined,
    origin: originOf(meta),
    readAt,
  }
}

/** A deployment of which nothing but its id, or a hostname without one, is known yet. */
export function unreadDeployment(id: string, url?: string): Deployment {
  const none: Meta = () => undefined
  return {
    id,
    projectId: undefined,
    project: undefined,
    url,
    inspectorUrl: undefined,
    state: undefined,
    environment: undefined,
    createdAt: undefined,
    buildingAt: undefined,
    canceledAt: undefined,
    source: undefined,
    sha: undefined,
    ...historyOf(none, undefined),
    dirty: false,
    ignoredBuildStep: false,
    origin: originOf(none),
    readAt: undefined,
  }
}

/** Whether a build is over, or never starts. */
export function isFinished({ state }: Deployment): boolean {
  return FINISHED.has(state)
}

/** Whether a text can be put into a path as a deployment's id: `..` would name another endpoint. */
export function isDeploymentId(id: string | undefined): id is string {
  return id !== undefined && /^[\w-]+$/.test(id)
}

/** Which branch it was made from, and by whom: a push, a redeploy, or something else. */
function historyOf(meta: Meta, source: string | undefined) {
  const pushedAt = meta('repoPushedAt')
  const madeByPush = pushedAt !== undefined
  const recorded = meta('githubCommitRef') ?? meta('gitCommitRef')
  return {
    // Some deploy scripts write the whole ref. A branch may really be named so, too: a push knows.
    branch: madeByPush ? recorded : recorded?.replace(/^refs\/heads\//, ''),
    madeByPush,
    pushedAt: numeric(pushedAt),
    redeploy:
      meta('action') !== undefined ||
      meta('originalDeploymentId') !== undefined ||
      source === 'redeploy',
  }
}

function originOf(meta: Meta): Origin {
  return {
    host: meta('githubHost'),
    commit: { owner: meta('githubCommitOrg'), name: meta('githubCommitRepo') },
    base: { owner: meta('githubOrg'), name: meta('githubRepo') },
    ids: [meta('githubCommitRepoId'), meta('githubRepoId')].filter((id) => id !== undefined),
    branchAlias: meta('branchAlias'),
  }
}

/** Metadata are strings by contract; numbers are taken too, anything else counts as missing. */
function nonEmpty(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text !== '' ? text : undefined
}

function numeric(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined
}

const customEnvironment = z.object({ slug: z.string() })

/**
 * The environment of a deployment. `null`, a missing target and `"preview"` are preview, unless a
 * custom environment is named. What can't be told, and what contradicts itself, is `undefined`.
 */
function environmentOf(target: unknown, custom: unknown): string | undefined {
  const named = target === null || target === undefined || target === 'preview' ? 'preview' : target
  if (typeof named !== 'string') return undefined
  if (custom === null || custom === undefined) return named
  const slug = customEnvironment.safeParse(custom)
  return slug.success && named !== 'production' ? slug.data.slug : undefined
}
