/** Which team the requests are for. Team and project tokens need neither. */
export type Team = { teamId?: string; slug?: string }

/** The kind of failure, as far as later handling depends on it. */
export type VercelErrorKind =
  /** 401, 403: the token or its team. Nothing more is sent. */
  | 'unauthorized'
  /** 404, 410. */
  | 'not-found'
  /** 429, and the wait would go past the end of the step. */
  | 'rate-limited'
  /** Any other 4xx, and redirects. */
  | 'rejected'
  /** 5xx, a broken connection, no response in time. */
  | 'unavailable'
  /** The response is complete, but is not what the API promises, or is about something else. */
  | 'unreadable'
  /** The step's own time is up, or the runner stopped it. */
  | 'stopped'

type Details = {
  status?: number | undefined
  body?: ErrorBody | undefined
  sent?: boolean | undefined
  cause?: unknown
}

/** A request to Vercel that failed; the message is one sentence for the log. */
export class VercelError extends Error {
  override readonly name = 'VercelError'
  readonly kind: VercelErrorKind
  /** The HTTP status, where there was a response. */
  readonly status: number | undefined
  /** Vercel's own `error` object, as far as it was understood. */
  readonly body: ErrorBody
  /**
   * Whether the request may have reached Vercel and taken effect without our knowing it. `false`
   * means that it certainly did not, and that sending it again is useless.
   */
  readonly sent: boolean

  constructor(kind: VercelErrorKind, message: string, details: Details = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.kind = kind
    this.status = details.status
    this.body = details.body ?? {}
    this.sent = details.sent ?? false
  }

  /** What Vercel answered: "404: Project not found", or the status alone. */
  get words(): string {
    return answerInWords(this.status, this.body)
  }
}

export type ErrorBody = {
  code?: string | undefined
  message?: string | undefined
  invalidToken?: boolean | undefined
  scope?: string | undefined
  teamId?: string | undefined
  /** The team has single sign-on, and requires it. */
  saml?: boolean | undefined
  enforced?: boolean | undefined
  /** Epoch seconds at which a rate limit ends. */
  reset?: number | undefined
}

/** "404: Project not found", or the status alone. */
export function answerInWords(status: number | undefined, { message }: ErrorBody): string {
  return message ? `${status}: ${message}` : `${status}`
}
