import { waitingOf, waitLines } from '../../src/plan/wait.js'
import type { Deployment } from '../../src/vercel/deployment.js'
import {
  build,
  cli,
  fork,
  head,
  type Known,
  merge,
  minutesAgo,
  noon,
  ofFork,
  old,
  planOf,
  sha,
} from './support.js'

/** Which builds of a plan are waited for at noon: `late b until 15 s for 4ead000`. */
async function waits(listed: Deployment[], more: Known = {}, end = noon + 60_000) {
  const clock = { now: () => noon, sleep: async () => {} }
  const waiting = await waitingOf(planOf(listed, more), end, { clock } as never)
  return waiting.map(({ build, kind, until, needs }) => {
    const of = needs.map((need) => `${need.kind} ${need.sha.slice(0, 7)}`)
    return `${kind} ${build.id} until ${(until - noon) / 1000} s: ${of.join(', ')}`
  })
}

const empty = { builds: [], problem: undefined }
const ignoring = { projectSettings: { commandForIgnoringBuildStep: 'npx turbo-ignore' } }
const queued = (more = {}) =>
  build('new', { at: minutesAgo(1), sha: head, state: 'QUEUED', ...ignoring, ...more })
const staging = { customEnvironment: { id: 'env_1', slug: 'staging' } }
const failed = { builds: [queued({ state: 'ERROR' })], problem: undefined }

describe('a build is waited for', () => {
  const late = 'late b until 15 s: builds-of 4ead000'
  const unsure = 'unsure b until 30 s: builds-of 4ead000'
  const middle = sha('31dd1e7')
  const ofMerge = { ownMerge: merge }
  test.each<[string, Deployment[], Known, string[]]>([
    ['while the newest commit has no build', [build('b')], {}, [late]],
    [
      'while neither the newest commit nor its merge commit has one',
      [build('b')],
      { scope: ofMerge },
      [`${late}, builds-of 3e49e00`],
    ],
    ['while the newer build may be skipped', [build('b'), queued()], {}, [unsure]],
    [
      'while the build of a later push to its branch may be skipped',
      [build('b'), queued({ sha: middle })],
      { facts: { branchesAt: new Map([old, head, middle].map((one) => [one, []])) } },
      ['unsure b until 30 s: builds-of 31dd1e7'],
    ],
    [
      'while the build of a later push, which names no commit, may be skipped',
      [build('b'), queued({ sha: undefined, meta: { githubCommitSha: undefined } })],
      {},
      [unsure],
    ],
    [
      'whose commit another branch needs, when that has a build of its own',
      [build('b'), build('c', { branch: 'stacked', at: minutesAgo(20) })],
      { facts: { branchesAt: new Map([[old, ['stacked']]]) } },
      [late],
    ],
    [
      'on any event, when the newer one may be skipped',
      [build('b'), queued()],
      { scope: { awaitsBuild: false } },
      [unsure],
    ],
  ])('%s', async (_, listed, more, expected) => {
    expect(await waits(listed, more)).toEqual(expected)
  })

  test('no longer than until the end', async () => {
    expect(await waits([build('b')], {}, noon + 9000)).toEqual([late.replace('15', '9')])
    expect(await waits([build('b')], {}, noon)).toEqual([])
    expect(await waits([build('b')], {}, noon - 1)).toEqual([])
  })
})

describe('a build is not waited for', () => {
  const lost = { heads: new Map(), commits: new Map() }
  const nowhere = { projectId: undefined, name: undefined }
  test.each<[string, Deployment[], Known]>([
    ['when it is to be canceled', [build('b'), queued({ projectSettings: {} })], {}],
    ['when it is of the newest commit', [build('b', { sha: head })], {}],
    ['when it is of another branch', [build('b', { branch: 'x' })], {}],
    [
      'when it started after the newest one',
      [build('b', { at: noon }), cli('c', { sha: head })],
      {},
    ],
    ['on an event that starts no build', [build('b')], { scope: { awaitsBuild: false } }],
    ['when GitHub does not tell of its branch', [build('b')], { facts: lost }],
    ['when GitHub does not tell of its commit', [build('b')], { facts: { commits: new Map() } }],
    [
      'when a build of the newest commit came to nothing',
      [build('b')],
      { facts: { buildsOf: new Map([[`prj_web ${head}`, failed]]) } },
    ],
    [
      'when a build of the merge commit came to nothing',
      [build('b')],
      {
        scope: { ownMerge: merge },
        facts: {
          buildsOf: new Map([
            [`prj_web ${head}`, empty],
            [`prj_web ${merge}`, failed],
          ]),
        },
      },
    ],
    [
      'when the builds of the newest commit were not asked for',
      [build('b')],
      { facts: { buildsOf: new Map() } },
    ],
    ['when it names no project', [build('b', nowhere)], {}],
    [
      'when its branch is over with another commit',
      [build('b')],
      { scope: { mode: 'branch', ownHead: old } },
    ],
    ['in a sweep', [build('b')], { scope: { mode: 'sweep', branches: 'all' } }],
    [
      'when it is the last one of a commit that another branch needs',
      [build('b')],
      { facts: { branchesAt: new Map([[old, ['stacked']]]) } },
    ],
    [
      'when the other build of a commit that another branch needs goes, too',
      [
        build('b'),
        build('c', { ...staging, at: minutesAgo(20) }),
        build('new', { ...staging, at: minutesAgo(1), sha: head }),
      ],
      {
        facts: { branchesAt: new Map([[old, ['stacked']]]) },
        policy: { environments: ['preview', 'staging'] },
      },
    ],
    [
      'when GitHub does not tell whether another branch needs it',
      [build('b')],
      { facts: { branchesAt: new Map([[old, undefined]]) } },
    ],
    [
      'when it is a fork’s, and the push is not',
      [build('b', { meta: ofFork })],
      {
        facts: {
          heads: new Map([['octocat/shop:feature/cart', { state: 'at', commits: [head] }]]),
        },
      },
    ],
  ])('%s', async (_, listed, more) => {
    expect(await waits(listed, more)).toEqual([])
  })

  test('unless it is a fork’s, and so is the push', async () => {
    const heads = new Map([
      ['octocat/shop:feature/cart', { state: 'at' as const, commits: [head] }],
    ])
    const more = { scope: { headRepository: fork, fork: true }, facts: { heads } }
    expect(await waits([build('b', { meta: ofFork })], more)).toHaveLength(1)
  })
})

test('what is waited for is told in a line for each kind, with its projects and the longest time', async () => {
  const one = { verdict: { action: 'keep', reason: 'not-replaced' }, needs: [] } as const
  const web = build('a')
  const docs = build('b', { project: 'docs' })
  const lines = waitLines(
    [
      { ...one, build: web, kind: 'late', until: noon + 5000 },
      { ...one, build: build('c'), kind: 'late', until: noon + 15_000 },
      { ...one, build: docs, kind: 'unsure', until: noon + 30_000 },
    ],
    noon,
  )
  expect(lines).toEqual([
    'Waiting up to 15 s for Vercel to start the build of the newest commit in web.',
    'Waiting up to 30 s to see whether the Ignored Build Step skips the newer build in docs.',
  ])
  expect(waitLines([], noon)).toEqual([])
})
