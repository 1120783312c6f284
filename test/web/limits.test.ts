import { expect, test } from 'vitest'
import { limit } from '../../src/web/limits.ts'

test('a burst passes at once, then so many a second; each name by itself', () => {
  let now = 0
  const { take } = limit({ burst: 3, perSecond: 2, now: () => now })
  expect([take('a'), take('a'), take('a'), take('a')]).toEqual([0, 0, 0, 500])
  expect(take('b')).toBe(0)
  now += 500
  expect([take('a'), take('a')]).toEqual([0, 500])
  now += 60_000
  expect([take('a'), take('a'), take('a'), take('a')]).toEqual([0, 0, 0, 500])
})

test('names that were quiet are forgotten, and a flood of names is not a flood of memory', () => {
  let now = 0
  const { take } = limit({ burst: 2, perSecond: 1, now: () => now })
  for (let n = 0; n < 50_000; n++) {
    now += 1
    expect(take(`stranger ${n}`)).toBe(0)
  }
  expect(take('stranger 49999')).toBe(0)
  expect(take('stranger 49999')).toBeGreaterThan(0)
})
