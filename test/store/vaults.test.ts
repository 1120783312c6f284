import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { redisStore } from '../../src/store/redis.ts'
import { sealWith } from '../../src/store/seal.ts'
import type { Lease, Store } from '../../src/store/store.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { command, everything } from './at-rest.ts'
import { next, until } from './made.ts'

const seal = sealWith(new Uint8Array(32).fill(7))

let redis: TestRedis
let here: Store
let there: Store

beforeAll(async () => {
  redis = await startRedis()
})

beforeEach(async () => {
  here = await redisStore({ url: redis.url, seal, owner: 'a:1' })
  there = await redisStore({ url: redis.url, seal, owner: 'b:2' })
})

afterEach(async () => {
  await Promise.all([here.close(), there.close()])
  await command(redis, 'FLUSHALL')
})

afterAll(() => redis.stop())

async function taken(store: Store, forMs = 60_000): Promise<Lease> {
  return next(async () => {
    const lease = await store.leases.take('line', forMs)
    return lease === null ? [] : [lease]
  })
}

describe('a vault', () => {
  test('gives back what was put in, over several vaults in one step, and keeps the rest', async () => {
    const lease = await taken(here)
    const keys = Array.from({ length: 812 }, (_, n) => ({ vault: 'keys', field: `key ${n}`, value: `value ${n}` }))
    expect(await here.vaults.write(lease, [...keys, { vault: 'pages', field: 'a', value: 'á"\n' }])).toBe(true)
    const gone = [
      { vault: 'keys', field: 'key 1', value: null },
      { vault: 'pages', field: 'b', value: 'ब' },
    ]
    expect(await here.vaults.write(lease, gone)).toBe(true)
    expect(await there.vaults.read('keys', ['key 811', 'key 1', 'none', 'key 0'])).toEqual([
      'value 811',
      null,
      null,
      'value 0',
    ])
    expect((await there.vaults.all('pages')).sort()).toEqual(['á"\n', 'ब'])
    expect(await there.vaults.all('keys')).toHaveLength(811)
    expect(await there.vaults.read('keys', [])).toEqual([])
    expect(await command(redis, 'TTL', 'puerto:{00}:vault:keys')).toBe(-1)
  })

  test('refuses one who held the lease before, whole, though that one knows of nothing', async () => {
    const late = await taken(here, 1)
    const lease = await taken(there)
    await there.vaults.write(lease, [{ vault: 'keys', field: 'session', value: 'new' }])
    const old = [
      { vault: 'keys', field: 'session', value: 'old' },
      { vault: 'pages', field: 'a', value: 'old' },
    ]
    expect(await here.vaults.write(late, old)).toBe(false)
    expect(await here.vaults.empty(late, ['keys'])).toBe(false)
    expect(await there.vaults.read('keys', ['session'])).toEqual(['new'])
    expect(await there.vaults.all('pages')).toEqual([])
  })

  test('is emptied by the holder of the lease', async () => {
    const lease = await taken(here)
    await here.vaults.write(lease, [{ vault: 'keys', field: 'session', value: 'x' }])
    expect(await here.vaults.empty(lease, ['keys', 'none'])).toBe(true)
    expect(await here.vaults.read('keys', ['session'])).toEqual([null])
  })

  test('shows at rest neither what it holds nor under what name', async () => {
    const lease = await taken(here)
    await here.vaults.write(lease, [{ vault: 'keys', field: 'phone-573001112233', value: 'private-key' }])
    await here.papers.put('message-3EB0', 'private-words', 60_000)
    const stored = await everything(redis)
    expect(stored).toContain('vault:keys')
    for (const word of ['573001112233', 'private', '3EB0']) expect(stored).not.toContain(word)
  })
})

describe('a paper', () => {
  test('is kept until its time is over, is replaced and dropped', async () => {
    await here.papers.put('a', 'uno', 60_000)
    await here.papers.put('a', 'dos', 60_000)
    expect(await there.papers.get('a')).toBe('dos')
    await there.papers.drop('a')
    expect(await here.papers.get('a')).toBeNull()
    await here.papers.put('b', 'breve', 30)
    expect(
      await until(
        () => here.papers.get('b'),
        (paper) => paper === null,
      ),
    ).toBeNull()
  })
})
