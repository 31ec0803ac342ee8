import { jest } from '@jest/globals'
import { systemClock } from '../../src/shared/clock.js'
import { startDeadline } from '../../src/shared/deadline.js'

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

test('ends the step a quarter of a second before its time, which the report takes', () => {
  const { signal, remaining } = open()
  expect(remaining()).toBe(59_750)
  jest.advanceTimersByTime(59_749)
  expect([signal.aborted, remaining()]).toEqual([false, 1])
  jest.advanceTimersByTime(1)
  expect([signal.aborted, remaining()]).toEqual([true, 0])
  expect(signal.reason).toEqual(new Error("The step's time (`timeout`: 1 min) was up"))
})

test('counts from the start of the process', () => {
  const { signal } = open({ startedAt: start - 50_000 })
  jest.advanceTimersByTime(9749)
  expect(signal.aborted).toBe(false)
  jest.advanceTimersByTime(1)
  expect(signal.aborted).toBe(true)
})

test('is over at once where the time has passed already, and never less than over', () => {
  const { signal, remaining } = open({ startedAt: start - 70_000 })
  expect(remaining()).toBe(0)
  jest.advanceTimersByTime(1)
  expect(signal.aborted).toBe(true)
})

test('ends the step when the runner asks it to stop', () => {
  const stop = new AbortController()
  const { signal } = open({ stop: stop.signal })
  expect(signal.aborted).toBe(false)
  const reason = new Error('The step was stopped (SIGTERM)')
  stop.abort(reason)
  expect([signal.aborted, signal.reason]).toEqual([true, reason])
})

test('ends the step that was asked to stop before it began', () => {
  const reason = new Error('The step was stopped (SIGINT)')
  const { signal } = open({ stop: AbortSignal.abort(reason) })
  expect([signal.aborted, signal.reason]).toEqual([true, reason])
})

test('leaves no timer behind when the step is done', () => {
  const { signal, clear } = open()
  clear()
  expect(jest.getTimerCount()).toBe(0)
  jest.advanceTimersByTime(100_000)
  expect(signal.aborted).toBe(false)
})
