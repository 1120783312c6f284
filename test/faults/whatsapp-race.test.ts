import { expect, test } from 'vitest'
import { race } from './whatsapp-race.ts'

test(
  'sixty quick messages are answered while the next ones come in: every answer can be read',
  { timeout: 120_000 },
  async () => {
    expect(await race(60)).toEqual({ heard: 60, ordered: true, readable: 60, unreadable: 0 })
  },
)

test(
  "Baileys' own repository is caught: what was sent while something came in cannot be read",
  { timeout: 120_000 },
  async () => {
    const { heard, unreadable } = await race(60, { repository: false })
    expect(heard).toBe(60)
    expect(unreadable).toBeGreaterThan(0)
  },
)
