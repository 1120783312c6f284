import { expect, test } from 'vitest'
import { talkThroughKills, type Kill } from './killed-whatsapp.ts'
import { flawless } from './oracle.ts'

test('twenty-five kills in bursts of fifteen: nothing lost or doubled, and every reply can be read', async () => {
  const kills = Array.from({ length: 25 }, (_, n): Kill => {
    const nth = 1 + ((n * 4) % 14)
    if (n % 3 === 0) return { receipts: nth }
    return { point: n % 3 === 1 ? 'before append' : 'after append', nth }
  })
  const verdict = await talkThroughKills(kills)
  expect(verdict).toMatchObject({ ...flawless, kills: 25, unreadable: 0 })
  expect(verdict.written).toBeGreaterThanOrEqual(375)
})

test('a line without its journal is caught: it loses what WhatsApp was told of', { timeout: 120_000 }, async () => {
  const { lost, kills } = await talkThroughKills([{ point: 'before append', nth: 9 }], false)
  expect(kills).toBe(1)
  expect(lost).toBeGreaterThan(0)
})
