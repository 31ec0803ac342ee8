import {
  byMomentDescending,
  isAlive,
  isAskedFor,
  isCommit,
  isLater,
  isOfPush,
  isSettled,
  momentOf,
  projectKey,
  sameCommit,
} from '../../src/plan/replacement.js'
import { build, cli, noon, sha } from './support.js'

const redeploy = { action: 'redeploy' }

test.each([
  ['QUEUED', true],
  ['INITIALIZING', true],
  ['BUILDING', true],
  ['READY', true],
  ['ERROR', false],
  ['CANCELED', false],
  ['BLOCKED', false],
  ['DELETED', false],
])('a build that is %s is alive: %j', (state, expected) => {
  expect(isAlive(build('b', { state }))).toBe(expected)
})

test.each([
  ['git', {}, false],
  ['git-deploy-hook', {}, false],
  ['cli', {}, false],
  [undefined, {}, false],
  ['redeploy', {}, true],
  ['import', {}, true],
  ['v0-web', {}, true],
  ['git', redeploy, true],
  ['git', { originalDeploymentId: 'dpl_1' }, true],
])('a build with the source %s and %j is asked for: %j', (source, meta, expected) => {
  expect(isAskedFor(build('b', { source, meta }))).toBe(expected)
})

test.each([
  ['a push', build('b'), true],
  ["a push's redeploy", build('b', { meta: redeploy }), false],
  ['vercel deploy', cli('b'), false],
])('%s made it: %j', (_, one, expected) => {
  expect(isOfPush(one)).toBe(expected)
})

describe('two commits are the same', () => {
  test.each([
    [sha('abc'), sha('abc'), true],
    [sha('abc'), sha('abc').toUpperCase(), true],
    [sha('abcdef1'), 'abcdef1', true],
    ['ABCDEF1', sha('abcdef1'), true],
    [sha('abcdef'), 'abcdef', false],
    [sha('abcdef1'), 'abcdef2', false],
    [sha('abcdef1'), sha('abcdef2'), false],
    [undefined, sha('abc'), false],
    [sha('abc'), undefined, false],
    [undefined, undefined, false],
    ['abcdef', 'abcdef', false],
  ])('%s and %s: %j', (a, b, expected) => {
    expect(sameCommit(a, b)).toBe(expected)
  })
})

test.each([
  ['abcdef1', true],
  ['ABCDEF1', true],
  ['abcdef', false],
  ['a'.repeat(64), true],
  ['a'.repeat(65), false],
  ['abcdefg', false],
  ['xabcdef1', false],
  ['abcdef1x', false],
  [undefined, false],
])('%s is a commit: %j', (text, expected) => {
  expect(isCommit(text)).toBe(expected)
})

describe('the moment of a build', () => {
  test.each([
    ['a push', build('b', { at: 5000 }), 5000],
    ['a redeploy of it', build('b', { at: 5000, createdAt: 9000, meta: redeploy }), 9000],
    ['vercel deploy', cli('b', { at: 5000 }), 5000],
    ['a push at no time', build('b', { meta: { repoPushedAt: 'soon' } }), undefined],
  ])('of %s', (_, one, expected) => {
    expect(momentOf(one)).toBe(expected)
  })

  const push = (at: number) => build('b', { at })
  const deploy = (at: number) => cli('b', { at })
  const never = build('b', { meta: { repoPushedAt: 'soon' } })
  test.each([
    ['a push 1 ms after a push', push(1001), push(1000), true],
    ['a push at the time of a push', push(1000), push(1000), false],
    ['a deployment 1 ms after a deployment', deploy(1001), deploy(1000), true],
    ['a push 1 s after a deployment', push(2000), deploy(1000), false],
    ['a push 1,001 ms after a deployment', push(2001), deploy(1000), true],
    ['a deployment 1 s after a push', deploy(2000), push(1000), false],
    ['a deployment 1,001 ms after a push', deploy(2001), push(1000), true],
    ['a push after one at no time', push(2000), never, false],
    ['a push at no time after a push', never, push(1000), false],
    ['a push at no time after another', never, never, false],
  ])('%s is later: %j', (_, a, b, expected) => {
    expect(isLater(a, b)).toBe(expected)
  })

  test('orders builds, those without one last', () => {
    const builds = [never, push(1000), deploy(3000), never, push(2000)]
    const sorted = builds.sort(byMomentDescending).map(momentOf)
    expect(sorted).toEqual([3000, 2000, 1000, undefined, undefined])
  })
})

describe('a build is past its Ignored Build Step', () => {
  const none = new Map<string, number>()
  test.each([
    ['that is ready', { state: 'READY' }, none, true],
    ['that is queued', { state: 'QUEUED', buildingAt: noon - 60_000 }, none, false],
    ['building since 30 s', { buildingAt: noon - 30_000 }, none, true],
    ['building since 29.999 s', { buildingAt: noon - 29_999 }, none, false],
    ['seen building since 30 s', {}, new Map([['b', noon - 30_000]]), true],
    ['seen building since 29.999 s', {}, new Map([['b', noon - 29_999]]), false],
    [
      'queued, and seen building before',
      { state: 'QUEUED' },
      new Map([['b', noon - 60_000]]),
      false,
    ],
    ['building since nobody knows when', {}, none, false],
  ])('%s: %j', (_, more, firstSeen, expected) => {
    expect(isSettled(build('b', more), firstSeen)).toBe(expected)
  })

  test('not that was read nobody knows when', () => {
    const one = { ...build('b', { buildingAt: noon - 60_000 }), readAt: undefined }
    expect(isSettled(one, none)).toBe(false)
  })
})

test("a project's key is its id, else its name", () => {
  expect(projectKey(build('b'))).toBe('prj_web')
  expect(projectKey(build('b', { projectId: undefined }))).toBe('web')
})
