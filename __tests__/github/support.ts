import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createGitHub, type GitHubOptions } from '../../src/github/octokit.js'
import { createSend } from '../../src/shared/http.js'
import { createTime } from '../support.js'

export const token = 'ghs_S3cretS3cretS3cret'
export const shop = { host: 'github.com', id: '42', owner: 'acme', name: 'shop' }
export const fork = { host: 'github.com', id: '99', owner: 'octocat', name: 'shop' }
export const sha = (begin: string) => begin.padEnd(40, '0')

/** An error of GitHub's REST API. */
export const message = (text: string) => ({
  message: text,
  documentation_url: 'https://docs.github.com/rest',
})

const servers: Server[] = []

/** A server on loopback that answers as the listener does. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export function closeServers(): void {
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
}

export type Answer = {
  status?: number
  headers?: Record<string, string>
  body: unknown
  /** What passes until it is given, in ms. */
  ms?: number
  /** The connection breaks instead. */
  broken?: boolean
}
export type Asked = { method: string; path: string; body: string; headers: Record<string, unknown> }

/**
 * A GitHub that gives these answers, one after the other and the last one for ever, and the client
 * for it.
 */
export async function answering(
  answers: Answer[],
  more: Partial<GitHubOptions> = {},
  timeout?: number,
) {
  const asked: Asked[] = []
  const left = [...answers]
  const apiUrl = await serve(async (req, res) => {
    let body = ''
    for await (const chunk of req) body += chunk
    const { method = '', url: path = '', headers } = req
    asked.push({ method, path, body, headers })
    const answer = left.length > 1 ? left.shift() : left[0]
    client.time.advance(answer?.ms ?? 0)
    if (answer?.broken) {
      res.destroy()
      return
    }
    res.writeHead(answer?.status ?? 200, { 'content-type': 'application/json', ...answer?.headers })
    res.end(typeof answer?.body === 'string' ? answer.body : JSON.stringify(answer?.body))
  })
  const client = clientOf(apiUrl, more, timeout)
  return { asked, options: { apiUrl, answers: left }, ...client }
}

/** @param timeout of the step, in ms */
export function clientOf(apiUrl: string, more: Partial<GitHubOptions> = {}, timeout?: number) {
  const time = createTime(timeout === undefined ? {} : { timeout })
  const debug: string[] = []
  const github = createGitHub({
    apiUrl,
    token,
    send: createSend(32),
    clock: time.clock,
    deadline: time.deadline,
    random: () => 0,
    onRequest: (line) => debug.push(line),
    redact: (text) => text.replaceAll(token, '***'),
    ...more,
  })
  return { github, time, debug }
}
