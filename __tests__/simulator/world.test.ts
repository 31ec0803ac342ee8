import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'yaml'
import { act, inputDefaults } from '../../simulator/act.js'
import { pullRequest, push } from '../../simulator/events.js'
import {
  commits,
  GITHUB_TOKEN,
  pushCommit,
  sha,
  start,
  startWorld,
  TOKEN,
  type World,
} from '../../simulator/world.js'

let world: World
let folder: string

beforeEach(async () => {
  world = await startWorld()
  folder = mkdtempSync(path.join(tmpdir(), 'world-'))
})
afterEach(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

/** A bundle that does what a test wants, in place of the action. */
function bundle(source: string) {
  const file = path.join(folder, 'bundle.mjs')
  writeFileSync(file, source)
  return file
}

describe('a build', () => {
  test('is of the older commit of a branch, pushed a minute ago', () => {
    expect(world.build('dpl_old')).toMatchObject({
      id: 'dpl_old',
      project: { name: 'web' },
      createdAt: start - 60_000,
      readyState: 'BUILDING',
      source: 'git',
      target: null,
      meta: {
        githubOrg: 'acme',
        githubRepo: 'shop',
        githubCommitRef: 'feature/cart',
        githubCommitSha: commits.old,
        repoPushedAt: String(start - 62_000),
      },
    })
  })

  test.each([
    [{ fork: true } as const, ['octocat', commits.fork, '12']],
    [{ fork: true, sha: sha('1'), pr: 13 } as const, ['octocat', sha('1'), '13']],
    [{ fork: { org: 'mona', repo: 'shop', repoId: 1 } }, ['mona', commits.old, undefined]],
  ])('comes from a fork: %j', (more, [org, commit, pr]) => {
    expect(world.build('dpl_fork', more).meta).toMatchObject({
      githubOrg: 'acme',
      githubCommitOrg: org,
      githubCommitSha: commit,
    })
    expect(world.sim.vercel.deployment('dpl_fork').meta.githubPrId).toBe(pr)
  })

  test('that comes late is created then', () => {
    expect(world.build('dpl_late', { appearsAt: start + 9 }).createdAt).toBe(start + 9)
  })
})

describe('a commit that is pushed', () => {
  const web = (commit: string) => `dpl_web_${commit.slice(0, 7)}`
  const next = sha('4e4719')

  test('is built in each project of the repository', () => {
    const ids = pushCommit(world, { branch: 'x', sha: next, build: { state: 'BUILDING' } })
    expect(ids.map(({ id }) => id)).toEqual([web(next), 'dpl_docs_4e47190'])
    expect(world.sim.vercel.deployment(web(next))).toMatchObject({
      readyState: 'BUILDING',
      meta: { githubCommitRef: 'x', githubCommitSha: next },
    })
  })

  test('is not built in projects that it does not affect, and not twice', () => {
    const unaffected = ['prj_docs']
    const idsOf = (branch: string) =>
      pushCommit(world, { branch, sha: next, unaffected }).map(({ id }) => id)
    expect(idsOf('x')).toEqual([web(next)])
    expect(idsOf('y')).toEqual([])
    const { web: project } = Object.fromEntries(
      world.sim.vercel.projects().map((one) => [one.name, one]),
    )
    world.sim.vercel.addProject({
      ...project,
      id: 'prj_web',
      name: 'web',
      oneBuildPerCommit: false,
    })
    expect(idsOf('z')).toEqual([`${web(next)}_again`])
  })

  test('is the head of its branch', async () => {
    pushCommit(world, { branch: 'x', sha: next, parents: [commits.main] })
    const url = `${world.sim.github.url}/repos/acme/shop/commits/${next}/branches-where-head`
    const headers = { authorization: `Bearer ${GITHUB_TOKEN}` }
    expect(await (await fetch(url, { headers })).json()).toMatchObject([{ name: 'x' }])
  })
})

test('is told of each request, and can hold it or change the world first', async () => {
  const operations: string[] = []
  const held = await startWorld({
    async onRequest({ operation }) {
      operations.push(operation)
      held.clock.advance(1000)
      held.build(`dpl_${operations.length}`)
    },
  })
  const headers = { authorization: `Bearer ${TOKEN}` }
  const response = await fetch(`${held.sim.vercel.url}/v7/deployments`, { headers })
  const { deployments } = (await response.json()) as { deployments: unknown[] }
  expect([operations, deployments.length]).toEqual([['list'], 1])
  expect(response.headers.get('date')).toBe(new Date(start + 1000).toUTCString())
  await held.close()
})

test('goes with another clock', async () => {
  const other = await startWorld({ clock: { now: () => start + 500 } })
  expect([other.start, other.build('dpl_x').createdAt]).toEqual([start + 500, start - 59_500])
  await other.close()
})

describe('a run', () => {
  const showEnv = `
    import { appendFileSync, readFileSync } from 'node:fs'
    const { GITHUB_OUTPUT, GITHUB_EVENT_PATH, ...env } = process.env
    const payload = JSON.parse(readFileSync(GITHUB_EVENT_PATH, 'utf8'))
    appendFileSync(GITHUB_OUTPUT, 'seen<<end\\n' + JSON.stringify({ env, payload }) + '\\nend\\n')`

  /** What a bundle sees, without its tokens. */
  async function seen(...[started, run]: [Parameters<typeof act>[1]?, Parameters<typeof act>[2]?]) {
    const inputs = { token: 'none', 'github-token': 'none', ...run?.inputs }
    const { outputs } = await act(world, started, { ...run, inputs, bundle: bundle(showEnv) })
    return JSON.parse(outputs.seen ?? '') as { env: Record<string, string>; payload: object }
  }

  test("has every default of action.yml, as the runner's variables", async () => {
    const action = parse(readFileSync('action.yml', 'utf8')) as {
      inputs: Record<string, { default?: string }>
    }
    const defaults = Object.entries(action.inputs).map(([name, one]) => [name, one.default ?? ''])
    expect(inputDefaults).toEqual(Object.fromEntries(defaults))
    const { env } = await seen(push(), { inputs: { 'dry-run': 'true' } })
    expect(env).toMatchObject({
      'INPUT_DRY-RUN': 'true',
      'INPUT_DEPLOYMENT-ID': '',
      INPUT_MODE: 'auto',
      'INPUT_API-URL': world.sim.vercel.url,
      GITHUB_API_URL: world.sim.github.url,
    })
    const inputs = Object.keys(env).filter((name) => name.startsWith('INPUT_'))
    expect(inputs).toHaveLength(defaults.length)
  })

  test('has the event, and what else it is told', async () => {
    const { env, payload } = await seen(pullRequest({ action: 'opened' }), {
      env: { EXTRA: 'x', GITHUB_SHA: undefined },
      files: { '.vercel/project.json': '{}' },
    })
    expect(env).toMatchObject({
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_REF: 'refs/pull/7/merge',
      GITHUB_REPOSITORY: 'acme/shop',
      EXTRA: 'x',
    })
    expect([env.GITHUB_SHA, env.HOME]).toEqual([undefined, undefined])
    expect(payload).toMatchObject({ action: 'opened', number: 7 })
  })

  test('tells what became of each build, and what was sent', async () => {
    await fetch(`${world.sim.github.url}/before`)
    const acted = await act(world, push(), {
      bundle: bundle(`
        import { appendFileSync } from 'node:fs'
        await fetch(process.env['INPUT_API-URL'] + '/v7/deployments?limit=1')
        await fetch(process.env.GITHUB_API_URL + '/graphql', { method: 'POST' })
        console.log('::debug::a')
        console.log('::add-mask::' + process.env.INPUT_TOKEN)
        console.log('b')
        console.error('c')
        const deployments = [{ id: 'dpl_a', outcome: 'kept', reason: 'newest-commit' }]
        appendFileSync(process.env.GITHUB_OUTPUT, 'deployments<<e\\n' + JSON.stringify(deployments) + '\\ne\\n')
        appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# d')
        process.exitCode = 3`),
    })
    expect(acted).toMatchObject({
      code: 3,
      shown: 'b\n',
      errors: 'c\n',
      summary: '# d',
      told: { dpl_a: 'kept newest-commit' },
      requests: { vercel: ['GET /v7/deployments?limit=1'], github: ['POST /graphql'] },
    })
  })

  test.each([
    ['the log', 'console.log(process.env.INPUT_TOKEN)'],
    ['a debug line', "console.log('::debug::' + process.env.INPUT_TOKEN)"],
    ['an error', "console.error('x' + process.env['INPUT_GITHUB-TOKEN'] + 'y')"],
    ['base64', 'console.log(btoa(process.env.INPUT_TOKEN))'],
    [
      'an output',
      "import { appendFileSync } from 'node:fs'; appendFileSync(process.env.GITHUB_OUTPUT, 'a<<e\\n' + process.env.INPUT_TOKEN + '\\ne\\n')",
    ],
    [
      'the summary',
      "import { appendFileSync } from 'node:fs'; appendFileSync(process.env.GITHUB_STEP_SUMMARY, process.env.INPUT_TOKEN)",
    ],
    ['another secret, encoded', "console.log('a%26b%3Dcdefgh')"],
  ])('that shows a token is refused: %s', async (_, source) => {
    const run = act(world, push(), { bundle: bundle(source), secrets: ['a&b=cdefgh'] })
    await expect(run).rejects.toThrow('The run shows a token')
  })
})
