import { expect, test } from 'vitest'
import { points } from './cloud-process.ts'
import { postThroughKills, type Kill } from './killed-cloud.ts'
import { flawless } from './oracle.ts'

test('twenty-five kills of the process that hears and answers: nothing lost, nothing doubled, order kept', async () => {
  const kills = Array.from({ length: 25 }, (_, n): Kill => {
    const point = points[n % points.length] ?? 'before append'
    return { point, nth: 1 + ((7 * n) % 15) }
  })
  const verdict = await postThroughKills(kills, { answers: true, acknowledgesFirst: false })
  expect(verdict).toMatchObject({ ...flawless, kills: 25 })
  // What was posted and not yet noted when the process ended goes again, under the name it went by: one of each person.
  expect(verdict.repeated).toBeLessThanOrEqual(3 * 25)
})

test(
  'a process that acknowledges before it has kept is caught: it loses what it held',
  { timeout: 60_000 },
  async () => {
    const kills = [{ point: 'before append', nth: 3 }] as const
    const { lost, kills: killed } = await postThroughKills(kills, { answers: false, acknowledgesFirst: true })
    expect(killed).toBe(1)
    expect(lost).toBeGreaterThan(0)
  },
)
