import { expect, test } from 'vitest'
import { linkThroughKills } from './killed-linking.ts'
import { points } from './link-process.ts'

test.each(points)('killed three times at each passing %s, two conversations end joined', async (point) => {
  for (const nth of [1, 2, 3]) {
    const { kills, ...rest } = await linkThroughKills([nth, 1, 2].map((one) => ({ point, nth: one })))
    expect(rest).toEqual({ joined: true, lost: 0, doubled: 0 })
    if (nth === 1) expect(kills).toBeGreaterThan(0)
  }
})
