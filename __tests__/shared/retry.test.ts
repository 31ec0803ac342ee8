import { backoff, toldToWait } from '../../src/shared/retry.js'

const now = Date.UTC(2026, 0, 1)
const seconds = now / 1000
const ALMOST_ONE = 1 - 2 ** -53

describe('backoff', () => {
  test.each([
    [1, 200, 400],
    [2, 400, 800],
    [3, 800, 1600],
    [4, 1600, 3200],
    [5, 3200, 6400],
    [6, 4000, 8000],
    [60, 4000, 8000],
  ])('after attempt %i lies between %i and %i ms', (attempt, least, most) => {
    expect(backoff(attempt, 0)).toBe(least)
    expect(backoff(attempt, 0.5)).toBe((least + most) / 2)
    expect(backoff(attempt, ALMOST_ONE)).toBeLessThanOrEqual(most)
  })
})

describe('how long a 429 asks to wait', () => {
  const reset = (n: number | string) => ({ 'x-ratelimit-reset': String(n) })
  const retryAfter = (value: string) => ({ 'retry-after': value })

  test.each([
    ['nothing is said', {}, undefined, undefined],
    ['Retry-After in seconds', retryAfter('7'), undefined, 7000],
    ['Retry-After in seconds, of several digits', retryAfter('120'), undefined, 120_000],
    ['Retry-After: 0', retryAfter('0'), undefined, 0],
    ['Retry-After as a date', retryAfter(new Date(now + 9000).toUTCString()), undefined, 9000],
    ['a date that begins with digits', retryAfter('2026-01-01T00:00:09Z'), undefined, 9000],
    [
      'a date that ends with digits',
      retryAfter('Thu, 01 Jan 2026 00:00:09 +0000'),
      undefined,
      9000,
    ],
    ['Retry-After as a date gone by', retryAfter(new Date(now - 9000).toUTCString()), undefined, 0],
    ['X-RateLimit-Reset', reset(seconds + 11), undefined, 11_000],
    ['X-RateLimit-Reset gone by', reset(seconds - 1), undefined, 0],
    ['error.limit.reset', {}, seconds + 13, 13_000],
    ['a fraction of a ms, rounded up', {}, seconds + 0.0005, 1],
    ['Retry-After first', { ...retryAfter('7'), ...reset(seconds + 11) }, seconds + 13, 7000],
    ['then X-RateLimit-Reset', reset(seconds + 11), seconds + 13, 11_000],
    [
      'no sense in Retry-After',
      { ...retryAfter('soon'), ...reset(seconds + 11) },
      undefined,
      11_000,
    ],
    ['an empty Retry-After', { ...retryAfter(''), ...reset(seconds + 11) }, undefined, 11_000],
    ['no sense in X-RateLimit-Reset', reset('soon'), seconds + 13, 13_000],
    ['an empty X-RateLimit-Reset', reset(''), seconds + 13, 13_000],
    ['no sense anywhere', { ...retryAfter('soon'), ...reset('soon') }, Number.NaN, undefined],
    ['an endless reset', {}, Number.POSITIVE_INFINITY, undefined],
  ])('%s', (_, headers, bodyReset, expected) => {
    expect(toldToWait(headers, bodyReset, now)).toBe(expected)
  })

  test('seconds count from now, between two whole seconds too', () => {
    expect(toldToWait({ 'retry-after': '2' }, undefined, now + 300)).toBe(2000)
    expect(toldToWait({}, seconds + 2, now + 300)).toBe(1700)
  })
})
