import { branchesWhereHead } from '../../src/github/branches.js'
import { readHeads } from '../../src/github/query.js'
import { start } from '../support.js'
import {
  type Answer,
  answering,
  clientOf,
  closeServers,
  fork,
  message,
  sha,
  shop,
  token,
} from './support.js'

afterEach(closeServers)

const old = sha('01d')
const branch = { repository: shop, name: 'x' }
const theirs = { repository: fork, name: 'x' }
const seconds = start / 1000
const CONTENTS = "Under the job's `permissions:` add `contents: read`"

/** What is said where GitHub answers so to `branches-where-head`. */
async function whyOf(answer: Answer): Promise<string> {
  const { github } = await answering([answer])
  const reply = await branchesWhereHead(github, shop, old)
  return reply.why ?? `no reason: ${reply.branches}`
}

describe('why GitHub did not tell the branches of a commit', () => {
  const usedUp = { 'x-ratelimit-remaining': '0' }
  const ALLOW_LIST =
    'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.'
  const integration = 'Resource not accessible by integration'
  const pat = 'Resource not accessible by personal access token'

  it.each<[string, Answer, string]>([
    [
      'no permission, which GitHub hides',
      { status: 404, body: message('Not Found') },
      `\`github-token\` lacks a permission, or GitHub does not have what was asked for (404: Not Found). ${CONTENTS}`,
    ],
    [
      'no permission',
      { status: 403, body: message(integration) },
      `\`github-token\` lacks a permission (403: ${integration}). ${CONTENTS}`,
    ],
    [
      "a person's token without the permission, which no `permissions:` change",
      { status: 403, body: message(pat) },
      `\`github-token\` lacks a permission (403: ${pat}). Grant the token \`contents: read\``,
    ],
    [
      'a wrong token',
      { status: 401, body: message('Bad credentials') },
      'GitHub does not accept `github-token` (401: Bad credentials)',
    ],
    [
      'a rate limit',
      {
        status: 403,
        headers: { ...usedUp, 'x-ratelimit-reset': String(seconds + 1800) },
        body: message('API rate limit exceeded for installation ID 1.'),
      },
      "GitHub's rate limit was reached, until 00:30:00 UTC (403: API rate limit exceeded for installation ID 1.)",
    ],
    [
      'a rate limit that only its headers tell',
      { status: 403, headers: usedUp, body: message('No more') },
      "GitHub's rate limit was reached (403: No more)",
    ],
    [
      'another refusal of the last request before a rate limit',
      { status: 422, headers: usedUp, body: message('No') },
      'GitHub answered 422: No',
    ],
    [
      'a rate limit with 429',
      { status: 429, headers: { ...usedUp, 'x-ratelimit-reset': String(seconds + 1) }, body: '{}' },
      "GitHub's rate limit was reached, until 00:00:01 UTC (429)",
    ],
    [
      'a secondary rate limit, that lasts until later than the hour',
      {
        status: 403,
        headers: { 'retry-after': '60', 'x-ratelimit-reset': String(seconds + 1) },
        body: message('Slow down'),
      },
      "GitHub's rate limit was reached, until 00:01:00 UTC (403: Slow down)",
    ],
    [
      'a secondary rate limit that does not say how long',
      { status: 403, body: message('You have exceeded a secondary rate limit.') },
      "GitHub's rate limit was reached (403: You have exceeded a secondary rate limit.)",
    ],
    [
      'a rate limit until a moment that makes no sense',
      { status: 429, headers: { 'x-ratelimit-reset': String(start + 1000) }, body: '{}' },
      "GitHub's rate limit was reached (429)",
    ],
    [
      'a rate limit until a moment gone by',
      { status: 429, headers: { 'x-ratelimit-reset': String(seconds - 1) }, body: '{}' },
      "GitHub's rate limit was reached (429)",
    ],
    [
      'a rate limit that is over already',
      { status: 429, headers: { 'retry-after': '0' }, body: '{}' },
      "GitHub's rate limit was reached (429)",
    ],
    [
      'a rate limit of a day, which makes no sense',
      { status: 429, headers: { 'retry-after': '86400' }, body: '{}' },
      "GitHub's rate limit was reached (429)",
    ],
    [
      'an IP allow list, which no permission changes',
      { status: 403, body: message(ALLOW_LIST) },
      `The organization's IP allow list does not let this runner in (403: ${ALLOW_LIST})`,
    ],
    [
      'another prohibition, which no permission changes',
      { status: 403, body: message('Resource protected by organization SAML enforcement.') },
      'GitHub answered 403: Resource protected by organization SAML enforcement.',
    ],
    [
      'a commit that is not there',
      { status: 422, body: message(`No commit found for SHA: ${old}`) },
      `GitHub answered 422: No commit found for SHA: ${old}`,
    ],
    [
      'a commit that is not there, with 404',
      { status: 404, body: message(`No commit found for SHA: ${old}`) },
      `GitHub answered 404: No commit found for SHA: ${old}`,
    ],
    [
      'something else that is not found, which no permission changes',
      { status: 404, body: message('Branch not found') },
      'GitHub answered 404: Branch not found',
    ],
    [
      'something else that is not found here',
      { status: 404, body: message('Not Found in this place') },
      'GitHub answered 404: Not Found in this place',
    ],
    [
      'a refusal that calls itself so',
      { status: 410, body: message('Not Found') },
      'GitHub answered 410: Not Found',
    ],
    [
      'a name that GitHub does not find, with white space around its words',
      { status: 404, body: message(' Not Found\n') },
      `\`github-token\` lacks a permission, or GitHub does not have what was asked for (404: Not Found). ${CONTENTS}`,
    ],
    [
      'a choice of addresses',
      { status: 300, body: '[]' },
      'GitHub redirects to another address (300)',
    ],
    ['a failure', { status: 500, body: message('Oops') }, 'GitHub answered 500: Oops'],
    [
      "a page of a proxy's",
      { status: 502, body: '<html>Bad Gateway</html>' },
      'GitHub answered 502',
    ],
    [
      'a list of other things',
      { body: [{ id: 1 }] },
      "GitHub's reply has another form than expected",
    ],
    ['another form', { body: { branches: [] } }, "GitHub's reply has another form than expected"],
    ['no JSON', { body: '<html>Welcome</html>' }, "GitHub's reply has another form than expected"],
    ['null', { body: 'null' }, "GitHub's reply has another form than expected"],
    ['nothing', { status: 204, body: '' }, "GitHub's reply has another form than expected"],
    [
      'text that would be a command',
      { status: 403, body: message('no\n::set-output name=a::b ##[error]c') },
      'GitHub answered 403: no ::set-output name=a::b ## [error]c',
    ],
    [
      'text that holds the token',
      { status: 403, body: message(`Who is ${token}?`) },
      'GitHub answered 403: Who is ***?',
    ],
    [
      'a text without an end',
      { status: 400, body: message('x'.repeat(5000)) },
      `GitHub answered 400: ${'x'.repeat(299)}…`,
    ],
  ])('%s', async (_, answer, expected) => {
    expect(await whyOf(answer)).toBe(expected)
  })

  it.each(['application/octet-stream', 'text/html; charset="', '', 'a/b/c'])(
    'does not depend on the type %j of the reply',
    async (type) => {
      const headers = { 'content-type': type }
      expect(await whyOf({ status: 422, headers, body: message('No') })).toBe(
        'GitHub answered 422: No',
      )
      expect(await whyOf({ headers, body: [] })).toBe('no reason: ')
    },
  )
})

describe('why GitHub did not tell the heads', () => {
  const read = async (answer: Answer, branches = [branch]) => {
    const { github } = await answering([answer])
    const heads = await readHeads(github, { repository: shop, branches, commits: [] })
    expect([...heads.branches.values()]).toEqual(branches.map(() => ({ state: 'unknown' })))
    return heads.why
  }
  const notFound = {
    type: 'NOT_FOUND',
    message: "Could not resolve to a Repository with the name 'acme/shop'.",
    path: ['repository'],
  }
  const forbidden = (...path: unknown[]) => ({
    ...{ type: 'FORBIDDEN', message: 'Resource not accessible by integration', path },
  })
  const visible = { defaultBranchRef: { name: 'main', target: { oid: old } } }

  it.each([
    'RATE_LIMITED',
    // https://github.com/github/docs/issues/22607
    'RATE_LIMIT',
  ])('a rate limit of the type %s, whose status is 200', async (type) => {
    const headers = { 'x-ratelimit-reset': String(seconds + 43_200) }
    const errors = [{ type, message: 'Too many points' }]
    expect(await read({ headers, body: { errors } })).toBe(
      `GitHub's rate limit was reached, until 12:00:00 UTC (${type}: Too many points)`,
    )
  })

  it.each<[string, object | string, string]>([
    [
      'no repository',
      { data: { repository: null }, errors: [notFound] },
      `(NOT_FOUND: ${notFound.message}). ${CONTENTS}`,
    ],
    [
      'an IP allow list',
      {
        data: { repository: null },
        errors: [
          {
            ...forbidden('repository'),
            message: 'the `acme` organization has an IP allow list enabled',
          },
        ],
      },
      "The organization's IP allow list does not let this runner in (FORBIDDEN: the `acme` organization has an IP allow list enabled)",
    ],
    [
      'an error without a type',
      { data: null, errors: [{ message: 'Something went wrong' }] },
      'GitHub answered Something went wrong',
    ],
    [
      'an error without words',
      { data: null, errors: [{}] },
      'GitHub answered with an error that it does not explain',
    ],
    ['no JSON', '<html>', "GitHub's reply has another form than expected"],
    ['null', 'null', "GitHub's reply has another form than expected"],
    ['a number', '7', "GitHub's reply has another form than expected"],
    ['no data', { data: null }, "GitHub's reply has another form than expected"],
    ['no reply of GraphQL', {}, "GitHub's reply has another form than expected"],
    [
      'another form',
      { data: { repository: { ...visible, f0: { target: 1 } } } },
      "GitHub's reply has another form than expected",
    ],
    [
      'no ref at all',
      { data: { repository: { defaultBranchRef: null, f0: null } } },
      `GitHub shows no branch of the repository, not even the default one. ${CONTENTS}`,
    ],
    [
      'errors that are no list',
      { errors: 'none' },
      'An unexpected error stopped the reading from GitHub: ',
    ],
  ])('%s', async (_, body, expected) => {
    expect(await read({ body })).toContain(expected)
  })

  it.each<[string, object[], string]>([
    ['of the repository', [forbidden('repository')], '`contents: read` and `pull-requests: read`'],
    ['of a branch', [forbidden('repository', 'f0')], '`contents: read`'],
    ['of pull requests', [forbidden('forks', 'f1')], '`pull-requests: read`'],
    [
      'that names nothing',
      [{ ...forbidden(), path: undefined }],
      '`contents: read` and `pull-requests: read`',
    ],
  ])('advises on the permission for an error %s', async (_, errors, permissions) => {
    const why = await read({ body: { data: { repository: null, forks: null }, errors } }, [
      branch,
      theirs,
    ])
    expect(why).toBe(
      `\`github-token\` lacks a permission (FORBIDDEN: Resource not accessible by integration). Under the job's \`permissions:\` add ${permissions}`,
    )
  })

  it.each([
    [false, 'GitHub shows no pull request from `octocat:x`'],
    [
      true,
      'GitHub shows no pull request from `octocat:x` among the newest 100 of branches with this name',
    ],
  ])('no pull request of the fork, with more pages: %s', async (hasNextPage, expected) => {
    const forks = { f0: { nodes: [], pageInfo: { hasNextPage } } }
    expect(await read({ body: { data: { repository: visible, forks } } }, [theirs])).toBe(expected)
  })
})

describe('what is not an answer of GitHub', () => {
  it('is told by its cause, in the message and in the debug log', async () => {
    const { github, debug, time } = clientOf('http://127.0.0.1:9')
    expect(await branchesWhereHead(github, shop, old)).toEqual({
      why: 'GitHub did not answer: connect ECONNREFUSED 127.0.0.1:9',
    })
    const line = `GET /repos/acme/shop/commits/${old}/branches-where-head → connect ECONNREFUSED 127.0.0.1:9`
    expect(debug).toEqual([line, line, line])
    expect(time.waits).toHaveLength(2)
  })

  it('is told of a host of several addresses too', async () => {
    const { github } = clientOf('http://localhost:9')
    expect(await branchesWhereHead(github, shop, old)).toMatchObject({
      why: expect.stringMatching(/^GitHub did not answer: .*ECONNREFUSED/),
    })
  })

  it('is not tried again where it stays', async () => {
    const { github, debug } = clientOf('http://github.invalid')
    expect(await branchesWhereHead(github, shop, old)).toMatchObject({
      why: expect.stringMatching(/^GitHub did not answer: getaddrinfo (ENOTFOUND|EAI_AGAIN)/),
    })
    expect(debug).toHaveLength(debug[0]?.includes('EAI_AGAIN') ? 3 : 1)
  })

  it.each([
    ['a token that no header can carry', { token: 'a\nb' }, /Invalid character in header/],
    ['an address that is none', { apiUrl: 'nowhere' }, /Invalid URL|Failed to parse/],
  ])('is not told as its silence: %s', async (_, options, words) => {
    const { github, asked, time } = await answering([{ body: [] }], options)
    const { why } = await readHeads(github, { repository: shop, branches: [branch], commits: [] })
    expect(why).toMatch(/^An unexpected error stopped the reading from GitHub: /)
    expect(why).toMatch(words)
    expect(asked).toEqual([])
    expect(time.waits).toEqual([])
  })

  it.each([undefined, ''])('needs a token, and sends no request without one (%j)', async (none) => {
    const { github, asked } = await answering([{ body: [] }], { token: none })
    const why = '`github-token` is empty'
    expect(await branchesWhereHead(github, shop, old)).toEqual({ why })
    const wanted = { repository: shop, branches: [branch], commits: [old] }
    expect(await readHeads(github, wanted)).toEqual({
      defaultBranch: undefined,
      branches: new Map([['acme/shop:x', { state: 'unknown' }]]),
      commits: new Map(),
      why,
    })
    expect(asked).toEqual([])
  })
})
