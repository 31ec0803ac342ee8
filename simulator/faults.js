import { STATUS_CODES } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { send, writeHead } from './reply.js'

/** @typedef {import('./log.js').SimRequest} SimRequest */
/** @typedef {import('./reply.js').Reply} Reply */

/**
 * What goes wrong, and with which requests. Without `status`, `kind` or `delay` nothing does.
 * @typedef {object} Fault
 * @property {'vercel' | 'github'} [api]
 * @property {string} [operation]
 * @property {string} [id] the deployment, as the request's path names it
 * @property {(request: SimRequest) => boolean} [match]
 * @property {number} [skip] let so many matching requests pass first
 * @property {number} [times] how often; 1 unless told
 * @property {number} [delay] real milliseconds before anything else happens
 * @property {keyof typeof kinds} [kind]
 * @property {boolean} [effect] whether the request is carried out all the same; by default it is
 *   where the fault lies in the reply, and is not where the fault stands for a refusal
 * @property {number} [status] of a refusal, an `echo` or a `redirect`
 * @property {unknown} [body] of a refusal or a `shape`: a string goes out as it is
 * @property {Record<string, string>} [headers]
 * @property {string} [to] where a `redirect` points to
 * @property {number} [everyMs] between two bytes of a `trickle`
 * @property {number} [bytes] the size of a `huge` body
 */

/**
 * A fault that happens to a request: what is needed to answer it wrongly.
 * @typedef {object} Incident
 * @property {Fault} fault
 * @property {SimRequest} request
 * @property {import('node:http').ServerResponse} res
 * @property {() => Reply} answer carries the request out
 * @property {AbortSignal} signal aborted when the simulator closes
 */

/** Kinds whose fault lies on the way back: the request has been carried out by then. */
const afterEffect = new Set([
  undefined,
  'empty',
  'truncated',
  'shape',
  'reset-after',
  'reset-in-body',
  'trickle',
  'huge',
])

/**
 * The ways to go wrong that are more than a status. `answer` has been called already if the
 * fault lets the effect take place; calling it again returns the same reply.
 */
const kinds = {
  /** 200, and no body. @param {Incident} incident */
  empty({ request, res }) {
    send(request, res, { status: 200 })
  },

  /** Half of the JSON, in a complete HTTP message. @param {Incident} incident */
  truncated({ request, res, answer }) {
    const { status, headers, body } = answer()
    send(request, res, { status, headers: { ...json, ...headers }, body: half(body) })
  },

  /** JSON that has nothing to do with the question. @param {Incident} incident */
  shape({ fault, request, res }) {
    send(request, res, { status: 200, body: fault.body ?? { items: [{ value: 1 }], total: '1' } })
  },

  /** The connection ends without an answer; nothing is done. @param {Incident} incident */
  'reset-before'({ res }) {
    res.destroy()
  },

  /** What was asked is done, but the answer is lost. @param {Incident} incident */
  'reset-after'({ res }) {
    res.destroy()
  },

  /** The connection ends in the middle of the answer. @param {Incident} incident */
  'reset-in-body'({ request, res, answer }) {
    const { status, headers, body } = answer()
    const length = Buffer.byteLength(JSON.stringify(body ?? {}))
    writeHead(request, res, status, { ...json, ...headers, 'content-length': String(length) })
    // Destroyed only once the half is on its way, else the client would not see the headers.
    res.write(half(body), () => res.destroy())
  },

  /** No answer, ever. */
  hang() {},

  /** Headers at once, then white space, a byte at a time, without end. @param {Incident} incident */
  async trickle({ fault, request, res, signal }) {
    writeHead(request, res, 200, json)
    while (!res.destroyed) {
      res.write(' ')
      await sleep(fault.everyMs ?? 100, undefined, { signal })
    }
  },

  /** Valid JSON that is too large. @param {Incident} incident */
  async huge({ fault, request, res }) {
    writeHead(request, res, 200, json)
    await pipeline(padding(fault.bytes ?? 50_000_000), res)
  },

  /** @param {Incident} incident */
  redirect({ fault, request, res }) {
    const headers = { location: fault.to ?? '/', ...fault.headers }
    send(request, res, { status: fault.status ?? 307, headers })
  },

  /** An error that repeats the credentials it was sent. @param {Incident} incident */
  echo({ fault, request, res }) {
    const message = `Invalid header: Authorization: ${request.headers.authorization}`
    const status = fault.status ?? 400
    send(request, res, { status, body: refusal(request.api, status, message) })
  },
}

/** The content type of a reply that is (or claims to be) JSON. */
const json = { 'content-type': 'application/json; charset=utf-8' }

/** @param {unknown} body */
function half(body) {
  const text = JSON.stringify(body ?? {})
  return text.slice(0, Math.ceil(text.length / 2))
}

/** @param {number} bytes */
function* padding(bytes) {
  const [head, tail] = ['{"padding":"', '"}']
  const chunk = 'x'.repeat(65536)
  yield head
  for (let left = bytes - head.length - tail.length; left > 0; left -= chunk.length) {
    yield chunk.slice(0, left)
  }
  yield tail
}

/**
 * An error in the words of the API it comes from.
 * @param {'vercel' | 'github'} api
 * @param {number} status
 * @param {string} [message]
 */
function refusal(api, status, message = STATUS_CODES[status] ?? 'Error') {
  const code = (STATUS_CODES[status] ?? 'error').toLowerCase().replaceAll(/[^a-z]+/g, '_')
  return api === 'vercel' ? { error: { code, message } } : { message, status: String(status) }
}

/**
 * The faults that wait for their request.
 * @returns {{
 *   add(fault: Fault): { readonly count: number, remove(): void },
 *   take(request: SimRequest): Fault | undefined,
 * }}
 */
export function createFaults() {
  /** @type {{ fault: Fault, seen: number, count: number }[]} */
  let waiting = []

  /** @param {Fault} fault @param {SimRequest} request */
  function concerns({ api, operation, id, match }, request) {
    return (
      (api === undefined || api === request.api) &&
      (operation === undefined || operation === request.operation) &&
      (id === undefined || id === request.id) &&
      (match === undefined || match(request))
    )
  }

  return {
    add(fault) {
      const entry = { fault, seen: 0, count: 0 }
      waiting.push(entry)
      return {
        get count() {
          return entry.count
        },
        remove() {
          waiting = waiting.filter((other) => other !== entry)
        },
      }
    },

    take(request) {
      for (const entry of waiting) {
        if (entry.count >= (entry.fault.times ?? 1) || !concerns(entry.fault, request)) continue
        entry.seen += 1
        if (entry.seen <= (entry.fault.skip ?? 0)) continue
        entry.count += 1
        return entry.fault
      }
      return undefined
    },
  }
}

/**
 * Answers a request in the way its fault says.
 * @param {Incident} incident
 * @returns {Promise<void>}
 */
export async function applyFault({ answer, ...incident }) {
  const { fault, request, res, signal } = incident
  if (fault.delay !== undefined) await sleep(fault.delay, undefined, { signal })

  /** @type {Reply | undefined} */
  let reply
  const once = () => {
    reply ??= answer()
    return reply
  }
  const refuses = fault.kind === undefined && fault.status !== undefined
  if (fault.effect ?? (!refuses && afterEffect.has(fault.kind))) once()

  if (fault.kind !== undefined) {
    await kinds[fault.kind]({ ...incident, answer: once })
  } else if (fault.status !== undefined) {
    const body = fault.body ?? refusal(request.api, fault.status)
    send(request, res, { status: fault.status, headers: fault.headers, body })
  } else {
    send(request, res, once())
  }
}
