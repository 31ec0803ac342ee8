import * as z from 'zod/mini'
import { boolean, lenient, number, strings, text } from '../shared/lenient.js'
import type { Said } from './errors.js'

/**
 * A deployment, reduced to what the decision and the report use.
 * Field meanings: https://vercel.com/docs/rest-api/deployments/list-deployments
 */
export type Deployment = {
  id: string
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
  /** What asked for it: `git`, `cli`, `redeploy`, … */
  source: string | undefined
  branch: string | undefined
  sha: string | undefined
  /** The names and ids by which its metadata tell whose commit it builds. */
  origin: Origin
}

/** The GitHub identity in a deployment's metadata. Of a fork's build, `commit` names the fork. */
export type Origin = {
  commit: { owner: string | undefined; name: string | undefined }
  base: { owner: string | undefined; name: string | undefined }
  /** Repository ids; of a fork's build each may name either repository. */
  ids: string[]
  /** Number of the pull request, if there was one when the build was created. */
  pullRequest: number | undefined
}

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
  target: z.optional(z.unknown()),
  customEnvironment: z.optional(z.unknown()),
  source: text,
  created: number,
  createdAt: number,
  buildingAt: number,
  canceledAt: number,
  meta: strings,
})

/** A deployment as any of the endpoints gives it; `undefined` where there is no id to act on. */
export function toDeployment(reply: unknown): Deployment | undefined {
  const parsed = deploymentReply.safeParse(reply)
  if (!parsed.success) return undefined
  const raw = parsed.data
  const id = raw.uid ?? raw.id
  if (id === undefined || id === '') return undefined
  const meta = (key: string) => nonEmpty(raw.meta?.[key])
  return {
    id,
    project: nonEmpty(raw.name) ?? nonEmpty(raw.projectId),
    url: nonEmpty(raw.url),
    inspectorUrl: nonEmpty(raw.inspectorUrl),
    state: (raw.readyState ?? raw.status ?? raw.state)?.toUpperCase(),
    environment: environmentOf(raw.target, raw.customEnvironment),
    createdAt: raw.createdAt ?? raw.created,
    buildingAt: raw.buildingAt,
    canceledAt: raw.canceledAt,
    source: raw.source,
    // Some deploy scripts write the whole ref.
    branch: (meta('githubCommitRef') ?? meta('gitCommitRef'))?.replace(/^refs\/heads\//, ''),
    sha: meta('githubCommitSha') ?? meta('gitCommitSha'),
    origin: {
      commit: { owner: meta('githubCommitOrg'), name: meta('githubCommitRepo') },
      base: { owner: meta('githubOrg'), name: meta('githubRepo') },
      ids: [meta('githubCommitRepoId'), meta('githubRepoId')].filter((id) => id !== undefined),
      pullRequest: wholeNumber(meta('githubPrId')),
    },
  }
}

/** Metadata are strings by contract; numbers are taken too, anything else counts as missing. */
function nonEmpty(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text !== '' ? text : undefined
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
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

/** The cursor of the page after this one; the last page has `null`. */
const pagination = lenient(z.object({ next: lenient(z.union([z.number(), z.string()])) }))

// Only that it is a list is asked for: its items are read one by one.
const deploymentsPage = z.object({ deployments: z.array(z.unknown()), pagination })
const projectsPage = z.object({ projects: z.array(z.unknown()), pagination })
const project = z.object({ id: z.string() })

export type Cursor = number | string | undefined

/** A page of `GET /v7/deployments`; `undefined` when it is none. */
export function toDeploymentsPage(
  reply: unknown,
): { deployments: Deployment[]; next: Cursor } | undefined {
  const page = deploymentsPage.safeParse(reply)
  if (!page.success) return undefined
  const deployments = page.data.deployments.map(toDeployment).filter((one) => one !== undefined)
  return { deployments, next: page.data.pagination?.next }
}

/** A page of `GET /v10/projects`; `undefined` when it is none. */
export function toProjectsPage(reply: unknown): { ids: string[]; next: Cursor } | undefined {
  const page = projectsPage.safeParse(reply)
  if (!page.success) return undefined
  const ids = page.data.projects.flatMap((item) => {
    const linked = project.safeParse(item)
    return linked.success ? [linked.data.id] : []
  })
  return { ids, next: page.data.pagination?.next }
}

const saidError = z.object({
  code: text,
  message: text,
  invalidToken: boolean,
  scope: text,
  teamId: text,
  limit: lenient(z.object({ reset: number })),
})

const errorReply = z.object({ error: lenient(saidError), err: lenient(saidError) })

/** What an error's body says; empty when it is not Vercel's envelope (`error`, or `err` in places). */
export function toSaid(reply: unknown): Said {
  const parsed = errorReply.safeParse(reply)
  const said = parsed.success ? (parsed.data.error ?? parsed.data.err) : undefined
  if (said === undefined) return {}
  const { limit, ...rest } = said
  return { ...rest, reset: limit?.reset }
}
