import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { act as actBare } from '../../simulator/act.js'
import { other, push } from '../../simulator/events.js'
import { commits, start } from '../../simulator/world.js'
import { here } from '../in-process.js'
import { act, inWorld, type Ran, SLOW, type World, web } from './support.js'

/*
 * That text of strangers breaks no summary is held in __tests__/report; here it goes all the way,
 * through the runner's files and the log.
 */

/** What strangers may write into a branch's name, a commit's message and the like. */
const HOSTILE = [
  '::error::x',
  '  ::error file=a.ts,line=1::x',
  'x\n::error::y\r::stop-commands::z',
  'x%0A::error::y',
  'x\u2028::error::y\u0085::error::z',
  '\ufeff::error::y',
  'ghadelimiter_0\noutcome<<EOF\ncanceled\nEOF',
  'x\ncanceledCount=99\ny',
  '##[error]x ##[group]y',
  '#\u200b#[error]x',
  '##vso[task.setvariable variable=a]b',
  '|\n|---|\n|x|',
  'x\n```\n# y\n```mermaid\n',
  '<img src=x onerror=alert(1)>',
  '</details><script>alert(1)</script><!--',
  '[x](javascript:alert(1)) ![x](https://evil.example/x.png)',
  'https://evil.example/ www.evil.example fix/user@evil.example',
  '\u202egpj.exe \u2066x\u2069',
  'a\0b\u0007c\u001b[31mred',
  '\ud800 \udfff',
  '<|'.repeat(5_000),
]

/** Ours; anything else in a line of the log is somebody else's. */
const COMMANDS = new Set(['add-mask', 'debug', 'group', 'endgroup', 'error', 'warning', 'notice'])

/** The commands that the runner finds in the log: `ActionCommand.cs` in actions/runner. */
function commandsIn(log: string): string[] {
  return log.split(/\r\n|\n|\r/).flatMap((line) => {
    const command = /^::([^\s:]+)[^:]*::/.exec(line.trimStart())?.[1]
    if (command !== undefined) return [command]
    return [...line.matchAll(/##\[([^\]]*)\]/g)].map(([found]) => found)
  })
}

/** `name=value` lines and `name<<delimiter` blocks, as the runner reads them. */
function outputsIn(file: string): Record<string, string> {
  const found: Record<string, string> = {}
  const lines = file.split('\n').map((line) => line.replace(/\r$/, ''))
  for (let i = 0; i < lines.length; i += 1) {
    const [, name = '', delimiter = ''] = /^([^=]*?)<<(.*)$/.exec(lines[i] ?? '') ?? []
    if (name === '') {
      expect(lines[i]).toBe('')
      continue
    }
    const end = lines.indexOf(delimiter, i + 1)
    expect(end).toBeGreaterThan(i)
    found[name] = lines.slice(i + 1, end).join('\n')
    i = end
  }
  return found
}

/** Control characters but line breaks, and what changes the direction of the text. */
const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

function expectSound({ log, summary }: Pick<Ran, 'log' | 'summary'>): void {
  const commands = commandsIn(log)
  expect(commands.filter((name) => !COMMANDS.has(name))).toEqual([])
  expect(commands.filter((name) => name === 'group').length).toBe(
    commands.filter((name) => name === 'endgroup').length,
  )
  expect(log).not.toMatch(INVISIBLE)
  expect(summary).not.toMatch(INVISIBLE)
  const text = summary.replace(/```mermaid\n[\s\S]*?\n```/, '')
  for (const [tag] of text.matchAll(/<(?!!-- -->)[^>]*>?/g)) {
    expect(tag).toMatch(/^<(\/?(details|summary|code)|br)>$/)
  }
  for (const [, to] of text.matchAll(/\]\(([^)]*)\)?/g)) {
    expect(to).toMatch(/^https:\/\/(vercel\.com|github\.com|www\.vercel-status\.com)\/?/)
  }
}

/** Builds that carry the text wherever a stranger could have put it. */
function carry(world: World, text: string): void {
  const branch = text
  const more = { branch, commitMessage: text, creator: text }
  world.build('dpl_1', { ...more, extra: { name: text, inspectorUrl: text } })
  world.build('dpl_2', { ...more, sha: `${text}0000000`, extra: { url: text, source: text } })
  world.build('dpl_3', { ...more, extra: { target: text } })
  world.build('dpl_4', { ...more, extra: { readyState: text } })
  world.build('dpl_5', { ...more, fork: { org: text, repo: text } })
  world.build('dpl_6', { ...more, sha: commits.head, createdAt: start, state: 'QUEUED' })
  world.sim.github.setBranch('acme/shop', text, commits.head)
  const refusal = { error: { code: text, message: text } }
  world.sim.fault({ operation: 'cancel', id: 'dpl_1', status: 400, body: refusal, times: 9 })
}

const shown = (text: string) => JSON.stringify(text.length > 50 ? `${text.slice(0, 9)}…` : text)

test.each(HOSTILE.map((text) => [shown(text), text] as const))(
  'text of strangers starts no command, forges no output and breaks no summary: %s',
  (_, text) =>
    inWorld(async (world) => {
      carry(world, text)
      const folder = mkdtempSync(path.join(tmpdir(), 'hostile-'))
      const GITHUB_OUTPUT = path.join(folder, 'output')
      writeFileSync(GITHUB_OUTPUT, '')
      try {
        // The runner's own reading of the file is checked here, so it goes to one of ours.
        const env = { GITHUB_OUTPUT, GITHUB_REF: 'refs/heads/x', GITHUB_REF_NAME: 'x' }
        // By the toolkit in this process; a few of them on the bundle, too.
        const how = text.includes('::error::y') ? {} : here(world)
        const run = { inputs: web, env, ...how }
        const ran = await actBare(world, push({ branch: text }), run)
        const outputs = outputsIn(readFileSync(GITHUB_OUTPUT, 'utf8'))
        expectSound(ran)
        expect(ran).toMatchObject({ code: 1, errors: '' })
        expect(Object.keys(outputs)).toHaveLength(6)
        expect(outputs).toMatchObject({ outcome: 'failed', canceledCount: '0', status: 'BUILDING' })
        const builds = JSON.parse(outputs.deployments ?? '') as { id: string; branch: string }[]
        expect(builds.map(({ id }) => id).sort()).toContain('dpl_6')
        // In the output the text stands as it is: JSON needs no cleaning.
        expect(builds.find(({ id }) => id === 'dpl_1')?.branch).toBe(text)
      } finally {
        rmSync(folder, { recursive: true })
      }
    }),
  SLOW,
)

test.concurrent.each<[string, Parameters<typeof act>[1], Record<string, string>]>([
  ['the name of an event', other('x\n::error::y'), {}],
  ['the ref of a push', push({ ref: 'refs/heads/x\n::stop-commands::y' }), {}],
  ['the ref of a tag', push({ ref: 'refs/tags/\r::stop-commands::y' }), {}],
  [
    'the action of a dispatch',
    other('repository_dispatch', {
      action: 'vercel.deployment.\n::set-env::x',
      client_payload: {},
    }),
    {},
  ],
  ['an input', push(), { mode: '\n::stop-commands::x\r::error::y ##[error]z|<img src=x>' }],
  ['the name of an input', push(), { 'mode\n::stop-commands::x': 'y' }],
])(
  '%s starts no command',
  (_, started, inputs) =>
    inWorld(async (world) => expectSound(await act(world, started, { inputs }))),
  SLOW,
)

test.concurrent.each(['<h1>::error::x</h1>', '::error::x\n::stop-commands::y', '##[error]x'])(
  'a page in place of a reply starts no command: %s',
  (body) =>
    inWorld(async (world) => {
      world.build('dpl_old')
      world.sim.fault({ operation: 'list', status: 400, body })
      world.sim.fault({ api: 'github', status: 400, body, times: 9 })
      const ran = await act(world, push(), { inputs: web, env: { RUNNER_DEBUG: '1' } })
      expectSound(ran)
      expect(ran.code).toBe(1)
    }),
  SLOW,
)

test(
  'the headers of a server are no commands in the debug log, and go to no other place',
  () =>
    inWorld(async (world) => {
      world.build('dpl_old')
      const headers = {
        deprecation: 'Sat, 01 Jan 2028 00:00:00 GMT',
        sunset: '##[error]x',
        link: '<https://x.test/##[error]>; rel="deprecation"',
      }
      world.sim.fault({ api: 'github', status: 403, headers, times: 9 })
      const ran = await act(world, push(), { inputs: web, env: { RUNNER_DEBUG: '1' } })
      expect(commandsIn(ran.log).filter((name) => !COMMANDS.has(name))).toEqual([])
    }),
  SLOW,
)
