import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { act as actBare } from '../../simulator/act.js'
import { pullRequest, push, workflowDispatch } from '../../simulator/events.js'
import { commits, fork, start } from '../../simulator/world.js'
import {
  act,
  inWorld,
  linkedLine,
  pair,
  pairTold,
  SLOW,
  type Started,
  type World,
  web,
} from './support.js'

/** Runs `use` in a world and with a folder of its own. */
const inFolder = (use: (world: World, folder: string) => Promise<void>) =>
  inWorld(async (world) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'checkout-'))
    try {
      pair(world)
      await use(world, folder)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

/** Ways to make a file that has no end, is too large, or is none. */
const makers: [string, (file: string) => void][] = [
  ['a link to /dev/zero', (file) => symlinkSync('/dev/zero', file)],
  ['a link to a FIFO', (file) => symlinkSync(fifoIn(path.dirname(file)), file)],
  ['a FIFO', (file) => execFileSync('mkfifo', [file])],
  ['a folder', (file) => mkdirSync(file)],
  [
    'a file of 64 MB',
    (file) => {
      writeFileSync(file, '{"projectId":"prj_docs"}')
      truncateSync(file, 64 * 1024 * 1024)
    },
  ],
]

function fifoIn(where: string): string {
  const file = path.join(where, 'fifo')
  execFileSync('mkfifo', [file])
  return file
}

const linkFile = (folder: string) => {
  mkdirSync(path.join(folder, '.vercel'))
  return path.join(folder, '.vercel', 'project.json')
}

describe('`.vercel/project.json`', () => {
  test.concurrent.each(makers)(
    'is %s: it counts as none, and the linked projects are looked at',
    (_, make) =>
      inFolder(async (world, folder) => {
        make(linkFile(folder))
        const ran = await act(world, push(), { env: { GITHUB_WORKSPACE: folder } })
        expect(ran.requests.vercel[0]).toBe(linkedLine)
        expect(ran.told).toEqual(pairTold)
      }),
    SLOW,
  )

  test.concurrent.each<[string, string]>([
    ['no JSON', 'oops'],
    ['JSON of another shape', '{"projectId":7}'],
    ['a project that leads elsewhere', '{"projectId":".."}'],
  ])(
    'is %s',
    (_, text) =>
      inFolder(async (world) => {
        const files = { '.vercel/project.json': text }
        expect((await act(world, push(), { files })).requests.vercel[0]).toBe(linkedLine)
      }),
    SLOW,
  )

  test.concurrent(
    'outside of the checkout is not read',
    () =>
      inFolder(async (world, folder) => {
        const outside = mkdtempSync(path.join(tmpdir(), 'outside-'))
        try {
          const file = path.join(outside, 'project.json')
          writeFileSync(file, '{"projectId":"prj_docs","orgId":"team_acme"}')
          symlinkSync(file, linkFile(folder))
          const ran = await act(world, push(), { env: { GITHUB_WORKSPACE: folder } })
          expect(ran.requests.vercel[0]).toBe(linkedLine)
        } finally {
          rmSync(outside, { recursive: true })
        }
      }),
    SLOW,
  )

  test.concurrent(
    'names team and project',
    () =>
      inFolder(async (world) => {
        const files = { '.vercel/project.json': '{"projectId":"prj_web","orgId":"team_acme"}' }
        const ran = await act(world, push(), { files })
        expect(ran.told).toEqual(pairTold)
        expect(ran.requests.vercel[0]).toMatch(/projectId=prj_web.*teamId=team_acme/)
        expect(ran.shown).toContain('(from .vercel/project.json)')
      }),
    SLOW,
  )

  test.concurrent(
    'without an end stops no fork’s run without a token',
    () =>
      inFolder(async (world, folder) => {
        symlinkSync('/dev/zero', linkFile(folder))
        const env = { GITHUB_WORKSPACE: folder }
        const ran = await act(world, pullRequest({ from: fork }), { inputs: { token: '' }, env })
        expect(ran).toMatchObject({ code: 0, outputs: { outcome: 'skipped' } })
      }),
    SLOW,
  )
})

describe("the event's payload", () => {
  const broken: [string, (file: string) => void][] = [
    ['is missing', () => {}],
    ['is not JSON', (file) => writeFileSync(file, '{"ref":')],
    ['is another event’s', (file) => writeFileSync(file, '{"action":"opened"}')],
    ['is null', (file) => writeFileSync(file, 'null')],
    ...makers.map(([name, make]) => [`is ${name}`, make] as [string, (file: string) => void]),
  ]
  test.concurrent.each(broken)(
    '%s: red before any request, and the file is named',
    (_, make) =>
      inFolder(async (world, folder) => {
        const GITHUB_EVENT_PATH = path.join(folder, 'event.json')
        make(GITHUB_EVENT_PATH)
        const ran = await act(world, push(), { inputs: web, env: { GITHUB_EVENT_PATH } })
        expect(ran.code).toBe(1)
        expect(ran.shown).toContain(
          `::error::The event's payload cannot be read (\`push\`, ${GITHUB_EVENT_PATH})`,
        )
        expect(world.sim.requests).toEqual([])
      }),
    SLOW,
  )

  test.concurrent.each(['none', '/dev/zero'])(
    'is not needed where the ref tells the branch, and not read by the toolkit either: %s',
    (file) =>
      inFolder(async (world, folder) => {
        const env = { GITHUB_EVENT_PATH: path.resolve(folder, file) } as Started['env']
        const ran = await act(world, workflowDispatch(), { inputs: web, env })
        expect(ran.told).toEqual(pairTold)
        expect(ran.shown).not.toContain('GITHUB_EVENT_PATH')
      }),
    SLOW,
  )
})

describe('what cannot be written', () => {
  test.concurrent.each<[string, string | undefined]>([
    ['is missing', '/nowhere/summary'],
    ['is a folder', tmpdir()],
    ['is not named', undefined],
  ])(
    'the file of the summary %s: the builds are canceled, told, and the step is green',
    (_, GITHUB_STEP_SUMMARY) =>
      inFolder(async (world) => {
        const ran = await act(world, push(), { inputs: web, env: { GITHUB_STEP_SUMMARY } })
        expect(ran).toMatchObject({ code: 0, told: pairTold })
        expect(ran.shown).toContain('This run could not be reported in full: ')
      }),
    SLOW,
  )

  test.concurrent(
    'the file of the outputs: the step fails, and the log says what was canceled',
    () =>
      inFolder(async (world) => {
        const env = { GITHUB_OUTPUT: '/nowhere/output' }
        const ran = await actBare(world, push(), { inputs: web, env })
        expect(ran.code).toBe(1)
        expect(ran.shown).toContain('::error::The outputs could not be written: ')
        expect(ran.shown).toContain('Canceled 1 of 2 unfinished builds')
      }),
    SLOW,
  )

  test.concurrent(
    'an output over 120,000 bytes is cut: what this run acted on comes first',
    () =>
      inWorld(async (world) => {
        for (let i = 0; i < 400; i += 1) {
          const createdAt = start - 1000 - i
          world.build(`dpl_${i}`, { branch: 'fix/typo', sha: commits.typo, createdAt })
        }
        pair(world)
        const ran = await act(world, push(), { inputs: web })
        const { deployments = '' } = ran.outputs
        expect(Buffer.byteLength(deployments)).toBeLessThanOrEqual(120_000)
        expect(Buffer.byteLength(deployments)).toBeGreaterThan(118_000)
        expect(ran.deployments.slice(0, 2).map(({ id }) => id)).toEqual(['dpl_old', 'dpl_new'])
        const left = 402 - ran.deployments.length
        expect(ran.shown).toContain(
          `The output \`deployments\` leaves out ${left} of 402 builds, so that it stays below 120 kB.`,
        )
      }),
    SLOW,
  )
})
