import { createServer, type Socket } from 'node:net'
import type { Send } from '../../src/shared/http.js'
import {
  cancelDeployment,
  listUnfinished,
  readDeployment,
  withDeadline,
} from '../../src/vercel/client.js'
import {
  type Acme,
  addBuilds,
  asked,
  failureOf,
  momentsOf,
  startAcme,
  startServer,
  TIME_UP,
} from '../support.js'

let acme: Acme
beforeEach(async () => {
  acme = await startAcme()
})
afterEach(() => acme.sim.close())

const web = { projectId: 'prj_1' }
const always = { times: Number.POSITIVE_INFINITY }

const noAnswer = [
  ['500', { status: 500 }],
  ['502 with a page in HTML', { status: 502, body: '<h1>Bad gateway</h1>' }],
  ['503 with an empty body', { status: 503, body: '' }],
  ['a reset before anything', { kind: 'reset-before' }],
  ['a reset after the effect', { kind: 'reset-after' }],
  ['a reset in the body', { kind: 'reset-in-body' }],
  ['an empty body', { kind: 'empty' }],
  ['truncated JSON', { kind: 'truncated' }],
] as const

describe.each(noAnswer)('%s', (_, fault) => {
  beforeEach(() => {
    acme.sim.vercel.addDeployment({ projectId: 'prj_1', id: 'dpl_a', state: 'BUILDING' })
  })

  test('makes a read try again, up to five times in all', async () => {
    const { sim, client, time } = acme
    sim.fault({ ...fault, times: 4 })
    expect((await readDeployment(client(), 'dpl_a')).id).toBe('dpl_a')
    expect(momentsOf(sim, 'get')).toEqual([0, 200, 600, 1400, 3000])
    expect(time.waits).toEqual([200, 400, 800, 1600])
  })

  test('makes a read fail in the end', async () => {
    const { sim, client } = acme
    sim.fault({ ...fault, times: 5 })
    expect((await failureOf(readDeployment(client(), 'dpl_a'))).kind).toBe('unavailable')
    expect(sim.requests).toHaveLength(5)
  })

  test('never makes a cancel be sent again', async () => {
    const { sim, client, time } = acme
    sim.fault(fault)
    expect((await failureOf(cancelDeployment(client(), 'dpl_a'))).kind).toBe('unavailable')
    expect(asked(sim)).toEqual(['cancel dpl_a'])
    expect(time.waits).toEqual([])
  })
})

test('a body without end is given up', async () => {
  const { sim, client } = acme
  sim.fault({ kind: 'huge', bytes: 17 * 1024 * 1024 })
  const failure = await failureOf(cancelDeployment(client(), 'dpl_a'))
  expect(failure.kind).toBe('unavailable')
  expect(failure.message).toMatch(/the reply is larger than 4194304 bytes$/)
})

test('a server that does not listen is named', async () => {
  const { client, time } = acme
  await acme.sim.close()
  const failure = await failureOf(cancelDeployment(client(), 'dpl_a'))
  expect(failure).toMatchObject({ kind: 'unavailable', status: undefined })
  expect(failure.message).toMatch(/^Vercel could not be reached .*: connect ECONNREFUSED/)
  expect(time.waits).toEqual([])
})

describe('the end of the step', () => {
  test.each([['hang'], ['trickle']] as const)('ends a %s', async (kind) => {
    const { sim, client, time } = acme
    const handle = sim.fault({ kind, everyMs: 5 })
    const failure = failureOf(readDeployment(client(), 'dpl_a'))
    while (handle.count === 0) await new Promise(setImmediate)
    time.stop(new Error('The step was stopped (SIGTERM)'))
    expect(await failure).toMatchObject({
      kind: 'stopped',
      message: 'The step was stopped (SIGTERM) before Vercel responded (GET /v13/deployments/…)',
    })
    expect(sim.requests).toHaveLength(1)
  })

  test('keeps back what was queued', async () => {
    const { sim, client, time } = acme
    const all = addBuilds(acme, 100)
    const handle = sim.fault({ kind: 'hang', times: Number.POSITIVE_INFINITY })
    const vercel = client()
    const failures = all.map((id) => failureOf(cancelDeployment(vercel, id)))
    while (handle.count < 32) await new Promise(setImmediate)
    time.stop(new Error('The step was stopped (SIGTERM)'))
    const kinds = (await Promise.all(failures)).map(({ kind }) => kind)
    expect(new Set(kinds)).toEqual(new Set(['stopped']))
    expect(sim.requests).toHaveLength(32)
  })

  test('ends the wait for a rate limit', async () => {
    const { sim, client, time } = acme
    sim.fault({ status: 429, headers: { 'retry-after': '7' } })
    const onWait = () => time.stop(new Error('The step was stopped (SIGTERM)'))
    expect(await failureOf(cancelDeployment(client({ onWait }), 'dpl_a'))).toMatchObject({
      kind: 'stopped',
      message:
        'The step was stopped (SIGTERM) before Vercel responded (PATCH /v12/deployments/…/cancel); the attempt before ended with 429: Too Many Requests',
      sent: false,
    })
    expect(sim.requests).toHaveLength(1)
  })

  test('for a reason that nobody gave is told all the same', async () => {
    const deadline = { signal: AbortSignal.abort('x'), remaining: () => 0 }
    const failure = await failureOf(cancelDeployment(acme.client({ deadline }), 'dpl_a'))
    expect(failure.message).toMatch(/^The step was stopped before Vercel responded /)
  })

  test('ends the wait between two tries', async () => {
    const { sim, client, time } = acme
    sim.fault({ status: 500, times: 9 })
    time.advance(59_700)
    const failure = await failureOf(readDeployment(client(), 'dpl_a'))
    expect(failure).toMatchObject({ kind: 'stopped' })
    expect(failure.message).toBe(
      `${TIME_UP} before Vercel responded (GET /v13/deployments/…); the attempt before ended with 500: Internal Server Error`,
    )
    expect(momentsOf(sim, 'get')).toEqual([59_700, 59_900])
  })

  test('lets nothing more be sent', async () => {
    const { sim, client, time } = acme
    time.advance(60_000)
    expect((await failureOf(cancelDeployment(client(), 'dpl_a'))).kind).toBe('stopped')
    expect([sim.requests, acme.http.sent, acme.debug]).toEqual([[], [], []])
  })
})

test('each request leaves a line for the debug log', async () => {
  const { client, debug, sim } = acme
  sim.fault({ kind: 'reset-before' })
  await listUnfinished(client(), web)
  expect(debug).toEqual([
    expect.stringMatching(/^GET \/v7\/deployments → .*socket hang up$/),
    'GET /v7/deployments → 200 in 0 ms',
  ])
})

describe('the time of a single request', () => {
  test.each([
    [60_000, 10_000],
    [30_000, 10_000],
    [15_000, 5000],
    [3001, 1001],
    [2000, 1000],
  ])('with %i ms left is %i ms', async (left, limit) => {
    const { client, http, time } = acme
    time.advance(60_000 - left)
    await listUnfinished(client(), web)
    expect(http.sent.map(({ timeout }) => timeout)).toEqual([limit])
  })

  test('that runs out is a failure that may pass', async () => {
    const { sim, client, http } = acme
    sim.fault({ kind: 'trickle', everyMs: 5 })
    const send: Send = (request) => http.send({ ...request, timeout: 50 })
    expect(await failureOf(cancelDeployment(client({ send }), 'dpl_a'))).toMatchObject({
      kind: 'unavailable',
      sent: true,
      message:
        'Vercel could not be reached (PATCH /v12/deployments/…/cancel): no complete response within 50 ms',
    })
  })
})

describe('what will not be different the next time', () => {
  test.each([
    ['an unknown host', 'http://nowhere.invalid', 'getaddrinfo ENOTFOUND nowhere.invalid'],
    ['TLS asked of a plain server', 'https:', 'wrong version number'],
  ])('is not tried again: %s', async (_, address, words) => {
    const { client, sim, time } = acme
    const apiUrl = new URL(
      address === 'https:' ? sim.vercel.url.replace('http:', 'https:') : address,
    )
    const vercel = client({ apiUrl })
    const failure = await failureOf(readDeployment(vercel, 'dpl_a'))
    expect(failure).toMatchObject({ kind: 'unavailable', sent: false })
    expect(failure.message).toMatch(/^Vercel could not be reached \(GET /)
    expect(failure.message).toContain(words)
    expect(failure.cause).toMatchObject({ message: expect.stringContaining(words) })
    // Nor by any other request.
    expect(await failureOf(cancelDeployment(vercel, 'dpl_a'))).toBe(failure)
    expect([time.waits, acme.http.sent.length]).toEqual([[], 1])
  })

  test('is not taken for a name server that does not answer', async () => {
    const { client } = acme
    const error = Object.assign(new Error('getaddrinfo EAI_AGAIN'), { code: 'EAI_AGAIN' })
    let calls = 0
    const send = () => {
      calls += 1
      return Promise.reject(error)
    }
    const failure = await failureOf(readDeployment(client({ send }), 'dpl_a'))
    expect([calls, failure.sent, failure.cause]).toEqual([5, true, error])
  })
})

describe('a server that fails for everything', () => {
  const kinds = async (failures: Promise<unknown>[]) =>
    new Set((await Promise.all(failures.map(failureOf))).map(({ kind }) => kind))

  test('gets few requests for 500 cancels', async () => {
    const { sim, client, waitedFor } = acme
    sim.fault({ status: 503, ...always })
    const vercel = client()
    const all = Array.from({ length: 500 }, (_, i) => cancelDeployment(vercel, `dpl_${i}`))
    expect(await kinds(all)).toEqual(new Set(['unavailable']))
    // 32 at once, those that went out before the fifth failure, and a probe after each of six pauses.
    expect(sim.requests.length).toBeLessThanOrEqual(32 + 4 + 6)
    expect(waitedFor).toEqual(
      ['200 ms', '400 ms', '800 ms', '2 s', '3 s', '4 s'].map(
        (pause) => `Vercel seems to be down: waiting ${pause}, then continuing more slowly`,
      ),
    )
  })

  test('may be one that cannot be reached, where it never answers', async () => {
    const { sim, client } = acme
    sim.fault({ kind: 'reset-before', ...always })
    expect((await failureOf(readDeployment(client(), 'dpl_a'))).message).toMatch(
      /^Vercel seems to be down, or this runner cannot reach it \(GET \S+\): /,
    )
  })

  test('is said to be down, with its last words, and is asked no more', async () => {
    const { sim, client } = acme
    sim.fault({ status: 503, ...always })
    const vercel = client()
    const failures = await Promise.all(
      Array.from({ length: 50 }, (_, i) => failureOf(cancelDeployment(vercel, `dpl_${i}`))),
    )
    expect(failures.at(-1)).toMatchObject({
      message:
        'Vercel seems to be down (PATCH /v12/deployments/…/cancel): 503: Service Unavailable',
      status: 503,
      sent: false,
    })
    const before = sim.requests.length
    expect(failures.filter(({ sent }) => sent)).toHaveLength(before)
    expect((await failureOf(cancelDeployment(vercel, 'dpl_x'))).sent).toBe(false)
    expect(sim.requests).toHaveLength(before)
  })

  test('ends 500 builds that are canceled and read in turns', async () => {
    const { sim, client } = acme
    sim.fault({ status: 503, ...always })
    const vercel = client()
    await Promise.all(
      Array.from({ length: 500 }, async (_, i) => {
        const failure = await failureOf(cancelDeployment(vercel, `dpl_${i}`))
        if (failure.sent) await failureOf(readDeployment(vercel, `dpl_${i}`))
      }),
    )
    expect(sim.requests.length).toBeLessThan(100)
  })

  test.each([
    ['nothing', { kind: 'empty' }],
    ['half of a reply', { kind: 'truncated' }],
    ['a page in HTML', { status: 200, body: '<h1>Bad gateway</h1>' }],
    ['no connection', { kind: 'reset-before' }],
  ] as const)('with %s gets few requests, too', async (_, fault) => {
    const { sim, client } = acme
    const all = addBuilds(acme, 200)
    sim.fault({ ...fault, ...always })
    const vercel = client()
    expect(await kinds(all.map((id) => readDeployment(vercel, id)))).toEqual(
      new Set(['unavailable']),
    )
    expect(sim.requests.length).toBeLessThanOrEqual(32 + 4 + 6)
  })

  test('only at one kind of request leaves the others alone', async () => {
    const { sim, client, time } = acme
    const all = addBuilds(acme, 100)
    sim.fault({ operation: 'cancel', status: 500, ...always })
    const vercel = client()
    expect(await kinds(all.map((id) => cancelDeployment(vercel, id)))).toEqual(
      new Set(['unavailable']),
    )
    const before = time.waits.length
    expect(await Promise.all(all.map((id) => readDeployment(vercel, id)))).toHaveLength(100)
    expect(time.waits).toHaveLength(before)
  })

  test('and comes back gets all the rest', async () => {
    const { sim, client } = acme
    const all = addBuilds(acme, 100)
    sim.fault({ operation: 'cancel', status: 503, times: 34 })
    const vercel = client()
    const states = await Promise.allSettled(all.map((id) => cancelDeployment(vercel, id)))
    expect(states.filter(({ status }) => status === 'fulfilled')).toHaveLength(100 - 34)
    expect(sim.requests).toHaveLength(100)
  })
})

describe('odd replies', () => {
  let close = () => {}
  afterEach(() => close())

  /** Bytes that answer each connection's first request. */
  async function raw(bytes: string) {
    const connections = { count: 0 }
    const sockets: Socket[] = []
    const server = createServer((socket) => {
      connections.count += 1
      sockets.push(socket)
      socket.on('error', () => {})
      socket.once('data', () => socket.write(bytes))
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    close = () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    }
    const { port } = server.address() as { port: number }
    return { apiUrl: new URL(`http://127.0.0.1:${port}`), connections }
  }

  test('switching to another protocol is an error at once', async () => {
    const { apiUrl, connections } = await raw(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
    )
    expect(await failureOf(cancelDeployment(acme.client({ apiUrl }), 'dpl_a'))).toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('the server switched to another protocol (101)'),
    })
    expect(connections.count).toBe(1)
  })

  test('an early hint before the reply is passed over', async () => {
    const body = '{"id":"dpl_a"}'
    const { apiUrl } = await raw(
      `HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
    expect((await cancelDeployment(acme.client({ apiUrl }), 'dpl_a')).id).toBe('dpl_a')
  })

  test.each([
    ['a body larger than 4 MB', 'x'.repeat(4 * 1024 * 1024 + 1), /larger than 4194304 bytes$/],
    ['brackets without end', '['.repeat(400_000), /^Vercel's response was incomplete/],
  ])('%s is no answer', async (_, body, words) => {
    const server = await startServer((_, res) => res.end(body))
    close = server.close
    const failure = await failureOf(cancelDeployment(acme.client({ apiUrl: server.url }), 'dpl_a'))
    expect(failure).toMatchObject({ kind: 'unavailable', sent: true })
    expect(failure.message).toMatch(words)
  })

  test.each([
    ['a reply', (x: string) => x],
    ['a field', (x: string) => `{"id":"dpl_a","meta":{"a":${x}}}`],
    [
      'an escaped field, which is read in another way',
      (x: string) => `{"id":"\\u0064pl_a","meta":{"a":${x}}}`,
    ],
  ])('400,000 nested brackets as %s break nothing', async (_, around) => {
    const server = await startServer((_, res) =>
      res.end(around(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)),
    )
    close = server.close
    const result = await cancelDeployment(acme.client({ apiUrl: server.url }), 'dpl_a').catch(
      (error) => error,
    )
    expect(result.id ?? result.kind).toMatch(/^(dpl_a|unavailable|unreadable)$/)
  })
})

describe('a last look', () => {
  const later = () => ({ signal: new AbortController().signal, remaining: () => 1000 })

  test('is sent though the time of the step is up', async () => {
    const { client, time } = acme
    const [id = ''] = addBuilds(acme, 1)
    const vercel = client()
    time.advance(60_000)
    expect((await failureOf(readDeployment(vercel, id))).kind).toBe('stopped')
    expect((await readDeployment(withDeadline(vercel, later()), id)).id).toBe(id)
    expect((await failureOf(readDeployment(vercel, id))).kind).toBe('stopped')
  })

  test('knows what the step has learned: an unauthorized token is not tried again', async () => {
    const { sim, client } = acme
    sim.fault({ status: 401 })
    const vercel = client()
    const failure = await failureOf(readDeployment(vercel, 'dpl_a'))
    expect(await failureOf(readDeployment(withDeadline(vercel, later()), 'dpl_a'))).toBe(failure)
    expect(sim.requests).toHaveLength(1)
  })

  test('is not kept back by requests that the end of the step has left in line', async () => {
    const { sim, client, time } = acme
    const all = addBuilds(acme, 100)
    const handle = sim.fault({ operation: 'get', kind: 'hang', times: 32 })
    const vercel = client()
    const failures = all.map((id) => failureOf(readDeployment(vercel, id)))
    while (handle.count < 32) await new Promise(setImmediate)
    time.advance(60_000)
    expect((await readDeployment(withDeadline(vercel, later()), 'dpl_7')).id).toBe('dpl_7')
    expect((await Promise.all(failures)).every(({ kind }) => kind === 'stopped')).toBe(true)
  })
})
