import type { GitHub } from './github/octokit.js'
import type { Core } from './report/publish.js'
import type { Clock } from './shared/clock.js'
import type { StepDeadline } from './shared/deadline.js'
import type { Send } from './shared/http.js'
import type { Vercel } from './vercel/client.js'

/** All that a run touches outside of itself, so that a test can hand in its own. */
export type Outside = {
  core: Core
  env: Record<string, string | undefined>
  /** A file's text by its path, relative to the checkout; `undefined` when there is none. */
  readFile: (path: string) => string | undefined
  send: Send
  clock: Clock
  /** Aborted, with the reason as an `Error`, when the runner asks the process to stop. */
  stop: AbortSignal
  /** Epoch ms at which the process began: `timeout` counts from there. */
  startedAt: number
  /** From 0 up to 1, for the jitter of retries. */
  random: () => number
}

/** What the parts of the step work with; each takes only what it uses. */
export type Step = Outside & {
  deadline: StepDeadline
  vercel: Vercel
  github: GitHub
}
