import { createServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { connect } from 'node:net'

/**
 * How a proxy treats those who want through.
 * @typedef {object} ProxyOptions
 * @property {Record<string, number>} [hosts] which port of 127.0.0.1 a host name stands for; any
 *   other is unknown (502)
 * @property {string} [credentials] `user:password`; without them it answers 407
 * @property {number} [status] what it answers in place of a tunnel
 * @property {boolean} [hang] it takes the request and never answers
 * @property {{ key: string | Buffer, cert: string | Buffer }} [tls] to be spoken to over TLS
 */

/**
 * What a proxy was asked for: the method, the target of the request line, and its headers.
 * @typedef {{ method: string, target: string, headers: import('node:http').IncomingHttpHeaders }} Asked
 */

/**
 * Starts a CONNECT proxy on a free port of 127.0.0.1. It passes bytes on and can't read them.
 * @param {ProxyOptions} [options]
 */
export async function startProxy({ hosts = {}, credentials, status, hang, tls } = {}) {
  /** @type {Asked[]} */
  const asked = []
  /** @type {Set<import('node:stream').Duplex>} */
  const sockets = new Set()

  /** @param {import('node:http').IncomingMessage} request */
  function note({ method = '', url = '', headers }) {
    asked.push({ method, target: url, headers })
  }

  /** @param {string} target @param {import('node:http').IncomingHttpHeaders} headers */
  function refusal(target, headers) {
    const expected = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`
    if (expected !== undefined && headers['proxy-authorization'] !== expected) {
      return '407 Proxy Authentication Required\r\nProxy-Authenticate: Basic'
    }
    if (status !== undefined) return `${status} Refused`
    return portOf(target) === undefined ? '502 Bad Gateway' : undefined
  }

  /** @param {string} target */
  const portOf = (target) => hosts[target.replace(/:\d+$/, '').toLowerCase()]

  /** @type {import('node:http').RequestListener} */
  const listener = (request, response) => {
    // A plain request, with the whole address in its first line: not what this proxy is for.
    note(request)
    response.writeHead(501).end()
  }
  const server = tls ? createHttpsServer(tls, listener) : createServer(listener)
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('connect', (request, client, head) => {
    const target = request.url ?? ''
    note(request)
    client.on('error', () => client.destroy())
    if (hang) return
    const refused = refusal(target, request.headers)
    if (refused !== undefined) {
      client.end(`HTTP/1.1 ${refused}\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    const upstream = connect(portOf(target) ?? 0, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      upstream.write(head)
      upstream.pipe(client).pipe(upstream)
    })
    sockets.add(upstream)
    upstream.on('error', () => client.destroy())
    upstream.once('close', () => sockets.delete(upstream))
    client.once('close', () => upstream.destroy())
  })
  await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(undefined))
  })
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())

  return {
    port,
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,

    /** Every request, in order of arrival. */
    asked,

    /** Stops at once, whatever is open. */
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve(undefined)))
    },
  }
}
