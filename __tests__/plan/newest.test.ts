import {
  headOf,
  isNewest,
  lacksNewest,
  newestCommits,
  unreadNewest,
} from '../../src/plan/situation.js'
import type { Deployment } from '../../src/vercel/deployment.js'
import {
  build,
  cli,
  commit,
  type facts,
  fork,
  head,
  type Known,
  merge,
  old,
  other,
  shop,
  situationOf,
} from './support.js'

const cart = { repository: shop, name: 'feature/cart' }
const theirs = { repository: fork, name: 'feature/cart' }
const lost = { repository: shop, name: 'lost' }

const situation = (known: Known = {}) => situationOf([], known)
const cartIs = (found: Parameters<typeof facts>[0] & object) => ({ facts: found })
const at = (...commits: string[]) => ({ state: 'at', commits }) as const

describe('the newest commits of a branch', () => {
  const both = new Map([['octocat/shop:feature/cart', at(head, other)]])
  test.each<[string, Parameters<typeof newestCommits>[0], Known, string[]]>([
    ['are its head', cart, {}, [head]],
    ['are both readings of a fork’s', theirs, cartIs({ heads: both }), [head, other]],
    [
      'are also the merge commit of the run for its head',
      cart,
      { scope: { ownMerge: merge } },
      [head, merge],
    ],
    [
      'are also the merge commit of the run for one reading of it',
      theirs,
      { scope: { ownHead: other, ownMerge: merge }, facts: { heads: both } },
      [head, other, merge],
    ],
    [
      'are not the merge commit of the run for an older commit',
      cart,
      { scope: { ownHead: old, ownMerge: merge } },
      [head],
    ],
    ['are not the commit of the run', cart, { scope: { ownHead: old } }, [head]],
    [
      'are none of one that is gone',
      cart,
      cartIs({ heads: new Map([['acme/shop:feature/cart', { state: 'gone' }]]) }),
      [],
    ],
    [
      'are none of a fork’s that is closed',
      theirs,
      cartIs({ heads: new Map([['octocat/shop:feature/cart', { state: 'closed' }]]) }),
      [],
    ],
    ['are none of one that nobody asked about', lost, {}, []],
  ])('%s', (_, branch, more, expected) => {
    expect(newestCommits(branch, situation(more))).toEqual(expected)
  })

  test('are not known where nobody asked', () => {
    expect(headOf(lost, situation())).toEqual({ state: 'unknown' })
    expect(headOf(cart, situation())).toEqual(at(head))
  })
})

describe('a build is of a newest commit', () => {
  const known = (parents: string[]) =>
    cartIs({ commits: new Map([[merge, commit(merge, parents)]]) })
  const unpushed = cartIs({ commits: new Map([[merge, { known: false }]]) })
  const unread = cartIs({ commits: new Map() })
  test.each<[string, Deployment, Known, boolean]>([
    ['the head', build('b', { sha: head }), {}, true],
    ['the head, in short', cli('b', { sha: head.slice(0, 7) }), {}, true],
    ['an older commit', build('b'), {}, false],
    ['no commit', cli('b', { sha: undefined }), {}, false],
    ['a merge of the head, by vercel deploy', cli('b', { sha: merge }), known([other, head]), true],
    [
      'a merge of the head, by vercel deploy, with the head first',
      cli('b', { sha: merge }),
      known([head, other]),
      true,
    ],
    ['a merge of the head, in a push', build('b', { sha: merge }), known([other, head]), false],
    ['a merge of others', cli('b', { sha: merge }), known([other, old]), false],
    ['a commit on top of the head', cli('b', { sha: merge }), known([head]), false],
    ['a commit without parents', cli('b', { sha: merge }), known([]), false],
    ['a commit that was never pushed', cli('b', { sha: merge }), unpushed, false],
    ['a commit that could not be read', cli('b', { sha: merge }), unread, false],
    [
      'a merge into a branch that is gone',
      cli('b', { sha: merge }),
      cartIs({
        heads: new Map([['acme/shop:feature/cart', { state: 'gone' }]]),
        commits: new Map([[merge, commit(merge, [other, head])]]),
      }),
      false,
    ],
  ])('%s', (_, one, more, expected) => {
    expect(isNewest(one, cart, situation(more))).toBe(expected)
  })
})

describe('the builds of the newest commit', () => {
  const need = (sha: string) => ({ kind: 'builds-of', projectId: 'prj_web', sha })
  const nowhere = build('b', { projectId: undefined, name: undefined })
  const read = { builds: [], problem: undefined }
  const broken = { builds: [], problem: 'No' }

  it('are asked for, of each newest commit that was not asked for', () => {
    const buildsOf = new Map([[`prj_web ${head}`, read]])
    const more = { scope: { ownMerge: merge }, facts: { buildsOf } }
    expect(unreadNewest(build('b'), cart, situation(more))).toEqual([need(merge)])
    const none = { ...more, facts: { buildsOf: new Map() } }
    expect(unreadNewest(build('b'), cart, situation(none))).toEqual([need(head), need(merge)])
  })

  it('are not asked for in a project that a build does not name', () => {
    expect(unreadNewest(nowhere, cart, situation(cartIs({ buildsOf: new Map() })))).toEqual([])
  })

  it.each([
    ['that broke off', broken, true],
    ['that was read to its end', read, false],
  ])('may be missing in a list %s: %j', (_, found, expected) => {
    const buildsOf = new Map([[`prj_web ${head}`, found]])
    expect(lacksNewest(build('b'), cart, situation(cartIs({ buildsOf })))).toBe(expected)
  })

  it('are not missing in another project’s list, or one that nobody asked for', () => {
    const buildsOf = new Map([[`prj_docs ${head}`, broken]])
    expect(lacksNewest(build('b'), cart, situation(cartIs({ buildsOf })))).toBe(false)
    expect(lacksNewest(nowhere, cart, situation(cartIs({ buildsOf })))).toBe(false)
  })
})
