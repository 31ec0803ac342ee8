import {
  toDeployment,
  toDeploymentsPage,
  toProjectsPage,
  toSaid,
} from '../../src/vercel/schemas.js'

describe('a deployment', () => {
  test('of the GitHub integration is read whole', () => {
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
      meta: {
        githubCommitRef: 'feature/x',
        githubCommitSha: 'abcdef0',
        githubCommitOrg: 'mona',
        githubCommitRepo: 'web-fork',
        githubCommitRepoId: '8',
        githubOrg: 'acme',
        githubRepo: 'web',
        githubRepoId: '7',
        githubPrId: '12',
      },
    }
    expect(toDeployment(raw)).toEqual({
      id: 'dpl_a',
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
      origin: {
        commit: { owner: 'mona', name: 'web-fork' },
        base: { owner: 'acme', name: 'web' },
        ids: ['8', '7'],
        pullRequest: 12,
      },
    })
  })

  const nothing = { owner: undefined, name: undefined }
  test('that says nothing but its id is one all the same', () => {
    expect(toDeployment({ id: 'dpl_a' })).toEqual({
      id: 'dpl_a',
      environment: 'preview',
      origin: { commit: nothing, base: nothing, ids: [], pullRequest: undefined },
    })
  })

  test('whose fields are all of another type is still known by its id', () => {
    const odd = Object.fromEntries(
      ['name', 'projectId', 'url', 'readyState', 'state', 'source', 'meta'].map((key) => [key, 1]),
    )
    const times = { created: 'x', createdAt: null, buildingAt: {}, canceledAt: [] }
    const read = toDeployment({ uid: 'dpl_a', ...odd, ...times, target: 5, inspectorUrl: {} })
    expect(read).toEqual({
      id: 'dpl_a',
      origin: { commit: nothing, base: nothing, ids: [], pullRequest: undefined },
    })
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
  ])('%j is none', (raw) => {
    expect(toDeployment(raw)).toBeUndefined()
  })

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
  ])('of %j belongs to the environment %s', (raw, environment) => {
    expect(toDeployment({ id: 'dpl_a', ...raw })?.environment).toBe(environment)
  })

  test.each([
    [{ readyState: 'building' }, 'BUILDING'],
    [{ readyState: 'SOMETHING_NEW' }, 'SOMETHING_NEW'],
    [{ status: 'QUEUED' }, 'QUEUED'],
    [{ state: 'QUEUED' }, 'QUEUED'],
    [{ readyState: 'READY', status: 'QUEUED', state: 'ERROR' }, 'READY'],
    [{ readyState: null, status: 'QUEUED', state: 'ERROR' }, 'QUEUED'],
    [{}, undefined],
  ])('of %j is %s', (raw, state) => {
    expect(toDeployment({ id: 'dpl_a', ...raw })?.state).toBe(state)
  })

  test.each([
    [{ githubCommitRef: 'a', gitCommitRef: 'b' }, 'a'],
    [{ gitCommitRef: 'b' }, 'b'],
    [{ githubCommitRef: '', gitCommitRef: 'b' }, 'b'],
    [{ githubCommitRef: 'refs/heads/a/b' }, 'a/b'],
    [{ githubCommitRef: 'a/refs/heads/b' }, 'a/refs/heads/b'],
    [{ gitlabCommitRef: 'c' }, undefined],
    [{ githubCommitRef: ['a'] }, undefined],
  ])('with %j is of the branch %s', (meta, branch) => {
    expect(toDeployment({ id: 'dpl_a', meta })?.branch).toBe(branch)
  })

  test.each([
    [{ githubCommitSha: 'a', gitCommitSha: 'b' }, 'a'],
    [{ gitCommitSha: 'b' }, 'b'],
    [{ githubCommitSha: 1234567 }, '1234567'],
    [{}, undefined],
  ])('with %j is of the commit %s', (meta, sha) => {
    expect(toDeployment({ id: 'dpl_a', meta })?.sha).toBe(sha)
  })

  test.each([
    ['12', 12],
    [12, 12],
    ['', undefined],
    ['12a', undefined],
    ['-1', undefined],
    [null, undefined],
  ])('with the pull request %j is of %s', (githubPrId, number) => {
    expect(toDeployment({ id: 'dpl_a', meta: { githubPrId } })?.origin.pullRequest).toBe(number)
  })

  test('is called by its project’s id where the name is missing', () => {
    expect(toDeployment({ id: 'dpl_a', name: '', projectId: 'prj_1' })?.project).toBe('prj_1')
  })

  test('keeps numeric repository ids, as text', () => {
    const meta = { githubCommitRepoId: 8, githubRepoId: '' }
    expect(toDeployment({ id: 'dpl_a', meta })?.origin.ids).toEqual(['8'])
  })
})

describe('a page', () => {
  test.each([
    [{ deployments: [], pagination: { next: 5 } }, 5],
    [{ deployments: [], pagination: { next: '5' } }, '5'],
    [{ deployments: [], pagination: { next: null } }, undefined],
    [{ deployments: [], pagination: { next: {} } }, undefined],
    [{ deployments: [], pagination: {} }, undefined],
    [{ deployments: [], pagination: 'none' }, undefined],
    [{ deployments: [] }, undefined],
  ])('%j goes on at %s', (raw, next) => {
    expect(toDeploymentsPage(raw)).toEqual({ deployments: [], next })
    expect(toProjectsPage({ ...raw, projects: [] })).toEqual({ ids: [], next })
  })

  test.each([[undefined], [null], [[]], [{}], [{ deployments: {}, projects: {} }]])(
    '%j is none',
    (raw) => {
      expect(toDeploymentsPage(raw)).toBeUndefined()
      expect(toProjectsPage(raw)).toBeUndefined()
    },
  )

  test('with bad items among them gives the good ones', () => {
    const items = [null, { id: 'a' }, 'x', { uid: 7 }, { id: 'b', target: 9, new: true }]
    const ids = toDeploymentsPage({ deployments: items })?.deployments.map(({ id }) => id)
    expect(ids).toEqual(['a', 'b'])
    expect(toProjectsPage({ projects: items })?.ids).toEqual(['a', 'b'])
  })
})

describe('what an error says', () => {
  const said = { code: 'forbidden', message: 'No', scope: 'acme', teamId: 'team_1' }
  test.each([
    ['under `error`', { error: said }, said],
    ['under `err`', { err: said }, said],
    ['under both', { error: said, err: { code: 'other' } }, said],
    ['with a bad token', { error: { invalidToken: true } }, { invalidToken: true }],
    ['with a limit', { error: { limit: { reset: 5, total: 6 } } }, { reset: 5 }],
    ['with a limit of another form', { error: { code: 'x', limit: 'none' } }, { code: 'x' }],
    ['with fields of other types', { error: { code: 5, message: {} } }, {}],
    ['as a text', { error: 'No' }, {}],
    ['not at all', { message: 'No' }, {}],
    ['in no object', 'No', {}],
    ['in no body', undefined, {}],
  ])('%s', (_, body, expected) => {
    expect(toSaid(body)).toEqual(expected)
  })
})
