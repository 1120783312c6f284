import { createClient } from '@redis/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fold } from '../../src/core/hearing/text.ts'
import { redisStore } from '../../src/store/redis.ts'
import type { Store } from '../../src/store/store.ts'
import { everyoneWhoAsked } from '../../src/web/console/same-question.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { decided, followUp, heard, kept, text } from '../store/made.ts'

let redis: TestRedis
let store: Store

beforeAll(async () => {
  redis = await startRedis(['appendfsync everysec'])
  store = await redisStore({ socket: redis.socket })
})

afterAll(async () => {
  await store.close()
  await redis.stop()
})

/** Somebody whom the team promised to find it out. */
async function promised(who: string, question: string): Promise<string> {
  const work = await heard(store, text(who, question))
  const id = `promise:${work.event.id}`
  const { dueAt, ...rest } = followUp(work, id, { kind: 'promise', owner: 'staff', about: question })
  const planned = [{ id, kind: 'promise', dueAt, nth: 0, about: fold(question) }] as const
  const followUps = [{ type: 'plan', followUp: { ...rest, dueAt } }] as const
  await store.commit(work, decided(work, { state: kept(work, { planned }), followUps }), [])
  return work.conversation
}

/** The commands that the server is given meanwhile. */
async function commandsOf(work: () => Promise<unknown>): Promise<number> {
  const client = createClient({ socket: { path: redis.socket, tls: false } })
  await client.connect()
  const count = async () => Number(/total_commands_processed:(\d+)/.exec(await client.info('stats'))?.[1])
  const before = await count()
  await work()
  const after = await count()
  client.destroy()
  return after - before
}

test('everyone who asked the same is found, in their own words, however many asked something else', async () => {
  const one = await promised('telegram:1', '¿Cuánto pesa la luna?')
  const other = await promised('web:2', 'cuanto pesa la LUNA')
  const look = () => everyoneWhoAsked(store, 'Cuánto pesa la luna')
  const few = await commandsOf(look)
  for (let n = 0; n < 200; n++) await promised(`telegram:9${n}`, `¿Qué hay en el lugar ${n}?`)
  expect(await commandsOf(look)).toBe(few)
  expect(await look()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ conversation: one, question: '¿Cuánto pesa la luna?' }),
      expect.objectContaining({ conversation: other, question: 'cuanto pesa la LUNA' }),
    ]),
  )
  expect(await look()).toHaveLength(2)
})
