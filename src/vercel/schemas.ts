import * as z from 'zod/mini'
import { boolean, lenient, number, text } from '../shared/lenient.js'
import { plain } from '../shared/text.js'
import { type Deployment, toDeployment } from './deployment.js'
import type { ErrorBody } from './errors.js'

/** The cursor of the page after this one; the last page has `null`. */
const pagination = lenient(z.object({ next: lenient(z.union([z.number(), z.string()])) }))

// Only that it is a list is asked for: its items are read one by one.
const deploymentsPage = z.object({ deployments: z.array(z.unknown()), pagination })
const projectsPage = z.object({ projects: z.array(z.unknown()), pagination })
const project = z.object({ id: z.string(), name: text })

export type Cursor = number | string
export type Page<T> = {
  items: T[]
  /** Items in the reply, those that could not be read included. */
  size: number
  next: Cursor | undefined
}

/** A page of `GET /v7/deployments`; `undefined` when it is none. */
export function toDeploymentsPage(reply: unknown, readAt?: number): Page<Deployment> | undefined {
  const page = deploymentsPage.safeParse(reply)
  if (!page.success) return undefined
  const { deployments, pagination } = page.data
  const items = deployments
    .map((one) => toDeployment(one, readAt))
    .filter((one) => one !== undefined)
  return { items, size: deployments.length, next: pagination?.next }
}

/** A project that is connected to a repository. */
export type Linked = { id: string; name: string }

/** A page of `GET /v10/projects`; `undefined` when it is none. */
export function toProjectsPage(reply: unknown): Page<Linked> | undefined {
  const page = projectsPage.safeParse(reply)
  if (!page.success) return undefined
  const { projects, pagination } = page.data
  const items = projects.flatMap((item) => {
    const linked = project.safeParse(item)
    if (!linked.success) return []
    const { id, name = id } = linked.data
    return [{ id, name }]
  })
  return { items, size: projects.length, next: pagination?.next }
}

const errorBody = z.object({
  code: text,
  message: text,
  invalidToken: boolean,
  scope: text,
  teamId: text,
  saml: boolean,
  enforced: boolean,
  limit: lenient(z.object({ reset: number })),
})

const errorReply = z.object({ error: lenient(errorBody), err: lenient(errorBody) })

/** What an error's body says; empty when it is not Vercel's envelope (`error`, or `err` in places). */
export function toErrorBody(reply: unknown): ErrorBody {
  const parsed = errorReply.safeParse(reply)
  const body = parsed.success ? (parsed.data.error ?? parsed.data.err) : undefined
  if (body === undefined) return {}
  const { limit, message, scope, ...rest } = body
  return {
    ...rest,
    message: message && plain(message, 200),
    scope: scope && plain(scope, 100),
    reset: limit?.reset,
  }
}
