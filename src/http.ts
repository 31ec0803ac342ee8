import http from 'node:http'
import https from 'node:https'
import { HttpClient } from '@actions/http-client'

/** One HTTP exchange. Every reply, whatever its status, is a reply; only a failure to get one throws. */
export type Send = (request: Request) => Promise<Reply>

export type Request = {
  method: string
  url: URL
  headers: Record<string, string>
  body?: string
  signal: AbortSignal
}

export type Reply = {
  status: number
  headers: http.IncomingHttpHeaders
  body: string
}

/** A list page of 100 deployments takes about 0.5 MB; more than this is no answer to our questions. */
const MAX_BODY_BYTES = 16 * 1024 * 1024

/**
 * Sends requests over kept connections, through the proxy of the environment where there is one.
 *
 * `node:http` rather than `fetch`: the first `fetch` of a process costs about as much as Node's own
 * start, and it ignores `HTTPS_PROXY`. The agent is the toolkit's, which knows proxies
 * (`https_proxy`, `no_proxy`, either case) on every version of Node. Redirects are not followed: a
 * token must not travel to another host.
 *
 * @param maxSockets connections to one host at once
 * @returns `send`, which throws the error of the socket when no whole reply could be read
 */
export function createSend(maxSockets: number): Send {
  const client = new HttpClient(undefined, [], { keepAlive: true, maxSockets })
  const agents = new Map<string, http.Agent>()

  const agentFor = (url: URL) => {
    const agent = agents.get(url.origin) ?? (client.getAgent(url.href) as http.Agent)
    agents.set(url.origin, agent)
    return agent
  }

  return ({ method, url, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const { request } = url.protocol === 'https:' ? https : http
      const outgoing = request(url, { method, headers, signal, agent: agentFor(url) })
      outgoing.on('error', reject)
      outgoing.on('response', (reply) => {
        readBody(reply).then(
          (text) => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: text }),
          (error: unknown) => {
            outgoing.destroy()
            reject(error)
          },
        )
      })
      outgoing.end(body)
    })
}

/** The whole body as text. Throws when it is cut off, stalls past the request's signal, or is too long. */
async function readBody(reply: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of reply as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAX_BODY_BYTES) throw new Error(`the reply is larger than ${MAX_BODY_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
