import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { TelegramServer } from 'telegram-test-api/lib/telegramServer.js'
import { openHouse, type TelegramHouse } from './telegram-house.ts'

// A Bot API server by others: what we send must be right for somebody else too. It knows neither offsets nor languages.

const token = 'token'
let server: TelegramServer
let house: TelegramHouse

beforeAll(async () => {
  server = new TelegramServer({ port: await freePort(), host: '127.0.0.1' })
  await server.start()
  house = await openHouse({ token, root: server.config.apiURL })
})

afterAll(async () => {
  await house.stop()
  await server.stop()
})

test('a person is greeted, taps and types their way to the first question', async () => {
  const client = server.getClient(token, { timeout: 5_000, userId: 4_001, chatId: 4_001 })
  let seen = 0

  /** The next message that has choices. */
  async function card(): Promise<Card> {
    for (;;) {
      const found = cards().find(({ id, data }) => id > seen && data.length > 0)
      if (found !== undefined) {
        seen = found.id
        return found
      }
      await server.waitBotMessage()
    }
  }
  const tap = ({ id, data }: Card) => client.sendCallback({ ...client.makeCallbackQuery(data[0] ?? ''), ...under(id) })

  const under = (id: number) => {
    const made = client.makeCallbackQuery('')
    return { message: { ...made.message, message_id: id } }
  }

  await client.sendMessage(client.makeMessage('hola'))
  const menu = await card()
  expect(menu.text).toContain('¿Qué desea hacer?')
  await tap(menu)
  const consent = await card()
  expect(consent.text).toContain('permiso')
  await tap(consent)
  const age = await card()
  await client.sendMessage(client.makeMessage('1'))
  const question = await card()
  expect(question.data[0]).toMatch(/^\w+\.v\d+\|/)
  expect(age.text).not.toBe(question.text)
  expect(cards().find(({ id }) => id === menu.id)?.data).toEqual(['.'])
})

interface Card {
  readonly id: number
  readonly text: string
  readonly data: string[]
}

/** What the bot has sent, with what its buttons say now. */
function cards(): Card[] {
  return stored.parse(server.storage.botMessages).map(({ messageId: id, message: { text, reply_markup: markup } }) => ({
    id,
    text,
    data: (markup?.inline_keyboard ?? []).flat().map(({ callback_data: data }) => data),
  }))
}

const markup = z.object({ inline_keyboard: z.array(z.array(z.object({ callback_data: z.string() }))) })
const stored = z.array(
  z.object({ messageId: z.number(), message: z.object({ text: z.string(), reply_markup: markup.optional() }) }),
)

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
