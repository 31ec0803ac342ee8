import { stayingIn } from '../../src/plan/sharing.js'
import { isShared, livingOfCommit, wholeCommit } from '../../src/plan/situation.js'
import type { Deployment } from '../../src/vercel/deployment.js'
import {
  build,
  cli,
  commit,
  fork,
  head,
  type Known,
  minutesAgo,
  ofFork,
  old,
  other,
  situationOf,
} from './support.js'

type Scoped = Known['scope']
type Facts = Known['facts']

const situation = (builds: Deployment[], known: Facts = {}, scoped: Scoped = {}) =>
  situationOf(builds, { scope: scoped, facts: known })
const onBranches = (...branches: string[]): Facts => ({ branchesAt: new Map([[old, branches]]) })
const short = old.slice(0, 8)
const dirty = { gitDirty: '1' }

describe('a commit is the newest one of another branch', () => {
  const sweep = { mode: 'sweep', branches: 'all' } as const
  const byCommit = { mode: 'commit', ownHead: old } as const
  const over = (...branches: string[]) => ({ mode: 'branch', ownHead: old, branches }) as const
  const both = over('feature/cart', 'stacked')
  test.each<[string, Deployment, Facts, Scoped, 'yes' | 'no' | 'unknown']>([
    ['of no branch', build('b'), onBranches(), {}, 'no'],
    ['of its own', build('b'), onBranches('feature/cart'), {}, 'no'],
    ['of another', build('b'), onBranches('stacked'), {}, 'yes'],
    ['of its own and another', build('b'), onBranches('feature/cart', 'stacked'), {}, 'yes'],
    ['of another whose letters differ', build('b'), onBranches('Feature/Cart'), {}, 'yes'],
    ['of nobody knows which', build('b'), { branchesAt: new Map() }, {}, 'unknown'],
    [
      'of one that GitHub did not tell',
      build('b'),
      { branchesAt: new Map([[old, undefined]]) },
      {},
      'unknown',
    ],
    ['of another, in a sweep', build('b'), onBranches('stacked'), sweep, 'yes'],
    ['of its own, in a sweep', build('b'), onBranches('feature/cart'), sweep, 'no'],
    [
      'of another in scope',
      build('b'),
      onBranches('stacked'),
      { branches: ['feature/cart', 'stacked'] },
      'yes',
    ],
    [
      'of one in scope, in mode: commit',
      build('b', { branch: 'HEAD' }),
      onBranches('feature/cart'),
      byCommit,
      'no',
    ],
    [
      'of one out of scope, in mode: commit',
      build('b', { branch: 'HEAD' }),
      onBranches('stacked'),
      byCommit,
      'yes',
    ],
    [
      'of its own out of scope, in mode: commit',
      build('b', { branch: 'x' }),
      onBranches('x'),
      byCommit,
      'yes',
    ],
    ['of another that is over, too', build('b'), onBranches('stacked'), both, 'no'],
    ['of another that goes on', build('b'), onBranches('stacked'), over('feature/cart'), 'yes'],
    [
      'of the default branch, which is never over',
      build('b'),
      onBranches('main'),
      over('feature/cart', 'main'),
      'yes',
    ],
    [
      'of another that was over with another commit',
      build('b'),
      onBranches('stacked'),
      { ...both, ownHead: head },
      'yes',
    ],
    [
      'of another, with all in scope',
      build('b'),
      onBranches('stacked'),
      { ...both, branches: 'all' },
      'yes',
    ],
  ])('%s', (_, one, known, scoped, expected) => {
    expect(isShared(one, situation([one], known, scoped))).toBe(expected)
  })

  test.each<[string, Deployment, Facts, Scoped, 'yes' | 'no' | 'unknown']>([
    [
      'which GitHub does not have here: no',
      build('b', { meta: ofFork }),
      { commits: new Map([[old, { known: false }]]), branchesAt: new Map() },
      { headRepository: fork, fork: true },
      'no',
    ],
    [
      'which GitHub has here: as its branches tell',
      build('b', { meta: ofFork }),
      onBranches('stacked'),
      { headRepository: fork, fork: true },
      'yes',
    ],
    [
      'of the same name as ours: yes',
      build('b', { meta: ofFork }),
      onBranches('feature/cart'),
      { headRepository: fork, fork: true },
      'yes',
    ],
    [
      'of which nobody knows whether GitHub has it: not known',
      build('b', { meta: ofFork }),
      { commits: new Map(), branchesAt: new Map() },
      { headRepository: fork, fork: true },
      'unknown',
    ],
    [
      'our own, which GitHub does not have: as its branches tell',
      build('b'),
      { commits: new Map([[old, { known: false }]]), ...onBranches('stacked') },
      {},
      'yes',
    ],
  ])('a fork’s commit, %s', (_, one, known, scoped, expected) => {
    expect(isShared(one, situation([one], known, scoped))).toBe(expected)
  })
})

describe('the whole of a commit', () => {
  const whole = (sha: string | undefined, known: Facts, scoped: Scoped = {}) =>
    wholeCommit(sha, situation([], known, scoped))
  test.each<[string, string, string]>([
    ['is what GitHub says', whole(short, { commits: new Map([[short, commit(old)]]) }), old],
    ['is the event’s, where GitHub says nothing', whole(short, {}, { ownHead: old }), old],
    ['is the event’s merge commit', whole(short, {}, { ownMerge: old }), old],
    [
      'is the event’s, where GitHub does not know it',
      whole(short, { commits: new Map([[short, { known: false }]]) }, { ownHead: old }),
      old,
    ],
    ['is itself, where nobody says', whole(short, {}), short],
    ['is itself in lower case', whole(old.toUpperCase(), { commits: new Map() }), old],
    ['is none of a build without one', whole(undefined, {}), ''],
  ])('%s', (_, found, expected) => {
    expect(found).toBe(expected)
  })
})

describe('the living builds of a commit', () => {
  const one = build('one')
  const ids = (...others: Deployment[]) =>
    livingOfCommit(one, situation([one, ...others])).map(({ id }) => id)
  test.each<[string, Deployment, boolean]>([
    ['one of its own branch', build('x'), true],
    ['one of another branch', build('x', { branch: 'stacked' }), true],
    ['one of another environment', build('x', { target: 'production' }), true],
    ['one that is ready', build('x', { state: 'READY' }), true],
    ['one whose commit is short', cli('x', { sha: short }), true],
    ['one whose commit is in capitals', cli('x', { sha: old.toUpperCase() }), true],
    ['none that failed', build('x', { state: 'ERROR' }), false],
    ['none of another commit', build('x', { sha: other }), false],
    [
      'none of a commit that begins alike',
      build('x', { sha: `${old.slice(0, 20)}${'f'.repeat(20)}` }),
      false,
    ],
    ['none of another project', build('x', { project: 'docs' }), false],
    ['none with changes that nobody committed', cli('x', { meta: dirty }), false],
  ])('have %s among them', (_, another, expected) => {
    expect(ids(another)).toEqual(expected ? ['one', 'x'] : ['one'])
  })

  it('have those with changes among them, for one with changes', () => {
    const mine = cli('mine', { meta: dirty })
    const builds = [mine, cli('x', { meta: dirty }), cli('y')]
    expect(livingOfCommit(mine, situation(builds)).map(({ id }) => id)).toEqual(['mine', 'x', 'y'])
  })

  it('are none, once it leaves itself', () => {
    expect(livingOfCommit(one, situation([one], { leaving: new Set(['one']) }))).toEqual([])
  })

  it('are of no other build, where no project is named', () => {
    const nowhere = { projectId: undefined, name: undefined }
    const builds = [build('one', nowhere), build('x', nowhere)]
    const living = livingOfCommit(builds[0] ?? one, situation(builds))
    expect(living.map(({ id }) => id)).toEqual(['one'])
  })
})

describe('of the builds of a commit that are to go', () => {
  /** What stays of some builds of which the first few were to go, and why. */
  function stays(going: Deployment[], others: Deployment[] = [], known = onBranches('stacked')) {
    const staying = stayingIn(going, situation([...going, ...others], known))
    return Object.fromEntries([...staying].map(([id, { reason }]) => [id, reason]))
  }
  const early = (id: string, more = {}) => build(id, { at: minutesAgo(20), ...more })

  it('the latest stays, when another branch needs it', () => {
    const expected = { late: 'shared-commit' }
    expect(stays([early('early'), build('late')])).toEqual(expected)
    expect(stays([build('late'), early('early')])).toEqual(expected)
  })

  it('the latest stays, when GitHub does not tell', () => {
    const expected = { late: 'github-unknown' }
    expect(stays([early('early'), build('late')], [], { branchesAt: new Map() })).toEqual(expected)
  })

  it('one stays, when another branch needs one of them, whatever is unknown of others', () => {
    const theirs = early('theirs', { meta: ofFork })
    const known = { ...onBranches('feature/cart'), commits: new Map() }
    expect(stays([build('ours'), theirs], [], known)).toEqual({ ours: 'shared-commit' })
  })

  it('none stays, when no other branch needs it', () => {
    expect(stays([build('one')], [], onBranches('feature/cart'))).toEqual({})
  })

  it('none stays, when another of its builds does', () => {
    expect(stays([build('one')], [build('x', { branch: 'stacked', state: 'READY' })])).toEqual({})
  })

  it('one stays, when the only other may still be skipped', () => {
    const ignoring = { projectSettings: { commandForIgnoringBuildStep: 'npx turbo-ignore' } }
    const queued = build('x', { branch: 'stacked', state: 'QUEUED', ...ignoring })
    expect(stays([build('one', ignoring)], [queued])).toEqual({ one: 'shared-commit' })
  })

  it('one of each project and of each commit stays', () => {
    const known = { branchesAt: new Map([old, other].map((sha) => [sha, ['stacked']])) }
    const going = [
      build('web'),
      build('docs', { project: 'docs' }),
      build('web2', { sha: other }),
      early('web3'),
    ]
    expect(stays(going, [], known)).toEqual({
      web: 'shared-commit',
      docs: 'shared-commit',
      web2: 'shared-commit',
    })
  })

  it('one without changes that nobody committed stays beside one that has some', () => {
    const changed = cli('changed', { at: minutesAgo(1), meta: dirty })
    expect(stays([changed, build('clean')])).toMatchObject({ clean: 'shared-commit' })
    expect(stays([build('clean'), changed])).toMatchObject({ clean: 'shared-commit' })
  })

  it('none stays that has left already', () => {
    const staying = stayingIn(
      [build('one')],
      situation([build('one')], { ...onBranches('stacked'), leaving: new Set(['one']) }),
    )
    expect(staying.size).toBe(0)
  })
})
