import pLimit from 'p-limit'
import type { Clock, Deadline } from '../shared/clock.js'
import type { Reply, Send } from '../shared/http.js'
import { MESSAGES } from '../shared/phrases.js'
import { backoff, MAX_ATTEMPTS, toldToWait } from '../shared/retry.js'
import { clip, duration, plain } from '../shared/text.js'
import { answerInWords, refusedMessage, type Scope, scopeHint, VercelError } from './errors.js'
import {
  type Deployment,
  toDeployment,
  toDeploymentsPage,
  toProjectsPage,
  toSaid,
} from './schemas.js'

/** One list request's projects: several by id, or one by id or name. */
export type ProjectQuery = { projectIds: string[] } | { projectId: string }

/** What a list gave. `failure` says why it ended early; what was read before that still stands. */
export type Listing = { deployments: Deployment[]; failure?: VercelError }

export type Vercel = {
  /** Every deployment that is queued, initializing or building, newest first. Never throws. */
  listInFlight(projects: ProjectQuery): Promise<Listing>
  /** One deployment by id or hostname. Throws `VercelError`. */
  get(idOrHostname: string): Promise<Deployment>
  /**
   * Asks for a deployment to be cancelled, once: only a 429, which did nothing, is sent again.
   * Throws `VercelError`; after `unavailable` it is not known whether the request took effect.
   */
  cancel(id: string): Promise<Deployment>
  /** Ids of all projects that are linked to a GitHub repository. Throws `VercelError`. */
  linkedProjects(owner: string, name: string): Promise<string[]>
  /** A sentence on whose projects these are, for when one is not found. */
  scopeHint: string
}

export type VercelOptions = {
  apiUrl: URL
  token: string
  scope: Scope
  send: Send
  clock: Clock
  deadline: Deadline
  /** For the jitter of retries: from 0 up to 1. */
  random: () => number
  /** Told what is being waited for, so that a person knows why nothing happens. */
  onWait: (message: string) => void
  onRequest: (message: string) => void
}

/** Requests in flight at once, and after the first 429 of a run. */
export const MAX_IN_FLIGHT = 32
const MAX_IN_FLIGHT_AFTER_429 = 4

/** A single request's time, in ms; its retry is worth more than a longer wait. */
const REQUEST_TIMEOUT_MS = 10_000

const PAGE_SIZE = 100

/**
 * The four requests that this action sends to Vercel, with retries, rate limits and the end of the
 * step taken care of. The token goes to the origin of `apiUrl` only, and is taken out of whatever
 * comes back. https://vercel.com/docs/rest-api
 */
export function createVercel(options: VercelOptions): Vercel {
  const { apiUrl, token, scope, send, clock, deadline, random, onWait, onRequest } = options
  const limit = pLimit(MAX_IN_FLIGHT)
  /** Set by the first 401 or 403: a refused token is not tried again. */
  let refused: VercelError | undefined
  /** Rate limits that last longer than the step may, by route: Vercel counts each on its own. */
  const hopeless = new Map<string, VercelError>()
  /** Epoch ms before which a rate limit lets nothing through. */
  let pausedUntil = 0

  /** Sends once. `undefined` when it was not sent, because a rate limit began in the meantime. */
  async function sendOnce(method: string, url: URL, what: string): Promise<Reply | undefined> {
    if (refused) throw refused
    const limited = hopeless.get(what)
    if (limited) throw limited
    throwIfStopped(what)
    if (clock.now() < pausedUntil) return undefined
    const patience = AbortSignal.timeout(REQUEST_TIMEOUT_MS)
    const startedAt = clock.now()
    try {
      const reply = await send({
        method,
        url,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token}`,
          'user-agent': 'cancel-vercel-builds',
        },
        signal: AbortSignal.any([deadline.signal, patience]),
      })
      onRequest(`${method} ${url.pathname} → ${reply.status} in ${clock.now() - startedAt} ms`)
      return reply
    } catch (error) {
      onRequest(`${method} ${url.pathname} → ${causeOf(error)}`)
      throwIfStopped(what)
      const why = patience.aborted
        ? `no whole answer within ${duration(REQUEST_TIMEOUT_MS)}`
        : causeOf(error)
      throw new VercelError('unavailable', `${MESSAGES.unreachable} (${what}): ${why}`)
    }
  }

  function throwIfStopped(what: string): void {
    if (!deadline.signal.aborted) return
    throw new VercelError(
      'stopped',
      `${reasonOf(deadline.signal)} before Vercel answered (${what})`,
    )
  }

  async function pause(ms: number, what: string): Promise<void> {
    try {
      await clock.sleep(ms, deadline.signal)
    } catch (error) {
      throwIfStopped(what)
      throw error
    }
  }

  /** One answered request: waits out rate limits, and turns every other no into a `VercelError`. */
  async function request(method: string, path: string, query: Query = {}): Promise<unknown> {
    const url = urlOf(apiUrl, path, { ...query, ...scope })
    const what = `${method} ${routeOf(path)}`
    let limited = 0
    /** All within its slot: what a reply forbids holds before the slot is free for another. */
    const attempt = async (): Promise<unknown> => {
      const reply = await sendOnce(method, url, what)
      if (reply === undefined) return undefined
      const body = parse(reply.body, token)
      if (reply.status >= 200 && reply.status < 300) {
        if (body !== undefined) return body
        throw new VercelError('unavailable', `${MESSAGES.cutOff} (${what})`, 200)
      }
      if (reply.status !== 429) throw refusal(reply.status, body, what)
      limited += 1
      waitFor(reply, body, limited, what)
      return undefined
    }
    for (;;) {
      const wait = pausedUntil - clock.now()
      if (wait > 0) await pause(wait, what)
      const body = await limit(attempt)
      if (body !== undefined) return body
    }
  }

  /** Takes note of a rate limit. Throws when it lasts longer than the step may. */
  function waitFor(reply: Reply, body: unknown, limited: number, what: string): void {
    limit.concurrency = Math.min(limit.concurrency, MAX_IN_FLIGHT_AFTER_429)
    const now = clock.now()
    const told = toldToWait(reply.headers, toSaid(body).reset, now)
    // A limit that is over already would make us hammer: its floor is the ordinary back-off.
    const wait = Math.max(told ?? 0, backoff(limited, random()))
    if (wait > deadline.remaining()) {
      const failure = new VercelError(
        'rate-limited',
        `${MESSAGES.rateLimited} for another ${duration(wait)} (${what}), which is longer than \`timeout\` allows`,
        429,
      )
      hopeless.set(what, failure)
      throw failure
    }
    if (now + wait <= pausedUntil) return
    pausedUntil = now + wait
    onWait(`${MESSAGES.rateLimited}: waiting ${duration(wait)}, then going on more slowly`)
  }

  function refusal(status: number, body: unknown, what: string): VercelError {
    const { message, ...rest } = toSaid(body)
    const said = { ...rest, message: message && clip(plain(message), 200) }
    if (status === 401 || status === 403) {
      refused ??= new VercelError(
        'refused',
        refusedMessage(status, said, scope, what),
        status,
        said,
      )
      return refused
    }
    const words = answerInWords(status, said)
    if (status === 404 || status === 410) {
      return new VercelError('not-found', `Vercel does not know it (${words})`, status, said)
    }
    if (status >= 500) {
      return new VercelError('unavailable', `${MESSAGES.failed} (${what}, ${words})`, status, said)
    }
    if (status >= 300 && status < 400) {
      return new VercelError(
        'rejected',
        `${apiUrl.host} ${MESSAGES.redirected} (${what}, ${status}); the token is not sent along. Is \`api-url\` right?`,
        status,
      )
    }
    return new VercelError('rejected', `${MESSAGES.declined} (${what}, ${words})`, status, said)
  }

  /** A read, which may be repeated. `understand` gives `undefined` for a reply of another form. */
  async function read<T>(
    understand: (body: unknown) => T | undefined,
    path: string,
    query?: Query,
  ): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return understood(understand(await request('GET', path, query)), path)
      } catch (error) {
        if (!isTransient(error) || attempt === MAX_ATTEMPTS) throw error
        await pause(backoff(attempt, random()), `GET ${routeOf(path)}`)
      }
    }
  }

  return {
    scopeHint: scopeHint(scope),

    async listInFlight(projects) {
      const found = new Map<string, Deployment>()
      const cursors = new Set<string>()
      const query: Query = { ...projects, state: 'QUEUED,INITIALIZING,BUILDING', limit: PAGE_SIZE }
      try {
        for (;;) {
          const page = await read(toDeploymentsPage, '/v7/deployments', query)
          const before = found.size
          for (const deployment of page.deployments) {
            if (!found.has(deployment.id)) found.set(deployment.id, deployment)
          }
          const { next } = page
          // `until` is inclusive on some servers: a page that only repeats must end the walk.
          if (next === undefined || found.size === before || cursors.has(`${next}`)) break
          cursors.add(`${next}`)
          query.until = next
        }
        return { deployments: [...found.values()] }
      } catch (failure) {
        if (!(failure instanceof VercelError)) throw failure
        return { deployments: [...found.values()], failure }
      }
    },

    get: (idOrHostname) =>
      read(toDeployment, `/v13/deployments/${encodeURIComponent(idOrHostname)}`),

    async cancel(id) {
      const path = `/v12/deployments/${encodeURIComponent(id)}/cancel`
      return understood(toDeployment(await request('PATCH', path)), path)
    },

    async linkedProjects(owner, name) {
      const ids = new Set<string>()
      const query: Query = { repoUrl: `https://github.com/${owner}/${name}`, limit: PAGE_SIZE }
      for (;;) {
        const page = await read(toProjectsPage, '/v10/projects', query)
        const before = ids.size
        for (const id of page.ids) ids.add(id)
        if (page.next === undefined || ids.size === before) return [...ids]
        query.from = page.next
      }
    },
  }
}

type Query = Record<string, string | number | string[]>

/** `https://api.vercel.com` + `/v7/deployments` + query; a list becomes a repeated parameter. */
function urlOf(apiUrl: URL, path: string, query: Query): URL {
  const url = new URL(apiUrl)
  url.pathname = `${apiUrl.pathname.replace(/\/$/, '')}${path}`
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      url.searchParams.append(name, String(one))
    }
  }
  return url
}

/** A path without the deployment's id, so that what befalls many builds alike is said once. */
function routeOf(path: string): string {
  return path.replace(/(\/deployments\/)[^/]+/, '$1…')
}

/**
 * The body as JSON; `undefined` when it is none. A server that echoes the request, or a proxy in
 * between, may have put the token into it: here, before anybody reads it, is where that ends.
 */
function parse(body: string, token: string): unknown {
  const hide = (_key: string, value: unknown) =>
    typeof value === 'string' ? value.replaceAll(token, '***') : value
  try {
    // A reviver makes the parser slow, so it comes only where the token may be: as it is, or escaped.
    const mayHoldIt = body.includes(token) || /\\[u/]/.test(body) || /["\\]/.test(token)
    return JSON.parse(body, mayHoldIt ? hide : undefined)
  } catch {
    return undefined
  }
}

function understood<T>(value: T | undefined, path: string): T {
  if (value !== undefined) return value
  throw new VercelError('unreadable', `${MESSAGES.otherForm} (${routeOf(path)})`)
}

function isTransient(error: unknown): boolean {
  return error instanceof VercelError && error.kind === 'unavailable'
}

/** What a socket's error says: "connect ECONNREFUSED 127.0.0.1:80". */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return plain(String(error), 200)
  const { code } = error as NodeJS.ErrnoException
  return plain(error.message || code || error.name, 200)
}

/** The sentence that the step's end was announced with: "the step's 60 s are over". */
function reasonOf(signal: AbortSignal): string {
  return signal.reason instanceof Error ? signal.reason.message : 'the step was stopped'
}
