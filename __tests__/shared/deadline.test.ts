import { jest } from '@jest/globals'
import { type Clock, systemClock } from '../../src/shared/clock.js'
import { pause, StepEnded, startDeadline } from '../../src/shared/deadline.js'

const start = Date.UTC(2026, 0, 1)
const clock = { ...systemClock, now: () => Date.now() }

beforeEach(() => {
  jest.useFakeTimers({ now: start })
})
afterEach(() => {
  jest.useRealTimers()
})

const open = ({ startedAt = start, stop = new AbortController().signal, timeout = 60_000 } = {}) =>
  startDeadline({ clock, startedAt, stop }, timeout)

const timeUp = new Error("The step's time (`timeout`: 1 min) was up")

test.each([
  [60_000, 58_750],
  [5000, 3750],
  [4999, 4749],
  [1000, 750],
])('a step of %i ms ends after %i ms; report and last look take the rest', (timeout, ms) => {
  const { signal, remaining } = open({ timeout })
  expect(remaining()).toBe(ms)
  jest.advanceTimersByTime(ms - 1)
  expect([signal.aborted, remaining()]).toEqual([false, 1])
  jest.advanceTimersByTime(1)
  expect([signal.aborted, remaining()]).toEqual([true, 0])
})

test('the step says why it ended', () => {
  const { signal } = open()
  jest.advanceTimersByTime(60_000)
  expect(signal.reason).toEqual(timeUp)
})

test('the time counts from the start of the process', () => {
  const { signal } = open({ startedAt: start - 50_000 })
  jest.advanceTimersByTime(8749)
  expect(signal.aborted).toBe(false)
  jest.advanceTimersByTime(1)
  expect(signal.aborted).toBe(true)
})

test('the step is over at once where the time has passed already', () => {
  const { signal, remaining } = open({ startedAt: start - 70_000 })
  expect([remaining(), signal.aborted, signal.reason]).toEqual([0, true, timeUp])
})

test('the step ends when the runner asks it to stop', () => {
  const stop = new AbortController()
  const { signal } = open({ stop: stop.signal })
  expect(signal.aborted).toBe(false)
  const reason = new Error('The step was stopped (SIGTERM)')
  stop.abort(reason)
  expect([signal.aborted, signal.reason]).toEqual([true, reason])
})

test('the step ends where it was asked to stop before it began', () => {
  const reason = new Error('The step was stopped (SIGINT)')
  const { signal } = open({ stop: AbortSignal.abort(reason) })
  expect([signal.aborted, signal.reason]).toEqual([true, reason])
})

test('no timer is left behind when the step is done', () => {
  const { signal, clear, lastLook } = open()
  const look = lastLook()
  clear()
  expect(jest.getTimerCount()).toBe(0)
  jest.advanceTimersByTime(100_000)
  expect([signal.aborted, look.signal.aborted]).toEqual([false, false])
})

describe('the last look', () => {
  test('lasts a second longer than the step', () => {
    const { signal, lastLook } = open()
    jest.advanceTimersByTime(58_750)
    expect(signal.aborted).toBe(true)
    const look = lastLook()
    expect([look.signal.aborted, look.remaining()]).toEqual([false, 1000])
    jest.advanceTimersByTime(999)
    expect(look.signal.aborted).toBe(false)
    jest.advanceTimersByTime(1)
    expect([look.signal.aborted, look.remaining(), look.signal.reason]).toEqual([true, 0, timeUp])
  })

  test('is one, however often it is asked for', () => {
    const { lastLook } = open()
    jest.advanceTimersByTime(58_750)
    const look = lastLook()
    jest.advanceTimersByTime(400)
    expect(lastLook()).toBe(look)
    expect(look.remaining()).toBe(600)
  })

  test('is not for a step that is too short for it', () => {
    const { lastLook } = open({ timeout: 4999 })
    jest.advanceTimersByTime(4749)
    expect(lastLook()).toMatchObject({ signal: { aborted: true } })
  })

  test.each(['before', 'after'])('is not for a step that the runner stopped %s it', (when) => {
    const stop = new AbortController()
    const { lastLook } = open({ stop: stop.signal })
    const reason = new Error('The step was stopped (SIGTERM)')
    if (when === 'before') stop.abort(reason)
    const look = lastLook()
    if (when === 'after') stop.abort(reason)
    expect([look.signal.aborted, look.signal.reason]).toEqual([true, reason])
  })
})

describe('a pause', () => {
  const controller = () => {
    const it = new AbortController()
    return {
      abort: (why: unknown) => it.abort(why),
      deadline: { signal: it.signal, remaining: () => 1 },
    }
  }

  test('ends after its time', async () => {
    const slept: number[] = []
    const sleeping: Clock = { now: () => 0, sleep: async (ms) => void slept.push(ms) }
    await pause(7, { clock: sleeping, deadline: controller().deadline })
    expect(slept).toEqual([7])
  })

  test.each([
    [new Error('The time was up'), 'The time was up'],
    ['x', 'The step was stopped'],
  ])('ends with the step, for the reason %s', async (why, message) => {
    jest.useRealTimers()
    const { abort, deadline } = controller()
    const waiting = pause(60_000, { clock: systemClock, deadline })
    abort(why)
    await expect(waiting).rejects.toThrow(new StepEnded(message))
    await expect(pause(1, { clock: systemClock, deadline })).rejects.toBeInstanceOf(StepEnded)
  })

  test('passes on what is no end of the step', async () => {
    const broken: Clock = { now: () => 0, sleep: () => Promise.reject(new Error('broken clock')) }
    const waiting = pause(1, { clock: broken, deadline: controller().deadline })
    await expect(waiting).rejects.toThrow('broken clock')
    await expect(waiting).rejects.not.toBeInstanceOf(StepEnded)
  })
})
