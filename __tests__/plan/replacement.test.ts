import type { Head } from '../../src/github/query.js'
import { findReplacement, isSure } from '../../src/plan/situation.js'
import type { Deployment } from '../../src/vercel/deployment.js'
import {
  build,
  cli,
  fork,
  head,
  minutesAgo,
  noon,
  ofFork,
  sha,
  shop,
  situationOf,
} from './support.js'

const cart = { repository: shop, name: 'feature/cart' }
const middle = sha('31dd1e')
const any = () => true
const asked = { meta: { action: 'redeploy' } }
const dirty = { meta: { gitDirty: '1' } }

/** What takes the place of the first of some builds. */
function found(
  builds: Deployment[],
  { fits = any, ended = [] as string[], leaving = [] as string[] } = {},
) {
  const situation = {
    ...situationOf(builds, { facts: { leaving: new Set(leaving) } }),
    ended: new Set(ended),
  }
  return findReplacement(builds[0] ?? build('none'), cart, situation, fits)?.id
}

const newest = (more = {}) => build('new', { sha: head, at: minutesAgo(1), ...more })
const pushed = (more = {}) => build('mid', { sha: middle, at: minutesAgo(5), ...more })

describe('a build is replaced by', () => {
  it.each<[string, Deployment, Deployment, string | undefined]>([
    ['one of the newest commit', build('old'), newest(), 'new'],
    ['one of it on another branch', build('old'), newest({ branch: 'stacked' }), 'new'],
    ['one of it from a detached checkout', build('old'), newest({ branch: 'HEAD' }), 'new'],
    ['one of it that vercel deploy made', build('old'), cli('new', { sha: head }), 'new'],
    ['one of it that is ready', build('old'), newest({ state: 'READY' }), 'new'],
    ['one of it that was redeployed', build('old'), newest(asked), 'new'],
    ['one of a later push to its branch', build('old'), pushed(), 'mid'],
    ['none that failed', build('old'), newest({ state: 'ERROR' }), undefined],
    ['none that was canceled', build('old'), newest({ state: 'CANCELED' }), undefined],
    ['none that is blocked', build('old'), newest({ state: 'BLOCKED' }), undefined],
    ['none of another project', build('old'), newest({ project: 'docs' }), undefined],
    ['none of another environment', build('old'), newest({ target: 'production' }), undefined],
    [
      'none in an environment that cannot be told',
      build('old', { target: 7 }),
      newest({ target: 7 }),
      undefined,
    ],
    ['none of another repository', build('old'), newest({ meta: ofFork }), undefined],
    ['none of a later push to another branch', build('old'), pushed({ branch: 'x' }), undefined],
    ['none of an earlier push', build('old'), pushed({ at: minutesAgo(11) }), undefined],
    ['none of a push at the same time', build('old'), pushed({ at: minutesAgo(10) }), undefined],
    ['none that was redeployed of a later push', build('old'), pushed(asked), undefined],
    ['none that vercel deploy made of a later commit', build('old'), cli('mid'), undefined],
    ['no later push, where its own time is not known', cli('old'), pushed(), undefined],
    [
      'no push at a time that cannot be read',
      build('old'),
      pushed({ meta: { repoPushedAt: 'soon' } }),
      undefined,
    ],
    ['itself never', newest(), newest(), undefined],
  ])('%s', (_, one, another, expected) => {
    expect(found([one, another])).toBe(expected)
  })

  it.each<[string, Deployment, Deployment, string | undefined]>([
    ['a push of the newest commit to its branch', build('old', asked), newest(), 'new'],
    ['a later push to its branch', build('old', asked), pushed(), 'mid'],
    ['no redeploy', build('old', asked), newest(asked), undefined],
    ['no vercel deploy', build('old', asked), cli('new', { sha: head }), undefined],
    ['no push to another branch', build('old', asked), newest({ branch: 'x' }), undefined],
  ])('%s, when a person asked for it', (_, one, another, expected) => {
    expect(found([one, another])).toBe(expected)
  })

  it.each<[string, Deployment, Deployment, string | undefined]>([
    ['one without, when it has some itself', cli('old', dirty), newest(), 'new'],
    [
      'one with some, when it has some itself',
      cli('old', dirty),
      cli('new', { sha: head, ...dirty }),
      'new',
    ],
    [
      'none with some, when it has none',
      cli('old'),
      cli('new', { sha: head, ...dirty }),
      undefined,
    ],
  ])('%s (changes that nobody committed)', (_, one, another, expected) => {
    expect(found([one, another])).toBe(expected)
  })

  it('none whose branch or commit is over itself, or that leaves', () => {
    expect(found([build('old'), newest()], { ended: ['new'] })).toBeUndefined()
    expect(found([build('old'), newest()], { leaving: ['new'] })).toBeUndefined()
    expect(found([build('old'), newest()], { ended: ['mid'], leaving: ['mid'] })).toBe('new')
  })

  it('the best that fits: of the newest commit first, then the latest', () => {
    const early = newest({ at: minutesAgo(30) })
    const late = newest({ at: minutesAgo(1), uid: 'late' })
    const builds = [build('old'), pushed(), early, late]
    expect(found(builds)).toBe('late')
    expect(found(builds, { fits: (({ id }: Deployment) => id !== 'late') as typeof any })).toBe(
      'new',
    )
    const pushes = (({ sha: one }: Deployment) => one === middle) as typeof any
    expect(found([...builds, pushed({ uid: 'mid2', at: minutesAgo(2) })], { fits: pushes })).toBe(
      'mid2',
    )
  })

  it('nothing, where there is no other', () => {
    expect(found([build('old')])).toBeUndefined()
    expect(found([build('old', { state: 'ERROR' })])).toBeUndefined()
  })

  it('one of a fork’s branch only, when it is of that', () => {
    const theirs = { repository: fork, name: 'feature/cart' }
    const of = { headRepository: fork, fork: true, mode: 'sweep', branches: 'all' } as const
    const heads = new Map<string, Head>([
      ['octocat/shop:feature/cart', { state: 'at', commits: [head] }],
      ['acme/shop:feature/cart', { state: 'at', commits: [head] }],
    ])
    const replacement = (one: Deployment) => {
      const builds = [build('old', { meta: ofFork }), one]
      const situation = situationOf(builds, { scope: of, facts: { heads } })
      return findReplacement(builds[0] ?? one, theirs, situation, any)?.id
    }
    expect(replacement(newest({ meta: ofFork }))).toBe('new')
    expect(replacement(newest())).toBeUndefined()
  })
})

describe('a build is sure to be built', () => {
  const ignoring = { projectSettings: { commandForIgnoringBuildStep: 'npx turbo-ignore' } }
  const sure = (one: Deployment, ...others: Deployment[]) =>
    isSure(one, situationOf([one, ...others]))
  it.each<[string, boolean]>([
    ['in a project without an Ignored Build Step', sure(newest({ state: 'QUEUED' }))],
    ['where another project has one', sure(newest(), build('x', { project: 'docs', ...ignoring }))],
    ['after it', sure(newest({ buildingAt: noon - 30_000, ...ignoring }))],
    ['when it is ready', sure(newest({ state: 'READY', ...ignoring }))],
  ])('%s', (_, found) => {
    expect(found).toBe(true)
  })
  it.each<[string, boolean]>([
    ['before it', sure(newest(ignoring))],
    ['where another build of the project tells of one', sure(newest(), build('x', ignoring))],
    [
      'where one that is over tells of it',
      sure(newest(), build('x', { state: 'ERROR', ...ignoring })),
    ],
  ])('but not %s', (_, found) => {
    expect(found).toBe(false)
  })
})
