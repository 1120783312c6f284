import { expect, test } from 'vitest'
import { redisStore } from '../../src/store/redis.ts'
import { startRedis } from '../redis-server.ts'

test.each([
  [['appendfsync always', 'maxmemory-policy noeviction'], []],
  [
    ['appendonly no', 'appendfsync everysec', 'maxmemory-policy allkeys-lru'],
    [
      'Redis has appendonly no where yes is needed: whatever people wrote since the last snapshot is lost when the server stops.',
      'Redis has appendfsync everysec where always is needed: up to a second of answers is lost in a power cut.',
      'Redis has maxmemory-policy allkeys-lru where noeviction is needed: the server throws answers away when its memory is full.',
    ],
  ],
])('of a server with %j is told %j', async (settings, told) => {
  const redis = await startRedis(settings)
  const store = await redisStore({ socket: redis.socket })
  try {
    expect(await store.durability()).toEqual(told)
  } finally {
    await store.close()
    await redis.stop()
  }
})
