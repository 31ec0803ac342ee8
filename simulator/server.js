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
 * @property {(request: SimRequest, handle: () => Reply) => Reply} answer does what all routes have
 *   in common, and calls `handle` for the rest
 */

/**
 * Where to listen.
 * @typedef {{ host?: string | undefined, port?: number | undefined }} Address
 */

/**
 * @typedef {object} ServeOptions
 * @property {SimRequest[]} log
 * @property {ReturnType<import('./faults.js').createFaults>} faults
 * @property {import('./clock.js').Clock} clock
 * @property {number | ((request: SimRequest) => number | Promise<number>)} latency
 * @property {boolean} sendDate
 * @property {{ key: string | Buffer, cert: string | Buffer } | undefined} tls
 * @property {Address | undefined} address
 */

/**
 * Serves an API on a port of its own.
 * @param {Api} api
 * @param {ServeOptions} options
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function serve(api, options) {
  const closing = new AbortController()
  const { signal } = closing
  // Every request that is kept waiting listens to it.
  setMaxListeners(0, signal)
  /** @type {import('node:http').RequestListener} */
  const listener = (req, res) => {
    respond(api, { ...options, signal }, req, res).catch((error) => {
      // Closed meanwhile, or the client left: nobody is waiting for an answer.
      if (signal.aborted || req.destroyed || res.headersSent) res.destroy()
      else res.writeHead(500).end(String(error))
    })
  }
  const { tls, address } = options
  const server = tls ? createHttpsServer(tls, listener) : createHttpServer(listener)
  const sockets = socketsOf(server)
  const where = await listen(server, address)
  return {
    url: `${tls ? 'https' : 'http'}://${where}`,
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
 * The open connections. Kept by hand: the server itself doesn't know those that are still shaking
 * hands.
 * @param {import('node:http').Server} server
 */
function socketsOf(server) {
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return sockets
}

/** @param {import('node:http').Server} server @param {Address} [address] */
async function listen(server, { host = '127.0.0.1', port = 0 } = {}) {
  await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve(undefined))
  })
  const bound = /** @type {import('node:net').AddressInfo} */ (server.address())
  return `${host.includes(':') ? `[${host}]` : host}:${bound.port}`
}

/**
 * Logs a request, waits as long as told, and answers it, or lets go wrong what is to.
 * @param {Api} api
 * @param {ServeOptions & { signal: AbortSignal }} options
 * @param {import('node:http').IncomingMessage} req
 * @param {import('node:http').ServerResponse} res
 */
async function respond(api, { log, faults, clock, latency, sendDate, signal }, req, res) {
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
  const wait = typeof latency === 'function' ? await latency(request) : latency
  if (wait > 0) await sleep(wait, undefined, { signal })

  res.sendDate = false
  if (sendDate) res.setHeader('date', new Date(clock.now()).toUTCString())
  const answer = () =>
    api.answer(request, () => route?.handle(request, ...groups) ?? notFound(api.name))
  if (fault === undefined) send(request, res, answer())
  else await applyFault({ fault, request, res, answer, signal })
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
