import { failure, finishedResult, isOlder, updated } from '../../src/plan/outcome.js'
import { type Result, wouldCancel } from '../../src/plan/result.js'
import { StepEnded } from '../../src/shared/deadline.js'
import { createVercel } from '../../src/vercel/client.js'
import { type Deployment, unreadDeployment } from '../../src/vercel/deployment.js'
import { VercelError } from '../../src/vercel/errors.js'
import { build, noon } from './support.js'

const seconds = (n: number) => noon + n * 1000

/**
 * A step that began at noon by Vercel's clock, and looks 10 s later.
 *
 * @param ahead how far the runner's clock is ahead of Vercel's, in s
 */
const step = (ahead = 0) => ({
  startedAt: seconds(ahead),
  clock: { now: () => seconds(ahead + 10), sleep: async () => {} },
})
const found = (state: string, more: Partial<Deployment> = {}): Deployment => ({
  ...build('b', { state }),
  readAt: seconds(10),
  ...more,
})
const canceledAt = (at: number | undefined) => found('CANCELED', { canceledAt: at })
const superseded = wouldCancel(build('b'), 'superseded', build('new'))
const named = wouldCancel(unreadDeployment('b'), 'requested')

describe('a build that was read is', () => {
  test.each([
    ['READY', 'already-finished'],
    ['ERROR', 'already-finished'],
    ['BLOCKED', 'already-finished'],
    ['DELETED', 'already-finished'],
    ['CANCELED', 'canceled'],
    ['BUILDING', undefined],
    ['QUEUED', undefined],
    ['INITIALIZING', undefined],
    ['PAUSED', undefined],
    [undefined, undefined],
  ])('%s: %s', (state, outcome) => {
    const one = { ...found('BUILDING'), state }
    expect(finishedResult(superseded, one, step())?.outcome).toBe(outcome)
    expect(finishedResult(named, one, step())?.outcome).toBe(outcome)
  })

  test.each<[string, Deployment, ReturnType<typeof step>, string]>([
    ['canceled during the step', canceledAt(seconds(5)), step(), 'canceled'],
    ['canceled as the step began', canceledAt(seconds(0)), step(), 'canceled'],
    ['canceled before', canceledAt(seconds(-1)), step(), 'already-canceled'],
    ['canceled nobody knows when', canceledAt(undefined), step(), 'canceled'],
    [
      'canceled during the step, on a runner whose clock is ahead',
      canceledAt(seconds(5)),
      step(60),
      'canceled',
    ],
    [
      'canceled before, on a runner whose clock is ahead',
      canceledAt(seconds(-1)),
      step(60),
      'already-canceled',
    ],
    [
      'canceled before, on a runner whose clock is behind: not by that clock',
      canceledAt(seconds(-1)),
      step(-60),
      'canceled',
    ],
    [
      'canceled long before, on a runner whose clock is behind',
      canceledAt(seconds(-61)),
      step(-60),
      'already-canceled',
    ],
    [
      'canceled before by the runner’s clock, where Vercel’s is not known',
      { ...canceledAt(seconds(5)), readAt: undefined },
      step(60),
      'already-canceled',
    ],
  ])('%s', (_, one, clocks, outcome) => {
    expect(finishedResult(named, one, clocks)?.outcome).toBe(outcome)
    // What nobody named is no different for having been canceled by somebody else.
    expect(finishedResult(superseded, one, clocks)?.outcome).toBe('canceled')
  })

  test.each<[string, Deployment, ReturnType<typeof step>, boolean]>([
    ['during the step', canceledAt(seconds(5)), step(), false],
    ['as the step began', canceledAt(seconds(0)), step(), false],
    ['before', canceledAt(seconds(-1)), step(), true],
    ['nobody knows when', canceledAt(undefined), step(), true],
    ['before, whatever the runner’s clock says', canceledAt(seconds(-1)), step(-60), true],
    ['during it, whatever the runner’s clock says', canceledAt(seconds(5)), step(60), false],
  ])('declined by Vercel, and canceled %s', (_, one, clocks, older) => {
    expect(isOlder(one, clocks)).toBe(older)
  })

  test('told with what was planned about it', () => {
    const done = finishedResult(superseded, canceledAt(seconds(5)), step())
    expect(done).toMatchObject({
      reason: 'superseded',
      replacedBy: { id: 'new' },
      deployment: { state: 'CANCELED', canceledAt: seconds(5) },
    })
  })
})

describe('what is known of a build', () => {
  const known = { ...superseded, deployment: found('BUILDING', { canceledAt: undefined }) }
  const trimmed = { ...unreadDeployment('b'), state: 'CANCELED', canceledAt: noon }

  test('stays, where a later reply leaves it out', () => {
    const { deployment } = updated(known, trimmed)
    expect(deployment).toEqual({ ...known.deployment, state: 'CANCELED', canceledAt: noon })
  })

  test('stays, where a later reply says something else', () => {
    const other = found('READY', { project: 'other', environment: 'production' })
    expect(updated(known, other).deployment).toMatchObject({ project: 'web', state: 'READY' })
  })

  test('is what the first reply says, when nothing was known', () => {
    const reply = found('CANCELED', { canceledAt: noon })
    expect(updated(named, reply).deployment).toMatchObject({ project: 'web', canceledAt: noon })
  })

  test('is its state and its end also where a reply names neither', () => {
    const before = { ...known, deployment: found('CANCELED', { canceledAt: noon }) }
    const { deployment } = updated(before, unreadDeployment('b'))
    expect(deployment).toMatchObject({ state: 'CANCELED', canceledAt: noon })
  })

  test('has the id of the reply, where a hostname was named', () => {
    const byHost = wouldCancel(unreadDeployment('', 'web-1.vercel.app'), 'requested')
    expect(updated(byHost, found('READY')).deployment.id).toBe('b')
  })
})

describe('a build that could not be canceled', () => {
  const vercel = (team: object) => createVercel({ token: 'x', team } as never)
  const told = (planned: Result, error: unknown, team: object = { teamId: 'team_1' }) => {
    const { outcome, message } = failure(planned, error, vercel(team))
    return `${outcome}: ${message}`
  }
  const notFound = new VercelError('not-found', 'Vercel answered 404', { status: 404 })

  test('failed, with what went wrong', () => {
    expect(told(superseded, new Error('No'))).toBe('failed: No')
    expect(told(named, new VercelError('rejected', 'Vercel declined', { status: 400 }))).toBe(
      'failed: Vercel declined',
    )
  })

  test('failed, when the step ended while it waited', () => {
    expect(told(superseded, new StepEnded('The time was up'))).toBe(
      'failed: The time was up before the build was seen to end',
    )
  })

  test('is gone, when it was listed', () => {
    expect(told(superseded, notFound)).toBe('not-found: Vercel answered 404')
  })

  test('is not found, with what to check, when it was named', () => {
    expect(told(named, notFound)).toMatch(/^not-found: Vercel answered 404\. .*team_1/)
    expect(told(named, notFound, {})).toMatch(/^not-found: Vercel answered 404\. .*`team-id`/)
  })
})
