import { expect, test } from 'vitest'
import { workThroughKills, type Kill } from './killed-worker.ts'
import { flawless } from './oracle.ts'
import { points } from './worker-process.ts'

test('five kills at each point of the way of a message: nothing lost, nothing doubled, order kept', async () => {
  const kills = Array.from({ length: 5 }, (_, round) =>
    points.map((point, n) => ({ point, nth: 1 + 7 * round + n })),
  ).flat()
  expect(await workThroughKills(kills)).toMatchObject({ ...flawless, kills: kills.length })
})

test('forty kills at random moments: nothing lost, nothing doubled, order kept', async () => {
  const kills = Array.from({ length: 40 }, (): Kill => Math.random() * 60)
  const verdict = await workThroughKills(kills)
  expect(verdict).toMatchObject(flawless)
  expect(verdict.kills).toBeGreaterThan(20)
  expect(verdict.repeated).toBeLessThanOrEqual(4 * verdict.kills)
})
