import pLimit, { type LimitFunction } from 'p-limit'
import type { Clock, Deadline } from '../shared/clock.js'
import type { Send } from '../shared/http.js'
import type { Team, VercelError } from './errors.js'
import { createLane, type Lane, MAX_IN_FLIGHT } from './rate-limit.js'

export type VercelOptions = {
  apiUrl: URL
  token: string
  team: Team
  send: Send
  clock: Clock
  deadline: Deadline
  /** For the jitter of retries: from 0 up to 1. */
  random: () => number
  /** Called while waiting, to explain the delay in the log. */
  onWait: (message: string) => void
  /** Called after each request, for the debug log. */
  onRequest: (line: string) => void
  /** Takes the secrets out of a text; every text from outside goes through it. */
  redact: (text: string) => string
}

/** The way to Vercel's API: where it is, and what its answers so far say about the next request. */
export type Vercel = {
  readonly options: VercelOptions
  readonly traffic: {
    /** All requests together; each lane lets through fewer. */
    slots: LimitFunction
    lanes: Map<string, Lane>
    /** What ends all requests: an unauthorized token, or a connection that can't be made. */
    ended: VercelError | undefined
  }
}

/** Sends nothing yet. The token goes to the origin of `apiUrl` only. https://vercel.com/docs/rest-api */
export function createVercel(options: VercelOptions): Vercel {
  const traffic = { slots: pLimit(MAX_IN_FLIGHT), lanes: new Map(), ended: undefined }
  return { options, traffic }
}

/** The same way to Vercel, under another deadline: for a last look after the step's own is over. */
export function withDeadline(vercel: Vercel, deadline: Deadline): Vercel {
  return { options: { ...vercel.options, deadline }, traffic: vercel.traffic }
}

/** What is known of a route; `what` is its name, such as `GET /v7/deployments`. */
export function laneOf({ traffic: { lanes } }: Vercel, what: string): Lane {
  const lane = lanes.get(what) ?? createLane()
  lanes.set(what, lane)
  return lane
}

export type Query = Record<string, string | number | string[]>

/** `https://api.vercel.com` + `/v7/deployments` + query; a list becomes a repeated parameter. */
export function urlOf(apiUrl: URL, path: string, query: Query): URL {
  const url = new URL(apiUrl)
  url.pathname = `${apiUrl.pathname.replace(/\/$/, '')}${path}`
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      url.searchParams.append(name, String(one))
    }
  }
  return url
}
