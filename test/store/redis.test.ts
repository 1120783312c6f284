import { afterAll, afterEach, beforeAll } from 'vitest'
import { createClient } from '@redis/client'
import { redisStore } from '../../src/store/redis.ts'
import type { Store } from '../../src/store/store.ts'
import { storeContract } from '../contracts/store.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'

let redis: TestRedis
const open: Store[] = []

beforeAll(async () => {
  redis = await startRedis()
})

afterEach(async () => {
  await Promise.all(open.splice(0).map((store) => store.close()))
  const client = await createClient({ url: redis.url }).connect()
  await client.flushAll()
  client.destroy()
})

afterAll(() => redis.stop())

storeContract(async (options = {}) => {
  const store = await redisStore({ url: redis.url, ...options })
  open.push(store)
  return store
})
