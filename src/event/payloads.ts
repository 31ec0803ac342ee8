import * as z from 'zod/mini'
import { boolean, lenient, number, text } from '../shared/lenient.js'
import { MESSAGES } from '../shared/phrases.js'
import { plain } from '../shared/text.js'
import type { Event } from './event.js'

/**
 * The fields that the action needs of each event's payload
 * (https://docs.github.com/webhooks/webhook-events-and-payloads).
 */

const repository = z.object({
  id: number,
  name: z.string(),
  owner: z.object({ login: z.string() }),
})

export type SentRepository = z.output<typeof repository>

export const anyPayload = z.object({
  action: text,
  repository: lenient(z.object({ default_branch: text })),
})

export const pushPayload = z.object({ ref: z.string(), after: z.string(), deleted: boolean })

export const deletePayload = z.object({ ref: z.string(), ref_type: z.string() })

/** `pull_request_target` has the payload of `pull_request`. */
export const pullRequestPayload = z.object({
  action: text,
  pull_request: z.object({
    head: z.object({ ref: z.string(), sha: z.string(), repo: z.nullable(repository) }),
  }),
})

export const workflowRunPayload = z.object({
  workflow_run: z.object({
    head_branch: z.nullable(z.string()),
    head_sha: z.string(),
    head_repository: z.nullable(repository),
  }),
})

/** `deployment` and `deployment_status` both carry the deployment. */
export const deploymentPayload = z.object({ deployment: z.object({ sha: z.string() }) })

/** What Vercel sends as `repository_dispatch` (https://vercel.com/docs/git/vercel-for-github). */
export const vercelPayload = z.object({
  client_payload: z.object({
    git: lenient(z.object({ ref: z.string(), sha: z.string() })),
    project: lenient(z.object({ id: text })),
  }),
})

/** The payload is not what GitHub documents; the message names the file and the field. */
export class PayloadError extends Error {
  override readonly name = 'PayloadError'
}

/**
 * The event's payload in the form of the schema.
 *
 * @throws PayloadError when the payload could not be read, or a field that is needed is missing
 */
export function readPayload<T extends z.ZodMiniType>(event: Event, schema: T): z.output<T> {
  const { name, payload } = event
  const start = `${MESSAGES.payload} (\`${plain(name, 60)}\`, ${plain(payload.file, 300)})`
  if ('unreadable' in payload) throw new PayloadError(`${start}: ${payload.unreadable}.`)
  const parsed = schema.safeParse(payload.content)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(({ path }) =>
    path.length === 0 ? 'it' : `\`${path.join('.')}\``,
  )
  const verb = fields.length === 1 ? 'is missing or has' : 'are missing or have'
  throw new PayloadError(`${start}: ${fields.join(', ')} ${verb} an unexpected type.`)
}

/** The same where nothing of it is needed: `undefined` when it can't be read. */
export function peekPayload<T extends z.ZodMiniType>(
  { payload }: Event,
  schema: T,
): z.output<T> | undefined {
  return 'content' in payload ? schema.safeParse(payload.content).data : undefined
}
