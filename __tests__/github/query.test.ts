import { readHeads } from '../../src/github/query.js'
import { branchKey } from '../../src/github/repository.js'
import { answering, clientOf, closeServers, fork, serve, sha, shop } from './support.js'

afterEach(closeServers)

const cart = { repository: shop, name: 'feature/cart' }
const theirs = { repository: fork, name: 'feature/cart' }
const [head, old] = [sha('4ead'), sha('01d')]

const ref = (oid: string) => ({ target: { oid } })
const main = { name: 'main', target: { oid: sha('a1') } }
const commit = (oid: string, ...parents: string[]) => ({
  ...{ oid, parents: { nodes: parents.map((one) => ({ oid: one })) } },
})
const error = (...path: unknown[]) => ({
  ...{ type: 'FORBIDDEN', message: 'Resource not accessible by integration', path },
})

type Strings = Record<string, string>
type Branches = { repository: typeof shop; name: string }[]

/** What is read where GitHub answers so. */
async function read(body: unknown, branches: Branches, commits: string[] = []) {
  const { github } = await answering([{ body }])
  const heads = await readHeads(github, { repository: shop, branches, commits })
  return { ...heads, heads: branches.map((branch) => heads.branches.get(branchKey(branch))) }
}

describe('a branch of the repository', () => {
  const at = { state: 'at', commits: [head] }
  const [gone, unknown] = [{ state: 'gone' }, { state: 'unknown' }]
  const visible = { defaultBranchRef: main }

  it.each<[string, object | null, object[] | undefined, object]>([
    ['has a head', { ...visible, f0: ref(head) }, undefined, at],
    ['has none, and the default branch can be read', { ...visible, f0: null }, undefined, gone],
    [
      'has none, and the default branch is hidden, too',
      { defaultBranchRef: null, f0: null },
      undefined,
      unknown,
    ],
    [
      'has none, and the default branch has no commit',
      { defaultBranchRef: { name: 'main', target: null }, f0: null },
      undefined,
      unknown,
    ],
    ['has none, and the default branch is left out', { f0: null }, undefined, unknown],
    [
      'has none, with an error at it',
      { ...visible, f0: null },
      [error('repository', 'f0')],
      unknown,
    ],
    [
      'has none, with an error below it',
      { ...visible, f0: null },
      [error('repository', 'f0', 'target', 'oid')],
      unknown,
    ],
    [
      'has a head, with an error at it',
      { ...visible, f0: ref(head) },
      [error('repository', 'f0')],
      unknown,
    ],
    [
      'has none, with an error without a path',
      { ...visible, f0: null },
      [{ message: 'No' }],
      unknown,
    ],
    ['has none, with an error at everything', { ...visible, f0: null }, [error()], unknown],
    [
      'has none, with an error at the repository',
      { ...visible, f0: null },
      [error('repository')],
      unknown,
    ],
    [
      'has none, with an error at an unknown place',
      { ...visible, f0: null },
      [error('viewer')],
      unknown,
    ],
    [
      'has none, with an error at an unknown field',
      { ...visible, f0: null },
      [error('repository', 0)],
      unknown,
    ],
    ['has none, with an error of another form', { ...visible, f0: null }, ['No' as never], unknown],
    [
      'has none, with an error at the default branch',
      { ...visible, f0: null },
      [error('repository', 'defaultBranchRef')],
      unknown,
    ],
    [
      'has none, with an error at a field whose name has two digits',
      { ...visible, f0: null },
      [error('repository', 'f12')],
      gone,
    ],
    [
      'has none, with an error at a field whose name only ends alike',
      { ...visible, f0: null },
      [error('repository', 'xf1')],
      unknown,
    ],
    [
      'has none, with an error at a field whose name only begins alike',
      { ...visible, f0: null },
      [error('repository', 'f1x')],
      unknown,
    ],
    [
      'has none, with an error at another field',
      { ...visible, f0: null },
      [error('repository', 'f1')],
      gone,
    ],
    [
      'has a head, with an error at another field',
      { ...visible, f0: ref(head) },
      [error('repository', 'f1')],
      at,
    ],
    [
      'has a head, with an error at the default branch',
      { f0: ref(head) },
      [error('repository', 'defaultBranchRef')],
      at,
    ],
    [
      'has none, with an error at the forks',
      { ...visible, f0: null },
      [error('forks', 'f0')],
      gone,
    ],
    ['has none, and no error in the list of errors', { ...visible, f0: null }, [], gone],
    ['is of another form', { ...visible, f0: { target: {} } }, undefined, unknown],
    ['has a ref without a commit', { ...visible, f0: { target: null } }, undefined, unknown],
    ['is left out', visible, undefined, unknown],
    ['is in no repository', null, undefined, unknown],
  ])('that %s', async (_, repository, errors, expected) => {
    const { heads, why } = await read({ data: { repository }, errors }, [cart], [old])
    expect(heads).toEqual([expected])
    if (expected === unknown) expect(why).toEqual(expect.any(String))
  })

  it.each<[string, typeof shop]>([
    ['that has another name in the meantime', { ...shop, owner: 'acme-inc', name: 'store' }],
    ['whose id is not known', { ...shop, id: undefined as never, owner: 'ACME', name: 'Shop' }],
  ])('of the repository %s is no branch of a fork', async (_, repository) => {
    const branch = { repository, name: 'x' }
    const { heads } = await read({ data: { repository: { ...visible, f0: ref(head) } } }, [branch])
    expect(heads).toEqual([at])
  })

  it('comes with the name of the default branch', async () => {
    expect((await read({ data: { repository: visible } }, [cart])).defaultBranch).toBe('main')
    const hidden = await read({ data: { repository: { defaultBranchRef: null } } }, [cart])
    expect(hidden.defaultBranch).toBeUndefined()
  })

  it('that can be read gives no reason', async () => {
    expect(
      (await read({ data: { repository: { ...visible, f0: null } } }, [cart])).why,
    ).toBeUndefined()
  })
})

describe("a fork's branch", () => {
  const pull = (state: string, more: object = {}) => ({
    state,
    headRefOid: head,
    headRef: null,
    headRepository: { databaseId: 99, name: 'shop', owner: { login: 'octocat' } },
    ...more,
  })
  const of = (databaseId: number | null, login: string, name: string) => ({
    headRepository: { databaseId, name, owner: { login } },
  })
  const at = (...commits: string[]) => ({ state: 'at', commits })
  const [closed, unknown] = [{ state: 'closed' }, { state: 'unknown' }]

  it.each<[string, (object | null)[], object, object?]>([
    ['with an open pull request', [pull('OPEN')], at(head)],
    [
      'whose pull request lags behind it',
      [pull('OPEN', { headRefOid: old, headRef: ref(head) })],
      { ...at(old, head), tip: head },
    ],
    [
      'whose pull request does not lag',
      [pull('OPEN', { headRef: ref(head) })],
      { ...at(head), tip: head },
    ],
    [
      'with two open pull requests and a closed one',
      [pull('CLOSED', { headRefOid: old }), pull('OPEN'), pull('OPEN', { headRefOid: sha('2') })],
      at(head, sha('2')),
    ],
    ['with a closed one', [pull('CLOSED')], closed],
    ['with a closed one whose branch lives on', [pull('CLOSED', { headRef: ref(head) })], closed],
    ['with a merged one', [pull('MERGED')], closed],
    ['with one in a state that nobody knows', [pull('CLOSED'), pull('LOCKED')], unknown],
    ['without any', [], unknown],
    ['with a hidden one beside', [null, pull('OPEN')], at(head)],
    ['with one of another form', [pull('CLOSED'), { state: 'OPEN' }], unknown],
    ['with one of this repository', [pull('OPEN', of(42, 'acme', 'shop'))], unknown],
    [
      "with one of somebody else's",
      [pull('OPEN', of(98, 'hubot', 'shop')), pull('CLOSED')],
      closed,
    ],
    ['of a fork that is gone', [pull('OPEN', { headRepository: null })], unknown],
    [
      'of a fork that has another name in the meantime',
      [pull('OPEN', of(99, 'octocat', 'store'))],
      at(head),
    ],
    ['of a namesake of the fork', [pull('OPEN', of(98, 'octocat', 'shop'))], unknown],
    ['of a fork whose id is hidden', [pull('OPEN', of(null, 'OctoCat', 'Shop'))], at(head)],
    ['of a fork whose owner is another', [pull('OPEN', of(null, 'hubot', 'shop'))], unknown],
    ['with an error at it', [pull('CLOSED')], unknown, error('forks', 'f0')],
    [
      'with an error at a pull request',
      [pull('CLOSED'), null],
      unknown,
      error('forks', 'f0', 'nodes', 1, 'headRefOid'),
    ],
    [
      'with an error at the head repository',
      [pull('CLOSED', { headRepository: null })],
      unknown,
      error('forks', 'f0', 'nodes', 0, 'headRepository'),
    ],
    [
      'with an error at the branch alone',
      [pull('OPEN')],
      at(head),
      error('forks', 'f0', 'nodes', 0, 'headRef'),
    ],
    [
      'with an error below the branch',
      [pull('OPEN')],
      at(head),
      error('forks', 'f0', 'nodes', 0, 'headRef', 'target'),
    ],
    ['with an error at all forks', [pull('CLOSED')], unknown, error('forks')],
    ['with an error without a path', [pull('CLOSED')], unknown, { message: 'No' }],
    ['with an error at the repository', [pull('OPEN')], at(head), error('repository')],
  ])('%s', async (_, nodes, expected, ...errors) => {
    for (const hasNextPage of [false, true]) {
      const forks = { f0: { nodes, pageInfo: { hasNextPage } } }
      const data = { repository: { defaultBranchRef: main }, forks }
      const body = errors.length > 0 ? { data, errors } : { data }
      const { heads, why } = await read(body, [theirs])
      expect(heads).toEqual([expected])
      if (expected === unknown) expect(why).toEqual(expect.any(String))
    }
  })

  it('that may not be read leaves the branches of the repository readable', async () => {
    const repository = { defaultBranchRef: main, f0: ref(head) }
    const body = { data: { repository, forks: null }, errors: [error('forks', 'f1')] }
    const { heads, why } = await read(body, [cart, theirs])
    expect(heads).toEqual([at(head), unknown])
    expect(why).toMatch(/add `pull-requests: read`$/)
  })
})

describe('a commit', () => {
  const known = (oid: string, ...parents: string[]) => ({ known: true, oid, parents })
  const visible = { defaultBranchRef: main }

  it.each<[string, string, object, object[] | undefined, object | undefined]>([
    [
      'that GitHub knows',
      old,
      { ...visible, f0: commit(old, head, sha('2')) },
      undefined,
      known(old, head, sha('2')),
    ],
    [
      'that GitHub knows, in capital letters',
      old.toUpperCase(),
      { ...visible, f0: commit(old) },
      undefined,
      known(old),
    ],
    [
      'of which the beginning is asked for',
      '01d0000',
      { ...visible, f0: commit(old) },
      undefined,
      known(old),
    ],
    ['that was never pushed', old, { ...visible, f0: null }, undefined, { known: false }],
    [
      'that is hidden with all the rest',
      old,
      { defaultBranchRef: null, f0: null },
      undefined,
      undefined,
    ],
    ['whose text names a branch', 'abcdef1', { ...visible, f0: commit(old) }, undefined, undefined],
    [
      'that is no commit, but a tag or a file',
      old,
      { ...visible, f0: { oid: old } },
      undefined,
      undefined,
    ],
    ['that is left out', old, visible, undefined, undefined],
    ['with an error at it', old, { ...visible, f0: null }, [error('repository', 'f0')], undefined],
    [
      'with an error below it',
      old,
      { ...visible, f0: null },
      [error('repository', 'f0', 'parents')],
      undefined,
    ],
    [
      'with an error at another one',
      old,
      { ...visible, f0: null },
      [error('repository', 'f1')],
      { known: false },
    ],
    ['with an error without a path', old, { ...visible, f0: null }, [{ message: 'No' }], undefined],
  ])('%s', async (_, asked, repository, errors, expected) => {
    const { commits, why } = await read({ data: { repository }, errors }, [], [asked])
    expect(commits.get(asked)).toEqual(expected)
    if (expected === undefined) expect(why).toMatch(/\w/)
  })
})

describe('many', () => {
  const commits = Array.from({ length: 201 }, (_, i) => sha((i + 256).toString(16)))

  /** The number of fields that each request asked for. */
  const sizes = (asked: { body: string }[]) =>
    asked.map(({ body }) => body.match(/\bf\d+:/g)?.length ?? 0)

  it.each([
    [0, []],
    [1, [1]],
    [100, [100]],
    [101, [1, 100]],
    [201, [1, 100, 100]],
  ])('%d go into requests of 100', async (n, expected) => {
    const { github, asked } = await answering([{ body: { data: { repository: {} } } }])
    await readHeads(github, { repository: shop, branches: [], commits: commits.slice(0, n) })
    expect(sizes(asked).sort((a, b) => a - b)).toEqual(expected)
  })

  it('branches and commits share a request', async () => {
    const { github, asked } = await answering([{ body: { data: { repository: {} } } }])
    await readHeads(github, { repository: shop, branches: [cart, theirs], commits: [old] })
    expect(sizes(asked)).toEqual([3])
  })

  it('of which one request fails leave the others known', async () => {
    const apiUrl = await serve(async (req, res) => {
      let body = ''
      for await (const chunk of req) body += chunk
      const { query, variables } = JSON.parse(body) as { query: string; variables: Strings }
      const names = [...query.matchAll(/\bf(\d+):/g)].map(([, i]) => Number(i))
      const known = names.map((i) => [`f${i}`, commit(variables[`v${i}`] ?? '')])
      const repository = { defaultBranchRef: main, ...Object.fromEntries(known) }
      const isLast = names.length === 1
      const answer = isLast ? { errors: [error('repository')] } : { data: { repository } }
      res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    })
    const { github } = clientOf(apiUrl)
    const heads = await readHeads(github, { repository: shop, branches: [], commits })
    expect([...heads.commits.keys()].sort()).toEqual(commits.slice(0, 200).sort())
    expect(heads.why).toMatch(/add `contents: read`$/)
    expect(heads.defaultBranch).toBe('main')
  })
})
