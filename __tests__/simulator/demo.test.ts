import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { scenarios } from '../../simulator/demo/scenarios.js'

/** The demo, run as a person runs it: on a copy without any package installed. */

/** Processes are started here: on a busy machine that takes its time. */
const SLOW = 240_000

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'demo-'))
  for (const name of ['package.json', 'dist', 'simulator', 'action.yml']) {
    cpSync(name, path.join(folder, name), { recursive: true })
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function demo(...args: string[]) {
  const child = spawn(process.execPath, ['simulator/demo/index.js', ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH },
  })
  const [out, errors, code] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ])
  return { out, errors, code }
}

async function textOf(stream: NodeJS.ReadableStream) {
  let text = ''
  for await (const chunk of stream.setEncoding('utf8')) text += chunk
  return text
}

/** A file to run in place of the bundle. */
function bundle(source: string) {
  const file = path.join(folder, 'stub.mjs')
  writeFileSync(file, source)
  return ['--bundle', file]
}

/** A line of the table of builds that changed. */
const changed = (id: string, before: string) => new RegExp(`^ {2}\\* +dpl_${id} .* ${before} +CANC`)

const essential: Record<string, RegExp[]> = {
  push: [
    / {2}Canceled 3 of 5 unfinished builds on `feature\/login` in `web`/,
    /^ {2}▼ Canceled builds \(3\)$/,
    /^ {4}canceled {2}web {2}dpl_login1 .* superseded by dpl_login4/,
    /^ {2}Canceled 3 superseded Vercel builds$/,
    /^ {2}status +CANCELED$/,
    /^ {2}canceledCount +3$/,
    changed('login1', 'BUILDING'),
    changed('login3', 'QUEUED'),
    /^ {5}dpl_main1 .* production +BUILDING +BUILDING$/,
    /^ {5}dpl_fork1 +octocat:feature\/login .* BUILDING +BUILDING$/,
    /^✓ The right builds were canceled, and no others: dpl_login1, dpl_login2, dpl_login3\.$/,
  ],
  'pull-request': [/on: pull_request$/, /^ {5}dpl_merge1 .* BUILDING +BUILDING$/],
  fork: [/on: pull_request_target$/, changed('fork2', 'BUILDING'), /^ {5}dpl_login1 /],
  deleted: [/on: delete$/, changed('cache1', 'INITIALIZING')],
  named: [
    /deployment-id: https:\/\/web-\w+-acme\.vercel\.app/,
    /^ {2}Warning: `dpl_login0` had already finished/,
  ],
  sweep: [/on: schedule$/, changed('fork1', 'BUILDING'), changed('typo1', 'BUILDING')],
  'checks-failed': [/if: failure\(\)$/, changed('login4', 'QUEUED')],
  'canceled-run': [/if: cancelled\(\)$/, changed('login3', 'QUEUED'), /^ {5}dpl_login4 /],
  'dry-run': [
    /dry-run: true/,
    /^✓ No build was touched; the right ones would be canceled: dpl_login1, /,
  ],
  monorepo: [/^ {5}dpl_docs3 .* BUILDING +BUILDING$/, /docs .* not-replaced$/],
  renamed: [/dpl_cart2 .* shared-commit$/, /^ {5}dpl_cart2 .* BUILDING +BUILDING$/],
  'bot-commit': [changed('cart2', 'BUILDING'), /^ {5}dpl_cart3 /],
  redeploy: [/^ {5}dpl_again .* BUILDING +BUILDING$/],
  'wrong-token': [
    /Log of the step \(exit code 1\)/,
    /^ {2}Error: Vercel rejected the token/,
    /^ {2}outcome +failed$/,
    /^✓ No build was touched, as expected\.$/,
  ],
  'rate-limit': [/rate limit was reached: waiting \d/, changed('login3', 'QUEUED')],
  'vercel-down': [/Log of the step \(exit code 1\)/, /503/],
}

test('each scenario has its essential lines here', () => {
  expect(Object.keys(essential)).toEqual(Object.keys(scenarios))
})

describe('all', () => {
  let all: Awaited<ReturnType<typeof demo>>
  let parts: Map<string, string[]>
  beforeAll(async () => {
    all = await demo('all')
    const texts = all.out.split(/^━━ /m).slice(1)
    parts = new Map(texts.map((text) => [text.slice(0, text.indexOf(' ')), text.split('\n')]))
  }, SLOW)

  test('plays every scenario, and each goes as expected', () => {
    expect([all.errors, all.code]).toEqual(['', 0])
    expect([...parts.keys()]).toEqual(Object.keys(scenarios))
    expect(all.out).toMatch(/✓ 16 of 16 scenarios went as expected\.\n$/)
  })

  test.each(Object.keys(scenarios))('shows what is essential of %s', (name) => {
    const lines = parts.get(name)
    for (const line of essential[name] ?? []) {
      expect(lines).toContainEqual(expect.stringMatching(line))
    }
  })

  test('shows neither commands for the runner, nor secrets, nor colors in a file', () => {
    expect(all.out).not.toMatch(/::|##\[|vcp_|ghs_/)
    expect(all.out).not.toContain('\u001b')
  })

  test('fits into 100 columns', () => {
    const lines = all.out.split('\n')
    expect(lines.filter((line) => [...line].length > 100)).toEqual([])
  })
})

test.each([
  ['push', []],
  ['wrong-token', ['wrong-token']],
])(
  'plays one scenario alone: %s',
  async (name, args) => {
    const { out, errors, code } = await demo(...args)
    expect([errors, code]).toEqual(['', 0])
    expect(out.match(/(?<=^━━ )[\w-]+/gm)).toEqual([name])
  },
  SLOW,
)

test.each([['--help'], ['-h']])(
  '%s lists the scenarios with a sentence each',
  async (flag) => {
    const { out, errors, code } = await demo(flag)
    expect([errors, code]).toEqual(['', 0])
    for (const [name, { about }] of Object.entries(scenarios)) {
      expect(out).toContain(`\n  ${name.padEnd(15)}${about}\n`)
    }
    expect(out.split('\n').filter((line) => line.length > 100)).toEqual([])
  },
  SLOW,
)

test.each([['nope'], ['--nope']])(
  '%s is an error, with the list',
  async (unknown) => {
    const { out, errors, code } = await demo(unknown)
    expect([out, code]).toEqual(['', 1])
    expect(errors).toMatch(/^.*nope.*\n/)
    expect(errors).toMatch(/^ {2}sweep +The nightly run/m)
  },
  SLOW,
)

const cancelsEverything = `
const headers = { authorization: 'Bearer ' + process.env.INPUT_TOKEN }
const url = process.env['INPUT_API-URL']
const reply = await fetch(url + '/v7/deployments?state=QUEUED,INITIALIZING,BUILDING&limit=100', { headers })
for (const { uid } of (await reply.json()).deployments ?? []) {
  await fetch(url + '/v12/deployments/' + uid + '/cancel', { method: 'PATCH', headers })
}`

const cancelsCache = `
import { appendFileSync } from 'node:fs'
const headers = { authorization: 'Bearer ' + process.env.INPUT_TOKEN }
const url = process.env['INPUT_API-URL'] + '/v12/deployments/dpl_cache1/cancel'
await fetch(url, { method: 'PATCH', headers })
appendFileSync(process.env.GITHUB_OUTPUT, 'outcome<<end\\ncanceled\\nend\\n')`

describe('a bundle that is broken is found out', () => {
  test(
    'one that cancels everything',
    async () => {
      const { out, code } = await demo('push', ...bundle(cancelsEverything))
      expect(code).toBe(1)
      expect(out).toMatch(/^✗ Not as expected:$/m)
      expect(out).toMatch(/^ {2}- dpl_main1 should be BUILDING and is CANCELED\.$/m)
      expect(out).toMatch(/^ {2}- dpl_fork1 should be BUILDING and is CANCELED\.$/m)
      expect(out).not.toMatch(/- dpl_login1 should/)
    },
    SLOW,
  )

  test(
    'one that does nothing, in every scenario',
    async () => {
      const { out, code } = await demo('all', ...bundle(''))
      expect(code).toBe(1)
      expect(out.match(/^✗ Not as expected:$/gm)).toHaveLength(16)
      expect(out).toMatch(/✗ 16 of 16 did not: push, .*, vercel-down\.\n$/)
    },
    SLOW,
  )

  test(
    'one that does not start',
    async () => {
      const { out, code } = await demo('push', ...bundle('import "./nowhere.js"'))
      expect(code).toBe(1)
      expect(out).toMatch(/ERR_MODULE_NOT_FOUND/)
      expect(out).toMatch(/The exit code should be 0 and is 1\./)
    },
    SLOW,
  )

  test(
    'in one of several scenarios',
    async () => {
      const { out, code } = await demo('deleted', 'renamed', ...bundle(cancelsCache))
      expect(code).toBe(1)
      expect(out).toMatch(/✗ 1 of 2 did not: renamed\.\n$/)
    },
    SLOW,
  )
})
