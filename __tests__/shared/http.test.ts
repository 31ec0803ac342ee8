import { once } from 'node:events'
import { Agent, createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectionsOf, openAhead } from '../../src/shared/connections.js'
import { createSend, isPermanent, type Reply, type Send } from '../../src/shared/http.js'

let server: Server | undefined
/** Connections that were made. */
let connections = 0

async function serve(listener: RequestListener): Promise<URL> {
  connections = 0
  server = createServer(listener).listen(0, '127.0.0.1')
  server.on('connection', () => {
    connections += 1
  })
  await once(server, 'listening')
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
}

afterEach(() => {
  server?.close()
  server?.closeAllConnections()
})

const never = new AbortController().signal

const get = (url: URL, send = createSend(2), signal = never): Promise<Reply> =>
  send({ method: 'GET', url, headers: {}, signal })

test('a request goes out as it was made, and the reply comes back whole', async () => {
  const url = await serve(async (req, res) => {
    let body = ''
    for await (const chunk of req) body += chunk
    const { method, headers } = req
    res.writeHead(418, { 'x-reply': 'yes' })
    res.end(`${method} ${req.url} ${headers['x-request']} ${body}`)
  })
  const reply = await createSend(1)({
    method: 'PATCH',
    url: new URL('/a%20b?c=d&c=e', url),
    headers: { 'x-request': 'yes' },
    body: 'größe',
    signal: never,
  })
  expect(reply).toMatchObject({ status: 418, body: 'PATCH /a%20b?c=d&c=e yes größe' })
  expect(reply.headers['x-reply']).toBe('yes')
})

test.each([[200], [204], [301], [307], [404], [429], [500]])('%i is a reply', async (status) => {
  const url = await serve((_, res) => res.writeHead(status, { location: '/elsewhere' }).end())
  expect(await get(url)).toMatchObject({ status, body: '' })
  expect(connections).toBe(1)
})

test('a character that is cut in two is put together', async () => {
  const bytes = Buffer.from('ü')
  const url = await serve(async (_, res) => {
    res.write(bytes.subarray(0, 1))
    await sleep(5)
    res.end(bytes.subarray(1))
  })
  expect((await get(url)).body).toBe('ü')
})

test('connections are kept and used again', async () => {
  const url = await serve((_, res) => res.end('ok'))
  const send = createSend(2)
  for (let i = 0; i < 5; i += 1) await get(url, send)
  expect(connections).toBe(1)
})

describe('connections that are opened ahead', () => {
  const arrived = async (n: number) => {
    while (connections < n) await once(server as Server, 'connection')
  }
  /** How many connections there are once so many requests at a time were answered. */
  const used = async (n: number, url: URL, send: Send) => {
    await Promise.all(Array.from({ length: n }, () => get(url, send)))
    return connections
  }

  test('are taken by requests, which open no others', async () => {
    const url = await serve((_, res) => res.end('ok'))
    const send = createSend(8)
    send.openAhead?.(url, 3)
    await arrived(3)
    expect(await used(3, url, send)).toBe(3)
    expect(await used(4, url, send)).toBe(4)
  })

  test('are as many as are missing, and no more than are allowed', async () => {
    const url = await serve((_, res) => res.end('ok'))
    const send = createSend(4)
    await get(url, send)
    send.openAhead?.(url, 2)
    await arrived(2)
    send.openAhead?.(url, 2)
    expect(await used(2, url, send)).toBe(2)
    send.openAhead?.(url, 9)
    await arrived(4)
    expect(await used(4, url, send)).toBe(4)
  })

  test('that the server closed again are not taken', async () => {
    const url = await serve((_, res) => res.end('ok'))
    const send = createSend(8)
    send.openAhead?.(url, 1)
    const [socket] = (await once(server as Server, 'connection')) as [Socket]
    const closed = once(socket, 'close')
    socket.end()
    await closed
    expect((await get(url, send)).body).toBe('ok')
    expect(connections).toBe(2)
  })

  test('that nobody accepts are not told of: the request tells', async () => {
    const url = await serve((_, res) => res.end('ok'))
    await new Promise((resolve) => server?.close(resolve))
    const send = createSend(8)
    send.openAhead?.(url, 2)
    await expect(get(url, send)).rejects.toThrow('ECONNREFUSED')
    await expect(get(url, send)).rejects.toThrow('ECONNREFUSED')
  })

  test('go to another server with its name, and to an IP address with none', () => {
    const options: object[] = []
    const agent = new Agent()
    agent.createConnection = (option) => {
      options.push(option)
      return new Socket()
    }
    const connections = connectionsOf(agent)
    openAhead(connections, new URL('https://api.vercel.com'), 1)
    openAhead(connections, new URL('http://[::1]:8080'), 2)
    openAhead(connections, new URL('https://127.0.0.1:8443'), 3)
    const kept = { keepAlive: true, noDelay: true }
    expect(options).toEqual([
      { host: 'api.vercel.com', port: 443, servername: 'api.vercel.com', ...kept },
      { host: '::1', port: 8080, ...kept },
      { host: '127.0.0.1', port: 8443, ...kept },
    ])
  })
})

test('no more connections are made than are allowed', async () => {
  const url = await serve((_, res) => res.end('ok'))
  const send = createSend(3)
  const replies = await Promise.all(Array.from({ length: 20 }, () => get(url, send)))
  expect(replies.every(({ body }) => body === 'ok')).toBe(true)
  expect(connections).toBeLessThanOrEqual(3)
})

describe('the proxy of the environment', () => {
  const before = { ...process.env }
  afterEach(() => {
    for (const name of ['http_proxy', 'HTTP_PROXY', 'no_proxy', 'NO_PROXY']) {
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    }
  })
  const proxy = () => serve((req, res) => res.end(`by proxy: ${req.url}`))

  test.each(['http_proxy', 'HTTP_PROXY'])('(%s) gets the request', async (name) => {
    process.env[name] = (await proxy()).href
    const url = new URL('http://nowhere.invalid/a?b=c')
    expect((await get(url)).body).toBe('by proxy: http://nowhere.invalid/a?b=c')
  })

  test.each(['no_proxy', 'NO_PROXY'])('is passed by for the hosts of %s', async (name) => {
    process.env.http_proxy = (await proxy()).href
    process.env[name] = 'nowhere.invalid'
    await expect(get(new URL('http://nowhere.invalid/'))).rejects.toThrow('nowhere.invalid')
    expect(connections).toBe(0)
  })

  const unusable = [
    ['socks5://user:passw0rd@proxy:1080', 'socks5://'],
    ['ftp://proxy', 'ftp://'],
    ['http://proxy:99999', 'not a URL'],
    ['http://proxy:port', 'not a URL'],
    ['not a url', 'not a URL'],
    ['http://', 'not a URL'],
    ['http://user:passw0rd%@proxy:3128', 'URL-encoded'],
  ] as const

  test.each(unusable)(
    'that can’t be used (%s) ends the request before it is sent',
    async (value, why) => {
      // The request would reach this server if it went out directly.
      const url = await serve((_, res) => res.end('direct'))
      process.env.http_proxy = value
      const byName = new URL(`http://here.invalid:${url.port}/`)
      const error = await get(byName).catch((error: unknown) => error)
      expect(error).toMatchObject({
        message: expect.stringContaining('`http_proxy` names a proxy'),
      })
      expect((error as Error).message).toContain(why)
      expect((error as Error).message).not.toContain('passw0rd')
      expect(isPermanent(error)).toBe(true)
      expect(connections).toBe(0)
    },
  )

  test('is not asked for where it is bypassed, usable or not', async () => {
    const url = await serve((_, res) => res.end('direct'))
    process.env.http_proxy = 'socks5://proxy'
    expect((await get(url)).body).toBe('direct')
  })
})

describe('no whole reply is a failure:', () => {
  test('a connection that ends before the reply', async () => {
    const url = await serve((req) => req.socket.destroy())
    await expect(get(url)).rejects.toThrow('socket hang up')
  })

  test.each([
    ['a body that is shorter than it said', { 'content-length': '100' }],
    ['a body in chunks without its end', {}],
  ])('%s', async (_, headers) => {
    const url = await serve((_, res) => {
      res.writeHead(200, headers)
      res.write('half', () => res.destroy())
    })
    await expect(get(url)).rejects.toThrow('aborted')
  })

  test('nobody listens', async () => {
    const url = await serve(() => {})
    server?.close()
    await expect(get(url)).rejects.toThrow('ECONNREFUSED')
  })

  test('an address without a host', async () => {
    await expect(get(new URL('http://nowhere.invalid/'))).rejects.toThrow('nowhere.invalid')
  })

  test.each([
    [4 * 1024 * 1024, 'is read'],
    [4 * 1024 * 1024 + 1, 'is given up'],
  ])('a body of %i bytes %s', async (bytes, what) => {
    const url = await serve((_, res) => res.end(Buffer.alloc(bytes, 'x')))
    const reply = get(url)
    if (what === 'is read') expect((await reply).body).toHaveLength(bytes)
    else await expect(reply).rejects.toThrow('larger than 4194304 bytes')
  })

  test('a body without end is left at once', async () => {
    const closed = Promise.withResolvers<void>()
    const url = await serve((_, res) => {
      const chunk = Buffer.alloc(1024 * 1024, 'x')
      const more = () => {
        while (!res.destroyed && res.write(chunk));
      }
      res.on('drain', more).on('close', () => closed.resolve())
      more()
    })
    await expect(get(url)).rejects.toThrow('larger than')
    await closed.promise
  })
})

test('a switch to another protocol is a failure at once', async () => {
  const url = await serve(() => {})
  server?.on('connection', (socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n')
  })
  await expect(get(url)).rejects.toThrow('the server switched to another protocol (101)')
})

test('hints before the reply are passed over', async () => {
  const url = await serve((_, res) => {
    res.writeProcessing()
    res.writeEarlyHints({ link: '</x>; rel=preload' })
    res.end('ok')
  })
  expect(await get(url)).toMatchObject({ status: 200, body: 'ok' })
})

describe('a failure that will be the same the next time:', () => {
  test.each([
    ['ENOTFOUND', true],
    ['ERR_INVALID_URL', true],
    ['ERR_TLS_CERT_ALTNAME_INVALID', true],
    ['CERT_HAS_EXPIRED', true],
    ['SELF_SIGNED_CERT_IN_CHAIN', true],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', true],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', true],
    ['EPROTO', true],
    ['EAI_AGAIN', false],
    ['ECONNREFUSED', false],
    ['ECONNRESET', false],
    ['ETIMEDOUT', false],
    ['ERR_PROXY_TUNNEL', false],
    [undefined, false],
    [5, false],
  ])('%s: %s', (code, permanent) => {
    expect(isPermanent(Object.assign(new Error('x'), { code }))).toBe(permanent)
  })

  test.each([undefined, null, 'ENOTFOUND'])('%s: false', (error) => {
    expect(isPermanent(error)).toBe(false)
  })
})

const stalls: [string, RequestListener][] = [
  ['a reply that does not come', () => {}],
  [
    'a body that stalls',
    (_, res) => {
      res.writeHead(200, { 'content-length': '100' })
      res.write('half')
    },
  ],
]

describe('the time of a request ends', () => {
  test.each(stalls)('%s', async (_, listener) => {
    const url = await serve(listener)
    const closed = new Promise((resolve) => {
      server?.on('connection', (socket) => socket.on('close', resolve))
    })
    const reply = createSend(1)({ method: 'GET', url, headers: {}, signal: never, timeout: 20 })
    await expect(reply).rejects.toThrow('no complete response within 20 ms')
    await closed
  })

  test('no request that has its reply', async () => {
    const url = await serve((_, res) => res.end('ok'))
    const send = createSend(1)
    const request = { method: 'GET', url, headers: {}, signal: never }
    await send({ ...request, timeout: 20 })
    await sleep(40)
    expect((await send(request)).body).toBe('ok')
    expect(connections).toBe(1)
  })
})

describe('the signal ends', () => {
  test.each(stalls)('%s', async (_, listener) => {
    const url = await serve(listener)
    const { signal, abort } = controller()
    const reply = get(url, createSend(1), signal)
    await sleep(20)
    abort()
    await expect(reply).rejects.toThrow('aborted')
  })

  test('no request that has its reply', async () => {
    const url = await serve((_, res) => res.end('ok'))
    const send = createSend(1)
    const { signal, abort } = controller()
    await get(url, send, signal)
    abort()
    expect((await get(url, send)).body).toBe('ok')
    expect(connections).toBe(1)
  })

  test('a request before it is sent', async () => {
    const url = await serve((_, res) => res.end())
    await expect(get(url, createSend(1), AbortSignal.abort())).rejects.toThrow('aborted')
    expect(connections).toBe(0)
  })

  test('requests that wait for a connection with those that have one', async () => {
    const url = await serve(() => {})
    const send = createSend(1)
    const { signal, abort } = controller()
    const replies = Promise.allSettled([1, 2, 3].map(() => get(url, send, signal)))
    await sleep(20)
    abort()
    expect((await replies).map(({ status }) => status)).toEqual(Array(3).fill('rejected'))
  })

  function controller() {
    const it = new AbortController()
    return { signal: it.signal, abort: () => it.abort() }
  }
})
