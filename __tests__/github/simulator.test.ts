import { commits, fork, GITHUB_TOKEN, shop, startWorld, type World } from '../../simulator/world.js'
import { branchesWhereHead } from '../../src/github/branches.js'
import { readHeads } from '../../src/github/query.js'
import { clientOf } from './support.js'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.close())

const acme = { ...shop, host: 'github.com', id: String(shop.id) }
const cart = { repository: acme, name: 'feature/cart' }
const theirs = { repository: { ...fork, host: 'github.com', id: String(fork.id) }, name: cart.name }
const lost = { repository: acme, name: 'lost' }

/** Both kinds of reads, at the simulated GitHub. */
async function readAll(token = GITHUB_TOKEN) {
  const { github } = clientOf(world.sim.github.url, { token })
  const wanted = {
    repository: acme,
    branches: [cart, theirs, lost],
    commits: [commits.old, commits.old.slice(0, 8), commits.lost],
  }
  const [heads, branches] = await Promise.all([
    readHeads(github, wanted),
    branchesWhereHead(github, acme, commits.head),
  ])
  return { ...heads, states: [...heads.branches.values()].map(({ state }) => state), at: branches }
}

it('tells heads, commits and branches', async () => {
  const known = { known: true, oid: commits.old, parents: [commits.main] }
  expect(await readAll()).toEqual({
    defaultBranch: 'main',
    branches: new Map<string, object>([
      ['acme/shop:feature/cart', { state: 'at', commits: [commits.head] }],
      ['octocat/shop:feature/cart', { state: 'at', commits: [commits.fork], tip: commits.fork }],
      ['acme/shop:lost', { state: 'gone' }],
    ]),
    commits: new Map<string, object>([
      [commits.old, known],
      [commits.old.slice(0, 8), known],
      [commits.lost, { known: false }],
    ]),
    why: undefined,
    states: ['at', 'at', 'gone'],
    at: { branches: ['feature/cart'] },
  })
})

it('tells them under the former name of a renamed repository', async () => {
  world.sim.github.rename('acme/shop', 'acme/store')
  const { states, at, why } = await readAll()
  expect(states).toEqual(['at', 'at', 'gone'])
  expect(at).toEqual({ branches: ['feature/cart'] })
  expect(why).toBeUndefined()
})

const unknown = ['unknown', 'unknown', 'unknown']

it.each<[string, (world: World) => void, string[], RegExp]>([
  [
    'its rate limit',
    ({ sim }) => sim.github.refuse('rate-limit'),
    unknown,
    /rate limit was reached, until 13:00:00 UTC \((403|RATE_LIMITED): /,
  ],
  [
    'its secondary rate limit',
    ({ sim }) => sim.github.refuse('secondary-rate-limit'),
    unknown,
    /rate limit was reached, until .* UTC \(429: /,
  ],
  [
    'an IP allow list',
    ({ sim }) => sim.github.refuse('ip-allow-list'),
    unknown,
    /IP allow list does not let this runner in/,
  ],
])('says of %s why nothing is known', async (_, refuse, states, why) => {
  refuse(world)
  const read = await readAll()
  expect(read).toMatchObject({ states, commits: new Map(), defaultBranch: undefined })
  expect(read.why).toMatch(why)
  expect(read.at).toEqual({ why: expect.stringMatching(why) })
})

it.each<
  [string, { contents?: boolean; pulls?: boolean; repositories?: string[] }, string[], RegExp]
>([
  ['branches', { contents: false }, ['unknown', 'at', 'unknown'], /add `contents: read`$/],
  ['pull requests', { pulls: false }, ['at', 'unknown', 'gone'], /add `pull-requests: read`$/],
  ['anything', { repositories: [] }, unknown, /add `contents: read` and `pull-requests: read`$/],
])(
  'says which permission a token lacks to read %s of a private repository',
  async (_, may, states, why) => {
    world.sim.github.addRepository({
      ...shop,
      private: true,
      branches: { main: commits.main, 'feature/cart': commits.head },
      commits: { [commits.old]: [commits.main] },
      pulls: { 12: { headRef: 'feature/cart', headSha: commits.fork, headRepo: fork } },
    })
    world.sim.github.addToken('ghs_less', may)
    const read = await readAll('ghs_less')
    expect(read.states).toEqual(states)
    expect(read.why).toMatch(why)
  },
)

it.each([404, 422] as const)(
  'knows no branch of a commit that it does not know (%d)',
  async (status) => {
    world.sim.github.unknownCommit(status)
    const { github } = clientOf(world.sim.github.url, { token: GITHUB_TOKEN })
    const why = `GitHub answered ${status}: No commit found for SHA: ${commits.lost}`
    expect(await branchesWhereHead(github, acme, commits.lost)).toEqual({ why })
  },
)
