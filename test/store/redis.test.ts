import { beforeAll } from 'vitest'
import { storeContract } from '../contracts/store.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { freshStores } from './fresh-stores.ts'

let redis: TestRedis

beforeAll(async () => {
  redis = await startRedis(['appendfsync everysec'])
})

storeContract(freshStores(() => redis))
