import { schedule } from '../../simulator/events.js'
import { commits, GITHUB_TOKEN, shop } from '../../simulator/world.js'
import { type Scenario, tell } from './scenarios.js'
import { pair, pairTold, type World, webLine } from './support.js'

/** GitHub is asked, and does not tell. What the decision rests on is kept, with one warning. */
const unknown = (why: RegExp, given: (world: World) => unknown, more: Scenario = {}): Scenario => ({
  given: (world) => {
    pair(world)
    given(world)
  },
  told: { dpl_old: 'kept github-unknown', dpl_new: 'kept github-unknown' },
  vercel: [webLine],
  outputs: { outcome: 'nothing-to-cancel' },
  annotations: ['warning'],
  log: [
    new RegExp(
      `^::warning::\\d builds? kept without an answer from GitHub: .*(${why.source})`,
      'm',
    ),
  ],
  ...more,
})

const lasting = { api: 'github', times: Number.POSITIVE_INFINITY } as const
const forbidden = {
  ...{ ...lasting, status: 403 },
  body: { message: 'Resource not accessible by integration', status: '403' },
}

describe('GitHub does not answer', () => {
  tell({
    'a 500 that lasts': unknown(/GitHub answered 500/, ({ sim }) =>
      sim.fault({ ...lasting, status: 500 }),
    ),
    'a page in place of a reply': unknown(/GitHub answered 502\. /, ({ sim }) =>
      sim.fault({ ...lasting, status: 502, body: '<h1>502 Bad Gateway</h1>' }),
    ),
    'a reset': unknown(/GitHub did not answer: (socket hang up|.*ECONNRESET)/, ({ sim }) =>
      sim.fault({ ...lasting, kind: 'reset-before' }),
    ),
    'no connection': unknown(/GitHub did not answer: .*ECONNREFUSED/, () => {}, {
      env: { GITHUB_API_URL: 'http://127.0.0.1:1' },
    }),
    'an unknown host': unknown(/GitHub did not answer: .*(ENOTFOUND|EAI_AGAIN)/, () => {}, {
      env: { GITHUB_API_URL: 'https://api.github.invalid' },
    }),
  })
})

describe('GitHub refuses', () => {
  tell({
    'a 403': unknown(/lacks a permission.*`contents: read`/, ({ sim }) => sim.fault(forbidden)),
    'a rate limit': unknown(
      /GitHub's rate limit was reached, until 13:00:00 UTC \(RATE_LIMITED: API rate limit exceeded/,
      ({ sim }) => sim.github.refuse('rate-limit'),
    ),
    'a second rate limit': unknown(
      /GitHub's rate limit was reached, until \d\d:\d\d:\d\d UTC .*secondary/,
      ({ sim }) => sim.github.refuse('secondary-rate-limit'),
    ),
    "the organization's IP allow list": unknown(/IP allow list does not let this runner/, (world) =>
      world.sim.github.refuse('ip-allow-list'),
    ),
    'a wrong token': unknown(/does not accept `github-token` \(401: Bad credentials\)/, () => {}, {
      inputs: { 'github-token': `${GITHUB_TOKEN}x` },
    }),
    'no token': unknown(/`github-token` is empty/, () => {}, {
      inputs: { 'github-token': '' },
      github: [],
    }),
    'no permission for contents': unknown(
      /lacks a permission.*`contents: read`/,
      ({ sim }) => {
        sim.github.addToken('ghs_NoContents0123456789', { contents: false })
        sim.github.addRepository({
          ...shop,
          private: true,
          branches: { main: commits.main },
        })
      },
      { inputs: { 'github-token': 'ghs_NoContents0123456789' } },
    ),
    'a redirect to another host, which gets no token': unknown(
      /GitHub redirects to another address \(307\)/,
      ({ sim }) => sim.fault({ ...lasting, kind: 'redirect', to: sim.vercel.url }),
    ),
  })
})

describe('GitHub answers something else', () => {
  tell({
    'an empty body': unknown(/another form than expected/, ({ sim }) =>
      sim.fault({ ...lasting, kind: 'empty' }),
    ),
    'JSON of another shape': unknown(/another form than expected/, ({ sim }) =>
      sim.fault({ ...lasting, kind: 'shape' }),
    ),
    'a body of 50 MB': unknown(/larger than 4194304 bytes/, ({ sim }) =>
      sim.fault({ ...lasting, kind: 'huge' }),
    ),
    'an error in place of the branch': unknown(
      /INTERNAL: Something went wrong/,
      ({ sim }) =>
        sim.github.failField('ref', { type: 'INTERNAL', message: 'Something went wrong' }),
      {},
    ),
  })
})

describe('what GitHub does tell is used', () => {
  tell({
    'other branches are not told: the older build may be another branch’s newest': {
      given: (world) => {
        pair(world)
        world.sim.fault({ ...forbidden, operation: 'branches-where-head' })
      },
      told: { ...pairTold, dpl_old: 'kept github-unknown' },
      annotations: ['warning'],
      log: [/^::warning::1 build kept without an answer from GitHub: .*`contents: read`/m],
    },
    'one commit can’t be read: its build is kept, the other goes': {
      given: (world) => {
        pair(world)
        world.build('dpl_typo', { sha: commits.typo })
        world.sim.github.setBranch('acme/shop', 'fix/typo', undefined)
        world.sim.github.failField('object', {
          when: ({ expression }) => expression === commits.typo,
        })
      },
      told: { ...pairTold, dpl_typo: 'kept github-unknown' },
      annotations: ['warning'],
    },
    'it fails once, and is asked again': {
      given: (world) => {
        pair(world)
        world.sim.fault({ operation: 'graphql', status: 502 })
        world.sim.fault({ operation: 'branches-where-head', kind: 'reset-before' })
      },
      told: pairTold,
    },
    'in a sweep, the branch that can’t be read is kept, the others are swept': {
      given: (world) => {
        pair(world)
        world.build('dpl_gone', { branch: 'fix/gone' })
        world.sim.github.failField('ref', {
          when: ({ qualifiedName }) => qualifiedName === 'refs/heads/fix/gone',
        })
      },
      when: schedule(),
      told: { ...pairTold, dpl_gone: 'kept github-unknown' },
      annotations: ['warning'],
    },
    'the repository was renamed: GitHub leads to it': {
      given: (world) => {
        pair(world)
        world.sim.github.rename('acme/shop', 'acme/store')
      },
      told: pairTold,
    },
  })
})
