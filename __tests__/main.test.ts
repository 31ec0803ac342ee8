import { type Parts, POST, run, runPost } from '../src/main.js'
import type { Core } from '../src/report/publish.js'
import {
  BRANCH,
  closedPayload,
  forkPullRequestPayload,
  HEAD_AT,
  NEWER_COMMIT,
  OLD_COMMIT,
  OWN_COMMIT,
  pushPayload,
  REPOSITORY,
} from './factories.js'
import { type Acme, asked, recordingCore, start, startAcme, token } from './support.js'

const OUTPUTS = ['status', 'canceledAt', 'deploymentId', 'canceledCount', 'outcome', 'deployments']
const GITHUB_TOKEN = 'ghs_S3cretS3cretS3cret'
const EVENT = '/github/workflow/event.json'

let acme: Acme
beforeEach(async () => {
  acme = await startAcme()
  const { owner, name, id } = REPOSITORY
  const linked = { type: 'github', org: owner, repo: name, repoId: Number(id) }
  acme.sim.vercel.addProject({ id: 'prj_web', name: 'hello', teamId: 'team_1', link: linked })
  acme.sim.github.addToken(GITHUB_TOKEN)
  acme.sim.github.addRepository({
    id: Number(id),
    owner,
    name,
    defaultBranch: 'master',
    branches: { master: NEWER_COMMIT, [BRANCH]: OWN_COMMIT },
  })
})
afterEach(() => acme.sim.close())

type Options = {
  env?: Record<string, string | undefined>
  event?: { name: string; payload: unknown }
  core?: Partial<Core>
  parts?: Partial<Parts>
  step?: typeof run
}

/** Runs the step as `index.ts` does, on a push unless told. */
async function step({ env, event, core: over, parts, step: act = run }: Options = {}) {
  const recorded = recordingCore(over)
  const { name, payload } = event ?? { name: 'push', payload: pushPayload() }
  const files: Record<string, string> = { [EVENT]: JSON.stringify(payload) }
  await act({
    core: recorded.core,
    env: {
      INPUT_TOKEN: token,
      'INPUT_GITHUB-TOKEN': GITHUB_TOKEN,
      'INPUT_API-URL': acme.sim.vercel.url,
      GITHUB_API_URL: acme.sim.github.url,
      GITHUB_REPOSITORY: `${REPOSITORY.owner}/${REPOSITORY.name}`,
      GITHUB_REPOSITORY_ID: REPOSITORY.id,
      GITHUB_EVENT_NAME: name,
      GITHUB_EVENT_PATH: EVENT,
      GITHUB_REF: `refs/heads/${BRANCH}`,
      GITHUB_SHA: OWN_COMMIT,
      ...env,
    },
    readFile: (path) => files[path],
    send: acme.http.send,
    clock: acme.time.clock,
    stop: new AbortController().signal,
    startedAt: start,
    random: () => 0,
    ...parts,
  })
  return recorded
}

const build = (id: string, over: Record<string, unknown> = {}) =>
  acme.sim.vercel.addDeployment({
    projectId: 'prj_web',
    id,
    branch: BRANCH,
    sha: OLD_COMMIT,
    state: 'BUILDING',
    createdAt: HEAD_AT - 60_000,
    ...over,
  })

const named = (...ids: string[]) => ({ 'INPUT_DEPLOYMENT-ID': ids.join(' ') })

/** Annotations, without the log. */
const bothered = (recorded: ReturnType<typeof recordingCore>) =>
  ['error', 'notice', 'warning', 'setFailed'].flatMap((name) =>
    recorded.of(name).map((said) => `${name}: ${said}`),
  )

/** The outcome and reason of each deployment that was looked at. */
const decided = (recorded: ReturnType<typeof recordingCore>) =>
  (
    JSON.parse(recorded.outputs().deployments ?? '') as {
      id: string
      outcome: string
      reason: string
    }[]
  ).map(({ id, outcome, reason }) => `${id} ${outcome} ${reason}`)

describe('a push', () => {
  test('cancels what it superseded: one list, one head, one cancel', async () => {
    build('dpl_old')
    build('dpl_own', { sha: OWN_COMMIT, createdAt: HEAD_AT + 1 })
    const recorded = await step({ env: { 'INPUT_PROJECT-ID': 'prj_web' } })
    expect(bothered(recorded)).toEqual([])
    expect(recorded.outputs()).toMatchObject({
      status: 'CANCELED',
      deploymentId: 'dpl_old',
      canceledCount: '1',
      outcome: 'canceled',
    })
    expect(decided(recorded)).toEqual(['dpl_own kept own-commit', 'dpl_old canceled superseded'])
    expect(acme.sim.requests.map(({ operation }) => operation)).toEqual(['list', 'ref', 'cancel'])
  })

  test('with nothing to cancel takes one list', async () => {
    build('dpl_own', { sha: OWN_COMMIT })
    const recorded = await step({ env: { 'INPUT_PROJECT-ID': 'prj_web' } })
    expect(recorded.outputs().outcome).toBe('nothing-to-cancel')
    expect(acme.sim.requests.map(({ operation }) => operation)).toEqual(['list'])
  })

  test('without a project looks for those that are linked', async () => {
    build('dpl_old')
    const recorded = await step()
    expect(recorded.outputs().outcome).toBe('canceled')
    expect(asked(acme.sim)).toEqual(['projects', 'list', 'cancel dpl_old'])
  })

  test('without a linked project fails, and says what to do', async () => {
    const recorded = await step({ env: { GITHUB_REPOSITORY: 'Codertocat/other' } })
    expect(recorded.outputs().outcome).toBe('failed')
    expect(bothered(recorded)).toEqual([
      expect.stringMatching(/^setFailed: No project is named.*Codertocat\/other.*`project-id`/s),
    ])
  })

  test('decides and carries out what was read of a list that failed half way', async () => {
    for (let i = 0; i < 150; i += 1) build(`dpl_${i}`, { createdAt: HEAD_AT - 1000 - i })
    acme.sim.fault({ operation: 'list', skip: 1, status: 500, times: 5 })
    const recorded = await step({ env: { 'INPUT_PROJECT-ID': 'prj_web' } })
    expect(recorded.outputs()).toMatchObject({ canceledCount: '100', outcome: 'failed' })
    expect(recorded.of('setFailed')).toEqual([
      expect.stringContaining('could not be listed to the end after 100 builds'),
    ])
  })

  test('in a dry run cancels nothing', async () => {
    build('dpl_old')
    const recorded = await step({ env: { 'INPUT_DRY-RUN': 'true' } })
    expect(recorded.outputs()).toMatchObject({
      status: 'BUILDING',
      canceledCount: '0',
      outcome: 'dry-run',
    })
    expect(decided(recorded)).toEqual(['dpl_old would-cancel superseded'])
    expect(acme.sim.vercel.canceled()).toEqual([])
    expect(acme.sim.requests.filter(({ method }) => method === 'PATCH')).toEqual([])
  })

  test('says how far it is while many are cancelled', async () => {
    for (let i = 0; i < 50; i += 1) build(`dpl_${i}`)
    const { of } = await step()
    expect(of('info').slice(0, 2)).toEqual(['20 of 50 builds done', '40 of 50 builds done'])
  })

  test('warns once of builds that are kept because the head can’t be read', async () => {
    build('dpl_a', { createdAt: HEAD_AT + 1 })
    build('dpl_b', { createdAt: HEAD_AT + 2 })
    acme.sim.fault({ api: 'github', status: 403 })
    const recorded = await step()
    expect(decided(recorded)).toEqual(['dpl_b kept order-unproven', 'dpl_a kept order-unproven'])
    expect(bothered(recorded)).toEqual([
      expect.stringMatching(
        /^warning: 2 builds kept: .*\(403\).*under the job's `permissions:` add `contents: read`/i,
      ),
    ])
    expect(recorded.outputs().outcome).toBe('nothing-to-cancel')
  })

  test('needs no head, and no warning, for what time proves', async () => {
    build('dpl_old')
    acme.sim.fault({ api: 'github', status: 403 })
    const recorded = await step()
    expect(decided(recorded)).toEqual(['dpl_old canceled superseded'])
    expect(bothered(recorded)).toEqual([])
  })
})

describe('named deployments', () => {
  test('that are cancelled at once take one request each', async () => {
    build('dpl_a')
    build('dpl_b')
    const recorded = await step({ env: named('dpl_a', 'dpl_b') })
    expect(recorded.outputs()).toMatchObject({
      canceledCount: '2',
      deploymentId: 'dpl_a',
      outcome: 'canceled',
    })
    expect(asked(acme.sim).sort()).toEqual(['cancel dpl_a', 'cancel dpl_b'])
  })

  test('count once, though named in two ways', async () => {
    const { url } = build('dpl_a')
    const page = 'https://vercel.com/acme/hello/a'
    const recorded = await step({ env: named('dpl_a', `https://${url}`, page) })
    expect(bothered(recorded)).toEqual([])
    expect(recorded.outputs().canceledCount).toBe('1')
    expect(decided(recorded)).toEqual(['dpl_a canceled requested'])
    expect(acme.sim.vercel.canceled()).toEqual(['dpl_a'])
  })

  test.each([
    ['warn', 'warning: `dpl_a` had already finished (READY)'],
    ['error', 'setFailed: `dpl_a` had already finished, which `if-finished: error` forbids.'],
    ['ignore', undefined],
  ])('that had finished, with `if-finished: %s`: %s', async (ifFinished, said) => {
    build('dpl_a', { state: 'READY' })
    const recorded = await step({ env: { ...named('dpl_a'), 'INPUT_IF-FINISHED': ifFinished } })
    expect(recorded.outputs()).toMatchObject({ status: 'READY', outcome: 'already-finished' })
    expect(bothered(recorded)).toEqual(said === undefined ? [] : [expect.stringContaining(said)])
  })

  test('that are not found fail the step, after the rest was done', async () => {
    build('dpl_a')
    const recorded = await step({ env: named('dpl_none', 'dpl_a') })
    expect(recorded.outputs()).toMatchObject({ canceledCount: '1', outcome: 'failed' })
    expect(bothered(recorded)).toEqual([expect.stringMatching(/^setFailed: `dpl_none` was not/)])
  })

  test.each([
    [401, /Vercel does not accept the token .*VERCEL_TOKEN }}`\.$/],
    [403, /Vercel does not allow this .*`team-id: team_…`\.$/],
    [307, /redirects to another address .* Is `api-url` right\?$/],
    [500, /Vercel failed .*Internal Server Error\)\.$/],
  ])('that fail with %i say it in whole sentences', async (status, message) => {
    build('dpl_a')
    acme.sim.fault({ operation: 'cancel', status, times: 9 })
    const recorded = await step({ env: named('dpl_a') })
    expect(recorded.of('setFailed')).toEqual([expect.stringMatching(message)])
  })

  test('need no event', async () => {
    build('dpl_a')
    const env = { ...named('dpl_a'), GITHUB_EVENT_NAME: undefined, GITHUB_EVENT_PATH: undefined }
    expect((await step({ env })).outputs().outcome).toBe('canceled')
  })
})

describe('a sweep', () => {
  const env = { INPUT_MODE: 'sweep' }

  test('judges each branch by its own head: one list, one question, the cancels', async () => {
    build('dpl_old')
    build('dpl_head', { sha: OWN_COMMIT })
    build('dpl_gone', { branch: 'gone' })
    build('dpl_main', { branch: 'master' })
    build('dpl_prod', { branch: 'gone', target: 'production' })
    const recorded = await step({ env })
    expect(acme.sim.vercel.canceled().sort()).toEqual(['dpl_gone', 'dpl_main', 'dpl_old'])
    expect(decided(recorded).sort()).toEqual([
      'dpl_gone canceled branch-closed',
      'dpl_head kept own-commit',
      'dpl_main canceled superseded',
      'dpl_old canceled superseded',
      'dpl_prod kept protected-target',
    ])
    const operations = acme.sim.requests.map(({ operation }) => operation)
    expect(operations).toEqual(['projects', 'list', 'graphql', 'cancel', 'cancel', 'cancel'])
    expect(bothered(recorded)).toEqual([])
  })

  test('warns once where the heads can’t be read, and keeps what they would decide', async () => {
    build('dpl_a')
    build('dpl_b', { branch: 'gone' })
    acme.sim.fault({ operation: 'graphql', status: 401 })
    const recorded = await step({ env })
    expect(acme.sim.vercel.canceled()).toEqual([])
    expect(bothered(recorded)).toEqual([
      expect.stringMatching(/^warning: 2 builds kept: .*\(401\)/),
    ])
  })
})

describe('a run without secrets', () => {
  const fork = { name: 'pull_request', payload: forkPullRequestPayload() }

  test('of a fork’s pull request is skipped with one notice', async () => {
    const recorded = await step({ env: { INPUT_TOKEN: '' }, event: fork })
    expect(bothered(recorded)).toEqual([
      expect.stringMatching(/^notice: Vercel builds were not looked at: .*`mode: sweep`/),
    ])
    // The notice is in the log as it is.
    expect(recorded.of('info')).toEqual([])
    expect(recorded.outputs()).toEqual({
      status: '',
      canceledAt: '',
      deploymentId: '',
      canceledCount: '0',
      outcome: 'skipped',
      deployments: '[]',
    })
    expect(acme.sim.requests).toEqual([])
  })

  test('that Dependabot started is skipped too', async () => {
    const recorded = await step({ env: { INPUT_TOKEN: '', GITHUB_ACTOR: 'dependabot[bot]' } })
    expect(recorded.outputs().outcome).toBe('skipped')
    expect(bothered(recorded)).toHaveLength(1)
  })

  test.each([
    ['push', pushPayload()],
    ['pull_request_target', forkPullRequestPayload()],
  ])('is a mistake under %s', async (name, payload) => {
    const recorded = await step({ env: { INPUT_TOKEN: '' }, event: { name, payload } })
    expect(recorded.outputs().outcome).toBe('failed')
    expect(bothered(recorded)).toEqual([expect.stringMatching(/^setFailed: .*`token`/)])
  })

  test('says its other mistakes all the same', async () => {
    const recorded = await step({ env: { INPUT_TOKEN: '', INPUT_MODE: 'x' }, event: fork })
    expect(bothered(recorded)).toEqual([expect.stringMatching(/^setFailed: .*`mode`/)])
  })
})

test('a run that is about no branch is skipped, and says why', async () => {
  const event = { name: 'push', payload: pushPayload({ ref: 'refs/tags/v1' }) }
  const recorded = await step({ event })
  expect(recorded.outputs().outcome).toBe('skipped')
  expect(recorded.of('info')).toEqual([expect.stringMatching(/^Skipped: A pushed tag /)])
  expect(bothered(recorded)).toEqual([])
  expect(acme.sim.requests).toEqual([])
})

describe('whatever happens, there is one failure and every output', () => {
  const thrown: [string, unknown, RegExp][] = [
    ['an error', new Error('Oh\n::error::no'), /^Oh\n: :error::no$/],
    ['a text', 'Oh no', /^Oh no$/],
    ['nothing', undefined, /^undefined$/],
  ]

  test.each(thrown)('with %s from a file', async (_, error, message) => {
    const readFile = () => {
      throw error
    }
    const recorded = await step({ parts: { readFile } })
    expect(Object.keys(recorded.outputs())).toEqual(OUTPUTS)
    expect(recorded.outputs()).toMatchObject({ outcome: 'failed', deployments: '[]' })
    expect(recorded.of('setFailed')).toEqual([expect.stringMatching(message)])
  })

  test('with a state that can’t be saved', async () => {
    const saveState = () => {
      throw new Error('No room')
    }
    const recorded = await step({ core: { saveState } })
    expect(recorded.of('setFailed')).toEqual(['No room'])
    expect(Object.keys(recorded.outputs())).toEqual(OUTPUTS)
  })

  test('with an output that can’t be set, what was done is still told', async () => {
    build('dpl_old')
    const setOutput = () => {
      throw new Error('No room')
    }
    const recorded = await step({ core: { setOutput } })
    expect(acme.sim.vercel.canceled()).toEqual(['dpl_old'])
    expect(recorded.of('setFailed')).toEqual(['No room'])
    expect(recorded.of('info')[0]).toMatch(/^Cancelled 1 of 1 build/)
    expect(recorded.of('summary')).toHaveLength(1)
  })

  test('with an event that can’t be read', async () => {
    const recorded = await step({ env: { GITHUB_EVENT_PATH: '/nowhere.json' } })
    expect(recorded.of('setFailed')).toEqual([expect.stringContaining('/nowhere.json')])
    expect(recorded.outputs().outcome).toBe('failed')
    expect(acme.sim.requests).toEqual([])
  })

  test('with four wrong inputs: one message, no request', async () => {
    const env = {
      INPUT_MODE: 'x',
      'INPUT_DRY-RUN': 'yes',
      INPUT_TIMEOUT: '0',
      'INPUT_TEAM-ID': 'acme',
    }
    const recorded = await step({ env })
    expect(recorded.of('setFailed')).toHaveLength(1)
    for (const name of ['mode', 'dry-run', 'timeout', 'team-slug']) {
      expect(recorded.of('setFailed')[0]).toContain(`\`${name}\``)
    }
    expect(Object.keys(recorded.outputs())).toEqual(OUTPUTS)
    expect(acme.sim.requests).toEqual([])
  })
})

describe('the tokens', () => {
  test('are masked before anything else', async () => {
    const { calls } = await step({ env: { INPUT_MODE: 'x' } })
    expect(calls.slice(0, 2)).toEqual([
      ['setSecret', token],
      ['setSecret', GITHUB_TOKEN],
    ])
  })

  test('are in nothing that is said, whatever a server answers', async () => {
    build('dpl_old')
    acme.sim.fault({ operation: 'cancel', kind: 'echo', status: 400, times: 9 })
    const { calls } = await step()
    const said = JSON.stringify(calls.filter(([name]) => name !== 'setSecret'))
    expect(said).toContain('Authorization: Bearer ***')
    expect(said).not.toContain(token)
    expect(said).not.toContain(GITHUB_TOKEN)
  })
})

describe('a step that is stopped', () => {
  test('tells what it did until then', async () => {
    build('dpl_a')
    build('dpl_b')
    const stop = new AbortController()
    const answered: string[] = []
    const debug = (line: string) => answered.push(line)
    acme.sim.fault({ id: 'dpl_b', kind: 'hang' })
    const env = named('dpl_a', 'dpl_b')
    const done = step({ env, core: { debug }, parts: { stop: stop.signal } })
    while (answered.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    stop.abort(new Error('The step was stopped (SIGTERM)'))
    const recorded = await done
    expect(decided(recorded)).toEqual(['dpl_a canceled requested', 'dpl_b failed requested'])
    expect(recorded.of('setFailed')).toEqual([
      expect.stringMatching(/^`dpl_b` could not be .* The step was stopped \(SIGTERM\)/),
    ])
  })
})

test('the main step tells the post step that it is one', async () => {
  expect((await step()).calls).toContainEqual(['saveState', POST, 'true'])
})

describe('the post step', () => {
  const on = { 'INPUT_CANCEL-WITH-RUN': 'true' }

  test('cancels the builds of this run’s own commits, and no others', async () => {
    build('dpl_old')
    build('dpl_own', { sha: OWN_COMMIT })
    build('dpl_prod', { sha: OWN_COMMIT, target: 'production' })
    const recorded = await step({ env: on, step: runPost })
    expect(acme.sim.vercel.canceled()).toEqual(['dpl_own'])
    expect(bothered(recorded)).toEqual([])
    // Another commit's build is no part of what is counted.
    expect(recorded.of('info')[0]).toBe(
      "Cancelled 1 of 2 builds in flight of this cancelled run's commit on `feature/x`; 1 kept: production",
    )
  })

  const push = { name: 'push', payload: pushPayload() }
  const tag = { name: 'push', payload: pushPayload({ ref: 'refs/tags/x' }) }
  const closed = { name: 'pull_request', payload: closedPayload() }
  const withheld = { ...on, INPUT_TOKEN: '', GITHUB_ACTOR: 'dependabot[bot]' }

  test.each([
    ['it is off', { 'INPUT_CANCEL-WITH-RUN': '' }, push],
    ['there is no token', withheld, push],
    ['the event has no branch', on, tag],
    ['the branch has ended', on, closed],
  ])('does nothing where %s', async (_, env, event) => {
    build('dpl_own', { sha: OWN_COMMIT })
    const { calls } = await step({ env, step: runPost, event })
    expect(calls.filter(([name]) => name !== 'setSecret')).toEqual([])
    expect(acme.sim.requests).toEqual([])
  })

  test('cancels nothing in a dry run', async () => {
    build('dpl_own', { sha: OWN_COMMIT })
    const recorded = await step({ env: { ...on, 'INPUT_DRY-RUN': 'true' }, step: runPost })
    expect(acme.sim.vercel.canceled()).toEqual([])
    expect(recorded.of('info')[0]).toMatch(/^Dry run: would cancel 1 of 1 /)
  })

  test('fails once, whatever happens', async () => {
    acme.sim.fault({ status: 401, times: 9 })
    const recorded = await step({ env: on, step: runPost })
    expect(recorded.of('setFailed')).toHaveLength(1)
  })
})
