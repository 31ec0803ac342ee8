import { jest } from '@jest/globals'
import { branchesWhereHead } from '../../src/github/branches.js'
import { withFreshTime } from '../../src/github/octokit.js'
import { readHeads } from '../../src/github/query.js'
import { answering, clientOf, closeServers, serve, sha, shop, token } from './support.js'

afterEach(closeServers)

const old = sha('01d')
const wanted = { repository: shop, branches: [{ repository: shop, name: 'x' }], commits: [] }
const ok = { body: [{ name: 'feature/cart', commit: { sha: old }, protected: false }] }

it('gives the branches whose head a commit is', async () => {
  const { github, asked } = await answering([ok])
  expect(await branchesWhereHead(github, shop, old)).toEqual({ branches: ['feature/cart'] })
  expect(asked[0]).toMatchObject({
    method: 'GET',
    path: `/repos/acme/shop/commits/${old}/branches-where-head`,
    headers: { authorization: `token ${token}` },
  })
})

const message = (text: string) => ({ message: text, documentation_url: 'https://docs.github.com' })

describe('why GitHub could not tell', () => {
  it.each<[string, Parameters<typeof answering>[0][0], string]>([
    [
      'no permission',
      { status: 404, body: message('Not Found') },
      "`github-token` may not read this, or GitHub does not have it (404: Not Found). Under the job's `permissions:` add `contents: read`",
    ],
    [
      'a wrong token',
      { status: 401, body: message('Bad credentials') },
      'GitHub does not accept `github-token` (401: Bad credentials)',
    ],
    [
      'a used up rate limit',
      {
        status: 403,
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1767268800' },
        body: message('API rate limit exceeded'),
      },
      "GitHub's rate limit was reached, until 12:00:00 UTC (403: API rate limit exceeded)",
    ],
    [
      'a secondary rate limit',
      { status: 429, headers: { 'retry-after': '60' }, body: message('Slow down') },
      "GitHub's rate limit was reached (429: Slow down)",
    ],
    [
      'an IP allow list',
      {
        status: 403,
        body: message(
          'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled',
        ),
      },
      "The organization's IP allow list does not let this runner in (403: Although",
    ],
    [
      'a commit that is not there',
      { status: 422, body: message('No commit found for SHA') },
      'GitHub answered 422: No commit found for SHA',
    ],
    ['another form', { body: { branches: [] } }, "GitHub's reply could not be used: "],
    [
      'text that would be a command',
      { status: 403, body: message('no\n::set-output name=a::b') },
      '403: no ::set-output',
    ],
  ])('%s', async (_, answer, expected) => {
    const { github } = await answering([answer])
    const reply = await branchesWhereHead(github, shop, old)
    expect('why' in reply ? reply.why : reply).toContain(expected)
  })

  it('a rate limit of GraphQL, whose status is 200', async () => {
    const errors = [{ type: 'RATE_LIMITED', message: 'API rate limit already exceeded' }]
    const { github } = await answering([
      { headers: { 'x-ratelimit-reset': '1767268800' }, body: { errors } },
    ])
    const { why } = await readHeads(github, wanted)
    expect(why).toBe(
      "GitHub's rate limit was reached, until 12:00:00 UTC (RATE_LIMITED: API rate limit already exceeded)",
    )
  })

  it('no advice on permissions where they are not the cause', async () => {
    const { github } = await answering([{ status: 500, body: message('Oops') }])
    expect((await readHeads(github, wanted)).why).toBe('GitHub answered 500: Oops')
  })

  it('the cause of a broken connection, in the message and in the debug log', async () => {
    const { github, debug } = clientOf('http://127.0.0.1:9')
    const { why } = await readHeads(github, wanted)
    expect(why).toContain('GitHub did not answer: connect ECONNREFUSED 127.0.0.1:9')
    expect(debug[0]).toContain('POST /graphql → connect ECONNREFUSED')
  })

  it('an empty token, without a request', async () => {
    const { github, asked } = await answering([ok], { token: undefined })
    expect(await branchesWhereHead(github, shop, old)).toEqual({ why: '`github-token` is empty' })
    expect(asked).toEqual([])
  })
})

describe('trying again', () => {
  it.each([
    ['a 502', [{ status: 502, body: '' }, ok], 2],
    ['two 500s', [{ status: 500, body: '' }, { status: 500, body: '' }, ok], 3],
  ])('follows %s', async (_, answers, requests) => {
    const { github, asked, time } = await answering([...answers])
    expect(await branchesWhereHead(github, shop, old)).toEqual({ branches: ['feature/cart'] })
    expect(asked).toHaveLength(requests)
    expect(time.waits).toHaveLength(requests - 1)
  })

  it.each([401, 403, 404, 422, 429])('does not follow a %d', async (status) => {
    const { github, asked } = await answering([{ status, body: message('No') }, ok])
    await branchesWhereHead(github, shop, old)
    expect(asked).toHaveLength(1)
  })

  it('ends after three', async () => {
    const { github, asked } = await answering([{ status: 500, body: message('Oops') }])
    expect(await branchesWhereHead(github, shop, old)).toEqual({ why: 'GitHub answered 500: Oops' })
    expect(asked).toHaveLength(3)
  })
})

describe('a redirect', () => {
  const to = (location: string, status = 301) => ({
    status,
    headers: { location },
    body: message('Moved'),
  })

  it('within the host is followed once', async () => {
    const { github, asked } = await answering([
      to('/repositories/42/commits/x/branches-where-head'),
      ok,
    ])
    expect(await branchesWhereHead(github, shop, old)).toEqual({ branches: ['feature/cart'] })
    expect(asked.map(({ path }) => path)).toEqual([
      `/repos/acme/shop/commits/${old}/branches-where-head`,
      '/repositories/42/commits/x/branches-where-head',
    ])
  })

  it('is not followed twice', async () => {
    const { github, asked } = await answering([to('/a'), to('/b'), ok])
    expect(await branchesWhereHead(github, shop, old)).toHaveProperty('why')
    expect(asked).toHaveLength(2)
  })

  it('to another host gets no token', async () => {
    let reached = false
    const elsewhere = await serve((_, res) => {
      reached = true
      res.end('[]')
    })
    const { github } = await answering([to(elsewhere)])
    expect(await branchesWhereHead(github, shop, old)).toHaveProperty('why')
    expect(reached).toBe(false)
  })
})

it('sends at most 32 requests at once', async () => {
  let open = 0
  let peak = 0
  const apiUrl = await serve((_, res) => {
    open += 1
    peak = Math.max(peak, open)
    setImmediate(() => {
      open -= 1
      res.writeHead(200, { 'content-type': 'application/json' }).end('[]')
    })
  })
  const { github } = clientOf(apiUrl)
  await Promise.all(
    Array.from({ length: 100 }, (_, i) => branchesWhereHead(github, shop, sha(String(i)))),
  )
  expect(peak).toBeGreaterThan(1)
  expect(peak).toBeLessThanOrEqual(32)
})

it("puts what a server's headers say into the debug log only, as harmless text", async () => {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true)
  const headers = {
    deprecation: 'yes',
    sunset: 'x ##[error]boom',
    link: '<https://a>; rel="deprecation"',
  }
  const { github, debug } = await answering([{ ...ok, headers }])
  await branchesWhereHead(github, shop, old)
  expect(write).not.toHaveBeenCalled()
  write.mockRestore()
  expect(debug.join('\n')).toContain('is deprecated')
  expect(debug.join('\n')).not.toContain('##[error]')
})

it('has all of its time again when facts are read anew', async () => {
  const { github } = await answering([ok])
  await branchesWhereHead(github, shop, old)
  const again = withFreshTime(github)
  expect(github.signal).toBeDefined()
  expect(again.signal).toBeUndefined()
  expect(await branchesWhereHead(again, shop, old)).toEqual({ branches: ['feature/cart'] })
})
