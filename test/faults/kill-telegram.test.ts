import { expect, test } from 'vitest'
import { pollThroughKills } from './killed-telegram.ts'
import { flawless } from './oracle.ts'

test(
  'whoever takes messages from Telegram is killed between asking and advancing: nothing lost, nothing doubled, order kept',
  { timeout: 60_000 },
  async () => {
    const verdict = await pollThroughKills([
      { point: 'before append', nth: 4 },
      { point: 'after append', nth: 5 },
      { point: 'before advancing', nth: 1 },
      { point: 'after advancing', nth: 1 },
    ])
    expect(verdict).toMatchObject({ ...flawless, kills: 4, repeated: 0 })
  },
)

test('a process that advances before it has kept is caught: it loses what it held', { timeout: 60_000 }, async () => {
  const { lost, kills } = await pollThroughKills([{ point: 'before append', nth: 3 }], true)
  expect(kills).toBe(1)
  expect(lost).toBeGreaterThan(0)
})
