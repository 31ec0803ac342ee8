import { setImmediate } from 'node:timers/promises'
import { jest } from '@jest/globals'
import { branchesWhereHead } from '../../src/github/branches.js'
import { loadOctokit, withFreshTime } from '../../src/github/octokit.js'
import { readHeads } from '../../src/github/query.js'
import { start, TIME_UP } from '../support.js'
import {
  type Answer,
  answering,
  clientOf,
  closeServers,
  message,
  serve,
  sha,
  shop,
  token,
} from './support.js'

afterEach(closeServers)

const old = sha('01d')
const path = `/repos/acme/shop/commits/${old}/branches-where-head`
const ok: Answer = { body: [{ name: 'feature/cart', commit: { sha: old }, protected: false }] }
const found = { branches: ['feature/cart'] }
const heads = {
  data: { repository: { defaultBranchRef: { name: 'main', target: { oid: old } }, f0: null } },
}
const wanted = { repository: shop, branches: [{ repository: shop, name: 'x' }], commits: [] }

describe('a request', () => {
  it('for the branches of a commit', async () => {
    const { github, asked, debug } = await answering([ok])
    expect(await branchesWhereHead(github, shop, old)).toEqual(found)
    expect(asked).toEqual([
      expect.objectContaining({
        method: 'GET',
        path,
        headers: expect.objectContaining({ authorization: `token ${token}` }),
      }),
    ])
    expect(debug).toEqual([`GET ${path} → 200 in 0 ms`])
  })

  it.each([
    ['', '', ''],
    ['/', '', ''],
    ['/api/v3', '/api/v3', '/api'],
    ['/api/v3/', '/api/v3', '/api'],
    ['/api/v3//', '/api/v3', '/api'],
  ])('goes to a server at "%s"', async (at, rest, graphql) => {
    const { asked, options } = await answering([ok])
    const { github } = clientOf(`${options.apiUrl}${at}`)
    await branchesWhereHead(github, shop, old)
    await readHeads(github, wanted)
    expect(asked.map((one) => one.path)).toEqual([`${rest}${path}`, `${graphql}/graphql`])
  })

  it('is not made by loading Octokit, which is loaded once', async () => {
    const { github, asked } = await answering([ok])
    expect(github.octokit).toBeUndefined()
    expect(loadOctokit(github)).toBe(loadOctokit(github))
    await loadOctokit(github)
    expect(asked).toEqual([])
  })

  it('is one of at most 32 at once', async () => {
    let open = 0
    let peak = 0
    const apiUrl = await serve((_, res) => {
      open += 1
      peak = Math.max(peak, open)
      setImmediate().then(() => {
        open -= 1
        res.writeHead(200, { 'content-type': 'application/json' }).end('[]')
      })
    })
    const { github } = clientOf(apiUrl)
    const shas = Array.from({ length: 100 }, (_, i) => sha(String(i)))
    await Promise.all(shas.map((one) => branchesWhereHead(github, shop, one)))
    expect(peak).toBeGreaterThan(1)
    expect(peak).toBeLessThanOrEqual(32)
  })

  it("leaves what Octokit says of the reply's headers in the debug log, as harmless text", async () => {
    const console = ['warn', 'error', 'log'] as const
    const written = console.map((name) => jest.spyOn(globalThis.console, name).mockReturnValue())
    const headers = {
      deprecation: 'yes',
      sunset: `x ##[error]${token}`,
      link: '<https://a>; rel="deprecation"',
    }
    const { github, debug } = await answering([{ ...ok, headers }])
    await branchesWhereHead(github, shop, old)
    for (const one of written) {
      expect(one).not.toHaveBeenCalled()
      one.mockRestore()
    }
    expect(debug.join('\n')).toContain(
      'is deprecated. It is scheduled to be removed on x ## [error]***',
    )
  })
})

describe('another attempt', () => {
  const broken: Answer = { broken: true, body: '' }
  it.each<[string, Answer[], number]>([
    ['a 502', [{ status: 502, body: '<html>' }, ok], 2],
    ['two 500s', [{ status: 500, body: '' }, { status: 503, body: message('Later') }, ok], 3],
    ['a broken connection', [broken, ok], 2],
  ])('follows %s', async (_, answers, requests) => {
    const { github, asked, time } = await answering(answers)
    expect(await branchesWhereHead(github, shop, old)).toEqual(found)
    expect(asked).toHaveLength(requests)
    expect(time.waits).toEqual([200, 400].slice(0, requests - 1))
  })

  it('follows a 502 to GraphQL', async () => {
    const { github, asked } = await answering([{ status: 502, body: '' }, { body: heads }])
    expect((await readHeads(github, wanted)).branches.get('acme/shop:x')).toEqual({ state: 'gone' })
    expect(asked).toHaveLength(2)
  })

  it.each<[string, Answer]>([
    ...[401, 403, 404, 422, 429].map((status): [string, Answer] => [
      `a ${status}`,
      { status, body: message('No') },
    ]),
    ['a reply of another form', { body: 'nonsense' }],
    ['a redirect to nowhere', { status: 302, body: '' }],
  ])('does not follow %s', async (_, answer) => {
    const { github, asked } = await answering([answer, ok])
    expect(await branchesWhereHead(github, shop, old)).toHaveProperty('why')
    expect(asked).toHaveLength(1)
  })

  it.each(['RATE_LIMITED', 'INTERNAL'])(
    'does not follow an error of GraphQL (%s)',
    async (type) => {
      const { github, asked } = await answering([
        { body: { errors: [{ type, message: 'No' }] } },
        { body: heads },
      ])
      expect((await readHeads(github, wanted)).why).toContain(`${type}: No`)
      expect(asked).toHaveLength(1)
    },
  )

  it('is the third at most', async () => {
    const { github, asked } = await answering([{ status: 500, body: message('Oops') }])
    expect(await branchesWhereHead(github, shop, old)).toEqual({ why: 'GitHub answered 500: Oops' })
    expect(asked).toHaveLength(3)
  })
})

describe('a redirect', () => {
  const to = (location: string | undefined, status = 301): Answer => ({
    ...{ status, headers: location === undefined ? {} : { location }, body: message('Moved') },
  })

  it.each([301, 302, 307, 308])('with %d is followed once, with the token', async (status) => {
    const { github, asked, debug } = await answering([to('/repositories/42/x?y=1', status), ok])
    expect(await branchesWhereHead(github, shop, old)).toEqual(found)
    expect(asked.map((one) => one.path)).toEqual([path, '/repositories/42/x?y=1'])
    expect(asked[1]?.headers).toMatchObject({ authorization: `token ${token}` })
    expect(debug).toEqual([
      `GET ${path} → ${status} in 0 ms`,
      'GET /repositories/42/x → 200 in 0 ms',
    ])
  })

  it('as a whole address is followed, too', async () => {
    const { github, asked, options } = await answering([])
    options.answers.push(to(`${options.apiUrl}/repositories/42`), ok)
    expect(await branchesWhereHead(github, shop, old)).toEqual(found)
    expect(asked).toHaveLength(2)
  })

  it.each([307, 308])('of GraphQL with %d takes the query along', async (status) => {
    const { github, asked } = await answering([to('/elsewhere', status), { body: heads }])
    expect((await readHeads(github, wanted)).branches.get('acme/shop:x')).toEqual({ state: 'gone' })
    expect(asked.map((one) => [one.method, one.path])).toEqual([
      ['POST', '/graphql'],
      ['POST', '/elsewhere'],
    ])
    expect(asked[1]?.body).toBe(asked[0]?.body)
  })

  it.each([301, 302, 303])('of GraphQL with %d is not followed', async (status) => {
    const { github, asked } = await answering([to('/elsewhere', status), { body: heads }])
    const { why, branches } = await readHeads(github, wanted)
    expect(branches.get('acme/shop:x')).toEqual({ state: 'unknown' })
    expect(why).toBe(`GitHub redirects to another address (${status})`)
    expect(asked).toHaveLength(1)
  })

  it.each([
    ['without an address', [to(undefined)], 1],
    ['to an address that is none', [to('http://[')], 1],
    ['with 303', [to('/a', 303)], 1],
    ['after another one', [to('/a'), to('/b')], 2],
  ])('%s is not followed', async (_, answers, requests) => {
    const { github, asked } = await answering([...answers, ok])
    const why = `GitHub redirects to another address (${answers[0]?.status})`
    expect(await branchesWhereHead(github, shop, old)).toEqual({ why })
    expect(asked).toHaveLength(requests)
  })

  it.each([301, 307])(
    'to another origin (%d) gets nothing, least of all the token',
    async (status) => {
      let reached = 0
      const elsewhere = await serve((_, res) => {
        reached += 1
        res.end('[]')
      })
      for (const answer of [
        to(`${elsewhere}/x`, status),
        to(`//${new URL(elsewhere).host}/x`, status),
      ]) {
        const { github } = await answering([answer])
        expect(await branchesWhereHead(github, shop, old)).toHaveProperty('why')
        expect((await readHeads(github, wanted)).why).toContain('redirects')
      }
      expect(reached).toBe(0)
    },
  )
})

describe('the time for GitHub', () => {
  const failing = { status: 502, body: '' }
  const read = (github: Parameters<typeof branchesWhereHead>[0]) =>
    branchesWhereHead(github, shop, old)

  /** A GitHub that takes its time for each answer, in ms. */
  const slow = async (answers: [Answer, number][], timeout?: number) => {
    const served = await answering(
      answers.map(([answer, ms]) => ({ ...answer, ms })),
      {},
      timeout,
    )
    return served
  }

  it.each([
    ['is 10 s', 9900, undefined, 1],
    ['is not used up before', 9700, undefined, 2],
    ['is half of what is left of the step', 1900, 4000, 1],
    ['is half of what is left of the step, and not used up before', 1700, 4000, 2],
  ])('%s', async (_, ms, timeout, requests) => {
    const { github, asked } = await slow(
      [
        [failing, ms],
        [ok, 0],
      ],
      timeout,
    )
    await read(github)
    expect(asked).toHaveLength(requests)
  })

  it('is 10 s for all requests together', async () => {
    const { github, asked } = await slow([
      [ok, 6000],
      [failing, 3900],
      [ok, 0],
    ])
    expect(await read(github)).toEqual(found)
    expect(await read(github)).toEqual({ why: 'GitHub answered 502' })
    expect(asked).toHaveLength(2)
  })

  it('is all there again for facts that are read anew', async () => {
    const { github, asked } = await slow([
      [ok, 9900],
      [failing, 9700],
      [ok, 0],
    ])
    expect(await read(github)).toEqual(found)
    expect(await read(withFreshTime(github))).toEqual(found)
    expect(asked).toHaveLength(3)
  })

  it('lets nothing more be sent once it is used up', async () => {
    const { github, asked } = await slow([[ok, 10_000]])
    expect(await read(github)).toEqual(found)
    const why = 'GitHub did not answer: no complete reply in 10 s'
    expect(await read(github)).toEqual({ why })
    expect(asked).toHaveLength(1)
  })

  it('leaves no timer behind, which would keep the process alive', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length
    const { github } = await slow([[ok, 0]])
    await loadOctokit(github)
    const before = timers()
    await read(github)
    expect(timers()).toBeLessThanOrEqual(before)
  })

  it('does not pass while nothing is asked', async () => {
    const { github, time } = await slow([
      [ok, 100],
      [failing, 100],
      [ok, 100],
    ])
    expect(await read(github)).toEqual(found)
    time.advance(40_000)
    expect(await read(github)).toEqual(found)
  })

  it('passes once for requests side by side', async () => {
    const { github } = await slow([
      [ok, 3000],
      [ok, 3000],
      [ok, 0],
      [failing, 0],
      [ok, 0],
    ])
    expect(await Promise.all([read(github), read(github), read(github)])).toEqual([
      found,
      found,
      found,
    ])
    expect(await read(github)).toEqual(found)
  })

  it('ends a request that is not answered', async () => {
    const apiUrl = await serve(() => {})
    const { github, debug } = clientOf(apiUrl, {}, 40)
    const why = 'no complete reply in 20 ms'
    expect(await read(github)).toEqual({ why: `GitHub did not answer: ${why}` })
    expect(debug).toEqual([`GET ${path} → ${why}`])
  })

  it('ends with the step between two attempts, too', async () => {
    const step = new AbortController()
    const { github, asked } = await answering([failing], {
      deadline: { signal: step.signal, remaining: () => 60_000 },
      clock: {
        now: () => start,
        async sleep() {
          step.abort(new Error(TIME_UP))
          throw new Error(TIME_UP)
        },
      },
    })
    expect(await read(github)).toEqual({ why: 'GitHub answered 502' })
    expect(asked).toHaveLength(1)
  })

  it('ends with the step, during a request', async () => {
    const apiUrl = await serve(() => time.stop(new Error(TIME_UP)))
    const { github, time } = clientOf(apiUrl)
    expect(await read(github)).toEqual({ why: `GitHub did not answer: ${TIME_UP}` })
  })

  it('is over at once when the step is', async () => {
    const { github, asked, time } = await answering([ok])
    time.advance(100_000)
    expect(await read(github)).toEqual({ why: `GitHub did not answer: ${TIME_UP}` })
    expect(asked).toEqual([])
  })
})
