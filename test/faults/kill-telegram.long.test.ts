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
