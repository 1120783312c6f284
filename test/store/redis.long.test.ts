import { beforeAll } from 'vitest'
import { storeContract } from '../contracts/store.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { freshStores } from './fresh-stores.ts'

/** The suite holds it to the same on a node of a cluster, which refuses more: see `cluster.test.ts`. */
let redis: TestRedis

beforeAll(async () => {
  redis = await startRedis(['appendfsync everysec'])
})

storeContract(freshStores(() => redis))
