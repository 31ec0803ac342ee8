import { plain } from '../shared/text.js'
import { type Deployment, isDeploymentId, toDeployment, UNFINISHED } from './deployment.js'
import { VercelError } from './errors.js'
import { teamHint } from './hints.js'
import { read, request, understood } from './request.js'
import { type Linked, toDeploymentsPage, toProjectsPage } from './schemas.js'
import type { Query, Vercel } from './transport.js'
import { walk } from './walk.js'

export { MAX_IN_FLIGHT } from './rate-limit.js'
export { createVercel, type Vercel, type VercelOptions, withDeadline } from './transport.js'

/** One list request's projects: several by id, or one by id or name. */
export type ProjectQuery = { projectIds: string[] } | { projectId: string }

/** What a list gave. `failure` says why it ended early; what was read before that still stands. */
export type Listing = { deployments: Deployment[]; failure?: VercelError }

/** The most that Vercel gives in a page. */
const PAGE_SIZE = 100

/** Every deployment that is queued, initializing or building, newest first. Never throws `VercelError`. */
export function listUnfinished(vercel: Vercel, projects: ProjectQuery): Promise<Listing> {
  return list(vercel, projects, { state: UNFINISHED.join(',') })
}

/** Every deployment of a commit in a project, whatever its state. Never throws `VercelError`. */
export function listByCommit(vercel: Vercel, projectId: string, sha: string): Promise<Listing> {
  return list(vercel, { projectId }, { sha })
}

async function list(
  vercel: Vercel,
  projects: ProjectQuery,
  filter: Record<string, string>,
): Promise<Listing> {
  const found = new Map<string, Deployment>()
  const query = { ...projects, ...filter, limit: PAGE_SIZE }
  try {
    await walk({
      read: (until) =>
        read(
          vercel,
          { path: '/v7/deployments', query: { ...query, ...(until !== undefined && { until }) } },
          toDeploymentsPage,
        ),
      add(deployment) {
        if (!isOf(projects, deployment) || found.has(deployment.id)) return false
        found.set(deployment.id, deployment)
        return true
      },
      full: PAGE_SIZE,
    })
    return { deployments: [...found.values()] }
  } catch (failure) {
    if (!(failure instanceof VercelError)) throw failure
    return { deployments: [...found.values()], failure }
  }
}

/** Whether a listed deployment is of the projects that were asked for, as far as it says. */
function isOf(projects: ProjectQuery, { projectId, project }: Deployment): boolean {
  const asked = 'projectIds' in projects ? projects.projectIds : [projects.projectId]
  if (projectId !== undefined && asked.includes(projectId)) return true
  if (asked.every((one) => one.startsWith('prj_'))) return projectId === undefined
  const name = project === projectId ? undefined : project
  return name === undefined || asked.some((one) => one.toLowerCase() === name.toLowerCase())
}

/**
 * One deployment. Asked for by id, the response must be about that id; a hostname may be an alias.
 *
 * @throws VercelError
 */
export async function readDeployment(vercel: Vercel, idOrHostname: string): Promise<Deployment> {
  const byHostname = isHostname(idOrHostname)
  if (!byHostname) throwUnlessId(idOrHostname)
  return read(vercel, { path: `/v13/deployments/${idOrHostname}` }, (body, readAt) => {
    const deployment = toDeployment(body, readAt)
    return byHostname || deployment?.id === idOrHostname ? deployment : undefined
  })
}

/**
 * Asks for a deployment to be canceled, once: it is sent again only after a 429, which has no effect.
 *
 * @param beforeLateSend called right before the request is sent again after a 429 (with `true`), or
 *   when it has waited for 5 s (with `false`). What it throws ends the call.
 * @returns the deployment, which need not be canceled yet
 * @throws VercelError; whether the request took effect is unknown where `sent` is true
 */
export async function cancelDeployment(
  vercel: Vercel,
  id: string,
  beforeLateSend?: (again: boolean) => Promise<void>,
): Promise<Deployment> {
  throwUnlessId(id)
  const path = `/v12/deployments/${id}/cancel`
  const { body, readAt } = await request(vercel, { method: 'PATCH', path }, beforeLateSend)
  const deployment = toDeployment(body, readAt)
  return understood(deployment?.id === id ? deployment : undefined, path)
}

/**
 * Ids of all projects that are linked to a repository on github.com.
 *
 * @throws VercelError
 */
export async function linkedProjects(
  vercel: Vercel,
  owner: string,
  name: string,
): Promise<Linked[]> {
  const found = new Map<string, Linked>()
  const query: Query = { repoUrl: `https://github.com/${owner}/${name}`, limit: PAGE_SIZE }
  for (;;) {
    const page = await read(vercel, { path: '/v10/projects', query }, toProjectsPage)
    const before = found.size
    for (const linked of page.items) found.set(linked.id, linked)
    if (page.next === undefined || found.size === before) return [...found.values()]
    query.from = page.next
  }
}

/** A sentence on whose projects were looked at, for when one is not found. */
export function scopeHint({ options: { team } }: Vercel): string {
  return teamHint(team)
}

/** An id has no dot, and every hostname has one. */
function isHostname(text: string): boolean {
  return /^[\w-]+(\.[\w-]+)+$/.test(text)
}

/** What is no id never goes into a path: `..` would make it the address of something else. */
function throwUnlessId(id: string): void {
  if (isDeploymentId(id)) return
  throw new VercelError('rejected', `\`${plain(id, 100)}\` is no deployment's id`)
}
