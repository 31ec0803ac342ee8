import type http from 'node:http'
import { type Connections, connectionsOf, openAhead } from './connections.js'
import { proxyOf, UnusableProxy } from './proxy.js'
import { duration } from './text.js'

/** One HTTP exchange. Every reply, whatever its status, is a reply; only a failure to get one throws. */
export type Send = ((request: Request) => Promise<Reply>) & {
  /** Opens connections that requests to this address will soon need, up to `count`. Never throws. */
  openAhead?: (url: URL, count: number) => void
}

export type Request = {
  method: string
  url: URL
  headers: Record<string, string>
  body?: string | undefined
  signal: AbortSignal
  /** How long to wait for the whole reply, in ms; if missing, until the signal is aborted. */
  timeout?: number
}

export type Reply = {
  status: number
  headers: http.IncomingHttpHeaders
  body: string
}

/** A list page of 100 deployments takes about 0.5 MB; anything larger than this is not a valid reply. */
const MAX_BODY_BYTES = 4 * 1024 * 1024

/**
 * Sends requests over kept connections, through the environment's proxy where there is one.
 *
 * `node:http` rather than `fetch`: the first `fetch` of a process costs about as much as Node's own
 * start, and it ignores `https_proxy`. Which proxy is used is decided as the toolkit does
 * (`https_proxy`, `no_proxy`, either case). Redirects are not followed: a token must not travel to
 * another host.
 *
 * @param maxSockets connections to one host at once
 * @returns `send`, which throws why no complete reply could be read: the error of the socket, the
 *   signal's reason, or that the time was up. It throws `UnusableProxy` before anything is sent.
 */
export function createSend(maxSockets: number): Send {
  const origins = new Map<string, Promise<Origin>>()
  const connect = (url: URL): Promise<Origin> => {
    const origin = origins.get(url.origin) ?? originOf(url, maxSockets)
    origins.set(url.origin, origin)
    return origin
  }

  const send = async (sent: Request) => {
    const { request, connections } = await connect(sent.url)
    sent.signal.throwIfAborted()
    const { method, headers, url } = sent
    return exchange(request(url, { method, headers, agent: connections.agent }), sent)
  }

  const ahead = async (url: URL, count: number) => {
    const { connections } = await connect(url)
    // A proxy opens its way to a server with a request of its own.
    if (!proxyOf(url)) openAhead(connections, url, Math.min(count, maxSockets))
  }
  return Object.assign(send, {
    openAhead: (url: URL, count: number) => void ahead(url, count).catch(() => {}),
  })
}

/** The way to one server. */
type Origin = { request: typeof http.request; connections: Connections }

async function originOf(url: URL, maxSockets: number): Promise<Origin> {
  // Loaded with the first request: not needed to report invalid input.
  const { Agent, request } = await (url.protocol === 'https:'
    ? import('node:https')
    : import('node:http'))
  const agent = new Agent({ keepAlive: true, maxSockets, ...proxyFor(url) })
  return { request, connections: connectionsOf(agent) }
}

/**
 * Sends a request, and waits for the whole reply. It uses neither the request's own option `signal`
 * nor a signal for each request: with 1,000 requests, these took a tenth of the CPU time.
 */
function exchange(
  outgoing: http.ClientRequest,
  { body, signal, timeout }: Pick<Request, 'body' | 'signal' | 'timeout'>,
): Promise<Reply> {
  return new Promise<Reply>((resolve, reject) => {
    const fail = (why: unknown) => {
      over()
      reject(why)
      outgoing.destroy()
    }
    const abort = () => fail(signal.reason)
    signal.addEventListener('abort', abort)
    const timer = timeout && setTimeout(() => fail(timeUp(timeout)), timeout)
    const over = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
    }
    outgoing.on('error', fail)
    // A reply to an upgrade that nobody asked for has no end.
    outgoing.on('upgrade', (_reply, socket) => {
      socket.destroy()
      fail(new Error('the server switched to another protocol (101)'))
    })
    outgoing.on('response', (reply) => {
      const { statusCode: status = 0, headers } = reply
      const done = (text: string) => {
        over()
        resolve({ status, headers, body: text })
      }
      readBody(reply, done, fail)
    })
    outgoing.end(body)
  })
}

const timeUp = (ms: number) => new Error(`no complete response within ${duration(ms)}`)

/** The agent's options for the proxy of this address; none where it is reached directly. */
function proxyFor(url: URL): { proxyEnv?: Record<string, string> } {
  const proxy = proxyOf(url)?.href
  if (proxy === undefined) return {}
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  // An older Node would silently ignore a proxy: https://nodejs.org/api/http.html#built-in-proxy-support
  if (major < 24 || (major === 24 && minor < 5)) {
    throw new OutdatedNode(
      `the environment names a proxy for ${url.host}, which requires Node 24.5 or newer; this runner has ${process.versions.node}. Update the runner, or add the host to \`no_proxy\``,
    )
  }
  return { proxyEnv: { HTTP_PROXY: proxy, HTTPS_PROXY: proxy } }
}

class OutdatedNode extends Error {}

/** Codes of errors by OpenSSL and Node about certificates, TLS, addresses and unknown hosts. */
const PERMANENT =
  /^(ENOTFOUND|EPROTO|ERR_INVALID_URL|ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA)/

/**
 * Whether a failure to send will be the same the next time. `EAI_AGAIN` is not: it says that the name
 * server did not answer.
 */
export function isPermanent(error: unknown): boolean {
  if (error instanceof UnusableProxy || error instanceof OutdatedNode) return true
  const { code } = (error ?? {}) as NodeJS.ErrnoException
  return typeof code === 'string' && PERMANENT.test(code)
}

/** Reads the whole body as text; fails when it is cut off, or too long. */
function readBody(
  reply: http.IncomingMessage,
  done: (text: string) => void,
  fail: (why: unknown) => void,
): void {
  const chunks: Buffer[] = []
  let bytes = 0
  reply.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    chunks.push(chunk)
    if (bytes > MAX_BODY_BYTES) {
      fail(new Error(`the reply is larger than ${MAX_BODY_BYTES} bytes`))
    }
  })
  reply.on('end', () => done(Buffer.concat(chunks).toString('utf8')))
  reply.on('error', fail)
}
