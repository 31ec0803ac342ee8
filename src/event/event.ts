import * as z from 'zod/mini'
import type { Repository } from '../github/repository.js'
import { lenient, number } from '../shared/lenient.js'

/** The event that started the workflow run, as the runner tells it through its environment. */
export type Event = {
  /** `push`, `pull_request`, … */
  name: string
  /** The repository that the workflow runs in. */
  repository: Repository | undefined
  /** `GITHUB_REF`: of the base branch under `pull_request_target` and `workflow_run`. */
  ref: string | undefined
  sha: string | undefined
  actor: string | undefined
  payload: Payload
}

/** The webhook payload, or why there is none. */
export type Payload = { file: string; content: unknown } | { file: string; unreadable: string }

type Env = Record<string, string | undefined>
type ReadFile = (path: string) => string | undefined

/**
 * Reads the event from the variables that the runner sets
 * (https://docs.github.com/actions/reference/workflows-and-actions/variables). Never throws:
 * `toScope` decides whether something that is missing is needed.
 *
 * @param readFile gives a file's text, or `undefined` when there is none
 */
export function readEvent(env: Env, readFile: ReadFile): Event {
  const payload = readPayload(env.GITHUB_EVENT_PATH, readFile)
  return {
    name: env.GITHUB_EVENT_NAME ?? '',
    repository: readRepository(env, payload),
    ref: env.GITHUB_REF || undefined,
    sha: env.GITHUB_SHA || undefined,
    actor: env.GITHUB_ACTOR || undefined,
    payload,
  }
}

function readPayload(file: string | undefined, readFile: ReadFile): Payload {
  if (!file) return { file: 'GITHUB_EVENT_PATH', unreadable: 'the variable is not set' }
  const content = readFile(file)
  if (content === undefined)
    return { file, unreadable: 'there is no such file, or it is larger than 32 MB' }
  try {
    return { file, content: JSON.parse(content) as unknown }
  } catch {
    return { file, unreadable: 'it is not JSON' }
  }
}

/** From the runner's variables; what these do not say is taken from the payload. */
function readRepository(env: Env, payload: Payload): Repository | undefined {
  const content = 'content' in payload ? payload.content : undefined
  const sent = z.safeParse(anyPayload, content).data?.repository
  const [owner, name] = (env.GITHUB_REPOSITORY || sent?.full_name || '').split('/')
  if (!owner || !name) return undefined
  const id = env.GITHUB_REPOSITORY_ID || (sent?.id === undefined ? undefined : String(sent.id))
  return { host: hostOf(env.GITHUB_SERVER_URL), id, owner, name }
}

function hostOf(serverUrl: string | undefined): string {
  return serverUrl && URL.canParse(serverUrl) ? new URL(serverUrl).host : 'github.com'
}

const anyPayload = z.object({
  repository: lenient(z.object({ id: number, full_name: z.string() })),
})
