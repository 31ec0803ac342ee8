import { type Cell, check, elsewhere, green, html, SLOW, wrongTeam } from './faults-matrix.js'
import {
  act,
  expectComplete,
  type Fault,
  requestsOf,
  SUPERSEDED,
  startWorld,
} from './faults-world.js'

describe("a branch's head that can't be read", () => {
  const faults: [string, Fault, [number, number]][] = [
    ['401', { status: 401 }, [1, 1]],
    ['403', { status: 403 }, [1, 1]],
    ['403 for a wrong team', { status: 403, body: wrongTeam }, [1, 1]],
    ['404', { status: 404 }, [1, 1]],
    ['410', { status: 410 }, [1, 1]],
    ['429 with Retry-After', { status: 429, headers: { 'retry-after': '1' } }, [1, 3]],
    ['429 with a reset', { status: 429, headers: { 'x-ratelimit-reset': '4000000000' } }, [1, 1]],
    ['429', { status: 429 }, [1, 3]],
    ['500', { status: 500 }, [3, 3]],
    ['502 with an HTML body', { status: 502, body: html }, [3, 3]],
    ['an empty body', { kind: 'empty' }, [1, 3]],
    ['truncated JSON', { kind: 'truncated' }, [1, 3]],
    ['JSON of another shape', { kind: 'shape' }, [1, 3]],
    ['JSON that is no object', { kind: 'shape', body: 'null' }, [1, 3]],
    [
      'the head of another branch',
      {
        kind: 'shape',
        body: { ref: 'refs/heads/feature-2', object: { sha: 'd'.repeat(40), type: 'commit' } },
      },
      [1, 3],
    ],
    ['a reset', { kind: 'reset-before' }, [3, 3]],
    ['a reset in the middle of the body', { kind: 'reset-in-body' }, [3, 3]],
    ['a body of 50 MB', { kind: 'huge' }, [1, 3]],
    ['a redirect to another host', { kind: 'redirect', to: elsewhere }, [1, 1]],
    ['a hang', { kind: 'hang' }, [1, 1]],
    ['a trickle', { kind: 'trickle' }, [1, 1]],
  ]

  test.concurrent.each(faults)(
    'because of %s: time proof stands alone, green, without a warning',
    async (_, fault, requests) => {
      const inputs = { timeout: fault.kind === 'hang' || fault.kind === 'trickle' ? '8' : '20' }
      const { ran, sim } = await check('head', fault, green(requests), { inputs })
      expect(sim.vercel.canceled().sort()).toEqual(SUPERSEDED)
      expect(ran.log).not.toMatch(/^::warning/m)
    },
    SLOW,
  )

  test.concurrent.each(faults)(
    'because of %s: without time proof nothing is cancelled, and it is said once',
    async (_, fault, requests) => {
      const inputs = { timeout: fault.kind === 'hang' || fault.kind === 'trickle' ? '8' : '20' }
      const event = { name: 'workflow_dispatch', payload: {} }
      const cell: Cell = {
        outcome: 'nothing-to-cancel',
        message: /3 kept: order not proven/,
        requests,
      }
      const { ran, sim } = await check('head', fault, cell, { inputs, event })
      expect(requestsOf(sim, 'cancel')).toEqual([])
      expect(ran.log.match(/^::warning/gm)).toHaveLength(1)
    },
    SLOW,
  )

  test.concurrent.each([
    ['connection refused', 'http://127.0.0.1:1'],
    ['a host name that does not resolve', 'https://api.github.invalid'],
  ])(
    'because of %s: time proof stands alone',
    async (_, url) => {
      const sim = await startWorld()
      try {
        const env = { GITHUB_API_URL: url }
        const ran = await act(sim, { inputs: { 'project-id': 'prj_1' }, env })
        expectComplete(ran)
        expect(ran.outputs).toMatchObject({ outcome: 'canceled', canceledCount: '3' })
      } finally {
        await sim.close()
      }
    },
    SLOW,
  )

  test.concurrent.each([
    ['500', { status: 500 }],
    ['a reset', { kind: 'reset-before' }],
  ] as const)(
    'once, because of %s, is read again',
    async (_, fault) => {
      const event = { name: 'workflow_dispatch', payload: {} }
      const { sim } = await check('head', { ...fault, times: 1 }, green(2), { event })
      expect(sim.vercel.canceled().sort()).toEqual(SUPERSEDED)
    },
    SLOW,
  )

  test('a head that has moved on is kept in spite of time proof', async () => {
    const sim = await startWorld()
    try {
      sim.github.setBranch('acme/web', 'feature', 'b'.repeat(40))
      const ran = await act(sim, { inputs: { 'project-id': 'prj_1' } })
      expect(sim.vercel.canceled()).toEqual([])
      expect(ran.outputs.outcome).toBe('nothing-to-cancel')
    } finally {
      await sim.close()
    }
  })
})
