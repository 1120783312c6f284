import { expect, test } from 'vitest'
import { talkThroughKills, type Kill } from './killed-whatsapp.ts'
import { flawless } from './oracle.ts'

/** WhatsApp was told that the message has arrived, and nobody else was. */
const worst: readonly Kill[] = [{ point: 'before append', nth: 9 }]

test(
  'whoever has the line to WhatsApp is killed in a burst: nothing lost or doubled, and every reply can be read',
  { timeout: 120_000 },
  async () => {
    expect(await talkThroughKills(worst)).toMatchObject({ ...flawless, kills: 1, unreadable: 0 })
  },
)

test('a line without its journal is caught: it loses what WhatsApp was told of', { timeout: 120_000 }, async () => {
  const { lost, kills } = await talkThroughKills(worst, false)
  expect(kills).toBe(1)
  expect(lost).toBeGreaterThan(0)
})
