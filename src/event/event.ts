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

export type Repository = {
  /** GitHub's number for it, which stays when it is renamed. */
  id: string | undefined
  owner: string
  name: string
}

/** The webhook payload, or why there is none. */
export type Payload = { file: string; content: unknown } | { file: string; unreadable: string }

/**
 * Reads the event from the variables that the runner sets
 * (https://docs.github.com/actions/reference/workflows-and-actions/variables). Never throws: whether
 * something that is missing is needed is for the trigger to say.
 *
 * @param readFile gives a file's text, or `undefined` when there is none
 */
export function readEvent(
  env: Record<string, string | undefined>,
  readFile: (path: string) => string | undefined,
): Event {
  const [owner, name] = (env.GITHUB_REPOSITORY ?? '').split('/')
  return {
    name: env.GITHUB_EVENT_NAME ?? '',
    repository:
      owner && name ? { id: env.GITHUB_REPOSITORY_ID || undefined, owner, name } : undefined,
    ref: env.GITHUB_REF || undefined,
    sha: env.GITHUB_SHA || undefined,
    actor: env.GITHUB_ACTOR || undefined,
    payload: readPayload(env.GITHUB_EVENT_PATH, readFile),
  }
}

function readPayload(
  file: string | undefined,
  readFile: (path: string) => string | undefined,
): Payload {
  if (!file) return { file: 'GITHUB_EVENT_PATH', unreadable: 'the variable is not set' }
  const content = readFile(file)
  if (content === undefined) return { file, unreadable: 'there is no such file' }
  try {
    return { file, content: JSON.parse(content) as unknown }
  } catch {
    return { file, unreadable: 'it is not JSON' }
  }
}

/** Whether two names of owners or repositories are one; GitHub makes nothing of their case. */
export function sameName(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase()
}
