import { expect, test } from 'vitest'
import { talkThroughKills } from './killed-whatsapp.ts'
import { flawless } from './oracle.ts'

test(
  'whoever has the line to WhatsApp is killed in bursts: nothing lost or doubled, and every reply can be read',
  { timeout: 60_000 },
  async () => {
    const verdict = await talkThroughKills([
      { receipts: 4 },
      { point: 'before append', nth: 5 },
      { point: 'after append', nth: 6 },
    ])
    expect(verdict).toMatchObject({ ...flawless, kills: 3, unreadable: 0 })
  },
)

test(
  'a line without its journal is caught: it loses what WhatsApp was told had arrived',
  { timeout: 60_000 },
  async () => {
    const { lost, kills } = await talkThroughKills([{ point: 'before append', nth: 9 }], false)
    expect(kills).toBe(1)
    expect(lost).toBeGreaterThan(0)
  },
)
