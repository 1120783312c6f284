import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { openCloudHouse, somebodyIn, type CloudHouse } from './cloud-house.ts'
import { shownOf, type CloudLine } from './cloud-line.ts'

/** What WhatsApp says became of messages, with the whole of Puerto behind it. */
let house: CloudHouse
let line: CloudLine
let store: Store

beforeAll(async () => {
  house = await openCloudHouse()
  ;({ line, store } = house)
})

afterAll(() => house.stop())

const somebody = (number: string) => somebodyIn(house, number)

test('statuses count by how far they say the message is, in whatever order and however often they come', async () => {
  const who = somebody('573001110013')
  for (const words of ['hola', '1', '1', '1']) await who.say(words)
  const before = { said: who.all().length, given: (await store.undelivered()).length }
  const orders = [
    ['read', 'delivered', 'sent', 'failed'],
    ['sent', 'delivered', 'failed', 'read', 'failed'],
    ['failed', 'sent', 'failed'],
  ]
  for (const [n, order] of orders.entries()) {
    const sent = who.all().at(-1 - n)
    for (const status of order) {
      const code = status === 'failed' ? 131_049 : undefined
      expect(await Promise.all([1, 2].map(() => line.status(sent, status, code)))).toEqual([200, 200])
    }
  }
  await who.settled()
  expect(who.all()).toHaveLength(before.said)
  expect(await store.undelivered()).toHaveLength(before.given + 1)
})

test('what WhatsApp took and could not deliver comes once more, and is left to staff where it fails again', async () => {
  const who = somebody('573001110009')
  for (const words of ['hola', '1', '1', '1']) await who.say(words)
  const sent = who.last()
  await line.status(sent, 'sent')
  for (let n = 0; n < 3; n++) expect(await line.status(sent, 'failed', 131_053)).toBe(200)
  await store.hurrySend(who.conversation, 'cloud')
  await who.settled()
  const again = who.last()
  expect(again).toEqual({ ...sent, biz_opaque_callback_data: sent?.biz_opaque_callback_data.replace('0 ', '0+ ') })
  expect(await line.status(again, 'failed', 131_053)).toBe(200)
  await who.say('1')
  expect(who.all().filter((one) => shownOf(one) === (sent === undefined ? '' : shownOf(sent)))).toHaveLength(2)
  const messageId = sent?.biz_opaque_callback_data.split(' ')[2]
  expect((await store.undelivered()).filter(({ conversation }) => conversation === who.conversation)).toMatchObject([
    { conversation: who.conversation, messageId, reason: 'WhatsApp took it, and then said 131053' },
  ])
})

test('who cannot be reached is left in peace, and is answered when they write again', async () => {
  const who = somebody('573001110007')
  await who.say('hola')
  expect(await line.status(who.last(), 'failed', 131_026)).toBe(200)
  await who.settled()
  expect((await who.say('1')).length).toBeGreaterThan(0)
})
