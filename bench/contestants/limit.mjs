// A bare script that sends the requests of an ordinary push as early as it can, and nothing else: no
// dependency, no input is checked, no reply is judged, nothing is reported.
import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'

const { env } = process
const api = env['INPUT_API-URL'] ?? ''
const github = env.GITHUB_API_URL ?? ''
/** @type {Map<string, http.Agent>} */
const agents = new Map()

/**
 * @param {string} method @param {string} address @param {string | undefined} token
 * @param {string} [body]
 * @returns {Promise<any>}
 */
function send(method, address, token, body) {
  const url = new URL(address)
  const { Agent, request } = url.protocol === 'https:' ? https : http
  const agent = agents.get(url.origin) ?? new Agent({ keepAlive: true, maxSockets: 32 })
  agents.set(url.origin, agent)
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'user-agent': 'limit' }
    const outgoing = request(url, { method, agent, headers }, (reply) => {
      /** @type {Buffer[]} */
      const chunks = []
      reply.on('data', (chunk) => chunks.push(chunk))
      reply.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())))
    })
    outgoing.on('error', reject).end(body)
  })
}

const { after, ref } = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH ?? '', 'utf8'))
const token = env.INPUT_TOKEN
const query = `projectId=${env['INPUT_PROJECT-ID']}&state=QUEUED,INITIALIZING,BUILDING&limit=100`
/** @type {Map<string, any>} */
const found = new Map()
for (let until = ''; ; ) {
  const page = await send('GET', `${api}/v7/deployments?${query}${until}`, token)
  for (const build of page.deployments) found.set(build.uid, build)
  if (!page.pagination.next) break
  until = `&until=${page.pagination.next}`
}
const old = [...found.values()].filter(({ meta }) => meta.githubCommitSha !== after)
const shas = [...new Set(old.map(({ meta }) => meta.githubCommitSha))]
const fields = shas.map((sha, i) => `c${i}: object(expression: "${sha}") { oid }`).join(' ')
const heads = `query { repository(owner: "acme", name: "shop") { defaultBranchRef { target { oid } } r: ref(qualifiedName: "${ref}") { target { oid } } ${fields} } }`
await Promise.all([
  send('POST', `${github}/graphql`, env['INPUT_GITHUB-TOKEN'], JSON.stringify({ query: heads })),
  ...shas.map((sha) =>
    send(
      'GET',
      `${github}/repos/acme/shop/commits/${sha}/branches-where-head`,
      env['INPUT_GITHUB-TOKEN'],
    ),
  ),
])
await Promise.all(
  old.map(({ uid }) => send('PATCH', `${api}/v12/deployments/${uid}/cancel`, token)),
)
process.exit()
