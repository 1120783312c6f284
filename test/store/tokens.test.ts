import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { tokenKeys } from '../../src/store/keys.ts'
import { redisStore } from '../../src/store/redis.ts'
import type { Store } from '../../src/store/store.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { command, everything } from './at-rest.ts'

const limits = { personDay: 100, day: 100, month: 150 }
const today = Math.floor(Date.now() / 86_400_000)

let redis: TestRedis
let store: Store

beforeEach(async () => {
  redis = await startRedis(['appendfsync everysec'])
  store = await redisStore({ url: redis.url })
})

afterEach(async () => {
  await store.close()
  await redis.stop()
})

async function keysOf(): Promise<string[]> {
  const stored = (await everything(redis)).split('\n').map((line) => line.split(' ')[0] ?? '')
  return stored.filter((key) => key.includes(':tokens:'))
}

/** As if the day's counts had been made on another day. */
async function yesterday(month?: number): Promise<void> {
  for (const key of await keysOf()) {
    const when = key === tokenKeys.month ? month : today - 1
    if (when !== undefined) await command(redis, 'HSET', key, 'when', String(when))
  }
}

describe('the count of tokens', () => {
  test('begins anew each day, and that of the month goes on', async () => {
    await store.tokens.reserve('ana', 100, limits)
    await yesterday()
    expect(await store.tokens.reserve('ana', 51, limits)).toBeNull()
    expect(await store.tokens.reserve('ana', 50, limits)).not.toBeNull()
  })

  test('begins anew each month', async () => {
    await store.tokens.reserve('ana', 100, limits)
    await yesterday(1)
    expect(await store.tokens.reserve('ana', 100, limits)).not.toBeNull()
  })

  test('knows the months of the calendar', async () => {
    await store.tokens.reserve('ana', 1, limits)
    const now = new Date()
    const sinceMarch = now.getUTCFullYear() * 12 + now.getUTCMonth() - 2
    expect(await command(redis, 'HGET', tokenKeys.month, 'when')).toBe(String(sinceMarch))
  })

  test('is not corrected for a day that is over', async () => {
    const old = await store.tokens.reserve('ana', 90, limits)
    if (old === null) throw new Error('none were left')
    await yesterday()
    await store.tokens.reserve('ana', 50, { ...limits, month: 1000 })
    await store.tokens.settle({ ...old, day: today - 1 }, 0)
    expect(await store.tokens.reserve('ana', 51, { ...limits, month: 1000 })).toBeNull()
  })

  test('goes by itself, and names nobody', async () => {
    await store.tokens.reserve('ana-perez', 10, limits)
    expect(await everything(redis)).not.toContain('ana-perez')
    const keys = await keysOf()
    expect(keys).toHaveLength(3)
    for (const key of keys) expect(Number(await command(redis, 'TTL', key))).toBeGreaterThan(86_400)
  })
})
