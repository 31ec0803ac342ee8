import { setMaxListeners } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { applyFault } from './faults.js'
import { parseUrl } from './log.js'
import { send } from './reply.js'

/** @typedef {import('./log.js').SimRequest} SimRequest */
/** @typedef {import('./reply.js').Reply} Reply */

/**
 * One entry of an API's route table. The pattern's groups are handed to `handle`.
 * @typedef {object} Route
 * @property {string} operation
 * @property {string} method
 * @property {RegExp} pattern matched against the decoded path
 * @property {(request: SimRequest, ...groups: string[]) => Reply} handle
 */

/**
 * One of the two APIs, as far as the server needs to know it.
 * @typedef {object} Api
 * @property {'vercel' | 'github'} name
 * @property {Route[]} routes
 * @property {(request: SimRequest, handle: () => Reply) => Reply} answer sees to what all routes
 *   have in common, and calls `handle` for the rest
 */

/**
 * Where to listen.
 * @typedef {{ host?: string | undefined, port?: number | undefined }} Address
 */

/**
 * Serves an API on a port of its own.
 * @param {Api} api
 * @param {object} options
 * @param {SimRequest[]} options.log
 * @param {ReturnType<import('./faults.js').createFaults>} options.faults
 * @param {import('./clock.js').Clock} options.clock
 * @param {number | ((request: SimRequest) => number)} options.latency
 * @param {{ key: string | Buffer, cert: string | Buffer } | undefined} options.tls
 * @param {Address} options.address
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function serve(api, { log, faults, clock, latency, tls, address }) {
  const closing = new AbortController()
  const { signal } = closing
  // Every request that is kept waiting listens to it.
  setMaxListeners(0, signal)

  /** @param {import('node:http').IncomingMessage} req @param {import('node:http').ServerResponse} res */
  async function respond(req, res) {
    const { path, query } = parseUrl(req.url ?? '/')
    const { method = 'GET', headers } = req
    const { route, groups } = findRoute(api.routes, method, path)
    /** @type {SimRequest} */
    const request = {
      api: api.name,
      operation: route?.operation ?? 'unknown',
      id: route?.operation === 'get' || route?.operation === 'cancel' ? groups[0] : undefined,
      method,
      path,
      query,
      headers,
      body: '',
      at: clock.now(),
      status: undefined,
    }
    log.push(request)
    for await (const chunk of req.setEncoding('utf8')) request.body += chunk

    const fault = faults.take(request)
    const wait = typeof latency === 'function' ? latency(request) : latency
    if (wait > 0) await sleep(wait, undefined, { signal })

    const answer = () =>
      api.answer(request, () => route?.handle(request, ...groups) ?? notFound(api.name))
    if (fault === undefined) send(request, res, answer())
    else await applyFault({ fault, request, res, answer, signal })
  }

  /** @type {import('node:http').RequestListener} */
  const listener = (req, res) => {
    respond(req, res).catch((error) => {
      // Closed meanwhile, or the client left: nobody is waiting for an answer.
      if (signal.aborted || req.destroyed || res.headersSent) res.destroy()
      else res.writeHead(500).end(String(error))
    })
  }
  const server = tls ? createHttpsServer(tls, listener) : createHttpServer(listener)
  // Kept by hand: the server itself doesn't know sockets that are still shaking hands.
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })

  const { host = '127.0.0.1', port = 0 } = address
  await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve(undefined))
  })
  const bound = /** @type {import('node:net').AddressInfo} */ (server.address())

  return {
    url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${bound.port}`,
    close() {
      closing.abort()
      return new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      })
    },
  }
}

/**
 * @param {Route[]} routes @param {string} method @param {string} path
 * @returns {{ route: Route | undefined, groups: string[] }}
 */
function findRoute(routes, method, path) {
  for (const route of routes) {
    const found = route.method === method ? route.pattern.exec(path) : null
    if (found) return { route, groups: found.slice(1) }
  }
  return { route: undefined, groups: [] }
}

/** @param {'vercel' | 'github'} api @returns {Reply} */
function notFound(api) {
  const message = 'Not Found'
  return {
    status: 404,
    body: api === 'vercel' ? { error: { code: 'not_found', message } } : { message, status: '404' },
  }
}
