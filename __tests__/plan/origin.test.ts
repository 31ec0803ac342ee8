import { branchesInScope, branchOf, isOwnBranch, repositoryOf } from '../../src/plan/origin.js'
import { build, fork, ofFork, scope, shop } from './support.js'

const nothing = {
  githubCommitOrg: undefined,
  githubCommitRepo: undefined,
  githubCommitRepoId: undefined,
  githubOrg: undefined,
  githubRepo: undefined,
  githubRepoId: undefined,
  githubHost: undefined,
}
const ofCommit = (owner?: string, name?: string, id?: string) => ({
  ...nothing,
  githubCommitOrg: owner,
  githubCommitRepo: name,
  githubCommitRepoId: id,
})
const ofBase = (owner?: string, name?: string, id?: string) => ({
  ...nothing,
  githubOrg: owner,
  githubRepo: name,
  githubRepoId: id,
})

const repository = (
  meta: object,
  more: Parameters<typeof scope>[0] = {},
  branch = 'feature/cart',
) => {
  const found = repositoryOf(build('b', { meta: meta as never, branch }), scope(more))
  return 'keep' in found ? found.keep : `${found.repository.owner}/${found.repository.name}`
}

const ofPull = { headRepository: fork, fork: true }
const sweep = { mode: 'sweep', branches: 'all' } as const
const noId = { repository: { ...shop, id: undefined }, headRepository: { ...shop, id: undefined } }

describe('the repository of a build, on a push to acme/shop', () => {
  test.each<[string, object, string]>([
    ['names of the commit', ofCommit('acme', 'shop'), 'acme/shop'],
    ['names of the commit, in other letters', ofCommit('ACME', 'Shop'), 'acme/shop'],
    ['names of the project only', ofBase('acme', 'shop'), 'acme/shop'],
    ['its id alone', ofBase(undefined, undefined, '42'), 'acme/shop'],
    ['its id, under an older name', ofBase('acme', 'store', '42'), 'acme/shop'],
    [
      'its id and that of another',
      { ...ofCommit('acme', 'shop', '42'), githubRepoId: '7' },
      'other-repository',
    ],
    ['another id under our names', ofCommit('acme', 'shop', '7'), 'other-repository'],
    ['another id alone', ofBase(undefined, undefined, '7'), 'other-repository'],
    ['another owner', ofCommit('hubot', 'shop'), 'other-repository'],
    ['another name', ofCommit('acme', 'docs'), 'other-repository'],
    ['another owner of the project', ofBase('hubot', 'shop'), 'other-repository'],
    ['another name of the project', ofBase('acme', 'docs'), 'other-repository'],
    ['nothing', nothing, 'repository-unknown'],
    ['an owner without a name', ofBase('acme'), 'repository-unknown'],
    ['a name without an owner', ofBase(undefined, 'shop'), 'repository-unknown'],
    ['half of the commit, beside its id', ofCommit('acme', undefined, '42'), 'repository-unknown'],
    ['the other half, beside its id', ofCommit(undefined, 'shop', '42'), 'repository-unknown'],
    ['half of the project, beside its id', ofBase('acme', undefined, '42'), 'acme/shop'],
    ['another server', { githubHost: 'github.acme.com' }, 'other-repository'],
    ['our server, in other letters', { githubHost: 'GitHub.com' }, 'acme/shop'],
    ['a fork', ofFork, 'other-repository'],
    [
      "a fork's name",
      { ...ofFork, githubCommitOrg: 'acme', githubCommitRepo: 'shop-2' },
      'other-repository',
    ],
  ])('%s', (_, meta, expected) => {
    expect(repository(meta)).toBe(expected)
  })

  test.each<[string, object, string]>([
    ['its names, where the run has no id', ofCommit('acme', 'shop', '42'), 'acme/shop'],
    ['another name, where the run has no id', ofCommit('acme', 'docs', '42'), 'other-repository'],
    ['another owner, where the run has no id', ofCommit('hubot', 'shop', '42'), 'other-repository'],
  ])('%s', (_, meta, expected) => {
    expect(repository(meta, noId)).toBe(expected)
  })

  test.each<[string, string, string]>([
    ['web-git-fork-octocat-feature-cart-acme.vercel.app', 'feature/cart', 'other-repository'],
    ['web-git-feature-cart-acme.vercel.app', 'feature/cart', 'acme/shop'],
    ['web-git-fork-lift-acme.vercel.app', 'fork-lift', 'acme/shop'],
    ['web-git-fork-lift-acme.vercel.app', 'Fork/lift', 'acme/shop'],
    ['web-git-fork-octocat-my-fork-acme.vercel.app', 'my-fork', 'other-repository'],
  ])('the alias %s of the branch %s', (branchAlias, branch, expected) => {
    expect(repository({ branchAlias }, {}, branch)).toBe(expected)
  })
})

describe('the repository of a build, on a pull request of octocat/shop', () => {
  test.each<[string, object, string]>([
    ['the fork', ofFork, 'octocat/shop'],
    [
      'the fork, without ids',
      { ...ofFork, githubCommitRepoId: undefined, githubRepoId: undefined },
      'octocat/shop',
    ],
    [
      "the fork's owner, and another name",
      { ...ofFork, githubCommitRepo: 'store' },
      'other-repository',
    ],
    ['another fork of that name', { ...ofFork, githubCommitOrg: 'hubot' }, 'other-repository'],
    ['our own', {}, 'other-repository'],
  ])('%s', (_, meta, expected) => {
    expect(repository(meta, ofPull)).toBe(expected)
  })
})

describe('the repository of a build, in a sweep of acme/shop', () => {
  test.each<[string, object, string]>([
    ['a fork of ours', ofFork, 'octocat/shop'],
    ["a fork of another owner's project", { ...ofFork, githubOrg: 'hubot' }, 'other-repository'],
    ['a fork of another project', { ...ofFork, githubRepo: 'docs' }, 'other-repository'],
  ])('%s', (_, meta, expected) => {
    expect(repository(meta, sweep)).toBe(expected)
  })
})

describe('the branch of a build', () => {
  test.each<[string, string | undefined, object, string | undefined]>([
    ['of ours', 'main', {}, 'main'],
    ['of a detached checkout', 'HEAD', {}, undefined],
    ['named Head', 'Head', {}, 'Head'],
    ['without a name', '', {}, undefined],
    ['of another repository', 'main', ofCommit('acme', 'docs'), undefined],
    ['of an unknown repository', 'main', nothing, undefined],
  ])('%s', (_, branch, meta, expected) => {
    expect(branchOf(build('b', { branch, meta: meta as never }), scope())?.name).toBe(expected)
  })

  test.each([
    ['our repository', shop, true],
    ['it in other letters', { ...shop, id: undefined, owner: 'ACME', name: 'SHOP' }, true],
    ['it under an older name', { ...shop, name: 'store' }, true],
    ['another of that owner', { ...shop, id: '7', name: 'docs' }, false],
    ['a fork', fork, false],
    ['a fork without an id', { ...fork, id: undefined }, false],
  ])('in %s is ours: %j', (_, of, expected) => {
    expect(isOwnBranch({ repository: of, name: 'main' }, scope())).toBe(expected)
  })

  test('without an id of either is not ours by that', () => {
    expect(isOwnBranch({ repository: { ...fork, id: undefined }, name: 'main' }, scope(noId))).toBe(
      false,
    )
  })

  test('is in the scope by the repository of the scope', () => {
    expect(branchesInScope(scope())).toEqual(new Set(['acme/shop:feature/cart']))
    expect(branchesInScope(scope(ofPull))).toEqual(new Set(['octocat/shop:feature/cart']))
    expect(branchesInScope(scope(sweep))).toBeUndefined()
  })
})
