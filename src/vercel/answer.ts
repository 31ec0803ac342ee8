import type { Reply } from '../shared/http.js'
import { MESSAGES } from '../shared/phrases.js'
import { plain } from '../shared/text.js'
import { answerInWords, type ErrorBody, VercelError } from './errors.js'
import { teamHint, unauthorized } from './hints.js'
import type { VercelOptions } from './transport.js'

/**
 * The body as JSON; `undefined` when it is none. A server that echoes the request, or a proxy in
 * between, may have put a secret into it: it is taken out here, before anybody reads the body.
 */
export function parseBody(body: string, redact: (text: string) => string): unknown {
  const hide = (_key: string, value: unknown) => (typeof value === 'string' ? redact(value) : value)
  try {
    // A reviver makes the parser slow. It is needed where there is a secret, as it is or escaped.
    const mayHoldSecret = /\\[u/]/.test(body) || redact(body) !== body
    return JSON.parse(body, mayHoldSecret ? hide : undefined)
  } catch {
    return undefined
  }
}

/** What a socket's error says: "connect ECONNREFUSED 127.0.0.1:80". */
export function socketWords(error: unknown): string {
  const { message, code, name } = asError(error)
  return plain(message || code || name || String(error), 200)
}

/** The error itself, or where its text holds a secret one like it without. */
export function withoutSecrets(error: unknown, redact: (text: string) => string): unknown {
  const { message = String(error), code } = asError(error)
  const clean = redact(message)
  return clean === message ? error : Object.assign(new Error(clean), { code })
}

function asError(error: unknown): Partial<NodeJS.ErrnoException> {
  return typeof error === 'object' && error !== null ? error : {}
}

/** When a response was made, in epoch ms, as its server says. */
export function dateOf({ headers: { date } }: Reply): number | undefined {
  const moment = date === undefined ? Number.NaN : Date.parse(date)
  return Number.isNaN(moment) ? undefined : moment
}

/** The error that a response outside of 2xx, 429 and 5xx stands for. */
export function errorOf(
  { apiUrl, team }: VercelOptions,
  what: string,
  { status, body }: { status: number; body: ErrorBody },
): VercelError {
  const words = answerInWords(status, body)
  const details = { status, body }
  if (status === 401 || status === 403) {
    return new VercelError('unauthorized', unauthorized(details, { team, what }), details)
  }
  if (status === 404 || status === 410) {
    if (what.includes('/projects')) {
      const message = `Vercel knows no projects here (${words}). ${teamHint(team)} Is \`api-url\` right?`
      return new VercelError('not-found', message, details)
    }
    return new VercelError('not-found', `Vercel answered ${words}`, details)
  }
  if (status >= 300 && status < 400) {
    return new VercelError(
      'rejected',
      `${apiUrl.host} ${MESSAGES.redirected} (${what}, ${status}). The token is never sent to a redirect; set \`api-url\` to the final address`,
      details,
    )
  }
  return new VercelError('rejected', `${MESSAGES.declined} (${what}, ${words})`, details)
}
