/**
 * The decision on random histories, against a model that knows all that happened. `RUNS` says how
 * many histories, `SEED` which ones; both are printed. The ordinary run's are always the same, those
 * of a run whose length is given are new each time.
 */
import fc from 'fast-check'
import type { Event } from '../../src/event/event.js'
import { toTrigger } from '../../src/event/trigger.js'
import { createGitHub, type GitHub } from '../../src/github/heads.js'
import type { EventBuilds } from '../../src/inputs/inputs.js'
import { planByEvent, planCanceledRun } from '../../src/plan/plan.js'
import type { Vercel } from '../../src/vercel/client.js'
import { toDeploymentsPage } from '../../src/vercel/schemas.js'
import { found } from './found.js'
import { type History, histories, type PlayedRun, play } from './histories.js'
import { isSuperseded, whyWanted } from './model.js'
import { createGitHubSend, listItem } from './render.js'
import { PROJECTS, type World } from './world.js'

const RUNS = Number(process.env.RUNS || 2000)
const SEED = Number(process.env.SEED || (process.env.RUNS ? Date.now() % 2 ** 31 : 20_260_302))

type Decided = { id: string; cancel: boolean; reason: string }

/** What the action decides. Only Vercel's and GitHub's answers are made here. */
async function decide(played: PlayedRun, world: World): Promise<Decided[]> {
  const { event, inputs, listed, run, reader } = played
  const page = toDeploymentsPage({ deployments: listed.map((build) => listItem(build, world)) })
  const never = () => Promise.reject(new Error('a decision asks for no more than the list'))
  const vercel: Vercel = {
    listInFlight: async () => ({ deployments: page?.deployments ?? [] }),
    get: never,
    cancel: never,
    linkedProjects: never,
    scopeHint: '',
  }
  const github = createGitHub({
    apiUrl: 'https://api.github.com',
    token: reader.token ? 'token' : undefined,
    send: createGitHubSend(world, reader, run.headReadAt),
    clock: { now: () => run.headReadAt, sleep: async () => undefined },
    deadline: { signal: new AbortController().signal, remaining: () => 60_000 },
    random: () => 0,
    onRequest: () => undefined,
  })
  const wanted: EventBuilds = {
    ...inputs,
    kind: 'event',
    projects: [...PROJECTS],
    cancelWithRun: run.purpose === 'canceled',
  }
  const { results } = await plan(event, wanted, { vercel, github })
  return results.map(({ deployment: { id }, outcome, reason }) => {
    return { id, cancel: outcome === 'would-cancel', reason }
  })
}

/** As the main step and the post step begin. */
async function plan(event: Event, wanted: EventBuilds, apis: { vercel: Vercel; github: GitHub }) {
  const trigger = toTrigger(
    event,
    wanted.cancelWithRun ? { mode: 'auto', branch: undefined } : wanted,
  )
  if ('skipped' in trigger) throw new Error(trigger.skipped)
  if (!wanted.cancelWithRun) return planByEvent(trigger, wanted, apis)
  if (trigger.mode === 'sweep') throw new Error('a cancelled run is about a branch')
  return planCanceledRun(trigger, wanted, apis)
}

const occurred = new Map<string, number>()
const count = (what: string) => occurred.set(what, (occurred.get(what) ?? 0) + 1)

async function check(history: History): Promise<void> {
  const { world, runs } = play(history)
  for (const played of runs) {
    const { run } = played
    const decided = new Map((await decide(played, world)).map((one) => [one.id, one]))
    for (const build of played.listed) {
      const verdict = decided.get(build.id)
      if (verdict === undefined) throw new Error(`${build.id} was not decided`)
      const action = verdict.cancel ? 'cancel' : 'keep'
      const wanted = whyWanted(build, run, world)
      const superseded = isSuperseded(build, run, world)
      count(`${action} ${verdict.reason}`)
      count(
        `${run.purpose}: ${wanted ? `wanted, ${wanted}` : superseded ? 'superseded' : 'either'}`,
      )
      const wrong = (wanted !== undefined && verdict.cancel) || (superseded && !verdict.cancel)
      if (wrong || (wanted !== undefined && superseded)) {
        const model = [wanted && `wanted (${wanted})`, superseded && 'superseded']
        throw new Error(
          [
            `${build.id} is ${model.filter(Boolean).join(' and ')}, decided: ${action} ${verdict.reason}`,
            ...played.story,
            `skew ${world.skew}, reader ${JSON.stringify(played.reader)}`,
            JSON.stringify({ ...run, repo: run.repo.id }),
            JSON.stringify(played.event.payload),
            JSON.stringify(listItem(build, world)),
          ].join('\n'),
        )
      }
    }
  }
}

const REASONS = [
  'cancel superseded',
  'cancel branch-closed',
  'cancel run-canceled',
  'keep own-commit',
  'keep newer',
  'keep order-unproven',
  'keep other-branch',
  'keep other-repository',
  'keep repository-unknown',
  'keep protected-target',
  'keep state-excluded',
  'keep redeployed',
  'keep branch-alive',
]

const CLAIMS = [
  'superseded: wanted, the newest commit',
  "superseded: wanted, the run's own commit",
  'superseded: wanted, asked for by a person after the push',
  'superseded: wanted, asked for after the push',
  'superseded: wanted, another branch',
  'superseded: wanted, another repository',
  'superseded: wanted, another environment',
  'superseded: superseded',
  'ended: wanted, the newest commit',
  'ended: wanted, asked for after the end',
  'ended: wanted, its branch lives on',
  'ended: wanted, the default branch',
  'ended: superseded',
  'sweep: wanted, the newest commit',
  'sweep: wanted, the newest commit of a fork',
  'sweep: wanted, asked for by a person after the push',
  'sweep: wanted, of no branch',
  'sweep: wanted, a branch that was never pushed',
  'sweep: superseded',
  "canceled: wanted, not the cancelled run's",
  'canceled: superseded',
]

describe('the decision on random histories', () => {
  test(`cancels every superseded build that it can know of, and none that is wanted (RUNS=${RUNS} SEED=${SEED})`, async () => {
    console.log(`RUNS=${RUNS} SEED=${SEED}`)
    await fc.assert(fc.asyncProperty(histories, check), { numRuns: RUNS, seed: SEED })
  }, 3_600_000)

  test.each(found)('once went wrong: %s', async (_what, history) => {
    await check(history)
  })

  test.each([...REASONS, ...CLAIMS])('the histories have it: %s', (what) => {
    expect(occurred.get(what) ?? 0).toBeGreaterThan(RUNS / 500)
  })

  afterAll(() => {
    if (process.env.STATISTICS) {
      console.log(
        [...occurred]
          .sort()
          .map(([what, n]) => `${n}\t${what}`)
          .join('\n'),
      )
    }
  })
})
