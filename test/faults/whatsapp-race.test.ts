import { expect, test } from 'vitest'
import { race } from './whatsapp-race.ts'

test(
  'sixty quick messages are answered while the next ones come in: every answer can be read',
  { timeout: 120_000 },
  async () => {
    expect(await race(60)).toEqual({ heard: 60, ordered: true, readable: 60, unreadable: 0 })
  },
)
