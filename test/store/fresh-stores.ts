import { afterAll, afterEach } from 'vitest'
import { redisStore } from '../../src/store/redis.ts'
import type { Store } from '../../src/store/store.ts'
import type { TestRedis } from '../redis-server.ts'
import { command } from './at-rest.ts'
import type { Stores } from './made.ts'

/** Stores on one server, which is empty again after each test and ends with the last. */
export function freshStores(server: () => TestRedis): Stores {
  const open: Store[] = []
  afterEach(async () => {
    await Promise.all(open.splice(0).map((store) => store.close()))
    await command(server(), 'FLUSHALL')
  })
  afterAll(() => server().stop())
  return async (options = {}) => {
    const store = await redisStore({ url: server().url, ...options })
    open.push(store)
    return store
  }
}
