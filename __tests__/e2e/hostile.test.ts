import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { act, OUTPUTS, OWN, push, type Ran, startWorld } from './faults-world.js'

const SLOW = 60_000

/** What strangers may write into a branch's name, a commit's message and the like. */
const HOSTILE = [
  '::error::x',
  '  ::error file=a.ts,line=1::x',
  '::stop-commands::x',
  '::add-mask::a',
  'x%0A::error::y',
  'x%0D%0A::stop-commands::y',
  'x\n::error::y',
  'x\r::error::y',
  'x\r\n::set-output name=outcome::canceled',
  'x\u2028::error::y',
  'x\u0085::error::y',
  '\ufeff::error::y',
  'ghadelimiter_0\noutcome<<EOF\ncanceled\nEOF',
  'x\ncanceledCount=99\ny',
  'EOF',
  '##[error]x',
  '###[error]x',
  '#\u200b#[error]x',
  '#\n#[error]x',
  'x ##[group]y ##[endgroup]',
  '##vso[task.setvariable variable=a]b',
  'a|b|c',
  '\\|',
  '|\n|---|\n|x|',
  '`code` ``` ~~~',
  'x\n```\n# y\n```mermaid\n',
  '<img src=x onerror=alert(1)>',
  '</details><script>alert(1)</script><!--',
  '</code></summary><b>',
  '&lt;img src=x&gt; &#60;b&#62;',
  '[x](javascript:alert(1))',
  '![x](https://evil.example/x.png)',
  'https://evil.example/',
  'www.evil.example',
  '[x]: https://evil.example',
  '**a** _b_ ~~c~~ # d',
  '# heading',
  '$\\text{x}$',
  '%%{init: {}}%% : ; # click a href "x"',
  '\u202egpj.exe',
  '\u200e\u200f\u2066x\u2069',
  'a\0b\u0007c\u001b[31mred',
  'x'.repeat(10_000),
  '|'.repeat(10_000),
  '<'.repeat(10_000),
  '\u{1f4a3}'.repeat(5_000),
]

/** Ours; anything else in a log line is somebody else's. */
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
    const line = lines[i] ?? ''
    const equals = line.indexOf('=')
    const block = line.indexOf('<<')
    if (block >= 0 && (equals < 0 || block < equals)) {
      const end = lines.indexOf(line.slice(block + 2), i + 1)
      if (end < 0) throw new Error(`no end of ${line}`)
      found[line.slice(0, block)] = lines.slice(i + 1, end).join('\n')
      i = end
    } else if (equals >= 0) {
      found[line.slice(0, equals)] = line.slice(equals + 1)
    } else if (line !== '') {
      throw new Error(`neither a value nor a block: ${line}`)
    }
  }
  return found
}

/** Control characters but line breaks, and what changes the direction of the text. */
const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

/** The summary holds our tables, tags, links and fences, and nothing that came with the text. */
function expectSoundSummary(summary: string): void {
  expect(summary).not.toMatch(INVISIBLE)
  expect(summary.length).toBeLessThan(60_000)
  const fences = [...summary.matchAll(/^ {0,3}(`{3,}|~{3,}).*$/gm)].map(([line]) => line)
  expect(fences).toEqual(fences.length === 0 ? [] : ['```mermaid', '```'])
  const [, chart = ''] = /```mermaid\n([\s\S]*?)\n```/.exec(summary) ?? []
  for (const line of chart.split('\n').slice(1)) {
    expect(line).toMatch(
      /^ {2}((title|dateFormat|axisFormat|section) [^:;#`<>]*|axisFormat %H:%M:%S|tickInterval \d+(second|minute|hour)|todayMarker off|[^:;#`<>]+ :(crit|active|done), \d+, \d+)$/u,
    )
  }
  const text = summary.replace(/```mermaid\n[\s\S]*?\n```/, '')
  for (const line of text.split('\n')) {
    // Four columns, so five borders; and no line that opens a block of its own but ours.
    if (line.startsWith('|')) expect(line.split('|')).toHaveLength(6)
    else if (line !== '') expect(line).toMatch(/^(### |\*\*|> |<details>|<\/details>|\w)/)
  }
  const tags = [...text.matchAll(/<[^>]*>?/g)].map(([tag]) => tag)
  for (const tag of tags) expect(tag).toMatch(/^<\/?(details|summary|code)>$/)
  for (const name of ['details', 'summary', 'code']) {
    const n = (tag: string) => tags.filter((one) => one === tag).length
    expect(n(`<${name}>`)).toBe(n(`</${name}>`))
  }
  for (const [, to] of text.matchAll(/\]\(([^)]*)\)?/g)) {
    expect(to).toMatch(/^https:\/\/[\w.-]+(\/[\w./%-]*)?$/)
  }
  expect(text).not.toMatch(/!\[|^\[.*\]:/m)
  // What GitHub makes a link of by itself.
  expect(text.replace(/\]\([^)]*\)/g, '')).not.toMatch(/https?:\/\/|(^|[\s*_~(|])www\./)
}

type Place = (
  text: string,
) => Parameters<Awaited<ReturnType<typeof startWorld>>['vercel']['addDeployment']>[0]

/** Runs on builds that carry the text wherever a stranger could have put it. */
async function withText(text: string, refusal?: unknown): Promise<Ran> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hostile-'))
  const GITHUB_OUTPUT = path.join(folder, 'output')
  writeFileSync(GITHUB_OUTPUT, '')
  const sim = await startWorld()
  try {
    const place: Place = (branch) => ({
      projectId: 'prj_1',
      branch,
      sha: 'b'.repeat(40),
      createdAt: Date.now() - 30_000,
      state: 'BUILDING',
      commitMessage: text,
      creator: text,
      extra: { name: text, source: text },
    })
    sim.vercel.addDeployment({ ...place(text), id: 'dpl_1', inspectorUrl: text })
    sim.vercel.addDeployment({
      ...place(text),
      id: 'dpl_2',
      inspectorUrl: `https://vercel.com/${text}`,
      fork: { org: 'acme', repo: 'web' },
    })
    sim.vercel.addDeployment({ ...place(text), id: 'dpl_3', url: text, sha: `${text}0000000` })
    sim.vercel.addDeployment({ ...place(text), id: 'dpl_4', target: text })
    sim.vercel.addDeployment({ ...place(text), id: 'dpl_5', extra: { readyState: text } })
    sim.vercel.addDeployment({ ...place(`${text}-2`), id: 'dpl_6', sha: OWN })
    if (refusal !== undefined) {
      sim.fault({ operation: 'cancel', id: 'dpl_1', status: 400, body: refusal, times: 9 })
    }
    const event = push()
    const payload = { ...event.payload, ref: `refs/heads/${text}` }
    const run = { event: { ...event, payload }, inputs: { 'project-id': 'prj_1' } }
    const ran = await act(sim, { ...run, env: { GITHUB_OUTPUT } })
    return { ...ran, outputs: outputsIn(readFileSync(GITHUB_OUTPUT, 'utf8')) }
  } finally {
    await sim.close()
    rmSync(folder, { recursive: true })
  }
}

const shown = (text: string) => JSON.stringify(text.length > 50 ? `${text.slice(0, 9)}…` : text)

test.concurrent.each(HOSTILE.map((text) => [shown(text), text] as const))(
  'text of strangers starts no command, forges no output and breaks no summary: %s',
  async (_, text) => {
    const ran = await withText(text, { error: { code: text, message: text } })
    expect(ran.errors).toBe('')
    expect(ran.code).toBe(1)

    const commands = commandsIn(ran.log)
    expect(commands.filter((name) => !COMMANDS.has(name))).toEqual([])
    const count = (name: string) => commands.filter((one) => one === name).length
    expect([count('add-mask'), count('error'), count('warning')]).toEqual([2, 1, 0])
    expect(count('group')).toBe(count('endgroup'))
    expect(ran.log).not.toMatch(INVISIBLE)
    // A name of 10,000 characters is cut, wherever it stands.
    expect(ran.log.length).toBeLessThan(30_000)

    expect(Object.keys(ran.outputs).sort()).toEqual(OUTPUTS)
    expect(ran.outputs).toMatchObject({ outcome: 'failed', canceledCount: '2', status: 'BUILDING' })
    // In the output it stands as it is: JSON needs no cleaning.
    const builds = JSON.parse(ran.outputs.deployments ?? '') as { id: string; branch: string }[]
    expect(builds.find(({ id }) => id === 'dpl_1')?.branch).toBe(text)
    expect(builds).toHaveLength(11)

    expectSoundSummary(ran.summary)
  },
  SLOW,
)

test.each(['<h1>::error::x</h1>', '::error::x\n::stop-commands::y', '##[error]x'])(
  'a page in place of a reply starts no command: %s',
  async (page) => {
    const sim = await startWorld()
    try {
      sim.fault({ operation: 'list', status: 400, body: page })
      const ran = await act(sim, { inputs: { 'project-id': 'prj_1' } })
      const commands = commandsIn(ran.log)
      expect(commands.filter((name) => !COMMANDS.has(name))).toEqual([])
      expect(commands.filter((name) => name === 'error')).toHaveLength(1)
      expectSoundSummary(ran.summary)
    } finally {
      await sim.close()
    }
  },
)

test.each(['section0', 'title x0', 'click a0', 'excludes weekends', 'todayMarker off'])(
  'a commit that is a word of the chart does not change the chart: %s',
  async (sha) => {
    const sim = await startWorld()
    try {
      sim.vercel.addDeployment({
        ...{ projectId: 'prj_1', branch: 'feature', sha, state: 'BUILDING' },
        createdAt: Date.now() - 30_000,
      })
      const ran = await act(sim, { inputs: { 'project-id': 'prj_1' } })
      expect(ran.outputs.canceledCount).toBe('4')
      const [, chart = ''] = /```mermaid\n([\s\S]*?)\n```/.exec(ran.summary) ?? []
      const bars = chart.split('\n').filter((line) => / :(crit|active|done), /.test(line))
      expect(bars).toHaveLength(5)
      for (const bar of bars) expect(bar).not.toMatch(/^\s*(section|title|click|exclu|todayM)/)
    } finally {
      await sim.close()
    }
  },
)

test.each([
  ['push', { ref: 'refs/heads/x\n::error::y' }],
  ['x\n::error::y', {}],
  ['pull_request\r::stop-commands::x', { pull_request: {} }],
  ['repository_dispatch', { action: 'vercel.deployment.\n::error::x', client_payload: {} }],
])('an event of the name or the content %j starts no command', async (name, payload) => {
  const sim = await startWorld()
  try {
    const env = { GITHUB_REF: 'refs/tags/\n::error::x' }
    const ran = await act(sim, { event: { name, payload }, inputs: { 'project-id': 'prj_1' }, env })
    const commands = commandsIn(ran.log)
    expect(commands.filter((one) => !COMMANDS.has(one))).toEqual([])
    expect(commands.filter((one) => one === 'error').length).toBeLessThanOrEqual(1)
    expect(Object.keys(ran.outputs).sort()).toEqual(OUTPUTS)
  } finally {
    await sim.close()
  }
})

test.each(['mode', 'deployment-id', 'branch', 'project-id', 'x\n::error::y'])(
  'a wrong input `%s` starts no command',
  async (name) => {
    const sim = await startWorld()
    try {
      const inputs = { [name]: '\n::stop-commands::x\r::error::y ##[error]z|<img src=x>' }
      const ran = await act(sim, { inputs })
      const commands = commandsIn(ran.log)
      expect(commands.filter((one) => !COMMANDS.has(one))).toEqual([])
      expect(commands.filter((one) => one === 'error')).toHaveLength(1)
      expect(ran.log).toMatch(/::error::Wrong input/)
      expectSoundSummary(ran.summary)
    } finally {
      await sim.close()
    }
  },
)
