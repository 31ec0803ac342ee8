// The limit: what the contract lets be sent, as early as it lets it, and nothing else. No dependency,
// no input is checked, no reply is judged, nothing is verified twice and nothing is reported.
import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'

const { API, GITHUB, JOB, IDS } = process.env
const own = 'b'.repeat(40)
/** @type {Map<string, http.Agent>} */
const agents = new Map()

/** @returns {Promise<any>} */
function send(method, address, token, body) {
  const url = new URL(address)
  const { Agent, request } = url.protocol === 'https:' ? https : http
  const agent = agents.get(url.origin) ?? new Agent({ keepAlive: true, maxSockets: 32 })
  agents.set(url.origin, agent)
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'user-agent': 'limit' }
    const outgoing = request(url, { method, agent, headers }, (reply) => {
      const chunks = []
      reply.on('data', (chunk) => chunks.push(chunk))
      reply.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())))
    })
    outgoing.on('error', reject).end(body)
  })
}

const vercel = (method, path) => send(method, `${API}${path}`, 'bench-token')
const cancel = (id) => vercel('PATCH', `/v12/deployments/${id}/cancel`)

if (JOB === 'id') {
  await cancel(IDS)
} else {
  if (process.env.GITHUB_EVENT_PATH) JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH, 'utf8'))
  const projects = (process.env.PROJECTS ?? '').split(',')
  const query = projects.map((id) => `${projects.length > 1 ? 'projectIds' : 'projectId'}=${id}`)
  const found = []
  for (let until; ; ) {
    const path = `/v7/deployments?${query.join('&')}&state=QUEUED,INITIALIZING,BUILDING&limit=100`
    const page = await vercel('GET', until ? `${path}&until=${until}` : path)
    found.push(...page.deployments)
    until = page.pagination.next
    if (!until) break
  }
  const wanted = found.filter(
    ({ meta }) =>
      (JOB === 'sweep' || meta.githubCommitRef === 'feature') && meta.githubCommitSha !== own,
  )
  if (wanted.length > 0) {
    if (JOB === 'sweep') {
      const names = [...new Set(wanted.map(({ meta }) => meta.githubCommitRef))]
      const fields = names.map(
        (name, i) => `h${i}: ref(qualifiedName: "refs/heads/${name}") { target { oid } }`,
      )
      const query = `query { repository(owner: "acme", name: "web") { ${fields.join(' ')} } }`
      await send('POST', `${GITHUB}/graphql`, 'bench-github-token', JSON.stringify({ query }))
    } else {
      await send('GET', `${GITHUB}/repos/acme/web/git/ref/heads/feature`, 'bench-github-token')
    }
    await Promise.all(wanted.map(({ uid }) => cancel(uid)))
  }
}
process.exit()
