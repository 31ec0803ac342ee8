import { createServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { connect } from 'node:net'

/**
 * How a proxy answers.
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

/** @typedef {{ options: ProxyOptions, asked: Asked[], sockets: Set<import('node:stream').Duplex> }} Proxy */

/**
 * Starts a CONNECT proxy on a free port of 127.0.0.1. It passes bytes on and can't read them.
 * @param {ProxyOptions} [options]
 */
export async function startProxy(options = {}) {
  /** @type {Proxy} */
  const proxy = { options, asked: [], sockets: new Set() }
  /** @type {import('node:http').RequestListener} */
  const listener = (request, response) => {
    // A plain request with the whole address in its first line. This proxy only makes tunnels.
    note(proxy, request)
    response.writeHead(501).end()
  }
  const { tls } = options
  const server = tls ? createHttpsServer(tls, listener) : createServer(listener)
  server.on('connection', (socket) => keep(proxy, socket))
  server.on('connect', (request, client, head) => tunnel(proxy, request, client, head))
  await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(undefined))
  })
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())

  return {
    port,
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,

    /** Every request, in order of arrival. */
    asked: proxy.asked,

    /** Stops at once, whatever is open. */
    close() {
      for (const socket of proxy.sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve(undefined)))
    },
  }
}

/** @param {Proxy} proxy @param {import('node:http').IncomingMessage} request */
function note({ asked }, { method = '', url = '', headers }) {
  asked.push({ method, target: url, headers })
}

/** @param {Proxy} proxy @param {import('node:stream').Duplex} socket */
function keep({ sockets }, socket) {
  sockets.add(socket)
  socket.once('close', () => sockets.delete(socket))
}

/**
 * Connects a client with the host that it asks for, or refuses it.
 * @param {Proxy} proxy
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:stream').Duplex} client
 * @param {Buffer} head
 */
function tunnel(proxy, request, client, head) {
  const target = request.url ?? ''
  note(proxy, request)
  client.on('error', () => client.destroy())
  if (proxy.options.hang) return
  const refused = refusal(proxy.options, target, request.headers)
  if (refused !== undefined) {
    client.end(`HTTP/1.1 ${refused}\r\nContent-Length: 0\r\n\r\n`)
    return
  }
  const upstream = connect(portOf(proxy.options, target) ?? 0, '127.0.0.1', () => {
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    upstream.write(head)
    upstream.pipe(client).pipe(upstream)
  })
  keep(proxy, upstream)
  upstream.on('error', () => client.destroy())
  client.once('close', () => upstream.destroy())
}

/** @param {ProxyOptions} options @param {string} target @param {import('node:http').IncomingHttpHeaders} headers */
function refusal(options, target, headers) {
  const { credentials, status } = options
  const expected = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`
  if (expected !== undefined && headers['proxy-authorization'] !== expected) {
    return '407 Proxy Authentication Required\r\nProxy-Authenticate: Basic'
  }
  if (status !== undefined) return `${status} Refused`
  return portOf(options, target) === undefined ? '502 Bad Gateway' : undefined
}

/** @param {ProxyOptions} options @param {string} target */
const portOf = ({ hosts = {} }, target) => hosts[target.replace(/:\d+$/, '').toLowerCase()]
