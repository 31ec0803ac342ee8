import { once } from 'node:events'
import { request } from 'node:http'
import type { Simulator } from '../../simulator/index.js'
import { startSimulator } from '../../simulator/index.js'
import { startAcme, vercel } from './client.js'

let sim: Simulator

beforeEach(async () => {
  sim = (await startAcme()).sim
  sim.vercel.addDeployment({ projectId: 'prj_1', id: 'dpl_a', state: 'BUILDING' })
})
afterEach(() => sim.close())

const cancel = () => vercel(sim, '/v12/deployments/dpl_a/cancel', 'PATCH')
const state = () => sim.vercel.deployment('dpl_a').readyState

/** What a client makes of a reply: its status and text, or `failed`. */
async function outcome(reply: Promise<Response>) {
  try {
    const response = await reply
    return `${response.status} ${await response.text()}`
  } catch {
    return 'failed'
  }
}

const send = (init: RequestInit = {}) =>
  fetch(`${sim.vercel.url}/v12/deployments/dpl_a/cancel`, {
    method: 'PATCH',
    headers: { authorization: 'Bearer token' },
    redirect: 'manual',
    ...init,
  })

test.each([
  [{ status: 503 }, /^503 {"error":{"code":"service_unavailable"/, 'BUILDING'],
  [{ status: 502, body: '<h1>Bad</h1>' }, /^502 <h1>Bad<\/h1>$/, 'BUILDING'],
  [{ status: 500, effect: true }, /^500 /, 'CANCELED'],
  [{ kind: 'empty' }, /^200 $/, 'CANCELED'],
  [{ kind: 'truncated' }, /^200 {"id":"dpl_a".*[^}]$/, 'CANCELED'],
  [{ kind: 'shape' }, /^200 {"items"/, 'CANCELED'],
  [{ kind: 'reset-before' }, /^failed$/, 'BUILDING'],
  [{ kind: 'reset-after' }, /^failed$/, 'CANCELED'],
  [{ kind: 'reset-in-body' }, /^failed$/, 'CANCELED'],
  [{ kind: 'huge', bytes: 200_000 }, /^200 {"padding":"x{199986}"}$/, 'CANCELED'],
  [{ kind: 'redirect', to: 'http://elsewhere.test/', status: 308 }, /^308 $/, 'BUILDING'],
  [{ kind: 'echo' }, /^400 .*Authorization: Bearer token/, 'BUILDING'],
  [{ delay: 1 }, /^200 {"id":"dpl_a"/, 'CANCELED'],
  [{ delay: 1, kind: 'reset-after' }, /^failed$/, 'CANCELED'],
] as const)('%j', async (fault, expected, left) => {
  const handle = sim.fault(fault)
  expect(await outcome(send())).toMatch(expected)
  expect([state(), handle.count]).toEqual([left, 1])
})

test.each([
  [{ kind: 'hang' }, 'BUILDING'],
  [{ kind: 'hang', effect: true }, 'CANCELED'],
  [{ delay: 1e9 }, 'BUILDING'],
] as const)('%j leaves the client waiting, until the end', async (fault, left) => {
  const handle = sim.fault(fault)
  const reply = outcome(send())
  // Another connection's round trip: by then the request has been seen.
  while (handle.count === 0) await fetch(sim.github.url)
  await sim.close()
  expect([await reply, state()]).toEqual(['failed', left])
  expect(sim.requests.find(({ api }) => api === 'vercel')?.status).toBeUndefined()
})

test('trickles', async () => {
  sim.fault({ kind: 'trickle', everyMs: 1 })
  const client = request(`${sim.vercel.url}/v7/deployments`).end()
  const [response] = await once(client, 'response')
  for (let index = 0; index < 3; index += 1) expect(String(await once(response, 'data'))).toBe(' ')
  client.destroy()
})

test('chooses by api, operation, id and a condition', async () => {
  const others = [
    { api: 'github' },
    { operation: 'list' },
    { id: 'dpl_b' },
    { match: () => false },
  ] as const
  const faults = others.map((other) => sim.fault({ ...other, status: 500 }))
  const own = sim.fault({
    api: 'vercel',
    operation: 'cancel',
    id: 'dpl_a',
    match: ({ method }) => method === 'PATCH',
    status: 418,
    headers: { 'x-why': 'tea' },
  })
  const { status, headers } = await cancel()
  expect([status, headers.get('x-why'), own.count]).toEqual([418, 'tea', 1])
  expect(faults.map(({ count }) => count)).toEqual([0, 0, 0, 0])
})

test('tells the time by its own clock, whatever goes wrong', async () => {
  sim.fault({ status: 503 })
  for (let index = 0; index < 2; index += 1) {
    expect((await cancel()).headers.get('date')).toBe('Thu, 01 Jan 2026 00:00:00 GMT')
  }
  const timeless = (await startAcme({ sendDate: false })).sim
  expect((await vercel(timeless, '/v7/deployments')).headers.get('date')).toBeNull()
  await timeless.close()
})

test('skips, repeats and ends', async () => {
  const list = async () => (await vercel(sim, '/v7/deployments')).status
  sim.fault({ skip: 1, times: 2, status: 500 })
  expect([await list(), await list(), await list(), await list()]).toEqual([200, 500, 500, 200])
  const always = sim.fault({ times: Infinity, status: 503 })
  expect([await list(), await list(), await list()]).toEqual([503, 503, 503])
  always.remove()
  expect([await list(), always.count]).toEqual([200, 3])
})

test('delays every answer as told', async () => {
  const asked: string[] = []
  const latency = ({ path }: { path: string }) => asked.push(path)
  const slow = await startSimulator({ latency })
  await Promise.all(Array.from({ length: 20 }, () => fetch(slow.vercel.url)))
  expect(asked).toHaveLength(20)
  await slow.close()
})

test('waits for a promise', async () => {
  const order: string[] = []
  const latency = async () => {
    order.push('begun')
    await Promise.resolve()
    order.push('done')
    return 0
  }
  const slow = await startSimulator({ latency })
  await fetch(slow.github.url)
  expect(order).toEqual(['begun', 'done'])
  await slow.close()
})

test('listens where it is told to', async () => {
  const first = await startSimulator({ vercel: { host: 'localhost' } })
  const port = Number(new URL(first.vercel.url).port)
  expect(first.vercel.url).toBe(`http://localhost:${port}`)
  await first.close()
  const second = await startSimulator({ vercel: { port } })
  expect(second.vercel.url).toBe(`http://127.0.0.1:${port}`)
  await expect(startSimulator({ vercel: { port } })).rejects.toThrow('EADDRINUSE')
  await second.close()
})
