import { describe, expect, test } from 'vitest'
import { backoff, nextAfter } from '../../src/channels/whatsapp/line/policy.ts'
import { readVersion } from '../../src/channels/whatsapp/line/version.ts'

describe('when the line closes', () => {
  test.each([
    [515, { do: 'reconnect' }],
    [428, { do: 'wait' }],
    [408, { do: 'wait' }],
    [503, { do: 'wait' }],
    [500, { do: 'wait' }],
    [418, { do: 'wait' }],
    [405, { do: 'refresh' }],
    [401, { do: 'forget' }],
    [440, { do: 'stop', why: 'replaced' }],
    [403, { do: 'stop', why: 'banned' }],
    [411, { do: 'stop', why: 'mismatch' }],
  ])('with %i, it is known what to do', (code, next) => {
    expect(nextAfter(code)).toEqual(next)
  })
})

describe('the wait before the next try', () => {
  const options = { ms: [1_000, 60_000], steadyMs: 60_000, chance: () => 1 } as const

  test('doubles up to a minute, and begins anew only after a line that stood for one', () => {
    const pauseAfter = backoff(options)
    expect([0, 0, 59_999, 0, 0, 0, 0, 0].map(pauseAfter)).toEqual([
      ...[1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000],
    ])
    expect([60_000, 0].map(pauseAfter)).toEqual([1_000, 2_000])
  })

  test('is shorter by chance, by half at most, so that many do not come at once', () => {
    expect(backoff({ ...options, chance: () => 0 })(0)).toBe(500)
    expect(backoff({ ...options, chance: () => 0.5 })(0)).toBe(750)
  })

  test('is never more than a minute, however often it failed', () => {
    const pauseAfter = backoff(options)
    expect(Math.max(...Array.from({ length: 2_000 }, () => pauseAfter(0)))).toBe(60_000)
  })
})

test('a version is three numbers', () => {
  expect(readVersion('2.3000.1043857760')).toEqual([2, 3000, 1043857760])
  for (const text of ['', '2.3000', 'v2.3000.1', '2.3000.1.4']) expect(readVersion(text)).toBeNull()
})
