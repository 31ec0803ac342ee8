import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { scenarios } from '../../simulator/demo/scenarios.js'

/** The demo, run as a person runs it: on a copy without any package installed. */

/** Processes are started here: on a busy machine that takes its time. */
const SLOW = 60_000

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'demo-'))
  for (const name of ['package.json', 'dist', 'simulator']) {
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
    / {2}Cancelled 3 of \d+ builds in flight on `feature\/login`/,
    /^ {2}▼ 3 builds that were to be cancelled$/,
    /^ {4}canceled {2}web {2}dpl_login1 /,
    /^ {2}🛑 Vercel builds cancelled$/,
    /^ {2}status +CANCELED$/,
    /^ {2}canceledCount +3$/,
    changed('login1', 'BUILDING'),
    changed('login3', 'QUEUED'),
    /^ {5}dpl_main1 .* production +BUILDING +BUILDING$/,
    /^ {5}dpl_fork1 +octo-fork:feature\/login .* BUILDING +BUILDING$/,
    /^✓ The right builds were cancelled, and no others: dpl_login1, dpl_login2, dpl_login3\.$/,
  ],
  'pull-request': [/on: pull_request$/, /^ {5}dpl_merge1 .* BUILDING +BUILDING$/],
  fork: [/on: pull_request_target$/, changed('fork2', 'BUILDING'), /^ {5}dpl_login1 /],
  closed: [changed('typo1', 'BUILDING'), /branch-closed/],
  deleted: [/on: delete$/, changed('cache1', 'INITIALIZING')],
  'run-canceled': [
    /Log of the main step, killed half way \(killed\)/,
    /Log of the post step \(exit code 0\)/,
    changed('login3', 'QUEUED'),
    /^ {5}dpl_login4 /,
  ],
  named: [
    /deployment-id: https:\/\/web-\w+-acme\.vercel\.app/,
    /^ {2}Warning: `dpl_login0` had already finished/,
  ],
  monorepo: [changed('docs3', 'BUILDING'), changed('shop3', 'BUILDING'), /^ {5}dpl_docs4 /],
  sweep: [/on: schedule$/, changed('fork1', 'BUILDING'), changed('typo1', 'BUILDING')],
  'dry-run': [
    /dry-run: true/,
    /🔎 Vercel builds that would be cancelled/,
    /^✓ No build was touched; the right ones would be cancelled: dpl_login1, /,
  ],
  'wrong-token': [
    /Log of the step \(exit code 1\)/,
    /^ {2}Error: Vercel does not accept the token/,
    /^ {2}outcome +failed$/,
    /^✓ No build was touched, as it should be\.$/,
  ],
  'rate-limit': [/rate limit is used up: waiting \d/, changed('login3', 'QUEUED')],
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

  test('plays every scenario, and each goes as it should', () => {
    expect([all.errors, all.code]).toEqual(['', 0])
    expect([...parts.keys()]).toEqual(Object.keys(scenarios))
    expect(all.out).toMatch(/✓ 12 of 12 scenarios went as they should\.\n$/)
  })

  test.each(Object.keys(scenarios))('shows what is essential of %s', (name) => {
    const lines = parts.get(name)
    for (const line of essential[name] ?? []) {
      expect(lines).toContainEqual(expect.stringMatching(line))
    }
  })

  test('shows neither commands for the runner, nor secrets, nor colours in a file', () => {
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
      expect(out).toContain(`\n  ${name.padEnd(14)}${about}\n`)
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

const cancelsTypo = `
import { appendFileSync } from 'node:fs'
const headers = { authorization: 'Bearer ' + process.env.INPUT_TOKEN }
const url = process.env['INPUT_API-URL'] + '/v12/deployments/dpl_typo1/cancel'
await fetch(url, { method: 'PATCH', headers })
appendFileSync(process.env.GITHUB_OUTPUT, 'outcome<<end\\ncanceled\\nend\\n')`

describe('a bundle that is broken is found out', () => {
  test(
    'one that cancels everything',
    async () => {
      const { out, code } = await demo('push', ...bundle(cancelsEverything))
      expect(code).toBe(1)
      expect(out).toMatch(/^✗ Not as it should be:$/m)
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
      expect(out.match(/^✗ Not as it should be:$/gm)).toHaveLength(12)
      expect(out).toMatch(/✗ 12 of 12 did not: push, .*, rate-limit\.\n$/)
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
      const { out, code } = await demo('deleted', 'closed', ...bundle(cancelsTypo))
      expect(code).toBe(1)
      expect(out).toMatch(/✗ 1 of 2 did not: deleted\.\n$/)
    },
    SLOW,
  )
})
