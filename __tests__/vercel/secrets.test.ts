import { createRedactor } from '../../src/shared/redact.js'
import { cancelDeployment, listUnfinished, readDeployment } from '../../src/vercel/client.js'
import { VercelError } from '../../src/vercel/errors.js'
import { type Acme, failureOf, startAcme, startServer, token } from '../support.js'

let acme: Acme
let close = () => {}
beforeEach(async () => {
  acme = await startAcme()
})
afterEach(() => {
  close()
  return acme.sim.close()
})

/** Any 8 characters in a row of a secret give it away. */
function partsIn(text: string, secret: string): string[] {
  return Array.from({ length: secret.length - 7 }, (_, i) => secret.slice(i, i + 8)).filter(
    (part) => text.includes(part),
  )
}

const everything = (failure: Error) => {
  const { body } = failure as VercelError
  const { message, stack } = (failure.cause ?? {}) as Error
  return JSON.stringify([failure.message, failure.stack, body, message, stack])
}

const base64 = (text: string) => Buffer.from(text).toString('base64')

const echoes: [string, (secret: string) => string][] = [
  ['whole', (secret) => secret],
  ['all but its last letter', (secret) => secret.slice(0, -1)],
  ['all but its first letter', (secret) => secret.slice(1)],
  ['nine letters of it', (secret) => secret.slice(5, 14)],
  ['URL-encoded', (secret) => encodeURIComponent(secret)],
  ['HTML-escaped', (secret) => secret.replace(/&/g, '&amp;').replace(/</g, '&lt;')],
  ['as JSON in a text', (secret) => JSON.stringify({ secret })],
  ['in base64', (secret) => base64(secret)],
  ['in base64 after one character', (secret) => base64(`:${secret}`)],
  ['in base64 after two characters', (secret) => base64(`x:${secret}:y`)],
  ['in base64 for addresses', (secret) => Buffer.from(secret).toString('base64url')],
]

const secrets = [token, 'vcp_A+b/C=d&e<f>g"h\'i\\j0123456789']

describe.each(secrets)('the secret %s', (secret) => {
  test.each(echoes)('that a server echoes %s is in no error and no log', async (_, echo) => {
    const echoed = echo(secret)
    const seen: string[] = []
    const server = await startServer((_, res) => {
      res.writeHead(400).end(JSON.stringify({ error: { code: echoed, message: `a ${echoed} b` } }))
    })
    close = server.close
    const log = (line: string) => seen.push(line)
    const vercel = acme.client({ apiUrl: server.url, token: secret, onRequest: log, onWait: log })
    const failure = await failureOf(cancelDeployment(vercel, 'dpl_a'))
    const text = everything(failure) + seen.join()
    expect(failure.message).toContain('***')
    for (const form of [secret, encodeURIComponent(secret), base64(secret).slice(0, -4)]) {
      expect(partsIn(text, form)).toEqual([])
    }
  })

  test('is taken out of every field of a deployment, and numbers stay as they are', async () => {
    const meta = { githubCommitRef: `x-${secret}-y`, githubCommitSha: secret }
    const body = { id: 'dpl_a', name: secret, readyState: secret, url: secret, meta, createdAt: 5 }
    acme.sim.fault({ kind: 'shape', body })
    const deployment = await readDeployment(acme.client({ token: secret }), 'dpl_a')
    expect(deployment).toMatchObject({ project: '***', branch: 'x-***-y', createdAt: 5 })
    expect(partsIn(JSON.stringify(deployment), secret)).toEqual([])
  })

  test('is taken out where a server escapes every character', async () => {
    const escaped = [...secret]
      .map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join('')
    acme.sim.fault({ status: 400, body: `{"error":{"message":"x ${escaped}"}}` })
    const failure = await failureOf(cancelDeployment(acme.client({ token: secret }), 'dpl_a'))
    expect(failure.message).toContain('400: x ***')
  })

  test('is taken out of an id that was asked for, in the debug log', async () => {
    const id = secret.replace(/[^\w]/g, '')
    const { redact } = createRedactor([id])
    await failureOf(readDeployment(acme.client({ redact }), id))
    expect(acme.debug.join()).toContain('GET /v13/deployments/*** → 404')
  })

  test('is taken out of a socket’s error, and of its cause', async () => {
    const send = () =>
      Promise.reject(Object.assign(new Error(`tunnel via ${secret} failed`), { code: 'EX' }))
    const failure = await failureOf(cancelDeployment(acme.client({ send, token: secret }), 'dpl_a'))
    expect(failure.cause).toMatchObject({ message: 'tunnel via *** failed', code: 'EX' })
    expect(partsIn(everything(failure) + acme.debug.join(), secret)).toEqual([])
  })
})

test.each([[400], [401], [403], [404], [429], [500]])(
  'the token is taken out of what is said with %i',
  async (status) => {
    const { sim, client, debug, waitedFor } = acme
    sim.fault({ kind: 'echo', status })
    sim.vercel.addDeployment({ projectId: 'prj_1', id: 'dpl_a', state: 'BUILDING' })
    const failure = await cancelDeployment(client(), 'dpl_a').catch((error: unknown) => error)
    expect(JSON.stringify([failure, debug, waitedFor])).not.toContain(token)
    if (failure instanceof VercelError) expect(everything(failure)).not.toContain(token)
  },
)

test('a list in which somebody named a branch like a part of the token is read all the same', async () => {
  const { sim, client } = acme
  const branch = token.slice(2, 12)
  sim.vercel.addDeployment({ projectId: 'prj_1', id: 'dpl_a', branch, state: 'BUILDING' })
  const { deployments, failure } = await listUnfinished(client(), { projectId: 'prj_1' })
  expect(deployments).toMatchObject([{ id: 'dpl_a', branch: '***', state: 'BUILDING' }])
  expect(failure).toBeUndefined()
})
