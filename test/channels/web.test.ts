import { afterAll, beforeAll, expect, test } from 'vitest'
import { webChannel } from '../../src/channels/web.ts'
import { plainText } from '../../src/core/saying/plain-text.ts'
import { redisStore } from '../../src/store/redis.ts'
import type { Store } from '../../src/store/store.ts'
import { channelContract } from '../contracts/channel.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'

let redis: TestRedis
let store: Store
let people = 0

beforeAll(async () => {
  redis = await startRedis(['appendfsync everysec'])
  store = await redisStore({ socket: redis.socket })
})

afterAll(async () => {
  await store.close()
  await redis.stop()
})

function wire() {
  const person = `web:person${people++}`
  let posts = 0
  const channel = webChannel({
    letters: store.letters,
    conversationOf: store.conversationOf,
    now: Date.now,
    fetch: ({ path }) => Promise.resolve(new TextEncoder().encode(path)),
  })
  const letters = async () => (await store.letters.since(store.conversationOf(person), 0)).map(({ letter }) => letter)
  return {
    channel,
    person,
    letters,
    write: (text: string) =>
      channel.hear({ id: `post-${posts++}`, from: person, body: { kind: 'text', text } }, text).then(
        () => 'acknowledged' as const,
        () => 'refused' as const,
      ),
    seen: async () => (await letters()).filter(({ who }) => who === 'bot').map(plainText),
  }
}

channelContract(wire)

test('what a person writes and what is sent are letters, each kept once, in the order they came', async () => {
  const { channel, person, letters } = wire()
  await channel.start(() => Promise.resolve())
  const post = { id: 'post-one', from: person, body: { kind: 'text', text: 'hola' } } as const
  await channel.hear(post, 'hola')
  await channel.hear(post, 'hola')
  const reply = { id: 'e1/0', to: person, text: 'Buenos días' }
  await channel.send(person, reply)
  await channel.send(person, reply)
  expect((await letters()).map(({ who, text }) => [who, text])).toEqual([
    ['person', 'hola'],
    ['bot', 'Buenos días'],
  ])
})
