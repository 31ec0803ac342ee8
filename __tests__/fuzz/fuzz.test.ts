import fc from 'fast-check'
import { push } from '../../simulator/events.js'
import { commits, GITHUB_TOKEN, start, TOKEN } from '../../simulator/world.js'
import { deploymentsOutput } from '../../src/report/outputs.js'
import { drive } from '../drive.js'
import { inWorld, type World } from '../e2e/support.js'
import { fault, inputs, oddBuild, oddEvent } from './cases.js'

/** `RUNS=20000 npm run test:fuzz` runs more, with a new seed each time, which it prints. */
const RUNS = Number(process.env.RUNS || 400)
const SEED = Number(process.env.SEED || (process.env.RUNS ? Date.now() % 2 ** 31 : 20_261_125))

type Ran = Awaited<ReturnType<typeof drive>>

/** The busy world: what a push supersedes, what it must leave alone. */
function makeBusy(world: World, odd: object = {}): void {
  world.build('dpl_prod', { target: 'production', branch: 'main', sha: commits.main })
  world.build('dpl_typo', { branch: 'fix/typo', sha: commits.typo })
  world.build('dpl_fork', { fork: true })
  world.build('dpl_old')
  world.build('dpl_odd', { state: 'QUEUED', ...odd })
  world.build('dpl_new', { sha: commits.head, state: 'QUEUED', createdAt: start })
}

/** What is wrong with a run, whatever it was given; empty when all is well. */
function complaints(world: World, ran: Ran, wanted: Record<string, string>): string[] {
  const found: string[] = []
  const { log, warnings, notices, failure, debug, outputs, summary } = ran
  const told = [log, failure, ...warnings, ...notices, ...debug].join('\n')
  const everything = `${told}\n${JSON.stringify(outputs)}\n${summary}`
  for (const secret of [TOKEN, GITHUB_TOKEN]) {
    for (let i = 0; i + 8 <= secret.length; i += 1) {
      const part = secret.slice(i, i + 8)
      if (everything.includes(part)) found.push(`shows ${part}`)
    }
  }
  if (/\n\s+at .*:\d+:\d+/.test(everything)) found.push('shows a stack trace')
  if (/^\s*::|##\[/m.test(told)) found.push('lets a foreign text be a command')
  if (/<script|javascript:/i.test(summary)) found.push('lets a foreign text into the summary')
  if (Object.keys(outputs).length !== 6) found.push(`sets ${Object.keys(outputs).length} outputs`)
  const deployments = deploymentsOutput.safeParse(JSON.parse(outputs.deployments ?? ''))
  if (!deployments.success) found.push('breaks the schema of `deployments`')
  const done = world.sim.vercel.canceled()
  for (const id of done) {
    // It is listed under an id of its own making when the list says so.
    if (ran.told[id]?.startsWith('kept')) found.push(`canceled ${id} and tells that it was kept`)
  }
  for (const { id, outcome } of ran.deployments) {
    const isDone = done.some((one) => one === id)
    if (outcome === 'canceled' && id?.startsWith('dpl_') && !isDone && !wanted.lies) {
      found.push(`tells that ${id} was canceled, and it was not`)
    }
  }
  const mayCancel = `${wanted['deployment-id']} ${wanted.target}`
  if (done.includes('dpl_prod') && !/prod/.test(mayCancel)) found.push('canceled production')
  if (wanted['dry-run'] === 'true' && done.length > 0) found.push('canceled in a dry run')
  if (ran.took > 61_000) found.push(`took ${ran.took} ms`)
  return found
}

const check = (name: string, property: fc.IAsyncProperty<[never]>, share: number) =>
  it(`${name} (seed ${SEED})`, () =>
    fc.assert(property, { numRuns: Math.ceil(RUNS * share), seed: SEED }))

const holds = async (world: World, ran: Ran, wanted: Record<string, string> = {}) =>
  expect(complaints(world, ran, wanted)).toEqual([])

check(
  'inputs of every kind break nothing',
  fc.asyncProperty(inputs, (given) =>
    inWorld(async (world) => {
      makeBusy(world)
      const timeout = { timeout: '60', ...given }
      await holds(world, await drive(world, push(), { inputs: timeout }), given)
    }),
  ) as never,
  0.3,
)

check(
  'payloads of every kind break nothing',
  fc.asyncProperty(oddEvent, (started) =>
    inWorld(async (world) => {
      makeBusy(world)
      await holds(world, await drive(world, started))
    }),
  ) as never,
  0.2,
)

check(
  'builds of every kind break nothing',
  fc.asyncProperty(oddBuild, (odd) =>
    inWorld(async (world) => {
      makeBusy(world, odd)
      await holds(world, await drive(world, push()))
      expect(world.sim.vercel.deployment('dpl_new').readyState).toBe('QUEUED')
    }),
  ) as never,
  0.25,
)

check(
  'faults of every kind break nothing',
  fc.asyncProperty(fc.array(fault, { minLength: 1, maxLength: 3 }), (faults) =>
    inWorld(async (world) => {
      makeBusy(world)
      for (const { wrong, ...where } of faults) world.sim.fault({ ...where, ...wrong } as never)
      const ran = await drive(world, push())
      // A server may say that it did what it did not.
      const lies = faults.some(({ wrong }) => 'kind' in wrong) ? { lies: 'yes' } : {}
      await holds(world, ran, lies as Record<string, string>)
      expect(world.sim.vercel.deployment('dpl_new').readyState).toBe('QUEUED')
    }),
  ) as never,
  0.25,
)
