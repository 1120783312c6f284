import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { redisStore } from '../../src/store/redis.ts'
import { sealWith } from '../../src/store/seal.ts'
import type { Lease, Store } from '../../src/store/store.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { command, everything } from './at-rest.ts'
import { newState } from '../../src/core/state.ts'
import { decided, heard, next, text, until } from './made.ts'

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

  test('about a person goes when what is kept of them is erased, and nothing of anybody else', async () => {
    const minute = 60_000
    await here.papers.put('long', 'hola', 2 * minute, 'whatsapp:1')
    await here.papers.put('short', 'hola', minute, 'whatsapp:1')
    await here.papers.put('other', 'hola', minute, 'whatsapp:2')
    await here.papers.put('nobody', 'hola', minute)
    const work = await heard(here, text('whatsapp:1', 'borrar todo'))
    const records = [{ type: 'erase', reason: 'asked', at: work.event.at }] as const
    await here.commit(work, decided(work, { state: newState, records }), [])
    const left = await Promise.all(['long', 'short', 'other', 'nobody'].map((name) => there.papers.get(name)))
    expect(left).toEqual([null, null, 'hola', 'hola'])
  })

  test('is found for as long as it is kept, however short the next one is', async () => {
    await here.papers.put('long', 'hola', 60_000, 'whatsapp:1')
    await here.papers.put('short', 'hola', 30, 'whatsapp:1')
    await until(
      () => here.papers.get('short'),
      (paper) => paper === null,
    )
    const [list] = /puerto:\{00\}:papers:\w+/.exec(await everything(redis)) ?? []
    expect(Number(await command(redis, 'PTTL', list ?? ''))).toBeGreaterThan(30_000)
  })
})
