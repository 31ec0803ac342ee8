// Two servers that answer whatever is asked at once, over HTTP/1.1 and HTTP/2, each behind a long way.
// In a process of its own; tells the two addresses by a message.
import { readFileSync } from 'node:fs'
import http2 from 'node:http2'
import { startDelay } from './delay.mjs'

const [key = '', cert = '', ms = '50'] = process.argv.slice(2)
const tls = { key: readFileSync(key), cert: readFileSync(cert), allowHTTP1: true }

/** @returns {Promise<string>} */
async function start() {
  const server = http2.createSecureServer(tls, (request, reply) => {
    request.resume()
    request.on('end', () => {
      reply.setHeader('content-type', 'application/json')
      reply.end('{}')
    })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return `https://127.0.0.1:${await startDelay(port, Number(ms))}`
}

process.send?.({ vercel: await start(), github: await start() })
