import { expect, test } from 'vitest'
import { race } from './whatsapp-race.ts'

test.each([1, 2, 3])('three hundred quick messages are answered, and every answer can be read: run %i', async () => {
  expect(await race(300)).toEqual({ heard: 300, ordered: true, readable: 300, unreadable: 0 })
})

test(
  "Baileys' own repository is caught: what was sent while something came in cannot be read",
  { timeout: 120_000 },
  async () => {
    const { heard, unreadable } = await race(60, { repository: false })
    expect(heard).toBe(60)
    expect(unreadable).toBeGreaterThan(0)
  },
)
