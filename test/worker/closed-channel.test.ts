import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OutboundMessage } from '../../src/core/outcome.ts'
import { redisStore } from '../../src/store/redis.ts'
import type { Store } from '../../src/store/store.ts'
import { workBehind } from '../channels/work-behind.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { text, until } from '../store/made.ts'
import { listening } from './listening.ts'

let redis: TestRedis
let store: Store

beforeAll(async () => {
  redis = await startRedis(['appendfsync everysec'])
  store = await redisStore({ url: redis.url })
})

afterAll(async () => {
  await store.close()
  await redis.stop()
})

test('what is to be sent on a channel that cannot send now waits, for another process or until it can', async () => {
  const sent: OutboundMessage[] = []
  let isOpen = false
  const worker = await workBehind({ ...listening('whatsapp', sent), isOpen: () => isOpen }, store)
  await store.append(text('whatsapp:1@lid', 'hola'))
  // The other process, which can send, finds it untouched.
  const [first] = await until(
    () => store.claimSends(['whatsapp'], 1),
    (claimed) => claimed.length === 1,
  )
  expect(first?.attempt).toBe(1)
  expect(sent).toEqual([])
  isOpen = true
  if (first !== undefined) {
    const delivery = { status: 'retry', afterMs: 1, reason: 'it had to stop', counted: false } as const
    await store.finishSend(first, delivery, [])
  }
  await until(
    () => Promise.resolve(sent),
    ({ length }) => length > 0,
  )
  expect(sent[0]?.id).toBe(first?.message.id)
  await worker.stop()
})
