import { afterAll, afterEach, beforeAll } from 'vitest'
import { redisStore } from '../../src/store/redis.ts'
import type { Store } from '../../src/store/store.ts'
import { storeContract } from '../contracts/store.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { command } from './at-rest.ts'
import { until } from './made.ts'

let redis: TestRedis
const open: Store[] = []

// A node of a cluster refuses any script that touches two slots: one partition a script is all that keeps it whole.
beforeAll(async () => {
  redis = await startRedis(['cluster-enabled yes', 'appendonly no'])
  await command(redis, 'CLUSTER', 'ADDSLOTSRANGE', '0', '16383')
  await until(
    () => command(redis, 'CLUSTER', 'INFO'),
    (info) => info.includes('cluster_state:ok'),
  )
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
