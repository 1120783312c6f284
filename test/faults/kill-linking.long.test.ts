import { expect, test } from 'vitest'
import { linkThroughKills } from './killed-linking.ts'
import { points } from './link-process.ts'

test.each(points)('killed again and again %s, two conversations end joined', async (point) => {
  const { kills, ...rest } = await linkThroughKills([1, 2, 3].map((nth) => ({ point, nth })))
  expect(rest).toEqual({ joined: true, lost: 0, doubled: 0 })
  expect(kills).toBeGreaterThan(0)
})

test(
  'a process that forwards before it has kept is caught: it loses what was on its way',
  { timeout: 60_000 },
  async () => {
    const verdict = await linkThroughKills([{ point: 'after finishing a forward', nth: 1 }], true)
    expect(verdict.kills).toBe(1)
    expect(verdict.lost).toBeGreaterThan(0)
  },
)
