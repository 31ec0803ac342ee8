import { decideAll, isOutOfScope, screen } from '../../src/plan/decide.js'
import type { Deployment } from '../../src/vercel/deployment.js'
import {
  build,
  commit,
  facts,
  fork,
  head,
  minutesAgo,
  ofFork,
  old,
  policy,
  scope,
  situationOf,
} from './support.js'

const fresh = (more = {}) =>
  build('new', { at: minutesAgo(1), sha: head, state: 'QUEUED', ...more })
const read = { builds: [], problem: undefined }
const ofNewest = { kind: 'builds-of', projectId: 'prj_web', sha: head }
const ofOld = { kind: 'builds-of', projectId: 'prj_web', sha: old }
const branchesAtOld = { kind: 'branches-at', sha: old }
const nowhere = { projectId: undefined, name: undefined }

/** What the verdict on the first build asks for, and its reason. */
function asked(
  builds: Deployment[],
  known: Parameters<typeof facts>[0] = {},
  more: Parameters<typeof scope>[0] = {},
) {
  const [verdict] = decideAll(builds, scope(more), facts(known), policy)
  return { reason: verdict?.reason, needs: verdict?.needs ?? [] }
}

describe('a verdict asks for', () => {
  it('the builds of the newest commit, when the list has none', () => {
    const buildsOf = new Map()
    expect(asked([build('b')], { buildsOf })).toEqual({ reason: 'not-replaced', needs: [ofNewest] })
  })

  it('nothing more, once they are read', () => {
    const buildsOf = new Map([[`prj_web ${head}`, read]])
    expect(asked([build('b')], { buildsOf })).toEqual({ reason: 'not-replaced', needs: [] })
  })

  it('them also while the newest build may still be skipped', () => {
    const ignoring = { projectSettings: { commandForIgnoringBuildStep: 'npx turbo-ignore' } }
    const found = asked([build('b', ignoring), fresh()], { buildsOf: new Map() })
    expect(found).toEqual({ reason: 'not-replaced', needs: [ofNewest] })
  })

  it('nothing of a project without a name', () => {
    expect(asked([build('b', nowhere)], { buildsOf: new Map() }).needs).toEqual([])
  })

  it('the branches of a commit, before its last build goes', () => {
    const found = asked([build('b'), fresh()], { branchesAt: new Map() })
    expect(found).toEqual({ reason: 'github-unknown', needs: [branchesAtOld] })
  })

  it('them by the whole commit, where the build shortens it', () => {
    const short = build('b', { sha: old.slice(0, 10) })
    const commits = new Map([[old.slice(0, 10), commit(old)]])
    const found = asked([short, fresh()], { branchesAt: new Map(), commits })
    expect(found).toEqual({ reason: 'github-unknown', needs: [branchesAtOld] })
  })

  it("them by the run's own commit, where only the event tells the whole of it", () => {
    const short = build('b', { sha: old.slice(0, 10) })
    const known = { branchesAt: new Map(), commits: new Map() }
    const found = asked([short], known, { mode: 'commit', ownHead: old })
    expect(found).toEqual({ reason: 'github-unknown', needs: [branchesAtOld] })
  })

  it('nothing, once they were asked for in vain', () => {
    const branchesAt = new Map([[old, undefined]])
    const found = asked([build('b'), fresh()], { branchesAt })
    expect(found).toEqual({ reason: 'github-unknown', needs: [] })
  })

  it('all builds of a shared commit, before it is sure that this one has to stay', () => {
    const branchesAt = new Map([[old, ['stacked']]])
    const buildsOf = new Map([[`prj_web ${head}`, read]])
    const found = asked([build('b'), fresh()], { branchesAt, buildsOf })
    expect(found).toEqual({ reason: 'shared-commit', needs: [ofOld] })
    expect(asked([build('b'), fresh()], { branchesAt })).toEqual({
      reason: 'shared-commit',
      needs: [],
    })
  })

  it('no other builds of a shared commit in a project without a name', () => {
    const branchesAt = new Map([[head, ['stacked']]])
    const found = asked([fresh(nowhere)], { branchesAt }, { mode: 'branch' })
    expect(found).toEqual({ reason: 'shared-commit', needs: [] })
  })

  it('no branches of a fork’s commit that GitHub does not have here', () => {
    const theirs = build('b', { meta: ofFork })
    const of = { headRepository: fork, fork: true }
    const heads = new Map([['octocat/shop:feature/cart', { state: 'closed' } as const]])
    const gone = new Map([[old, { known: false } as const]])
    const known = { heads, branchesAt: new Map() }
    expect(asked([theirs], { ...known, commits: gone }, of).reason).toBe('pull-request-closed')
    expect(asked([theirs], known, of)).toEqual({ reason: 'github-unknown', needs: [branchesAtOld] })
  })
})

describe('a build is out of scope', () => {
  const situation = (more: Parameters<typeof scope>[0] = {}) => situationOf([], { scope: more })

  it.each<[string, Deployment, Parameters<typeof scope>[0], boolean]>([
    ['of the branch', build('b'), {}, false],
    ['of the branch, in an excluded environment', build('b', { target: 'production' }), {}, false],
    ['of the branch, without a commit', build('b', { sha: '' }), {}, false],
    ['of another branch', build('b', { branch: 'main' }), {}, true],
    ['of a detached checkout', build('b', { branch: 'HEAD' }), {}, true],
    ['of another repository', build('b', { meta: ofFork }), {}, true],
    [
      'of the commit, on another branch',
      build('b', { branch: 'x', sha: head }),
      { mode: 'commit' },
      false,
    ],
    ['of another commit', build('b'), { mode: 'commit' }, true],
    [
      'of any branch, in a sweep',
      build('b', { branch: 'x' }),
      { mode: 'sweep', branches: 'all' },
      false,
    ],
    [
      'of a detached checkout, in a sweep',
      build('b', { branch: 'HEAD' }),
      { mode: 'sweep', branches: 'all' },
      true,
    ],
  ])('%s', (_, one, more, expected) => {
    expect(isOutOfScope(one, situation(more))).toBe(expected)
  })

  it('is screened without facts', () => {
    expect(screen(build('b', { branch: 'main' }), situation())?.reason).toBe('other-branch')
    expect(screen(build('b', { sha: 'soon' }), situation())?.reason).toBe('commit-unknown')
    expect(screen(build('b'), situation())).toBeUndefined()
  })
})
