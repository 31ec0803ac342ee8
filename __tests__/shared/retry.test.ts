import { backoff } from '../../src/shared/retry.js'

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
