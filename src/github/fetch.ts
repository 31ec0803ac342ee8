import type { Clock } from '../shared/clock.js'
import { isPermanent, type Reply, type Send } from '../shared/http.js'
import { messageOf, plain } from '../shared/text.js'
import { Unreachable, UnusableReply } from './errors.js'

export type FetchOptions = {
  send: Send
  clock: Clock
  /** Called after each request, for the debug log. The line is safe to show. */
  onRequest: (line: string) => void
  /** Takes the secrets out of foreign text. */
  redact: (text: string) => string
}

type FetchInit = {
  method: string
  headers: Record<string, string>
  body?: string
  signal: AbortSignal
}

/**
 * The part of `fetch` that Octokit uses, over our own connections.
 *
 * @returns a function that throws `Unreachable`, or `UnusableReply` where Octokit would take a reply
 *   for an answer that is none
 */
export function fetchOver(options: FetchOptions) {
  return async (address: string, init: FetchInit) => {
    const url = new URL(address)
    const first = await exchange(options, url, init)
    const next = redirectOf(first, url, init.method)
    const reply = next === undefined ? first : await exchange(options, next, init)
    const body = options.redact(reply.body)
    checkReply(reply.status, body)
    // Octokit reads other types in other ways; what is no JSON it takes as text.
    const headers = { ...reply.headers, 'content-type': 'application/json' }
    return {
      status: reply.status,
      url: address,
      headers: new Map(Object.entries(headers)),
      text: async () => body,
    }
  }
}

/** Sends one request, and leaves one line in the debug log. */
async function exchange(
  { send, clock, onRequest, redact }: FetchOptions,
  url: URL,
  { method, headers, body, signal }: FetchInit,
): Promise<Reply> {
  const startedAt = clock.now()
  const name = redact(`${method} ${url.pathname}`)
  try {
    const reply = await send({ method, url, headers, signal, body })
    onRequest(plain(`${name} → ${reply.status} in ${clock.now() - startedAt} ms`))
    return reply
  } catch (thrown) {
    const cause: unknown = signal.aborted ? signal.reason : thrown
    const words = plain(redact(wordsOf(cause)), 200)
    onRequest(plain(`${name} → ${words}`))
    // An error of this type is a mistake in our code, or in what it was given.
    if (nameOf(cause) === 'TypeError') throw cause
    throw new Unreachable(words, !signal.aborted && !isPermanent(cause))
  }
}

/** The error of several addresses that all failed has a code, and no message. */
function wordsOf(error: unknown): string {
  const { code } = Object(error) as NodeJS.ErrnoException
  return messageOf(error) || code || 'the connection failed'
}

function nameOf(error: unknown): unknown {
  return (Object(error) as Error).name
}

/** A renamed repository redirects. The token must not go to another origin. */
function redirectOf({ status, headers }: Reply, url: URL, method: string): URL | undefined {
  const { location } = headers
  const isRedirect = status === 307 || status === 308
  const isRedirectOfGet = method === 'GET' && (status === 301 || status === 302)
  if (!isRedirect && !isRedirectOfGet) return undefined
  if (location === undefined || !URL.canParse(location, url.href)) return undefined
  const next = new URL(location, url)
  return next.origin === url.origin ? next : undefined
}

/** Octokit takes everything below 400 for success. */
function checkReply(status: number, body: string): void {
  if (status >= 400) return
  if (status >= 300) throw new UnusableReply(`GitHub redirects to another address (${status})`)
  if (!isObject(body)) throw new UnusableReply(UNEXPECTED_FORM)
}

export const UNEXPECTED_FORM = "GitHub's reply has another form than expected"

function isObject(body: string): boolean {
  try {
    return JSON.parse(body) instanceof Object
  } catch {
    return false
  }
}

/** Octokit logs a server's headers as they are; a line of ours can't start a workflow command. */
export function logOver({ onRequest, redact }: FetchOptions) {
  const line = (message: string) => onRequest(plain(redact(message), 300))
  return { debug: line, info: line, warn: line, error: line }
}
