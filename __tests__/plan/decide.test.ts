import { decideAll } from '../../src/plan/decide.js'
import type { Deployment } from '../../src/vercel/deployment.js'
import {
  build,
  cli,
  commit,
  facts,
  fork,
  head,
  merge,
  minutesAgo,
  ofFork,
  old,
  other,
  policy,
  scope,
} from './support.js'

type World = {
  builds: Deployment[]
  scope?: Parameters<typeof scope>[0]
  facts?: Parameters<typeof facts>[0]
  policy?: Partial<typeof policy>
}

/** What becomes of each build: `old: cancel superseded by new`. */
function decided({ builds, ...more }: World): Record<string, string> {
  const verdicts = decideAll(builds, scope(more.scope), facts(more.facts), {
    ...policy,
    ...more.policy,
  })
  return Object.fromEntries(
    builds.map(({ id }, i) => {
      const verdict = verdicts[i]
      if (verdict === undefined) throw new Error(`No verdict on ${id}`)
      const by = verdict.action === 'cancel' ? verdict.replacedBy?.id : undefined
      return [id, `${verdict.action} ${verdict.reason}${by ? ` by ${by}` : ''}`]
    }),
  )
}

/** The build of the commit that was just pushed. */
const fresh = (more = {}) =>
  build('new', { at: minutesAgo(1), sha: head, state: 'QUEUED', ...more })
const heads = (more: object) => ({
  heads: new Map([...facts().heads, ...Object.entries(more)]) as never,
})

describe('an ordinary push', () => {
  it('cancels the build of the commit before, which the new build replaces', () => {
    expect(decided({ builds: [fresh(), build('old')] })).toEqual({
      new: 'keep newest-commit',
      old: 'cancel superseded by new',
    })
  })

  it.each<[string, World, string]>([
    [
      'ready already',
      { builds: [build('old'), fresh({ state: 'READY' })] },
      'cancel superseded by new',
    ],
    ['failed', { builds: [build('old'), fresh({ state: 'ERROR' })] }, 'keep not-replaced'],
    ['canceled', { builds: [build('old'), fresh({ state: 'CANCELED' })] }, 'keep not-replaced'],
    ['blocked', { builds: [build('old'), fresh({ state: 'BLOCKED' })] }, 'keep not-replaced'],
    [
      'of another project',
      { builds: [build('old'), fresh({ project: 'docs' })] },
      'keep not-replaced',
    ],
    [
      'a production build',
      { builds: [build('old'), fresh({ target: 'production' })] },
      'keep not-replaced',
    ],
    [
      'named after another branch',
      { builds: [build('old'), fresh({ branch: 'main' })] },
      'cancel superseded by new',
    ],
    [
      'made by `vercel deploy`',
      { builds: [build('old'), cli('new', { at: minutesAgo(1), sha: head })] },
      'cancel superseded by new',
    ],
    ['not there', { builds: [build('old')] }, 'keep not-replaced'],
  ])('when the new build is %s', (_, world, expected) => {
    expect(decided(world).old).toBe(expected)
  })
})

describe('a push to the default branch', () => {
  it('cancels what it supersedes there', () => {
    const of = { branch: 'main', sha: other, at: minutesAgo(1) }
    const builds = [build('new', of), build('old', { branch: 'main' })]
    const scope = { branches: ['main'], ownHead: other }
    expect(decided({ builds, scope }).old).toBe('cancel superseded by new')
  })
})

describe('which builds may be canceled at all', () => {
  it.each<[string, Deployment, World, string]>([
    ['queued', build('b', { state: 'QUEUED' }), { builds: [] }, 'cancel superseded by new'],
    [
      'in a state not asked for',
      build('b'),
      { builds: [], policy: { states: ['QUEUED'] } },
      'keep state-excluded',
    ],
    [
      'in a state nobody knows',
      build('b', { state: 'PAUSED' }),
      { builds: [] },
      'keep state-excluded',
    ],
    ['of production', build('b', { target: 'production' }), { builds: [] }, 'keep target-excluded'],
    [
      'with the target `preview`',
      build('b', { target: 'preview' }),
      { builds: [] },
      'cancel superseded by new',
    ],
    [
      'of an environment nobody knows',
      build('b', { target: 7 }),
      { builds: [] },
      'keep target-excluded',
    ],
    [
      'of a custom environment',
      build('b', { customEnvironment: { id: 'env_1', slug: 'staging' } }),
      { builds: [] },
      'keep target-excluded',
    ],
  ])('a build %s', (_, old, world, expected) => {
    expect(decided({ ...world, builds: [old, fresh()] }).b).toBe(expected)
  })

  it('a production build, when production is a target and has a newer build', () => {
    const builds = [build('b', { target: 'production' }), fresh({ target: 'production' })]
    expect(decided({ builds, policy: { environments: ['production'] } })).toEqual({
      b: 'cancel superseded by new',
      new: 'keep newest-commit',
    })
  })
})

describe('whose build it is', () => {
  const none = Object.fromEntries(
    ['CommitOrg', 'CommitRepo', 'CommitRepoId', 'Org', 'Repo', 'RepoId', 'Host'].map((key) => [
      `github${key}`,
      undefined,
    ]),
  )
  it.each<[string, object, string]>([
    ['names no repository', none, 'keep repository-unknown'],
    ['names half of one', { ...none, githubCommitOrg: 'acme' }, 'keep repository-unknown'],
    [
      'names ours, in other letters',
      { ...none, githubOrg: 'ACME', githubRepo: 'Shop' },
      'cancel superseded by new',
    ],
    ['has our id alone', { ...none, githubRepoId: '42' }, 'cancel superseded by new'],
    ['has another id', { githubRepoId: '43', githubCommitRepoId: '43' }, 'keep other-repository'],
    ['has two ids', { githubRepoId: '43' }, 'keep other-repository'],
    [
      'has the names before a renaming',
      { githubOrg: 'acme', githubRepo: 'store', githubCommitRepo: 'store' },
      'cancel superseded by new',
    ],
    [
      'is of a fork, with our ids',
      { ...ofFork, githubCommitRepoId: '42' },
      'keep other-repository',
    ],
    ['is of another server', { githubHost: 'git.acme.dev' }, 'keep other-repository'],
    ['names no server', { githubHost: undefined }, 'cancel superseded by new'],
    [
      'has an alias of a fork',
      { branchAlias: 'web-git-fork-octocat-feature-cart.vercel.app' },
      'keep other-repository',
    ],
  ])('a build that %s', (_, meta, expected) => {
    expect(decided({ builds: [build('b', { meta: meta as never }), fresh()] }).b).toBe(expected)
  })

  it('a branch whose own name begins with `fork`', () => {
    const meta = { branchAlias: 'web-git-fork-me-acme.vercel.app' }
    const world: World = {
      builds: [build('b', { branch: 'fork-me', meta }), fresh({ branch: 'fork-me' })],
      scope: { branches: ['fork-me'] },
      facts: heads({ 'acme/shop:fork-me': { state: 'at', commits: [head] } }),
    }
    expect(decided(world).b).toBe('cancel superseded by new')
  })

  it.each<[string, Deployment, string]>([
    ['of another branch', build('b', { branch: 'fix/typo' }), 'keep other-branch'],
    ['of a branch in other letters', build('b', { branch: 'Feature/cart' }), 'keep other-branch'],
    ['without a branch', build('b', { meta: { githubCommitRef: undefined } }), 'keep other-branch'],
    ['of a detached checkout', cli('b', { branch: 'HEAD' }), 'keep other-branch'],
    [
      'of a script that records the whole ref',
      cli('b', { branch: 'refs/heads/feature/cart' }),
      'cancel superseded by new',
    ],
    [
      'of a branch that is really called refs/heads/…',
      build('b', { branch: 'refs/heads/feature/cart' }),
      'keep other-branch',
    ],
    [
      'without a commit',
      build('b', { meta: { githubCommitSha: undefined } }),
      'keep commit-unknown',
    ],
    ['of a commit of 6 digits', build('b', { sha: '01d000' }), 'keep commit-unknown'],
    ['of a word as a commit', build('b', { sha: 'unknown-commit' }), 'keep commit-unknown'],
  ])('a build %s', (_, one, expected) => {
    expect(decided({ builds: [one, fresh()] }).b).toBe(expected)
  })

  it('a commit that was never pushed', () => {
    const commits = new Map([...facts().commits, [old, { known: false } as const]])
    expect(decided({ builds: [cli('b'), fresh()], facts: { commits } }).b).toBe(
      'keep commit-unknown',
    )
  })
})

describe("a fork's pull request", () => {
  const ofPull = { headRepository: fork, fork: true } as const
  const known = heads({ 'octocat/shop:feature/cart': { state: 'at', commits: [head] } })
  const builds = [build('theirs', { meta: ofFork }), fresh({ meta: ofFork }), build('ours')]

  it('cancels the builds of the fork, and none of our branch of that name', () => {
    expect(decided({ builds, scope: ofPull, facts: known })).toEqual({
      theirs: 'cancel superseded by new',
      new: 'keep newest-commit',
      ours: 'keep other-repository',
    })
  })

  it('has both readings of its head as newest commits', () => {
    const both = heads({ 'octocat/shop:feature/cart': { state: 'at', commits: [head, old] } })
    expect(decided({ builds, scope: ofPull, facts: both }).theirs).toBe('keep newest-commit')
  })

  it('ends the builds of a closed one, also of commits that GitHub does not know here', () => {
    const closed = heads({ 'octocat/shop:feature/cart': { state: 'closed' } })
    const commits = new Map([...facts().commits, [old, { known: false } as const]])
    expect(
      decided({
        builds,
        scope: ofPull,
        facts: { ...closed, commits, branchesAt: new Map([[head, []]]) },
      }),
    ).toEqual({
      theirs: 'cancel pull-request-closed',
      new: 'cancel pull-request-closed',
      ours: 'keep other-repository',
    })
  })

  it.each([
    ['the branch itself, where the record lags', other, 'keep newest-commit'],
    ['the branch itself, where the record is ahead', head, 'cancel branch-ended'],
    ['the record, where the branch is hidden', undefined, 'cancel branch-ended'],
  ])('is over in mode: branch by %s', (_, tip, expected) => {
    const commits = [head, ...(tip === other ? [other] : [old])]
    const lives = heads({ 'octocat/shop:feature/cart': { state: 'at', commits, tip } })
    const world: World = {
      builds: [fresh({ meta: ofFork })],
      scope: { ...ofPull, mode: 'branch' },
      facts: { ...lives, branchesAt: new Map([[head, []]]) },
    }
    expect(decided(world).new).toBe(expected)
  })

  it('is in the scope of a sweep when the project is ours', () => {
    const world = { builds, scope: { mode: 'sweep', branches: 'all' } as const, facts: known }
    expect(decided(world)).toEqual({
      theirs: 'cancel superseded by new',
      new: 'keep newest-commit',
      // Our branch has no build of its newest commit: a fork's build takes no place of ours.
      ours: 'keep not-replaced',
    })
  })
})

describe('what GitHub cannot tell', () => {
  const unknown = heads({ 'acme/shop:feature/cart': { state: 'unknown' } })
  it.each<[string, World['facts'], string]>([
    ['where the branch points', unknown, 'keep github-unknown'],
    [
      'whether the commit was pushed',
      { commits: new Map([[head, commit(head)]]) },
      'keep github-unknown',
    ],
    [
      'which branches are at the commit',
      { branchesAt: new Map([[old, undefined]]) },
      'keep github-unknown',
    ],
  ])('keeps a build: %s', (_, more, expected) => {
    expect(decided({ builds: [build('b'), fresh()], ...(more && { facts: more }) }).b).toBe(
      expected,
    )
  })

  it('keeps nothing back that is kept anyway', () => {
    const builds = [build('b', { branch: 'main' }), build('c', { target: 'production' })]
    expect(decided({ builds, facts: unknown })).toEqual({
      b: 'keep other-branch',
      c: 'keep target-excluded',
    })
  })
})

describe('mode: commit', () => {
  const checksFailed = { mode: 'commit', ownHead: old, ownMerge: merge } as const

  it("cancels every build of this run's commits, whatever branch they name", () => {
    const builds = [
      build('b'),
      cli('detached', { branch: 'HEAD', sha: merge }),
      fresh(),
      build('prod', { target: 'production' }),
    ]
    expect(decided({ builds, scope: checksFailed, facts: { commits: new Map() } })).toEqual({
      b: 'cancel this-commit',
      detached: 'cancel this-commit',
      new: 'keep other-commit',
      prod: 'keep target-excluded',
    })
  })

  it('leaves another branch at the same commit its last build', () => {
    const branchesAt = new Map([[old, ['feature/cart', 'stacked']]])
    const builds = [build('first', { at: minutesAgo(20) }), build('second', { at: minutesAgo(19) })]
    expect(decided({ builds, scope: checksFailed, facts: { branchesAt } })).toEqual({
      first: 'cancel this-commit',
      second: 'keep shared-commit',
    })
  })
})

describe('a build of the same commit', () => {
  it('is kept in mode: commit when it is all that its own branch has', () => {
    const branchesAt = new Map([[head, ['feature/cart', 'stacked']]])
    const world = {
      builds: [fresh({ branch: 'stacked' })],
      scope: { mode: 'commit' },
      facts: { branchesAt, commits: new Map() },
    } as const
    expect(decided({ ...world, builds: [...world.builds] }).new).toBe('keep shared-commit')
  })
})

describe('a branch that ended', () => {
  const gone = heads({ 'acme/shop:feature/cart': { state: 'gone' } })

  it.each<[string, Deployment, World['scope'], string]>([
    ['a build of a push', build('b'), {}, 'cancel branch-gone'],
    ['the build of its last commit', fresh({ uid: 'b' }), {}, 'cancel branch-gone'],
    ['a redeploy', build('b', { meta: { action: 'redeploy' } }), {}, 'keep asked-for'],
    [
      'a redeploy by its original',
      build('b', { meta: { originalDeploymentId: 'dpl_1' } }),
      {},
      'keep asked-for',
    ],
    ['a redeploy by its source', build('b', { source: 'redeploy' }), {}, 'keep asked-for'],
    ['a build from the dashboard', build('b', { source: 'import' }), {}, 'keep asked-for'],
    ['a build without a source', build('b', { source: undefined }), {}, 'cancel branch-gone'],
    [
      'a build of a deploy hook',
      build('b', { source: 'git-deploy-hook' }),
      {},
      'cancel branch-gone',
    ],
    ['a `vercel deploy`', cli('b'), {}, 'cancel branch-gone'],
    [
      'a `vercel deploy`, in a sweep',
      cli('b'),
      { mode: 'sweep', branches: 'all' },
      'keep branch-unknown',
    ],
    [
      'a `vercel deploy`, of a branch only named',
      cli('b'),
      { branchProven: false },
      'keep branch-unknown',
    ],
    [
      'a build of a push, in a sweep',
      build('b'),
      { mode: 'sweep', branches: 'all' },
      'cancel branch-gone',
    ],
  ])('%s', (_, one, more, expected) => {
    expect(decided({ builds: [{ ...one, id: 'b' }], scope: more ?? {}, facts: gone }).b).toBe(
      expected,
    )
  })

  it('leaves another branch at its last commit the latest build', () => {
    const branchesAt = new Map([[old, ['renamed']]])
    const builds = [build('first', { at: minutesAgo(20) }), build('second', { at: minutesAgo(19) })]
    expect(decided({ builds, facts: { ...gone, branchesAt } })).toEqual({
      first: 'cancel branch-gone',
      second: 'keep shared-commit',
    })
  })

  it('cancels all when a finished build of the shared commit is there', () => {
    const branchesAt = new Map([[old, ['renamed']]])
    const ready = build('ready', { state: 'READY', branch: 'renamed' })
    const buildsOf = new Map([[`prj_web ${old}`, { builds: [ready], problem: undefined }]])
    expect(decided({ builds: [build('b')], facts: { ...gone, branchesAt, buildsOf } }).b).toBe(
      'cancel branch-gone',
    )
  })
})

describe('mode: branch', () => {
  const over = { mode: 'branch' } as const
  const at = (commits: string[]) => heads({ 'acme/shop:feature/cart': { state: 'at', commits } })

  it.each<[string, World, Record<string, string>]>([
    [
      'cancels the newest build, too, when the run is for the newest commit',
      { builds: [build('old'), fresh()] },
      { old: 'cancel branch-ended', new: 'cancel branch-ended' },
    ],
    [
      'cancels everything of a branch that is gone, redeploys included',
      {
        builds: [build('old', { meta: { action: 'redeploy' } })],
        facts: heads({ 'acme/shop:feature/cart': { state: 'gone' } }),
      },
      { old: 'cancel branch-ended' },
    ],
    [
      'goes by replacements when the branch lives on with another commit',
      { builds: [build('old'), fresh({ sha: other })], facts: at([other]) },
      { old: 'cancel superseded by new', new: 'keep newest-commit' },
    ],
    [
      'never ends the default branch',
      { builds: [build('old', { branch: 'main' })], scope: { branches: ['main'], ownHead: other } },
      { old: 'keep default-branch' },
    ],
    [
      'never ends the default branch, also when GitHub does not answer',
      {
        builds: [build('old', { branch: 'main' })],
        scope: { branches: ['main'], ownHead: other },
        facts: { heads: new Map(), defaultBranch: undefined },
      },
      { old: 'keep default-branch' },
    ],
    [
      'keeps what is also the newest commit of another branch',
      { builds: [fresh()], facts: { branchesAt: new Map([[head, ['main', 'feature/cart']]]) } },
      { new: 'keep shared-commit' },
    ],
    [
      'cancels all of several branches that are over, whichever the build names',
      {
        builds: [fresh({ at: minutesAgo(9) }), fresh({ uid: 'stacked', branch: 'stacked' })],
        scope: { branches: ['feature/cart', 'stacked'] },
        facts: {
          ...heads({
            'acme/shop:feature/cart': { state: 'gone' },
            'acme/shop:stacked': { state: 'at', commits: [head] },
          }),
          branchesAt: new Map([[head, ['stacked']]]),
        },
      },
      { new: 'cancel branch-ended', stacked: 'cancel branch-ended' },
    ],
    [
      'keeps what the default branch needs, when the run is about that, too',
      {
        builds: [fresh()],
        scope: { branches: ['feature/cart', 'main'] },
        facts: { branchesAt: new Map([[head, ['main', 'feature/cart']]]) },
      },
      { new: 'keep shared-commit' },
    ],
    [
      'keeps what another branch of the run needs that lives on with an older commit',
      {
        builds: [build('old', { branch: 'feature/cart' })],
        scope: { branches: ['feature/cart', 'stacked'] },
        facts: {
          ...heads({
            'acme/shop:feature/cart': { state: 'gone' },
            'acme/shop:stacked': { state: 'at', commits: [old] },
          }),
          branchesAt: new Map([[old, ['stacked']]]),
        },
      },
      { old: 'keep shared-commit' },
    ],
  ])('%s', (_, world, expected) => {
    expect(decided({ ...world, scope: { ...over, ...world.scope } })).toEqual(expected)
  })
})

describe('the default branch, in mode: branch', () => {
  const over = { mode: 'branch' } as const
  it.each<[string, World, string]>([
    [
      'told by GitHub alone',
      { builds: [fresh()], scope: { defaultBranch: undefined } },
      'cancel branch-ended',
    ],
    [
      'told by the event alone',
      { builds: [fresh()], facts: { defaultBranch: undefined } },
      'cancel branch-ended',
    ],
    [
      'told by nobody',
      {
        builds: [fresh()],
        scope: { defaultBranch: undefined },
        facts: { defaultBranch: undefined },
      },
      'keep github-unknown',
    ],
    [
      'told by nobody, which matters in no other mode',
      {
        builds: [fresh()],
        scope: { mode: 'auto', defaultBranch: undefined },
        facts: { defaultBranch: undefined },
      },
      'keep newest-commit',
    ],
    [
      "is not a fork's of that name",
      {
        builds: [fresh({ branch: 'main', meta: ofFork })],
        scope: { headRepository: fork, fork: true, branches: ['main'] },
        facts: heads({ 'octocat/shop:main': { state: 'at', commits: [head] } }),
      },
      'cancel branch-ended',
    ],
  ])('%s', (_, world, expected) => {
    expect(decided({ ...world, scope: { ...over, ...world.scope } }).new).toBe(expected)
  })
})

describe('what this run gives up', () => {
  const both: World = {
    builds: [build('old'), fresh({ uid: 'gone', branch: 'gone' })],
    scope: { branches: ['feature/cart', 'gone'] },
    facts: heads({ 'acme/shop:gone': { state: 'gone' } }),
  }

  it('takes the place of nothing', () => {
    expect(decided(both)).toEqual({ old: 'keep not-replaced', gone: 'cancel branch-gone' })
  })

  it('takes a place when it has to stay', () => {
    const branchesAt = new Map([...facts().branchesAt, [head, ['feature/cart']]] as never) as never
    expect(decided({ ...both, facts: { ...both.facts, branchesAt } })).toEqual({
      old: 'cancel superseded by gone',
      gone: 'keep shared-commit',
    })
  })

  it('in mode: commit, is the commit on every branch, but not what others need', () => {
    const builds = [fresh({ branch: 'stacked' })]
    const at = (branches: string[]) => ({ branchesAt: new Map([[head, branches]]) })
    const commit = { mode: 'commit' } as const
    expect(decided({ builds, scope: commit, facts: at(['feature/cart']) }).new).toBe(
      'cancel this-commit',
    )
    expect(decided({ builds, scope: commit, facts: at(['stacked']) }).new).toBe(
      'keep shared-commit',
    )
  })
})

describe('a fork with two readings of its newest commit', () => {
  const of = { headRepository: fork, fork: true } as const
  const at = heads({ 'octocat/shop:feature/cart': { state: 'at', commits: [other, head] } })
  const theirs = (id: string, more: object = {}) => build(id, { meta: ofFork, ...more })

  it("has the run's own merge commit as a newest one, by either", () => {
    const builds = [theirs('b', { sha: merge })]
    expect(decided({ builds, scope: { ...of, ownMerge: merge }, facts: at }).b).toBe(
      'keep newest-commit',
    )
  })

  it('has merge commits of deploy scripts as newest ones, by either', () => {
    const commits = new Map([...facts().commits, [merge, commit(merge, [old, head])]])
    const builds = [cli('b', { sha: merge, meta: ofFork })]
    expect(decided({ builds, scope: of, facts: { ...at, commits } }).b).toBe('keep newest-commit')
  })

  it('keeps what neither replaces, when one list broke off', () => {
    const broken = { builds: [], problem: 'It broke off.' }
    const buildsOf = new Map([...facts().buildsOf, [`prj_web ${other}`, broken]])
    const world: World = { builds: [theirs('b')], scope: of, facts: { ...at, buildsOf } }
    expect(decided({ ...world, policy: { requireReplacement: false } }).b).toBe('keep not-replaced')
  })
})

describe('a build that names no branch', () => {
  it('takes the place of another, when it is of the newest commit', () => {
    const builds = [build('old'), fresh({ branch: 'HEAD' })]
    expect(decided({ builds }).old).toBe('cancel superseded by new')
  })

  it('takes none, when it has uncommitted changes', () => {
    const builds = [
      build('old'),
      cli('new', { at: minutesAgo(1), sha: head, meta: { gitDirty: '1' } }),
    ]
    expect(decided({ builds }).old).toBe('keep not-replaced')
  })
})

describe('the newest commits of a branch', () => {
  const pull = { ownMerge: merge } as const
  const merged = new Map([...facts().commits, [merge, commit(merge, [other, head])]])

  it.each<[string, Deployment, World, string]>([
    ['its head, shortened', build('b', { sha: '4ead000' }), { builds: [] }, 'keep newest-commit'],
    [
      'its head, in capitals',
      build('b', { sha: head.toUpperCase() }),
      { builds: [] },
      'keep newest-commit',
    ],
    [
      "the merge commit of this run's pull request",
      build('b', { sha: merge }),
      { builds: [], scope: pull },
      'keep newest-commit',
    ],
    [
      "the merge commit of this run's pull request, in a sweep that it runs",
      build('b', { sha: merge }),
      { builds: [], scope: { ...pull, mode: 'sweep', branches: 'all' } },
      'keep newest-commit',
    ],
    [
      'not the merge commit of a run whose commit is no longer the head',
      build('b', { sha: merge }),
      { builds: [], scope: { ...pull, ownHead: old } },
      'cancel superseded by new',
    ],
    [
      'a merge of the head that a script deployed',
      cli('b', { sha: merge }),
      { builds: [], facts: { commits: merged } },
      'keep newest-commit',
    ],
    [
      'not a merge of the head that was pushed elsewhere',
      build('b', { sha: merge }),
      { builds: [], facts: { commits: merged } },
      'cancel superseded by new',
    ],
    [
      'not a commit on top of the head',
      cli('b', { sha: merge }),
      { builds: [], facts: { commits: new Map([...merged, [merge, commit(merge, [head])]]) } },
      'cancel superseded by new',
    ],
  ])('%s', (_, one, world, expected) => {
    expect(decided({ ...world, builds: [one, fresh()] }).b).toBe(expected)
  })
})

describe('which build takes the place', () => {
  it('none where no project is named: it may be of any', () => {
    const none = { name: undefined, projectId: undefined }
    expect(decided({ builds: [build('b', none), fresh(none)] }).b).toBe('keep not-replaced')
  })

  const redeploy = { action: 'redeploy', originalDeploymentId: 'dpl_0' }

  it.each<[string, Deployment[], string]>([
    [
      'a build of a later push to the branch, of any commit',
      [build('b'), build('c', { at: minutesAgo(5), sha: other })],
      'cancel superseded by c',
    ],
    [
      'not a build of an earlier push',
      [build('b'), build('c', { at: minutesAgo(11), sha: other })],
      'keep not-replaced',
    ],
    [
      'not a build of a push at the same time',
      [build('b'), build('c', { sha: other })],
      'keep not-replaced',
    ],
    [
      "not somebody's redeploy of a later push",
      [build('b'), build('c', { at: minutesAgo(5), sha: other, meta: redeploy })],
      'keep not-replaced',
    ],
    [
      'not a later push to another branch',
      [build('b'), build('c', { at: minutesAgo(5), sha: other, branch: 'main' })],
      'keep not-replaced',
    ],
    [
      'a build of the newest commit rather than the latest',
      [build('b'), fresh(), build('c', { at: minutesAgo(0), sha: other })],
      'cancel superseded by new',
    ],
    [
      'not a build of the newest commit that is older',
      [build('b'), fresh({ at: minutesAgo(20) })],
      'keep created-later',
    ],
    [
      'for a redeploy, not another redeploy',
      [build('b', { meta: redeploy }), fresh({ at: minutesAgo(1), meta: redeploy })],
      'keep not-replaced',
    ],
    [
      'for a redeploy, a push',
      [build('b', { meta: redeploy }), fresh()],
      'cancel superseded by new',
    ],
    [
      'for a redeploy, not the push before it',
      [build('b', { meta: redeploy }), fresh({ at: minutesAgo(20) })],
      'keep created-later',
    ],
    [
      'for a build of a push, a redeploy of the newest commit',
      [build('b'), fresh({ at: minutesAgo(3), meta: redeploy })],
      'cancel superseded by new',
    ],
    [
      'by more than a second, where only one has the time of its push',
      [build('b'), cli('new', { at: minutesAgo(10) + 1000, sha: head })],
      'keep created-later',
    ],
    [
      'by more than a second, where only one has the time of its push (2)',
      [build('b'), cli('new', { at: minutesAgo(10) + 1001, sha: head })],
      'cancel superseded by new',
    ],
    [
      'nothing without a moment',
      [build('b', { meta: { repoPushedAt: 'soon' } }), fresh()],
      'keep created-later',
    ],
  ])('%s', (_, builds, expected) => {
    expect(decided({ builds }).b).toBe(expected)
  })

  it.each<[string, Deployment[], string]>([
    ['cancels without a replacement', [build('b')], 'cancel superseded'],
    ['keeps what somebody asked for', [build('b', { meta: redeploy })], 'keep asked-for'],
    [
      'keeps what came after the build that could replace it',
      [build('b'), fresh({ at: minutesAgo(20) })],
      'keep created-later',
    ],
    ['keeps the newest commit', [fresh({ uid: 'b' })], 'keep newest-commit'],
  ])('require-replacement: false %s', (_, builds, expected) => {
    const [first] = builds as [Deployment]
    const world = { builds: [{ ...first, id: 'b' }, ...builds.slice(1)] }
    expect(decided({ ...world, policy: { requireReplacement: false } }).b).toBe(expected)
  })

  it('keeps without a replacement when the builds of the newest commit could not be listed', () => {
    const buildsOf = new Map([[`prj_web ${head}`, { builds: [], problem: 'It broke off.' }]])
    const world: World = {
      builds: [build('b')],
      facts: { buildsOf },
      policy: { requireReplacement: false },
    }
    expect(decided(world).b).toBe('keep not-replaced')
  })
})

const ignoring = { projectSettings: { commandForIgnoringBuildStep: 'npx turbo-ignore' } }
const noon = minutesAgo(0)

describe('an Ignored Build Step', () => {
  it.each<[string, object, string]>([
    ['queued', { state: 'QUEUED' }, 'keep not-replaced'],
    [
      'building for less than 30 s',
      { state: 'BUILDING', buildingAt: noon - 29_999 },
      'keep not-replaced',
    ],
    [
      'building for 30 s',
      { state: 'BUILDING', buildingAt: noon - 30_000 },
      'cancel superseded by new',
    ],
    ['ready', { state: 'READY' }, 'cancel superseded by new'],
  ])('the newer build, %s', (_, more, expected) => {
    expect(decided({ builds: [build('b'), fresh({ ...ignoring, ...more })] }).b).toBe(expected)
  })

  it('counts from when it was first seen building', () => {
    const firstSeen = new Map([['new', noon - 30_000]])
    const builds = [build('b', ignoring), fresh({ state: 'BUILDING' })]
    expect(decided({ builds, facts: { firstSeen } }).b).toBe('cancel superseded by new')
    expect(decided({ builds }).b).toBe('keep not-replaced')
  })
})

describe('a commit that is also the newest of another branch', () => {
  const branchesAt = new Map([[old, ['stacked', 'feature/cart']]])

  it('keeps its last living build', () => {
    expect(decided({ builds: [build('b'), fresh()], facts: { branchesAt } }).b).toBe(
      'keep shared-commit',
    )
  })

  it('keeps the one with the latest moment of several, and no more', () => {
    const builds = [build('b'), build('c', { at: minutesAgo(9) }), fresh()]
    expect(decided({ builds, facts: { branchesAt } })).toEqual({
      b: 'cancel superseded by new',
      c: 'keep shared-commit',
      new: 'keep newest-commit',
    })
  })

  it('keeps none when the other branch has a build of its own', () => {
    const builds = [build('b'), build('stacked', { branch: 'stacked' }), fresh()]
    expect(decided({ builds, facts: { branchesAt } }).b).toBe('cancel superseded by new')
  })

  it('keeps one without uncommitted changes, whatever builds with such changes stay', () => {
    const meta = { gitDirty: '1' }
    const builds = [
      cli('laptop', { meta }),
      cli('production', { meta, target: 'production' }),
      build('b'),
      fresh(),
    ]
    expect(decided({ builds, facts: { branchesAt } })).toMatchObject({
      laptop: 'cancel superseded by new',
      production: 'keep target-excluded',
      b: 'keep shared-commit',
    })
  })

  it.each([
    ['keeps one while the other branch’s own may still be skipped', 25, 'keep shared-commit'],
    ['keeps none once the other branch’s own is sure to be built', 35, 'cancel this-commit'],
  ])('%s', (_, secondsBuilding, expected) => {
    const production = build('production', {
      ...ignoring,
      at: minutesAgo(5),
      branch: 'stacked',
      target: 'production',
      state: 'BUILDING',
      buildingAt: noon - secondsBuilding * 1000,
    })
    const world: World = {
      builds: [production, build('b', { ...ignoring, at: minutesAgo(9) })],
      scope: { mode: 'commit', ownHead: old },
      facts: { branchesAt },
    }
    expect(decided(world)).toEqual({ production: 'keep target-excluded', b: expected })
  })

  it('counts no build of another project', () => {
    const builds = [build('b'), build('docs', { branch: 'stacked', project: 'docs' }), fresh()]
    expect(decided({ builds, facts: { branchesAt } }).b).toBe('keep shared-commit')
  })

  it.each<[string, string[], string]>([
    ['the branch itself', ['feature/cart'], 'cancel superseded by new'],
    ['no branch', [], 'cancel superseded by new'],
  ])('is not shared with %s', (_, branches, expected) => {
    const world: World = {
      builds: [build('b'), fresh()],
      facts: { branchesAt: new Map([[old, branches]]) },
    }
    expect(decided(world).b).toBe(expected)
  })

  it('is shared with another branch that the run is about, too', () => {
    const world: World = {
      builds: [build('b'), fresh()],
      scope: { branches: ['feature/cart', 'stacked'] },
      facts: { branchesAt },
    }
    expect(decided(world).b).toBe('keep shared-commit')
  })

  it('in a sweep, is shared with a branch that is swept too', () => {
    const world: World = {
      builds: [build('b'), fresh()],
      scope: { mode: 'sweep', branches: 'all' },
      facts: { branchesAt },
    }
    expect(decided(world).b).toBe('keep shared-commit')
  })
})
