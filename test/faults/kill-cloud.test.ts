import { expect, test } from 'vitest'
import { postThroughKills } from './killed-cloud.ts'
import { flawless } from './oracle.ts'

test(
  'whoever takes what WhatsApp posts is killed before it acknowledges: nothing lost, nothing doubled, order kept',
  { timeout: 60_000 },
  async () => {
    const kills = [
      { point: 'before append', nth: 4 },
      { point: 'after append', nth: 5 },
      { point: 'before acknowledging', nth: 6 },
    ] as const
    const verdict = await postThroughKills(kills, { answers: false, acknowledgesFirst: false })
    expect(verdict).toMatchObject({ ...flawless, kills: 3, repeated: 0 })
  },
)

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
