// The requests of an ordinary push that cancels COUNT builds, in one of four WAYs:
//   agent        kept connections, opened when a request needs one (what the action does)
//   warm         the same, and connections for the cancels are opened while GitHub is asked
//   warm-github  the same, and GitHub's are opened while Vercel lists
//   http2        Vercel by one HTTP/2 connection; GitHub as `agent`
import http2 from 'node:http2'
import https from 'node:https'

const { VERCEL = '', GITHUB = '', WAY = '', COUNT = '1' } = process.env
const count = Number(COUNT)

class WarmAgent extends https.Agent {
  /** @type {import('node:stream').Duplex[]} */
  ready = []

  /** Opens connections that the next requests take. @param {string} address @param {number} n */
  open(address, n) {
    const { hostname: host, port } = new URL(address)
    for (let i = 0; i < n; i += 1) {
      const socket = super.createConnection({ host, port: Number(port) })
      socket?.on('error', () => {})
      if (socket) this.ready.push(socket)
    }
  }

  /** @override @param {Parameters<https.Agent['createConnection']>} args @returns {any} */
  createConnection(...args) {
    return this.ready.pop() ?? super.createConnection(...args)
  }
}

const options = { keepAlive: true, maxSockets: 32 }
const agents = { [VERCEL]: new WarmAgent(options), [GITHUB]: new WarmAgent(options) }

/** @param {string} method @param {string} origin @param {string} path @param {string} [body] */
function over1(method, origin, path, body) {
  return new Promise((resolve, reject) => {
    const outgoing = https.request(origin + path, { method, agent: agents[origin] }, (reply) => {
      reply.resume().on('end', resolve)
    })
    outgoing.on('error', reject).end(body)
  })
}

const session = WAY === 'http2' ? http2.connect(VERCEL) : undefined

/** @param {string} method @param {string} path */
function vercel(method, path) {
  if (!session) return over1(method, VERCEL, path)
  return new Promise((resolve, reject) => {
    const stream = session.request({ ':method': method, ':path': path })
    stream.on('error', reject).on('end', resolve).resume()
    stream.end()
  })
}

if (WAY === 'warm-github') agents[GITHUB]?.open(GITHUB, 2)
await vercel('GET', '/v7/deployments')
const asked = [
  over1('POST', GITHUB, '/graphql', '{}'),
  over1('GET', GITHUB, '/repos/acme/shop/commits/0/branches-where-head'),
]
// One of them is there already: the list's.
if (WAY.startsWith('warm')) agents[VERCEL]?.open(VERCEL, Math.min(count, 32) - 1)
await Promise.all(asked)
const ids = Array.from({ length: count }, (_, i) => `dpl_${i}`)
await Promise.all(ids.map((id) => vercel('PATCH', `/v12/deployments/${id}/cancel`)))
process.exit()
