import { afterAll, afterEach, beforeAll } from 'vitest'
import { redisStore } from '../../src/store/redis.ts'
import type { Store } from '../../src/store/store.ts'
import { storeContract } from '../contracts/store.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { command } from './at-rest.ts'

let redis: TestRedis
const open: Store[] = []

beforeAll(async () => {
  redis = await startRedis(['appendfsync everysec'])
})

afterEach(async () => {
  await Promise.all(open.splice(0).map((store) => store.close()))
  await command(redis, 'FLUSHALL')
})

afterAll(() => redis.stop())

storeContract(async (options = {}) => {
  const store = await redisStore({ url: redis.url, ...options })
  open.push(store)
  return store
})
