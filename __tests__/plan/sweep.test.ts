import type { Heads, PullRequestHead } from '../../src/github/heads.js'
import type { Head } from '../../src/plan/decide.js'
import { decideSweep, wantedHeads } from '../../src/plan/sweep.js'
import type { Deployment } from '../../src/vercel/schemas.js'
import {
  ANOTHER,
  BRANCH,
  DEFAULT_BRANCH,
  deployment,
  FORK,
  forkOrigin,
  HEAD_AT,
  NEWER_COMMIT,
  OLD_COMMIT,
  OWN_COMMIT,
  origin,
  PULL_REQUEST,
  policy,
  sweepTrigger,
} from '../factories.js'

const at = (sha: string): Head => ({ state: 'at', sha })
const gone: Head = { state: 'gone' }
const unknown: Head = { state: 'unknown', why: 'GitHub did not answer' }

function heads(
  branches: Record<string, Head> = {},
  pullRequests: Record<number, PullRequestHead> = {},
): Heads {
  return {
    branches: new Map(Object.entries(branches)),
    pullRequests: new Map(Object.entries(pullRequests).map(([n, head]) => [Number(n), head])),
  }
}

/** The fork's pull request, as GitHub tells it. */
function pull(overrides: Partial<PullRequestHead> = {}): PullRequestHead {
  return {
    head: at(NEWER_COMMIT),
    owner: FORK.owner,
    name: FORK.name,
    branch: BRANCH,
    ...overrides,
  }
}

function decide(build: Deployment, read: Heads, allowed = policy()): string[] {
  return decideSweep([build], sweepTrigger(), allowed, read).map(
    ({ verdict }) => `${verdict.action} ${verdict.reason}`,
  )
}

const noNames = { owner: undefined, name: undefined }
const forkBuild = (overrides: Partial<Deployment> = {}) =>
  deployment({ origin: forkOrigin(), ...overrides })

describe('a sweep judges a build against the head of its own branch', () => {
  it.each<[string, Partial<Deployment>, Head | undefined, string]>([
    ['the head itself', { sha: OWN_COMMIT }, at(OWN_COMMIT), 'keep own-commit'],
    [
      'the head itself, shortened',
      { sha: OWN_COMMIT.slice(0, 7) },
      at(OWN_COMMIT),
      'keep own-commit',
    ],
    [
      'the head itself, redeployed',
      { sha: OWN_COMMIT, source: 'redeploy' },
      at(OWN_COMMIT),
      'keep own-commit',
    ],
    ['another commit', {}, at(OWN_COMMIT), 'cancel superseded'],
    ['another commit, by a script', { source: 'cli' }, at(OWN_COMMIT), 'cancel superseded'],
    [
      'another commit, without a time',
      { createdAt: undefined },
      at(OWN_COMMIT),
      'cancel superseded',
    ],
    ['another commit, redeployed', { source: 'redeploy' }, at(OWN_COMMIT), 'keep redeployed'],
    ['no commit', { sha: undefined }, at(OWN_COMMIT), 'keep order-unproven'],
    [
      '6 characters of a commit',
      { sha: OLD_COMMIT.slice(0, 6) },
      at(OWN_COMMIT),
      'keep order-unproven',
    ],
    ['the head is unknown', {}, unknown, 'keep order-unproven'],
    ['the head was not told', {}, undefined, 'keep order-unproven'],
    ['created long ago, the head unknown', { createdAt: 0 }, unknown, 'keep order-unproven'],
    ['the branch is gone', {}, gone, 'cancel branch-closed'],
    ['the branch is gone, redeployed', { source: 'redeploy' }, gone, 'keep order-unproven'],
    // `vercel deploy` of a branch that was never pushed, or of no branch at all.
    ['the branch is gone, by the CLI', { source: 'cli' }, gone, 'keep order-unproven'],
    [
      'the branch is gone, by whom is not told',
      { source: undefined },
      gone,
      'cancel branch-closed',
    ],
    [
      'the branch is gone, by a call of the API that built from git',
      { source: 'api-trigger-git-deploy' },
      gone,
      'cancel branch-closed',
    ],
    [
      'the branch is gone, by a source that is new',
      { source: 'something-new' },
      gone,
      'keep order-unproven',
    ],
    ['the branch is gone, by a hook', { source: 'git-deploy-hook' }, gone, 'cancel branch-closed'],
    ['the branch is gone, no commit', { sha: undefined }, gone, 'cancel branch-closed'],
    ['the default branch', { branch: DEFAULT_BRANCH }, at(OWN_COMMIT), 'cancel superseded'],
    [
      'the default branch, its head',
      { branch: DEFAULT_BRANCH, sha: OWN_COMMIT },
      at(OWN_COMMIT),
      'keep own-commit',
    ],
    ['the default branch is gone', { branch: DEFAULT_BRANCH }, gone, 'keep protected-target'],
    ['production', { environment: 'production' }, at(OWN_COMMIT), 'keep protected-target'],
    [
      'production of a branch that is gone',
      { environment: 'production' },
      gone,
      'keep protected-target',
    ],
    ['a custom environment', { environment: 'qa' }, at(OWN_COMMIT), 'keep protected-target'],
    [
      'an unknown environment of a branch that is gone',
      { environment: undefined },
      gone,
      'keep protected-target',
    ],
    ['a state that is not in flight', { state: 'READY' }, at(OWN_COMMIT), 'keep state-excluded'],
    [
      'another repository',
      { origin: origin({ commit: { ...ANOTHER }, base: { ...ANOTHER }, ids: ['17273051'] }) },
      at(OWN_COMMIT),
      'keep other-repository',
    ],
    [
      'no repository',
      { origin: origin({ commit: noNames, base: noNames, ids: [] }) },
      at(OWN_COMMIT),
      'keep repository-unknown',
    ],
    [
      'our repository, renamed',
      {
        origin: origin({
          commit: { owner: 'Codertocat', name: 'Old-Name' },
          base: { owner: 'Codertocat', name: 'Old-Name' },
        }),
      },
      at(OWN_COMMIT),
      'cancel superseded',
    ],
  ])('%s', (_, build, head, expected) => {
    const ours = deployment(build)
    const read = heads(head && ours.branch !== undefined ? { [ours.branch]: head } : {})
    expect(decide(ours, read)).toEqual([expected])
  })

  it('a build of no branch is kept', () => {
    // No branch must not be taken for a branch with an empty name.
    const read = heads({ '': gone, undefined: gone })
    expect(decide(deployment({ branch: undefined }), read)).toEqual(['keep other-branch'])
  })

  it('each build by its own branch, in the order of the list', () => {
    const builds = [
      deployment({ id: 'dpl_1', branch: 'a', sha: OLD_COMMIT }),
      deployment({ id: 'dpl_2', branch: 'b', sha: OLD_COMMIT }),
      deployment({ id: 'dpl_3', branch: 'c', sha: OLD_COMMIT }),
      deployment({ id: 'dpl_4', branch: 'a', sha: OWN_COMMIT }),
    ]
    const read = heads({ a: at(OWN_COMMIT), b: at(OLD_COMMIT), c: gone })
    const decisions = decideSweep(builds, sweepTrigger(), policy(), read)
    expect(decisions.map(({ deployment: { id }, verdict }) => [id, verdict.reason])).toEqual([
      ['dpl_1', 'superseded'],
      ['dpl_2', 'own-commit'],
      ['dpl_3', 'branch-closed'],
      ['dpl_4', 'own-commit'],
    ])
  })

  it('a head that could not be read is worth a warning, a missing commit is not', () => {
    const verdict = (build: Deployment, read: Heads) =>
      decideSweep([build], sweepTrigger(), policy(), read)[0]?.verdict
    expect(verdict(deployment(), heads())).toHaveProperty('headNeeded', true)
    expect(verdict(deployment({ sha: undefined }), heads())).not.toHaveProperty('headNeeded')
  })

  it('production may be cancelled where the user allows it', () => {
    const build = deployment({ environment: 'production', branch: DEFAULT_BRANCH })
    const allowed = policy({ environments: ['production'] })
    expect(decide(build, heads({ [DEFAULT_BRANCH]: at(OWN_COMMIT) }), allowed)).toEqual([
      'cancel superseded',
    ])
  })
})

describe("a sweep judges a fork's build against its pull request", () => {
  const ownBranch = { [BRANCH]: at(OWN_COMMIT) }

  it.each<[string, Partial<Deployment>, Record<number, PullRequestHead>, string]>([
    ['another commit', {}, { [PULL_REQUEST]: pull() }, 'cancel superseded'],
    ['its head', { sha: NEWER_COMMIT }, { [PULL_REQUEST]: pull() }, 'keep own-commit'],
    [
      'its head, which our equal branch has left behind',
      { sha: OLD_COMMIT },
      { [PULL_REQUEST]: pull({ head: at(OLD_COMMIT) }) },
      'keep own-commit',
    ],
    ['redeployed', { source: 'redeploy' }, { [PULL_REQUEST]: pull() }, 'keep redeployed'],
    [
      'names in another case',
      {},
      { [PULL_REQUEST]: pull({ owner: 'OctoCat', name: 'HELLO-world' }) },
      'cancel superseded',
    ],
    [
      'a pull request of another branch',
      {},
      { [PULL_REQUEST]: pull({ branch: 'feature/y' }) },
      'keep order-unproven',
    ],
    [
      'a branch in another case',
      {},
      { [PULL_REQUEST]: pull({ branch: 'Feature/x' }) },
      'keep order-unproven',
    ],
    [
      'a pull request of another fork',
      {},
      { [PULL_REQUEST]: pull({ owner: 'octo-org' }) },
      'keep order-unproven',
    ],
    [
      'a pull request of a repository with another name',
      {},
      { [PULL_REQUEST]: pull({ name: 'Hello-World-1' }) },
      'keep order-unproven',
    ],
    ['a pull request that was not told', {}, {}, 'keep order-unproven'],
    ['another pull request that was', {}, { 8: pull() }, 'keep order-unproven'],
    [
      'production',
      { environment: 'production' },
      { [PULL_REQUEST]: pull() },
      'keep protected-target',
    ],
  ])('%s', (_, build, pulls, expected) => {
    expect(decide(forkBuild(build), heads(ownBranch, pulls))).toEqual([expected])
  })

  it('no number of a pull request: nothing is known of the fork', () => {
    const build = forkBuild({ origin: forkOrigin({ pullRequest: undefined }) })
    expect(decide(build, heads(ownBranch))).toEqual(['keep other-repository'])
  })

  it("a pull request of another repository's project", () => {
    const build = forkBuild({ origin: forkOrigin({ base: { ...ANOTHER } }) })
    expect(decide(build, heads(ownBranch, { [PULL_REQUEST]: pull() }))).toEqual([
      'keep other-repository',
    ])
  })

  it('a pull request of another project of the same owner', () => {
    const base = { owner: 'Codertocat', name: 'Hello-World-1' }
    const build = forkBuild({ origin: forkOrigin({ base }) })
    expect(decide(build, heads(ownBranch, { [PULL_REQUEST]: pull() }))).toEqual([
      'keep other-repository',
    ])
  })

  it('a pull request of a project of another owner, with an equal name', () => {
    const base = { owner: 'octo-org', name: 'Hello-World' }
    const build = forkBuild({ origin: forkOrigin({ base }) })
    expect(decide(build, heads(ownBranch, { [PULL_REQUEST]: pull() }))).toEqual([
      'keep other-repository',
    ])
  })

  it("a pull request's build without the names of its commit is judged by its branch", () => {
    const build = deployment({ origin: origin({ commit: noNames, pullRequest: PULL_REQUEST }) })
    const read = heads(ownBranch, { [PULL_REQUEST]: pull({ head: gone }) })
    expect(decide(build, read)).toEqual(['cancel superseded'])
  })

  it.each([
    ['name', { owner: FORK.owner, name: undefined }],
    ['owner', { owner: undefined, name: FORK.name }],
  ])('a fork whose %s is missing is not known', (_, commit) => {
    const build = forkBuild({ origin: forkOrigin({ commit }) })
    expect(decide(build, heads(ownBranch, { [PULL_REQUEST]: pull() }))).toEqual([
      'keep repository-unknown',
    ])
  })

  it.each([
    ['name', { owner: 'CODERTOCAT', name: 'Another-Name' }],
    ['owner', { owner: 'octocat', name: 'hello-world' }],
  ])('a fork that differs from this repository by its %s alone', (_, commit) => {
    const build = forkBuild({ origin: forkOrigin({ commit }) })
    const read = heads(ownBranch, { [PULL_REQUEST]: pull({ ...commit, head: at(OLD_COMMIT) }) })
    expect(decide(build, read)).toEqual(['keep own-commit'])
  })

  it('a branch named as our default branch is not protected by that', () => {
    const build = forkBuild({ branch: DEFAULT_BRANCH })
    const pulls = { [PULL_REQUEST]: pull({ branch: DEFAULT_BRANCH, head: gone }) }
    expect(decide(build, heads({}, pulls))).toEqual(['cancel branch-closed'])
  })

  it('a build of our own branch is not judged by its pull request', () => {
    const build = deployment({ origin: origin({ pullRequest: PULL_REQUEST }) })
    expect(decide(build, heads(ownBranch, { [PULL_REQUEST]: pull({ head: gone }) }))).toEqual([
      'cancel superseded',
    ])
  })
})

describe('which heads a sweep asks for', () => {
  const wanted = (builds: Deployment[], allowed = policy()) =>
    wantedHeads(builds, sweepTrigger(), allowed)

  it('each branch once, and each pull request of a fork once', () => {
    const builds = [
      deployment({ branch: 'a' }),
      deployment({ branch: 'b', createdAt: HEAD_AT }),
      deployment({ branch: 'a', sha: OWN_COMMIT }),
      forkBuild(),
      forkBuild({ sha: NEWER_COMMIT }),
      forkBuild({ origin: forkOrigin({ pullRequest: 8 }) }),
    ]
    expect(wanted(builds)).toEqual({ branches: ['a', 'b'], pullRequests: [PULL_REQUEST, 8] })
  })

  it.each<[string, Partial<Deployment>]>([
    ['production', { environment: 'production' }],
    ['a custom environment', { environment: 'qa' }],
    ['a finished build', { state: 'READY' }],
    ['another repository', { origin: origin({ ids: ['17273051'] }) }],
    ['no repository', { origin: origin({ commit: noNames, base: noNames, ids: [] }) }],
    ['a fork without a pull request', { origin: forkOrigin({ pullRequest: undefined }) }],
    ['production of a fork', { origin: forkOrigin(), environment: 'production' }],
  ])('none for %s', (_, build) => {
    expect(wanted([deployment(build)])).toEqual({ branches: [], pullRequests: [] })
  })

  it('none for a build of no branch', () => {
    expect(wanted([deployment({ branch: undefined })])).toEqual({ branches: [], pullRequests: [] })
  })

  it('none where there are no builds', () => {
    expect(wanted([])).toEqual({ branches: [], pullRequests: [] })
  })

  it('those of production too, where the user allows it', () => {
    const builds = [deployment({ environment: 'production', branch: 'main' })]
    expect(wanted(builds, policy({ environments: ['production'] })).branches).toEqual(['main'])
  })
})

test.each([
  ['of any branch of this repository', {}, false],
  ['of another', { branch: 'other' }, false],
  ['of a branch that is gone', { branch: 'gone' }, false],
  ['of a fork’s pull request', { origin: forkOrigin() }, false],
  ['of another repository', { origin: origin({ commit: ANOTHER, base: ANOTHER, ids: [] }) }, true],
])('a build %s is elsewhere (%j): %s', (_, build, elsewhere) => {
  const read = heads({ gone, [BRANCH]: at(OWN_COMMIT) })
  const [decision] = decideSweep([deployment(build)], sweepTrigger(), policy(), read)
  expect(decision?.elsewhere).toBe(elsewhere)
})
