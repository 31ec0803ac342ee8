import { type Simulator, startSimulator } from '../simulator/index.js'
import type { DeploymentOptions } from '../simulator/vercel/deployments.js'
import { details, listItem, projectItem } from '../simulator/vercel/shapes.js'
import { toDeployment } from '../src/vercel/deployment.js'
import { readRecording, recordings } from './recordings.js'
import { call } from './simulator/client.js'

// What people published of Vercel's replies, held against our own reading of them and against what
// the simulator makes up.

type Fields = Record<string, unknown>
type Page = { deployments: Fields[] }

const page = (name: string) => readRecording(name) as Page
const first = (name: string) => page(name).deployments[0] as Fields
const one = (name: string) => readRecording(name) as Fields
const whole = {
  production: first('list-v6-git-production-2026-07'),
  ignored: first('list-v6-git-canceled-by-ignore-2024-09'),
  building: first('mcp-list-deployments-building-2026-07'),
  redeploy: one('get-v13-redeploy-of-preview-2024-04'),
  promoted: one('get-v13-promoted-preview-2026-08'),
  api: one('create-v13-git-source-queued-2025-02'),
  blocked: one('get-v13-blocked-commit-author-2026'),
  refused: one('get-v13-cli-refused-error-2026'),
  clean: one('cli-preview-clean-2026-09'),
  noSeat: one('create-v13-cli-blocked-team-access-2026'),
  dirty: { uid: 'dpl_dirty', ...first('cli-list-json-gitdirty-2026-04') } as Fields,
}
type Name = keyof typeof whole

test('every recording is used here or by the test of the events', () => {
  const elsewhere = ['doc-repository-dispatch-payload', 'github-deployment-by-vercel-2026-07']
  expect(recordings).toHaveLength(Object.keys(whole).length + elsewhere.length + 1)
})

describe('in the words of somebody who looks at it', () => {
  const never = { branch: undefined, sha: undefined }

  test.each<[Name, string, object]>([
    [
      'production',
      "a push to octo-dev's own main, built for production, that failed",
      {
        state: 'ERROR',
        environment: 'production',
        branch: 'main',
        sha: '7'.repeat(40),
        madeByPush: true,
        pushedAt: 1784468215000,
        redeploy: false,
        ignoredBuildStep: false,
        project: 'web',
        projectId: 'prj_AAAAAAAAAAAAAAAAAAAAAAAAAAAA',
        origin: {
          host: 'github.com',
          commit: { owner: 'octo-dev', name: 'web' },
          base: { owner: 'octo-dev', name: 'web' },
          ids: ['1200000001', '1200000001'],
        },
      },
    ],
    [
      'building',
      'a push that is being built for production',
      { state: 'BUILDING', environment: 'production', branch: 'main', madeByPush: true },
    ],
    [
      'ignored',
      'a preview of develop that the Ignored Build Step ended',
      {
        state: 'CANCELED',
        environment: 'preview',
        branch: 'develop',
        sha: '5'.repeat(40),
        ignoredBuildStep: true,
        redeploy: false,
        createdAt: 1726803317460,
        buildingAt: 1726803329008,
        source: 'git',
      },
    ],
    [
      'redeploy',
      'somebody pressed Redeploy on the preview of auth',
      {
        state: 'READY',
        environment: 'preview',
        branch: 'auth',
        sha: '9'.repeat(40),
        madeByPush: false,
        redeploy: true,
        source: undefined,
        url: 'shop-ccccccccc-acme.vercel.app',
      },
    ],
    [
      'promoted',
      'somebody promoted a preview: a new build, for production',
      {
        environment: 'production',
        redeploy: true,
        madeByPush: false,
        branch: undefined,
        sha: '8'.repeat(40),
      },
    ],
    [
      'api',
      'a program asked for a build of a branch; no push did',
      {
        state: 'QUEUED',
        environment: 'production',
        branch: 'feat/vercel_deployment',
        madeByPush: false,
        redeploy: false,
        source: undefined,
      },
    ],
    ['blocked', 'a commit of somebody unknown, never built', { state: 'BLOCKED', ...never }],
    ['noSeat', "a stranger's `vercel deploy`, never built", { state: 'BLOCKED', ...never }],
    [
      'refused',
      "a stranger's `vercel deploy`, refused",
      { state: 'ERROR', source: 'cli', ...never },
    ],
    [
      'clean',
      '`vercel deploy` from a folder without a remote: nothing tells whose it is',
      {
        environment: 'preview',
        source: 'cli',
        madeByPush: false,
        branch: undefined,
        sha: '9'.repeat(40),
        origin: {
          host: undefined,
          commit: { owner: undefined, name: undefined },
          base: { owner: undefined, name: undefined },
          ids: [],
        },
      },
    ],
    [
      'dirty',
      '`vercel deploy` of main with changes that nobody committed',
      { state: 'READY', branch: 'main', sha: '7'.repeat(40), madeByPush: false, redeploy: false },
    ],
  ])('%s: %s', (name, _, expected) => {
    expect(toDeployment(whole[name])).toMatchObject(expected)
  })

  test('a push comes 2 to 3 s before its deployment, at a whole second', () => {
    const items = [
      'list-v6-git-production-2026-07',
      'mcp-list-deployments-building-2026-07',
    ].flatMap((name) => page(name).deployments)
    expect(items).toHaveLength(4)
    for (const item of items) {
      const { pushedAt = 0, createdAt = 0 } = toDeployment({ uid: 'dpl_x', ...item }) ?? {}
      expect(pushedAt % 1000).toBe(0)
      expect(createdAt - pushedAt).toBeGreaterThanOrEqual(2000)
      expect(createdAt - pushedAt).toBeLessThanOrEqual(3000)
    }
  })
})

describe('what the simulator makes up', () => {
  let sim: Simulator
  const link = { type: 'github', org: 'acme', repo: 'web', repoId: 7 }
  const now = Date.UTC(2026, 0, 1)

  beforeEach(async () => {
    sim = await startSimulator({ clock: { now: () => now } })
    sim.vercel.addTeam({ id: 'team_1', slug: 'acme' })
    sim.vercel.addToken('token', { kind: 'team', teams: ['team_1'] })
    const project = { teamId: 'team_1', link }
    sim.vercel.addProject({ id: 'prj_1', name: 'web', ...project, ignoreCommand: 'true' })
  })
  afterEach(() => sim.close())

  const add = (options: Omit<DeploymentOptions, 'projectId'>) =>
    sim.vercel.addDeployment({ projectId: 'prj_1', branch: 'main', sha: 'abc', ...options })

  const item = (options: Omit<DeploymentOptions, 'projectId'>) =>
    JSON.parse(JSON.stringify(listItem(add(options), now))) as Fields

  const keysOf = (value: unknown, ...without: string[]) =>
    Object.keys(value as Fields)
      .filter((key) => !without.includes(key))
      .sort()

  test('a listed build of a push has the same fields', () => {
    const made = item({ state: 'READY', target: 'production' })
    // Who did it is of no use to the action; what went wrong is only with what failed.
    const more = ['attribution', 'errorCode', 'errorMessage']
    expect(keysOf(made)).toEqual(keysOf(whole.production, ...more))
    expect(keysOf(made.meta)).toEqual(keysOf(whole.production.meta))
    expect(keysOf(made.creator)).toEqual(keysOf(whole.production.creator))
    expect(keysOf(made.projectSettings)).toEqual(keysOf(whole.production.projectSettings))
  })

  test('an ignored build has the same fields', () => {
    const made = item({ state: 'BUILDING', buildingMs: 0, ends: 'CANCELED' })
    // In 2024 lists had no project's id yet.
    expect(keysOf(made, 'projectId')).toEqual(keysOf(whole.ignored))
    expect(made).toMatchObject({ readyState: 'CANCELED', ready: now, aliasAssigned: null })
  })

  test.each<[Name, Partial<DeploymentOptions>, string[]]>([
    // Of `vercel list`, to which a person added a key.
    ['dirty', { madeBy: 'cli-no-remote', dirty: true }, ['dashboardVersion']],
    ['building', { state: 'BUILDING' }, []],
  ])('%s: the same metadata', (name, options, without) => {
    expect(keysOf(add(options).meta)).toEqual(keysOf(whole[name].meta, ...without))
  })

  test.each<[Name, Partial<DeploymentOptions>]>([
    ['api', { madeBy: 'api' }],
    ['redeploy', { redeployOf: 'dpl_original', repoPushedAt: null, pr: 1 }],
  ])('%s: the same metadata, but for what came later than the recording', (name, options) => {
    const later = ['githubCommitAuthorEmail', 'githubCommitVerification', 'githubHost']
    add({ id: 'dpl_original', pr: 1 })
    expect(keysOf(add(options).meta, ...later)).toEqual(keysOf(whole[name].meta))
  })

  test('one that is read has at most the fields that recordings have', () => {
    add({ id: 'dpl_original' })
    const made = JSON.parse(
      JSON.stringify(details(add({ redeployOf: 'dpl_original', state: 'READY' }), now)),
    ) as Fields
    const known = new Set([...keysOf(whole.redeploy), ...keysOf(whole.api)])
    // `source` is in lists, and in shorter recordings.
    expect(keysOf(made).filter((key) => !known.has(key))).toEqual(['source'])
    const blocked = details(add({ state: 'BLOCKED' }), now)
    expect(keysOf(blocked)).toEqual(expect.arrayContaining(['buildSkipped', 'seatBlock']))
    expect(blocked).toMatchObject({ buildSkipped: true, buildingAt: blocked.createdAt })
  })

  test('a linked project has the same link', () => {
    const { link: recorded } = one('project-v9-2022-08') as { link: Fields }
    const made = projectItem({ id: 'prj_1', name: 'web', link, updatedAt: now })
    expect(keysOf(made.link)).toEqual(keysOf(recorded))
  })

  test('is read as it was meant', async () => {
    add({ id: 'dpl_push', pr: 3 })
    add({ id: 'dpl_cli', madeBy: 'cli', branch: 'refs/heads/main' })
    add({ id: 'dpl_again', redeployOf: 'dpl_push', repoPushedAt: null, source: null })
    add({ id: 'dpl_fork', fork: { org: 'mona', repo: 'web', repoId: 8 } })
    const { body } = await call(`${sim.vercel.url}/v7/deployments`, {
      headers: { authorization: 'Bearer token' },
    })
    const read = Object.fromEntries(
      (body as Page).deployments.map((reply) => [reply.uid, toDeployment(reply)]),
    )
    const ours = { branch: 'main', sha: 'abc', ignoredBuildStep: true, project: 'web' }
    expect(read).toMatchObject({
      dpl_push: { ...ours, madeByPush: true, pushedAt: now - 2000, redeploy: false },
      dpl_cli: { ...ours, madeByPush: false, pushedAt: undefined, source: 'cli' },
      dpl_again: { ...ours, madeByPush: false, redeploy: true, source: undefined },
      dpl_fork: {
        madeByPush: true,
        origin: {
          commit: { owner: 'mona', name: 'web' },
          base: { owner: 'acme', name: 'web' },
          ids: ['8', '7'],
          branchAlias: 'web-git-fork-mona-main-acme.vercel.app',
        },
      },
    })
  })
})
