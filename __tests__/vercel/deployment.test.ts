import { readFileSync } from 'node:fs'
import { toDeployment, UNFINISHED } from '../../src/vercel/deployment.js'

/** Replies that people published, with other names. */
const recordings = JSON.parse(
  readFileSync(new URL('./recordings.json', import.meta.url), 'utf8'),
) as Record<string, unknown>

const nothing = { owner: undefined, name: undefined }
const noOrigin = {
  host: undefined,
  commit: nothing,
  base: nothing,
  ids: [],
  branchAlias: undefined,
}
const noHistory = { madeByPush: false, redeploy: false, dirty: false, ignoredBuildStep: false }

test('the unfinished states come in the order in which a build passes them', () => {
  expect(UNFINISHED).toEqual(['QUEUED', 'INITIALIZING', 'BUILDING'])
})

test('a deployment of the GitHub integration is read whole', () => {
  const raw = {
    uid: 'dpl_a',
    name: 'web',
    projectId: 'prj_1',
    url: 'web-1.vercel.app',
    inspectorUrl: 'https://vercel.com/acme/web/a',
    readyState: 'BUILDING',
    state: 'QUEUED',
    target: null,
    source: 'git',
    created: 1,
    createdAt: 2,
    buildingAt: 3,
    canceledAt: 4,
    projectSettings: { commandForIgnoringBuildStep: 'exit 0' },
    meta: {
      githubCommitRef: 'feature/x',
      githubCommitSha: 'abcdef0',
      githubCommitOrg: 'mona',
      githubCommitRepo: 'web-fork',
      githubCommitRepoId: '8',
      githubOrg: 'acme',
      githubRepo: 'web',
      githubRepoId: '7',
      githubHost: 'github.com',
      branchAlias: 'web-git-fork-mona-feature-x-acme.vercel.app',
      repoPushedAt: '1700000000000',
    },
  }
  expect(toDeployment(raw, 9)).toEqual({
    id: 'dpl_a',
    projectId: 'prj_1',
    project: 'web',
    url: 'web-1.vercel.app',
    inspectorUrl: 'https://vercel.com/acme/web/a',
    state: 'BUILDING',
    environment: 'preview',
    createdAt: 2,
    buildingAt: 3,
    canceledAt: 4,
    source: 'git',
    branch: 'feature/x',
    sha: 'abcdef0',
    madeByPush: true,
    pushedAt: 1_700_000_000_000,
    redeploy: false,
    dirty: false,
    ignoredBuildStep: true,
    origin: {
      host: 'github.com',
      commit: { owner: 'mona', name: 'web-fork' },
      base: { owner: 'acme', name: 'web' },
      ids: ['8', '7'],
      branchAlias: 'web-git-fork-mona-feature-x-acme.vercel.app',
    },
    readAt: 9,
  })
})

test('a deployment that says nothing but its id is one all the same', () => {
  const read = toDeployment({ id: 'dpl_a' })
  expect(read).toEqual({ id: 'dpl_a', environment: 'preview', ...noHistory, origin: noOrigin })
})

test('a deployment whose fields are all of another type is still known by its id', () => {
  const odd = Object.fromEntries(
    ['name', 'projectId', 'url', 'readyState', 'state', 'source', 'meta', 'projectSettings'].map(
      (key) => [key, 1],
    ),
  )
  const times = { created: 'x', createdAt: null, buildingAt: {}, canceledAt: [] }
  const read = toDeployment({ uid: 'dpl_a', ...odd, ...times, target: 5, inspectorUrl: {} })
  expect(read).toEqual({ id: 'dpl_a', ...noHistory, origin: noOrigin })
})

test.each([
  [undefined],
  [null],
  ['dpl_a'],
  [[]],
  [{}],
  [{ uid: '' }],
  [{ uid: 5 }],
  [{ name: 'web' }],
  [{ id: '..' }],
  [{ id: '.' }],
  [{ id: 'a/b' }],
  [{ id: 'a b' }],
  [{ id: 'dpl_a\n' }],
  [{ id: 'ä' }],
])('%j is no deployment', (raw) => {
  expect(toDeployment(raw)).toBeUndefined()
})

const of = (raw: object) => {
  const read = toDeployment({ id: 'dpl_a', ...raw })
  if (read === undefined) throw new Error('It is no deployment')
  return read
}

test.each([
  [{}, 'preview'],
  [{ target: null }, 'preview'],
  [{ target: 'preview' }, 'preview'],
  [{ target: 'production' }, 'production'],
  [{ target: 'staging' }, 'staging'],
  [{ target: 'something-new' }, 'something-new'],
  [{ target: 1 }, undefined],
  [{ customEnvironment: null }, 'preview'],
  [{ customEnvironment: { id: 'env_1', slug: 'qa' } }, 'qa'],
  [{ target: 'preview', customEnvironment: { slug: 'qa' } }, 'qa'],
  [{ target: 'staging', customEnvironment: { slug: 'qa' } }, 'qa'],
  [{ target: 'production', customEnvironment: { slug: 'preview' } }, undefined],
  [{ customEnvironment: { id: 'env_1' } }, undefined],
  [{ customEnvironment: 'qa' }, undefined],
])('%j belongs to the environment %s', (raw, environment) => {
  expect(of(raw).environment).toBe(environment)
})

test.each([
  [{ readyState: 'building' }, 'BUILDING'],
  [{ readyState: 'SOMETHING_NEW' }, 'SOMETHING_NEW'],
  [{ status: 'QUEUED' }, 'QUEUED'],
  [{ state: 'QUEUED' }, 'QUEUED'],
  [{ readyState: 'READY', status: 'QUEUED', state: 'ERROR' }, 'READY'],
  [{ readyState: null, status: 'QUEUED', state: 'ERROR' }, 'QUEUED'],
  [{ readyState: '' }, undefined],
  [{}, undefined],
])('%j is in the state %s', (raw, state) => {
  expect(of(raw).state).toBe(state)
})

describe('of the metadata', () => {
  test.each([
    [{ githubCommitRef: 'a', gitCommitRef: 'b' }, 'a'],
    [{ gitCommitRef: 'b' }, 'b'],
    [{ githubCommitRef: '', gitCommitRef: 'b' }, 'b'],
    [{ githubCommitRef: 'refs/heads/a/b' }, 'a/b'],
    [{ gitCommitRef: 'refs/heads/a/b' }, 'a/b'],
    [{ githubCommitRef: 'refs/heads/a', repoPushedAt: '1' }, 'refs/heads/a'],
    [{ githubCommitRef: 'a/refs/heads/b' }, 'a/refs/heads/b'],
    [{ githubCommitRef: 'HEAD' }, 'HEAD'],
    [{ gitlabCommitRef: 'c' }, undefined],
    [{ githubCommitRef: ['a'] }, undefined],
  ])('%j the branch is %s', (meta, branch) => {
    expect(of({ meta }).branch).toBe(branch)
  })

  test.each([
    [{ githubCommitSha: 'a', gitCommitSha: 'b' }, 'a'],
    [{ gitCommitSha: 'b' }, 'b'],
    [{ githubCommitSha: 1234567 }, '1234567'],
    [{}, undefined],
  ])('%j the commit is %s', (meta, sha) => {
    expect(of({ meta }).sha).toBe(sha)
  })

  test.each([
    ['1784468215000', true, 1_784_468_215_000],
    [1_784_468_215_000, true, 1_784_468_215_000],
    ['1784468215000.5', true, 1_784_468_215_000.5],
    ['yesterday', true, undefined],
    ['-5', true, undefined],
    ['', false, undefined],
    [null, false, undefined],
    [undefined, false, undefined],
  ])('repoPushedAt %j: made by a push %s, at %s', (repoPushedAt, madeByPush, pushedAt) => {
    expect(of({ meta: { repoPushedAt } })).toMatchObject({ madeByPush, pushedAt })
  })

  test('without any of it no push made it', () => {
    expect(of({ source: 'git' })).toMatchObject({ madeByPush: false, pushedAt: undefined })
  })

  test.each([
    [{ meta: { action: 'redeploy' } }, true],
    [{ meta: { action: 'promote' } }, true],
    [{ meta: { originalDeploymentId: 'dpl_b' } }, true],
    [{ source: 'redeploy' }, true],
    [{ source: 'redeploy', meta: { repoPushedAt: '1' } }, true],
    [{ source: 'git', meta: { action: '' } }, false],
    [{ source: 'cli' }, false],
    [{}, false],
  ])('and the source, %j is a redeploy: %s', (raw, redeploy) => {
    expect(of(raw).redeploy).toBe(redeploy)
  })

  test('numeric repository ids are kept, as text', () => {
    const meta = { githubCommitRepoId: 8, githubRepoId: '' }
    expect(of({ meta }).origin.ids).toEqual(['8'])
  })
})

test.each([
  [{ commandForIgnoringBuildStep: 'npx turbo-ignore' }, true],
  [{ commandForIgnoringBuildStep: '' }, false],
  [{ commandForIgnoringBuildStep: null }, false],
  [{}, false],
  [null, false],
])('the project settings %j have an Ignored Build Step: %s', (projectSettings, there) => {
  expect(of({ projectSettings }).ignoredBuildStep).toBe(there)
})

test.each([
  [{ name: 'web', projectId: 'prj_1' }, 'web', 'prj_1'],
  [{ name: '', projectId: 'prj_1' }, 'prj_1', 'prj_1'],
  [{ name: 'web' }, 'web', undefined],
])('%j is of the project %s with the id %s', (raw, project, projectId) => {
  expect(of(raw)).toMatchObject({ project, projectId })
})

describe('a recorded reply', () => {
  test.each([
    [
      'pushed to the production branch, 2026',
      {
        id: 'dpl_CCCCCCCCCCCCCCCCCCCCCCCCCCCC',
        projectId: 'prj_AAAAAAAAAAAAAAAAAAAAAAAAAAAA',
        state: 'ERROR',
        environment: 'production',
        createdAt: 1_784_468_217_313,
        madeByPush: true,
        pushedAt: 1_784_468_215_000,
        redeploy: false,
        dirty: false,
        ignoredBuildStep: false,
        branch: 'main',
        origin: {
          host: 'github.com',
          commit: { owner: 'octo-dev', name: 'web' },
          base: { owner: 'octo-dev', name: 'web' },
          ids: ['1200000001', '1200000001'],
          branchAlias: 'web-git-main-acmes-projects-11111111.vercel.app',
        },
      },
    ],
    [
      'ended by an Ignored Build Step, 2024',
      { state: 'CANCELED', environment: 'preview', ignoredBuildStep: true, madeByPush: false },
    ],
    [
      'a preview that was redeployed, 2024',
      { state: 'READY', environment: 'preview', redeploy: true, source: undefined, branch: 'auth' },
    ],
    [
      'a preview that was promoted, 2026',
      { environment: 'production', redeploy: true, source: 'redeploy', branch: undefined },
    ],
    [
      '`vercel deploy` without a pushed commit, 2026',
      { environment: 'preview', source: 'cli', branch: undefined, sha: '9'.repeat(40) },
    ],
    ['blocked by its author, 2026', { state: 'BLOCKED', sha: undefined, origin: noOrigin }],
    ['queued by the API, 2025', { state: 'QUEUED', environment: 'production', madeByPush: false }],
  ])('is read as what it is: %s', (name, expected) => {
    expect(toDeployment(recordings[name])).toMatchObject(expected)
  })
})
