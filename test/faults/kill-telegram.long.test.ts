import { expect, test } from 'vitest'
import { pollThroughKills, type Kill } from './killed-telegram.ts'
import { flawless } from './oracle.ts'
import { points } from './telegram-process.ts'

test('two hundred kills between asking Telegram and advancing: nothing lost, nothing doubled, order kept', async () => {
  const kills = Array.from({ length: 200 }, (_, n): Kill => {
    const point = points[n % points.length] ?? 'before append'
    return { point, nth: 1 + (Math.floor(n / points.length) % (point.endsWith('append') ? 10 : 2)) }
  })
  expect(await pollThroughKills(kills)).toMatchObject({ ...flawless, kills: 200, repeated: 0 })
})

test('a process that advances before it has kept is caught: it loses what it held', { timeout: 60_000 }, async () => {
  const { lost, kills } = await pollThroughKills([{ point: 'before append', nth: 3 }], true)
  expect(kills).toBe(1)
  expect(lost).toBeGreaterThan(0)
})
