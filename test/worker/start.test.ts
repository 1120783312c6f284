import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { StoreUnavailable, type Store } from '../../src/store/store.ts'
import { startWorker } from '../../src/worker/worker.ts'
import { content } from '../content.ts'
import { redisStore } from '../../src/store/redis.ts'
import { startRedis } from '../redis-server.ts'

it('leaves nothing running where it cannot hear of new work', async () => {
  const redis = await startRedis()
  const store = await redisStore({ socket: redis.socket })
  let claims = 0
  const away: Store = {
    ...store,
    onReady: () => Promise.reject(new StoreUnavailable('Redis is away.')),
    claim: () => {
      claims += 1
      return Promise.resolve([])
    },
  }
  const start = startWorker({
    ...{ store: away, content, channels: [], log: { info: quiet, warn: quiet, error: quiet } },
    ask: () => Promise.reject(new Error('nothing asks here')),
    unlink: () => Promise.resolve(),
    times: { pollMs: 1, clockMs: 1 },
  })
  await expect(start).rejects.toThrow('Redis is away.')
  await pause(20)
  expect(claims).toBe(0)
  await store.close()
  await redis.stop()
})

function quiet(): void {
  return
}
