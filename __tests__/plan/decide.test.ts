import type { Repository } from '../../src/event/event.js'
import type { BranchTrigger } from '../../src/event/trigger.js'
import {
  type Head,
  isElsewhere,
  judge,
  judgeCanceledRun,
  outOfReach,
  type Policy,
  sameCommit,
  screen,
  type Verdict,
} from '../../src/plan/decide.js'
import { type Deployment, toDeployment } from '../../src/vercel/schemas.js'
import {
  ANOTHER,
  BRANCH,
  branchTrigger,
  DEFAULT_BRANCH,
  deployment,
  FORK,
  forkOrigin,
  forkTrigger,
  HEAD_AT,
  integrationMeta,
  listItem,
  MERGE_COMMIT,
  NEWER_COMMIT,
  OLD_COMMIT,
  OWN_COMMIT,
  origin,
  policy,
  REPOSITORY,
} from '../factories.js'

const nobody = { owner: undefined, name: undefined }
const noNames = { commit: nobody, base: nobody }

const atOwn: Head = { state: 'at', sha: OWN_COMMIT }
const atNewer: Head = { state: 'at', sha: NEWER_COMMIT }
const atOld: Head = { state: 'at', sha: OLD_COMMIT }
const gone: Head = { state: 'gone' }
const unknown: Head = { state: 'unknown', why: 'GitHub did not answer' }

/** The verdict in words: "cancel superseded", "keep newer". */
function decide(
  build: Deployment,
  trigger: BranchTrigger,
  head: Head,
  allowed: Policy = policy(),
): string {
  return words(screen(build, trigger, allowed) ?? judge(build, trigger, head))
}

function words(verdict: Verdict | undefined): string {
  if (verdict === undefined) return 'left to the head'
  return `${verdict.action} ${verdict.reason}`
}

/** The build that Vercel lists with these fields and metadata. */
function listed(fields: Record<string, unknown>, meta?: Record<string, unknown>): Deployment {
  const build = toDeployment(listItem(fields, meta))
  if (build === undefined) throw new Error('the item was not read')
  return build
}

describe('rule 1: states', () => {
  it.each([
    ['QUEUED', undefined],
    ['INITIALIZING', undefined],
    ['BUILDING', undefined],
    ['READY', 'keep state-excluded'],
    ['ERROR', 'keep state-excluded'],
    ['CANCELED', 'keep state-excluded'],
    ['BLOCKED', 'keep state-excluded'],
    ['DELETED', 'keep state-excluded'],
    ['A_STATE_OF_NEXT_YEAR', 'keep state-excluded'],
    [undefined, 'keep state-excluded'],
  ])('a build in state %s: %s', (state, expected) => {
    const verdict = outOfReach(deployment({ state }), branchTrigger(), policy())
    expect(verdict && words(verdict)).toBe(expected)
  })

  it('only the states that the user gave may be cancelled', () => {
    const queued = policy({ states: ['QUEUED'] })
    const of = (state: string) => decide(deployment({ state }), branchTrigger(), atOwn, queued)
    expect(of('QUEUED')).toBe('cancel superseded')
    expect(of('BUILDING')).toBe('keep state-excluded')
    expect(of('INITIALIZING')).toBe('keep state-excluded')
  })

  it.each([
    ['readyState alone', { state: undefined }, 'cancel superseded'],
    ['state alone', { readyState: undefined }, 'cancel superseded'],
    [
      'status alone',
      { readyState: undefined, state: undefined, status: 'QUEUED' },
      'cancel superseded',
    ],
    ['readyState against state', { readyState: 'READY', state: 'BUILDING' }, 'keep state-excluded'],
    ['none of them', { readyState: undefined, state: undefined }, 'keep state-excluded'],
    ['lower case', { readyState: 'building' }, 'cancel superseded'],
    ['another type', { readyState: 7, state: undefined }, 'keep state-excluded'],
  ])('the state as listed: %s', (_, fields, expected) => {
    expect(decide(listed(fields), branchTrigger(), atOwn)).toBe(expected)
  })
})

describe('rule 2: environments', () => {
  const custom = (slug: unknown) => ({ customEnvironment: { id: 'env_1', slug } })

  it.each([
    ['null', { target: null }, ['preview'], true],
    ['missing', { target: undefined }, ['preview'], true],
    ['"preview"', { target: 'preview' }, ['preview'], true],
    ['production', { target: 'production' }, ['preview'], false],
    ['production, allowed', { target: 'production' }, ['preview', 'production'], true],
    ['preview, where only production is allowed', { target: null }, ['production'], false],
    ['staging', { target: 'staging' }, ['preview'], false],
    ['staging, allowed', { target: 'staging' }, ['staging'], true],
    ['an unknown value', { target: 'edge-canary' }, ['preview', 'production'], false],
    ['another case', { target: 'Production' }, ['production'], false],
    ['an empty text', { target: '' }, ['preview', 'production'], false],
    ['a number', { target: 0 }, ['preview', 'production'], false],
    ['an object', { target: { name: 'preview' } }, ['preview', 'production'], false],
    ['null with a custom environment', { target: null, ...custom('qa') }, ['preview'], false],
    [
      '"preview" with a custom environment',
      { target: 'preview', ...custom('qa') },
      ['preview'],
      false,
    ],
    ['a custom environment, allowed', { target: null, ...custom('qa') }, ['qa'], true],
    ['another custom environment', { target: null, ...custom('qa-2') }, ['qa'], false],
    [
      'a custom environment without a slug',
      { target: null, ...custom(undefined) },
      ['preview'],
      false,
    ],
    [
      'a custom environment of another type',
      { target: null, customEnvironment: 'qa' },
      ['preview', 'qa'],
      false,
    ],
    [
      'a custom environment that is null',
      { target: null, customEnvironment: null },
      ['preview'],
      true,
    ],
    [
      'production with a custom environment',
      { target: 'production', ...custom('qa') },
      ['qa'],
      false,
    ],
  ])('target %s', (_, fields, environments, cancelled) => {
    expect(decide(listed(fields), branchTrigger(), atOwn, policy({ environments }))).toBe(
      cancelled ? 'cancel superseded' : 'keep protected-target',
    )
  })

  it('an environment that can not be told is protected, whatever is allowed', () => {
    const build = deployment({ environment: undefined })
    expect(
      decide(build, branchTrigger(), atOwn, policy({ environments: ['preview', 'production'] })),
    ).toBe('keep protected-target')
  })
})

describe('rule 3: repositories', () => {
  const ours = { owner: REPOSITORY.owner, name: REPOSITORY.name }
  const none = { owner: undefined, name: undefined }
  const old = { owner: 'Codertocat', name: 'Old-Name' }
  const fork = { owner: FORK.owner, name: FORK.name }
  const another = { owner: ANOTHER.owner, name: ANOTHER.name }
  const id = String(REPOSITORY.id)
  const forkId = String(FORK.id)
  const otherId = String(ANOTHER.id)
  const withoutId: Repository = { ...REPOSITORY, id: undefined }

  const cancelled = 'cancel superseded'
  const other = 'keep other-repository'
  const notKnown = 'keep repository-unknown'

  it.each([
    ['all of it is ours', origin(), REPOSITORY, cancelled],
    ['no identity at all', { commit: none, base: none, ids: [] }, REPOSITORY, notKnown],
    [
      'the owner in another case',
      { commit: { ...ours, owner: 'CODERTOCAT' }, ids: [] },
      REPOSITORY,
      cancelled,
    ],
    [
      'the name in another case',
      { commit: { ...ours, name: 'hello-world' }, ids: [] },
      REPOSITORY,
      cancelled,
    ],
    [
      'all names in another case than the base',
      { commit: { owner: 'codertocat', name: 'HELLO-WORLD' } },
      REPOSITORY,
      cancelled,
    ],
    [
      'a repository that was renamed, with the same id',
      { commit: old, base: old },
      REPOSITORY,
      cancelled,
    ],
    [
      'a repository that was transferred, with the same id',
      { commit: another, base: another },
      REPOSITORY,
      cancelled,
    ],
    ['our names with another id', { ids: [otherId, otherId] }, REPOSITORY, other],
    ['ids that contradict each other', { ids: [id, otherId] }, REPOSITORY, other],
    ['our names, no id in the metadata', { ids: [] }, REPOSITORY, cancelled],
    ['our names, no id in the event', {}, withoutId, cancelled],
    ['old names, no id in the metadata', { commit: old, base: old, ids: [] }, REPOSITORY, other],
    ['old names, no id in the event', { commit: old, base: old }, withoutId, other],
    ['an id alone, ours', { commit: none, base: none, ids: [id] }, REPOSITORY, cancelled],
    ['an id alone, of another', { commit: none, base: none, ids: [otherId] }, REPOSITORY, other],
    [
      'an id alone, no id in the event',
      { commit: none, base: none, ids: [id] },
      withoutId,
      notKnown,
    ],
    ['commit names alone, ours', { base: none, ids: [] }, REPOSITORY, cancelled],
    ['commit names alone, of the fork', { commit: fork, base: none, ids: [] }, REPOSITORY, other],
    [
      'commit names of the fork beside our id',
      { commit: fork, base: none, ids: [id] },
      REPOSITORY,
      other,
    ],
    [
      'commit names ours beside the id of another',
      { base: none, ids: [otherId] },
      REPOSITORY,
      other,
    ],
    ['base names alone, of another', { commit: none, base: another, ids: [] }, REPOSITORY, other],
    [
      'an owner without a name',
      { commit: { owner: 'Codertocat', name: undefined }, base: none, ids: [] },
      REPOSITORY,
      notKnown,
    ],
    [
      'a name without an owner',
      { commit: { owner: undefined, name: 'Hello-World' }, base: none, ids: [] },
      REPOSITORY,
      notKnown,
    ],
    [
      'the owner of a fork without a name, beside our ids',
      { commit: { owner: FORK.owner, name: undefined } },
      REPOSITORY,
      notKnown,
    ],
    [
      'our name without an owner, beside our ids and base',
      { commit: { owner: undefined, name: REPOSITORY.name } },
      REPOSITORY,
      notKnown,
    ],
    [
      "half of the base's names, the owner",
      { commit: none, base: { ...ours, name: undefined }, ids: [] },
      REPOSITORY,
      notKnown,
    ],
    [
      "half of the base's names, the name",
      { commit: none, base: { ...ours, owner: undefined }, ids: [] },
      REPOSITORY,
      notKnown,
    ],
    [
      "half of the base's names beside commit names ours and the id of another",
      { base: { ...ours, name: undefined }, ids: [otherId] },
      REPOSITORY,
      other,
    ],
    [
      "the other half of the base's names, as before",
      { base: { ...ours, owner: undefined }, ids: [otherId] },
      REPOSITORY,
      other,
    ],
    [
      'commit names ours, ids that contradict each other, no base',
      { base: none, ids: [id, otherId] },
      REPOSITORY,
      other,
    ],
    ['commit names ours, no base, no id in the event', { base: none }, withoutId, cancelled],
    ['base names alone, ours', { commit: none, ids: [] }, REPOSITORY, cancelled],
    ['an equal owner, another name', { commit: old, base: none, ids: [] }, REPOSITORY, other],
    [
      'an equal name, another owner',
      { commit: { ...ours, owner: 'octocat' }, base: none, ids: [] },
      REPOSITORY,
      other,
    ],
    ["the fork's build on an equal branch, ids [fork, ours]", forkOrigin(), REPOSITORY, other],
    [
      "the fork's build on an equal branch, ids [ours, ours]",
      forkOrigin({ ids: [id, id] }),
      REPOSITORY,
      other,
    ],
    [
      "the fork's build on an equal branch, ids [fork, fork]",
      forkOrigin({ ids: [forkId, forkId] }),
      REPOSITORY,
      other,
    ],
    ["the fork's build on an equal branch, no ids", forkOrigin({ ids: [] }), REPOSITORY, other],
    [
      'a fork by its owner alone',
      forkOrigin({ commit: { ...ours, owner: 'octocat' }, ids: [id, id] }),
      REPOSITORY,
      other,
    ],
    [
      'a fork by its name alone',
      forkOrigin({ commit: { ...ours, name: 'Hello-World-1' }, ids: [id, id] }),
      REPOSITORY,
      other,
    ],
  ])('%s', (_, overrides, repository, expected) => {
    const build = deployment({ origin: origin(overrides) })
    expect(decide(build, branchTrigger({ repository }), atOwn)).toBe(expected)
  })

  it.each([
    ['ids [fork, ours]', forkOrigin(), cancelled],
    ['ids [ours, ours]', forkOrigin({ ids: [id, id] }), cancelled],
    ['ids [fork, fork]', forkOrigin({ ids: [forkId, forkId] }), cancelled],
    ['no ids', forkOrigin({ ids: [] }), cancelled],
    ['the owner in another case', forkOrigin({ commit: { ...fork, owner: 'OctoCat' } }), cancelled],
    ['another fork', forkOrigin({ commit: { ...fork, owner: 'octo-org' } }), other],
    ['a build of ours on an equal branch', origin(), other],
    ['a build of ours on an equal branch, no ids', origin({ ids: [] }), other],
  ])("when the trigger is the fork's: %s", (_, from, expected) => {
    expect(decide(deployment({ origin: from }), forkTrigger(), atOwn)).toBe(expected)
  })

  it.each([
    ['the integration', integrationMeta(), cancelled],
    [
      'ids that are numbers',
      { ...integrationMeta(), githubCommitRepoId: 186853002, githubRepoId: 186853002 },
      cancelled,
    ],
    [
      'the CLI, with a GitHub remote',
      {
        githubCommitRef: BRANCH,
        githubCommitSha: OLD_COMMIT,
        githubCommitOrg: 'Codertocat',
        githubCommitRepo: 'Hello-World',
        gitDirty: '0',
      },
      cancelled,
    ],
    [
      'the CLI, without a known remote',
      { gitCommitRef: BRANCH, gitCommitSha: OLD_COMMIT },
      notKnown,
    ],
    [
      'a script that names branch and commit alone',
      { githubCommitRef: BRANCH, githubCommitSha: OLD_COMMIT, githubDeployment: '1' },
      notKnown,
    ],
    [
      'GitLab',
      {
        gitlabCommitRef: BRANCH,
        gitlabCommitSha: OLD_COMMIT,
        gitlabProjectPath: 'Codertocat/Hello-World',
      },
      notKnown,
    ],
    [
      'Bitbucket',
      {
        bitbucketCommitRef: BRANCH,
        bitbucketRepoOwner: 'Codertocat',
        bitbucketRepoSlug: 'Hello-World',
      },
      notKnown,
    ],
    ['nobody: no metadata', {}, notKnown],
    [
      'somebody who left names empty',
      {
        ...integrationMeta(),
        githubCommitOrg: '',
        githubCommitRepo: '',
        githubOrg: '',
        githubRepo: '',
        githubCommitRepoId: '',
        githubRepoId: '',
      },
      notKnown,
    ],
  ])('metadata by %s', (_, meta, expected) => {
    expect(decide(listed({}, meta), branchTrigger(), atOwn)).toBe(expected)
  })

  it.each([null, 'a text', 7, [1]])('metadata that are %j tell no repository', (meta) => {
    const build = toDeployment({ ...listItem(), meta })
    expect(build && decide(build, branchTrigger(), atOwn)).toBe(notKnown)
  })
})

describe('rule 4: branches', () => {
  const cancelled = 'cancel superseded'
  const other = 'keep other-branch'

  it.each([
    ['feature/x', 'feature/x', cancelled],
    ['feature/x', 'feature/x-2', other],
    ['feature/x', 'feature/', other],
    ['feature/x', 'x', other],
    ['feature/x', 'Feature/x', other],
    ['feature/x', undefined, other],
    ['feature/x', 'HEAD', other],
    ['feature/a/b/c', 'feature/a/b/c', cancelled],
    ['feature/a/b/c', 'feature/a/b', other],
    ['it\'s-"quoted"', 'it\'s-"quoted"', cancelled],
    ['grüße', 'grüße', cancelled],
    ['grüße', 'grusse', other],
    ['grüße', 'grüße'.normalize('NFD'), other],
    ['release/1.0', 'release/1x0', other],
  ])('ours %s, the build of %s', (ours, branch, expected) => {
    expect(decide(deployment({ branch }), branchTrigger({ branch: ours }), atOwn)).toBe(expected)
  })

  const identity = { githubCommitOrg: 'Codertocat', githubCommitRepo: 'Hello-World' }
  const sha = { githubCommitSha: OLD_COMMIT }
  it.each([
    ['refs/heads/ before it', { githubCommitRef: 'refs/heads/feature/x' }, cancelled],
    ['refs/heads/ before gitCommitRef', { gitCommitRef: 'refs/heads/feature/x' }, cancelled],
    ['refs/tags/ before it', { githubCommitRef: 'refs/tags/feature/x' }, other],
    ['refs/heads/ before another branch', { githubCommitRef: 'refs/heads/main' }, other],
    [
      'a branch whose end is refs/heads/feature/x',
      { githubCommitRef: 'a/refs/heads/feature/x' },
      other,
    ],
    ['gitCommitRef alone', { gitCommitRef: 'feature/x' }, cancelled],
    [
      'githubCommitRef against gitCommitRef',
      { githubCommitRef: 'main', gitCommitRef: 'feature/x' },
      other,
    ],
    [
      'an empty githubCommitRef beside gitCommitRef',
      { githubCommitRef: '', gitCommitRef: 'feature/x' },
      cancelled,
    ],
    ['a detached checkout', { githubCommitRef: 'HEAD' }, other],
    ['no branch', {}, other],
  ])('in the metadata: %s', (_, meta, expected) => {
    const build = listed({}, { ...identity, ...sha, ...meta })
    expect(decide(build, branchTrigger(), atOwn)).toBe(expected)
  })
})

describe('equal commits', () => {
  const long = 'abcdef0123456789abcdef0123456789abcdef01'
  it.each([
    ['the same', long, long, true],
    ['7 characters of it', long.slice(0, 7), long, true],
    ['6 characters of it', long.slice(0, 6), long, false],
    ['8 characters of it', long.slice(0, 8), long, true],
    ['39 characters of it', long.slice(0, 39), long, true],
    ['the same 6 characters', 'abcdef', 'abcdef', false],
    ['the same 7 characters', 'abcdef0', 'abcdef0', true],
    ['7 characters of 12', long.slice(0, 7), long.slice(0, 12), true],
    ['equal up to the last of 8', 'abcdef02', long, false],
    ['a part that is not the start', long.slice(1, 12), long, false],
    ['upper case', long.slice(0, 12).toUpperCase(), long, true],
    ['nothing', '', long, false],
    ['nothing twice', '', '', false],
  ])('%s: %s', (_, a, b, equal) => {
    expect(sameCommit(a, b)).toBe(equal)
    expect(sameCommit(b, a)).toBe(equal)
  })
})

describe('rule 5: the own commit, or none', () => {
  it.each([
    ['the own commit', OWN_COMMIT, [OWN_COMMIT], 'keep own-commit'],
    [
      'the merge commit of the pull request',
      MERGE_COMMIT,
      [OWN_COMMIT, MERGE_COMMIT],
      'keep own-commit',
    ],
    ['7 characters of the own commit', OWN_COMMIT.slice(0, 7), [OWN_COMMIT], 'keep own-commit'],
    [
      'the own commit, of which 7 are known',
      OWN_COMMIT,
      [OWN_COMMIT.slice(0, 7)],
      'keep own-commit',
    ],
    ['6 characters of the own commit', OWN_COMMIT.slice(0, 6), [OWN_COMMIT], 'keep order-unproven'],
    ['6 characters of another commit', OLD_COMMIT.slice(0, 6), [OWN_COMMIT], 'keep order-unproven'],
    ['no commit', undefined, [OWN_COMMIT], 'keep order-unproven'],
    ['an empty commit', '', [OWN_COMMIT], 'keep order-unproven'],
    ['7 characters of another commit', OLD_COMMIT.slice(0, 7), [OWN_COMMIT], 'left to the head'],
    ['another commit', OLD_COMMIT, [OWN_COMMIT, MERGE_COMMIT], 'left to the head'],
    ['any commit, where there is no own one', OLD_COMMIT, [], 'left to the head'],
    ['no commit, where there is no own one', undefined, [], 'keep order-unproven'],
  ])('%s', (_, sha, commits, expected) => {
    const verdict = screen(deployment({ sha }), branchTrigger({ commits }), policy())
    expect(words(verdict)).toBe(expected)
  })

  it('gitCommitSha stands in where githubCommitSha is missing', () => {
    const build = listed({ meta: { githubCommitSha: undefined, gitCommitSha: OWN_COMMIT } })
    expect(words(screen(build, branchTrigger(), policy()))).toBe('keep own-commit')
  })
})

describe('rules 6 to 8: superseded', () => {
  const before = HEAD_AT - 1
  const after = HEAD_AT + 1

  it.each<[string, Partial<Deployment>, Partial<BranchTrigger>, Head, string]>([
    // Rule 6 before rule 7: the payload may carry the time of a later push.
    [
      'the head itself, created before',
      { createdAt: before, sha: NEWER_COMMIT },
      {},
      atNewer,
      'keep newer',
    ],
    [
      'the head itself, shortened',
      { createdAt: before, sha: NEWER_COMMIT.slice(0, 7) },
      {},
      atNewer,
      'keep newer',
    ],
    [
      'the head itself, created after',
      { createdAt: after, sha: NEWER_COMMIT },
      {},
      atNewer,
      'keep newer',
    ],
    [
      'the head itself, no headAt',
      { sha: NEWER_COMMIT },
      { headAt: undefined },
      atNewer,
      'keep newer',
    ],
    [
      'the head itself, redeployed',
      { createdAt: after, sha: NEWER_COMMIT, source: 'redeploy' },
      {},
      atNewer,
      'keep newer',
    ],
    ['an old commit that was pushed back', { createdAt: before }, {}, atOld, 'keep newer'],

    // Rule 7: time proof, whatever the head.
    [
      'created a millisecond before headAt, head at own',
      { createdAt: before },
      {},
      atOwn,
      'cancel superseded',
    ],
    [
      'created a millisecond before headAt, head at newer',
      { createdAt: before },
      {},
      atNewer,
      'cancel superseded',
    ],
    [
      'created a millisecond before headAt, head gone',
      { createdAt: before },
      {},
      gone,
      'cancel superseded',
    ],
    [
      'created a millisecond before headAt, head unknown',
      { createdAt: before },
      {},
      unknown,
      'cancel superseded',
    ],
    [
      'redeployed before headAt',
      { createdAt: before, source: 'redeploy' },
      {},
      atOwn,
      'cancel superseded',
    ],
    [
      'created before headAt, by a script',
      { createdAt: before, source: 'cli' },
      {},
      unknown,
      'cancel superseded',
    ],

    // Rule 8: at headAt or after it.
    ['created at headAt, head at own', { createdAt: HEAD_AT }, {}, atOwn, 'cancel superseded'],
    ['created at headAt, head at newer', { createdAt: HEAD_AT }, {}, atNewer, 'keep newer'],
    ['created at headAt, head gone', { createdAt: HEAD_AT }, {}, gone, 'keep order-unproven'],
    ['created at headAt, head unknown', { createdAt: HEAD_AT }, {}, unknown, 'keep order-unproven'],
    ['created after headAt, head at own', { createdAt: after }, {}, atOwn, 'cancel superseded'],
    ['created after headAt, head at newer', { createdAt: after }, {}, atNewer, 'keep newer'],
    [
      'redeployed at headAt, head at own',
      { createdAt: HEAD_AT, source: 'redeploy' },
      {},
      atOwn,
      'keep redeployed',
    ],
    [
      'redeployed after headAt, head at newer',
      { createdAt: after, source: 'redeploy' },
      {},
      atNewer,
      'keep redeployed',
    ],
    [
      'redeployed after headAt, head unknown',
      { createdAt: after, source: 'redeploy' },
      {},
      unknown,
      'keep redeployed',
    ],
    [
      'an unknown source, head at own',
      { createdAt: after, source: 'something-new' },
      {},
      atOwn,
      'cancel superseded',
    ],
    [
      'no source, head at own',
      { createdAt: after, source: undefined },
      {},
      atOwn,
      'cancel superseded',
    ],
    [
      'head at the shortened own commit',
      { createdAt: after },
      { commits: [OWN_COMMIT.slice(0, 7)] },
      atOwn,
      'cancel superseded',
    ],
    [
      'head at the merge commit',
      { createdAt: after },
      { commits: [OWN_COMMIT, MERGE_COMMIT] },
      { state: 'at', sha: MERGE_COMMIT },
      'cancel superseded',
    ],

    // Rule 8: no headAt.
    ['no headAt, head at own', {}, { headAt: undefined }, atOwn, 'cancel superseded'],
    ['no headAt, head at newer', {}, { headAt: undefined }, atNewer, 'keep order-unproven'],
    ['no headAt, head unknown', {}, { headAt: undefined }, unknown, 'keep order-unproven'],
    ['no headAt, head gone', {}, { headAt: undefined }, gone, 'keep order-unproven'],
    [
      'no headAt, redeployed, head at own',
      { source: 'redeploy' },
      { headAt: undefined },
      atOwn,
      'keep redeployed',
    ],
    [
      'no headAt, no own commit, head at newer',
      {},
      { headAt: undefined, commits: [] },
      atNewer,
      'keep order-unproven',
    ],

    // Without a time of creation only the head can prove something.
    ['no createdAt, head at own', { createdAt: undefined }, {}, atOwn, 'cancel superseded'],
    ['no createdAt, head unknown', { createdAt: undefined }, {}, unknown, 'keep order-unproven'],
    [
      'no createdAt, head at newer: it can’t be called newer',
      { createdAt: undefined },
      {},
      atNewer,
      'keep order-unproven',
    ],
    [
      'no createdAt, no headAt, head at newer',
      { createdAt: undefined },
      { headAt: undefined },
      atNewer,
      'keep order-unproven',
    ],

    // A branch that the user named: its head is the own commit.
    [
      'named branch, the head itself',
      { sha: NEWER_COMMIT },
      { commits: [], headIsOwn: true, headAt: undefined },
      atNewer,
      'keep own-commit',
    ],
    [
      'named branch, another commit',
      {},
      { commits: [], headIsOwn: true, headAt: undefined },
      atNewer,
      'cancel superseded',
    ],
    [
      'named branch, redeployed',
      { source: 'redeploy' },
      { commits: [], headIsOwn: true, headAt: undefined },
      atNewer,
      'keep redeployed',
    ],
    [
      'named branch, head unknown',
      {},
      { commits: [], headIsOwn: true, headAt: undefined },
      unknown,
      'keep order-unproven',
    ],
  ])('%s', (_, build, trigger, head, expected) => {
    expect(decide(deployment(build), branchTrigger(trigger), head)).toBe(expected)
  })

  it('a build without a time of creation is kept when the head is another commit', () => {
    const verdict = judge(deployment({ createdAt: undefined }), branchTrigger(), atNewer)
    expect(verdict.action).toBe('keep')
  })

  it('created stands in where createdAt is missing', () => {
    const created = (at: number) => listed({ createdAt: undefined, created: at })
    expect(decide(created(before), branchTrigger(), unknown)).toBe('cancel superseded')
    expect(decide(created(HEAD_AT), branchTrigger(), unknown)).toBe('keep order-unproven')
  })

  it('the time at which the build began does not count', () => {
    const build = deployment({ createdAt: before, buildingAt: after })
    expect(decide(build, branchTrigger(), unknown)).toBe('cancel superseded')
  })
})

describe('rule 9: the branch has ended', () => {
  const before = HEAD_AT - 1
  const closed = (overrides: Partial<BranchTrigger> = {}) =>
    branchTrigger({ mode: 'branch', pullRequest: 7, ...overrides })
  const deleted = (overrides: Partial<BranchTrigger> = {}) =>
    closed({ commits: [], headAt: undefined, pullRequest: undefined, ...overrides })
  const own = { createdAt: before, sha: OWN_COMMIT }
  const old = { createdAt: before, sha: OLD_COMMIT }

  it.each<[string, Partial<Deployment>, BranchTrigger, Head, string]>([
    // The default branch, before all else.
    [
      'the default branch is gone',
      { branch: DEFAULT_BRANCH },
      deleted({ branch: DEFAULT_BRANCH }),
      gone,
      'keep protected-target',
    ],
    [
      'the default branch, closed',
      { ...old, branch: DEFAULT_BRANCH },
      closed({ branch: DEFAULT_BRANCH }),
      atOwn,
      'keep protected-target',
    ],
    [
      'the default branch, mode given',
      { ...old, branch: DEFAULT_BRANCH },
      closed({ branch: DEFAULT_BRANCH, modeGiven: true }),
      unknown,
      'keep protected-target',
    ],
    [
      'a branch that only begins like the default branch',
      { ...old, branch: 'master-2' },
      closed({ branch: 'master-2' }),
      gone,
      'cancel branch-closed',
    ],
    [
      'the default branch is not known',
      old,
      closed({ defaultBranch: undefined }),
      gone,
      'cancel branch-closed',
    ],

    // Gone: whatever the build.
    ['gone, created before', old, closed(), gone, 'cancel branch-closed'],
    ['gone, created after', { createdAt: HEAD_AT + 1 }, closed(), gone, 'cancel branch-closed'],
    ['gone, the own commit', own, closed(), gone, 'cancel branch-closed'],
    ['gone, no commit', { sha: undefined }, closed(), gone, 'cancel branch-closed'],
    ['gone, no createdAt', { createdAt: undefined }, closed(), gone, 'cancel branch-closed'],
    ['gone, redeployed', { source: 'redeploy' }, closed(), gone, 'cancel branch-closed'],
    ['deleted and gone', {}, deleted(), gone, 'cancel branch-closed'],

    // At headAt or after it: somebody wants it.
    ['created at headAt, alive', { createdAt: HEAD_AT }, closed(), atOwn, 'keep newer'],
    ['created at headAt, not known', { createdAt: HEAD_AT }, closed(), unknown, 'keep newer'],
    [
      'created at headAt, mode given',
      { createdAt: HEAD_AT },
      closed({ modeGiven: true }),
      atOwn,
      'keep newer',
    ],
    [
      'created after headAt, not known, mode given',
      { createdAt: HEAD_AT + 1 },
      closed({ modeGiven: true }),
      unknown,
      'keep newer',
    ],

    // Before headAt, and nobody can want it: a millisecond makes the difference.
    [
      'mode given, alive, the own commit',
      own,
      closed({ modeGiven: true }),
      atOwn,
      'cancel branch-closed',
    ],
    [
      'mode given, alive, an old commit',
      old,
      closed({ modeGiven: true }),
      atOwn,
      'cancel branch-closed',
    ],
    [
      'mode given, not known, the own commit',
      own,
      closed({ modeGiven: true }),
      unknown,
      'cancel branch-closed',
    ],
    [
      'mode given, no commit',
      { createdAt: before, sha: undefined },
      closed({ modeGiven: true }),
      unknown,
      'cancel branch-closed',
    ],

    // Before headAt, and the branch lives on.
    ['alive, its head', own, closed(), atOwn, 'keep branch-alive'],
    [
      'alive, its head, shortened',
      { ...own, sha: OWN_COMMIT.slice(0, 7) },
      closed(),
      atOwn,
      'keep branch-alive',
    ],
    ['alive, an old commit', old, closed(), atOwn, 'cancel branch-closed'],
    [
      'alive, the own commit that is no longer its head',
      own,
      closed(),
      atNewer,
      'cancel branch-closed',
    ],
    [
      'alive, its newer head',
      { createdAt: before, sha: NEWER_COMMIT },
      closed(),
      atNewer,
      'keep branch-alive',
    ],
    [
      'alive, no commit',
      { createdAt: before, sha: undefined },
      closed(),
      atOwn,
      'keep order-unproven',
    ],
    [
      'alive, 6 characters of a commit',
      { createdAt: before, sha: OLD_COMMIT.slice(0, 6) },
      closed(),
      atOwn,
      'keep order-unproven',
    ],

    // Before headAt, and it is not known whether the branch lives.
    ['not known, the own commit', own, closed(), unknown, 'keep order-unproven'],
    [
      'not known, the own commit, shortened',
      { ...own, sha: OWN_COMMIT.slice(0, 7) },
      closed(),
      unknown,
      'keep order-unproven',
    ],
    ['not known, an old commit', old, closed(), unknown, 'cancel branch-closed'],
    [
      'not known, no commit',
      { createdAt: before, sha: undefined },
      closed(),
      unknown,
      'keep order-unproven',
    ],

    // No headAt: only that the branch is gone proves something.
    ['no headAt, alive, its head', { sha: OWN_COMMIT }, deleted(), atOwn, 'keep branch-alive'],
    ['no headAt, alive, an old commit', {}, deleted(), atOwn, 'keep branch-alive'],
    ['no headAt, alive, mode given', {}, deleted({ modeGiven: true }), atOwn, 'keep branch-alive'],
    ['no headAt, not known', {}, deleted(), unknown, 'keep order-unproven'],
    [
      'no headAt, not known, mode given',
      {},
      deleted({ modeGiven: true }),
      unknown,
      'keep order-unproven',
    ],
  ])('%s', (_, build, trigger, head, expected) => {
    const ours = deployment({ branch: trigger.branch, ...build })
    expect(decide(ours, trigger, head)).toBe(expected)
  })

  it.each<[string, Partial<Deployment>, Partial<BranchTrigger>, Head, string]>([
    ['alive, the own commit', own, {}, atOwn, 'cancel branch-closed'],
    ['not known, the own commit', own, {}, unknown, 'cancel branch-closed'],
    [
      'not known, no commit',
      { createdAt: before, sha: undefined },
      {},
      unknown,
      'cancel branch-closed',
    ],
    ['created at headAt', { createdAt: HEAD_AT }, {}, unknown, 'keep newer'],
    [
      "the fork's own default branch",
      own,
      { branch: 'main', defaultBranch: 'main' },
      atOwn,
      'cancel branch-closed',
    ],
  ])("a fork's pull request was closed: %s", (_, build, overrides, head, expected) => {
    const trigger = forkTrigger({ mode: 'branch', ...overrides })
    const ours = deployment({ branch: trigger.branch, origin: forkOrigin(), ...build })
    expect(decide(ours, trigger, head)).toBe(expected)
  })

  it('a build without a time of creation is kept where the branch may live', () => {
    const build = deployment({ createdAt: undefined })
    for (const modeGiven of [false, true]) {
      for (const head of [atOwn, unknown]) {
        expect(words(judge(build, closed({ modeGiven }), head))).toBe('keep order-unproven')
      }
    }
  })
})

describe('which kept builds are worth a warning', () => {
  const headNeeded = { action: 'keep', reason: 'order-unproven', headNeeded: true }

  it.each<[string, Partial<Deployment>, BranchTrigger, Head]>([
    ['superseded, after headAt, head unknown', { createdAt: HEAD_AT }, branchTrigger(), unknown],
    ['superseded, no headAt, head unknown', {}, branchTrigger({ headAt: undefined }), unknown],
    [
      'branch, the own commit, not known',
      { sha: OWN_COMMIT },
      branchTrigger({ mode: 'branch' }),
      unknown,
    ],
    [
      'branch, no headAt, not known',
      {},
      branchTrigger({ mode: 'branch', headAt: undefined }),
      unknown,
    ],
  ])('the head could not be read: %s', (_, build, trigger, head) => {
    expect(judge(deployment(build), trigger, head)).toEqual(headNeeded)
  })

  it.each<[string, Partial<Deployment>, BranchTrigger, Head]>([
    ['the head is another commit', {}, branchTrigger({ headAt: undefined }), atNewer],
    [
      'redeployed, head unknown',
      { createdAt: HEAD_AT, source: 'redeploy' },
      branchTrigger(),
      unknown,
    ],
    [
      'created after the branch was closed',
      { createdAt: HEAD_AT },
      branchTrigger({ mode: 'branch' }),
      unknown,
    ],
  ])('something else kept it: %s', (_, build, trigger, head) => {
    expect(judge(deployment(build), trigger, head)).not.toHaveProperty('headNeeded')
  })

  it('a build without a commit is no matter of the head', () => {
    const verdict = screen(deployment({ sha: undefined }), branchTrigger(), policy())
    expect(verdict).toEqual({ action: 'keep', reason: 'order-unproven' })
  })
})

describe('where two rules apply, the first wins', () => {
  const ready = { state: 'READY' }
  const production = { environment: 'production' }
  const nobodys = {
    origin: origin({
      commit: { owner: undefined, name: undefined },
      base: { owner: undefined, name: undefined },
      ids: [],
    }),
  }
  const forks = { origin: forkOrigin() }
  const elsewhere = { branch: 'main' }
  const ownCommit = { sha: OWN_COMMIT }

  it.each<[string, Partial<Deployment>, string]>([
    ['state over environment', { ...ready, ...production }, 'keep state-excluded'],
    ['state over repository', { ...ready, ...nobodys }, 'keep state-excluded'],
    ['state over own commit', { ...ready, ...ownCommit }, 'keep state-excluded'],
    ['environment over unknown repository', { ...production, ...nobodys }, 'keep protected-target'],
    ['environment over other repository', { ...production, ...forks }, 'keep protected-target'],
    ['environment over branch', { ...production, ...elsewhere }, 'keep protected-target'],
    ['unknown repository over branch', { ...nobodys, ...elsewhere }, 'keep repository-unknown'],
    ['other repository over branch', { ...forks, ...elsewhere }, 'keep other-repository'],
    ['other repository over own commit', { ...forks, ...ownCommit }, 'keep other-repository'],
    ['branch over own commit', { ...elsewhere, ...ownCommit }, 'keep other-branch'],
    ['branch over no commit', { ...elsewhere, sha: undefined }, 'keep other-branch'],
    [
      'own commit over redeployed',
      { ...ownCommit, createdAt: HEAD_AT, source: 'redeploy' },
      'keep own-commit',
    ],
    ['own commit over time proof', { ...ownCommit, createdAt: 0 }, 'keep own-commit'],
    ['no commit over time proof', { sha: undefined, createdAt: 0 }, 'keep order-unproven'],
  ])('%s', (_, build, expected) => {
    expect(decide(deployment(build), branchTrigger(), atOwn)).toBe(expected)
  })

  it.each<[string, Partial<Deployment>, string]>([
    ['state', ready, 'keep state-excluded'],
    ['environment', production, 'keep protected-target'],
    ['unknown repository', nobodys, 'keep repository-unknown'],
    ['other repository', forks, 'keep other-repository'],
    ['branch', elsewhere, 'keep other-branch'],
  ])('rules 1 to 4 hold for an ended branch: %s', (_, build, expected) => {
    const trigger = branchTrigger({ mode: 'branch', modeGiven: true })
    expect(decide(deployment(build), trigger, gone)).toBe(expected)
  })

  it('other repository over a default branch of ours that ended', () => {
    const trigger = branchTrigger({ mode: 'branch', branch: DEFAULT_BRANCH })
    const build = deployment({ branch: DEFAULT_BRANCH, ...forks })
    expect(decide(build, trigger, gone)).toBe('keep other-repository')
  })
})

describe('a build is elsewhere', () => {
  it.each<[string, Partial<Deployment>, boolean]>([
    ['of the branch', {}, false],
    ['of the branch, finished', { state: 'READY' }, false],
    ['of the branch, protected', { environment: 'production' }, false],
    ['of the branch, of the own commit', { sha: OWN_COMMIT }, false],
    ['of another branch', { branch: 'other' }, true],
    ['of another branch, protected', { branch: 'other', environment: 'production' }, true],
    ['of no branch', { branch: undefined }, true],
    ['of a fork', { origin: forkOrigin() }, true],
    ['of an unknown repository', { origin: origin({ ids: [], ...noNames }) }, true],
  ])('%s: %s', (_, build, expected) => {
    expect(isElsewhere(deployment(build), branchTrigger())).toBe(expected)
  })
})

describe('this run was cancelled', () => {
  it.each<[string, Partial<Deployment>, Partial<BranchTrigger>, string]>([
    ['the own commit', { sha: OWN_COMMIT }, {}, 'cancel run-canceled'],
    [
      'the own commit, created after headAt',
      { sha: OWN_COMMIT, createdAt: HEAD_AT + 1 },
      {},
      'cancel run-canceled',
    ],
    ['the own commit, shortened', { sha: OWN_COMMIT.slice(0, 7) }, {}, 'cancel run-canceled'],
    [
      'the merge commit',
      { sha: MERGE_COMMIT },
      { commits: [OWN_COMMIT, MERGE_COMMIT] },
      'cancel run-canceled',
    ],
    ['an older commit', { sha: OLD_COMMIT }, {}, 'keep order-unproven'],
    ['a newer commit', { sha: NEWER_COMMIT, createdAt: HEAD_AT + 1 }, {}, 'keep order-unproven'],
    ['no commit', { sha: undefined }, {}, 'keep order-unproven'],
    ['6 characters of the own commit', { sha: OWN_COMMIT.slice(0, 6) }, {}, 'keep order-unproven'],
    ['production', { sha: OWN_COMMIT, environment: 'production' }, {}, 'keep protected-target'],
    ['a finished build', { sha: OWN_COMMIT, state: 'READY' }, {}, 'keep state-excluded'],
    [
      'another branch at the own commit',
      { sha: OWN_COMMIT, branch: 'main' },
      {},
      'keep other-branch',
    ],
    [
      'the fork at the own commit',
      { sha: OWN_COMMIT, origin: forkOrigin() },
      {},
      'keep other-repository',
    ],
  ])('%s', (_, build, trigger, expected) => {
    expect(words(judgeCanceledRun(deployment(build), branchTrigger(trigger), policy()))).toBe(
      expected,
    )
  })
})
