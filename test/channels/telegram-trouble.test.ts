import { afterEach, expect, test } from 'vitest'
import { until } from '../store/made.ts'
import { Refusal } from './bot-api-methods.ts'
import { openHouse, person, type TelegramHouse } from './telegram-house.ts'

const open: TelegramHouse[] = []

async function opened(): Promise<TelegramHouse> {
  const house = await openHouse()
  open.push(house)
  return house
}

afterEach(async () => {
  for (const house of open.splice(0)) await house.stop()
})

test('while the store is away nothing is confirmed; afterwards everything is answered, in order', async () => {
  const house = await opened()
  const { api, redis, store } = house
  const who = person(house, 1)
  for (const text of ['hola', '1', '1', '1', '1', '1', '1']) await who.say(text)
  await redis.kill()
  for (const text of ['Finca 1', 'atrás', 'Finca 2']) api.write(1, text)
  await until(
    () => Promise.resolve(house.reported.length),
    (count) => count > 0,
  )
  expect(api.waiting()).toBe(3)
  await redis.restart()
  await api.until(() => api.waiting() === 0)
  await who.settled()
  const heard = (await store.transcript(who.conversation)).filter((entry) => entry.who === 'person')
  expect(heard.slice(-3).map(({ text }) => text)).toEqual(['Finca 1', 'atrás', 'Finca 2'])
  expect(house.reported.map((sentence) => sentence.split('.')[0])).toEqual([
    'What Telegram brought could not be kept',
    'Telegram: all is well again',
  ])
})

test('a pause that Telegram asks for, however often, spends no try', async () => {
  const house = await opened()
  house.api.refuse('sendMessage', new Refusal(429, 'Too Many Requests: retry after 0', { retry_after: 0 }), 10)
  const said = await person(house, 1).say('hola')
  expect(said.map(({ text }) => text).join()).toContain('Soy el asistente')
  expect(await house.store.undelivered()).toEqual([])
})

test('what somebody who blocked the bot was to be told is given up at once, and they are answered when they come back', async () => {
  const house = await opened()
  const { api } = house
  const who = person(house, 1)
  for (const text of ['hola', '1', '1', '1']) await who.say(text)
  api.refuse('sendMessage', new Refusal(403, 'Forbidden: bot was blocked by the user'))
  expect(await who.say('1')).toEqual([])
  expect((await house.store.undelivered()).map(({ reason }) => reason)).toEqual([
    'Forbidden: bot was blocked by the user',
  ])
  expect(await who.say('1')).not.toEqual([])
})

test('a cut network repeats a message at most once for each cut, and loses none', async () => {
  const house = await opened()
  const who = person(house, 1)
  house.api.cut('sendMessage', 'before', 1)
  house.api.cut('sendMessage', 'after', 1)
  const said = (await who.say('hola')).map(({ text }) => text)
  expect(new Set(said).size).toBeGreaterThan(0)
  expect(said.length - new Set(said).size).toBeLessThanOrEqual(1)
  expect(await house.store.undelivered()).toEqual([])
})
