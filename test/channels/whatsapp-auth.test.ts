import { initAuthCreds, proto, type SignalDataSet } from '@whiskeysockets/baileys'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { credsWriter, isLinked, keysIn, numberOf, readCreds } from '../../src/channels/whatsapp/line/auth.ts'
import { LineLost, vaultUnder, type Lease } from '../../src/channels/whatsapp/line/vault.ts'
import { redisStore } from '../../src/store/redis.ts'
import type { Store } from '../../src/store/store.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { command, everything } from '../store/at-rest.ts'
import { seal } from './whatsapp-account.ts'

let redis: TestRedis
let store: Store
let lease: Lease
let failures: string[]

beforeAll(async () => {
  redis = await startRedis(['appendfsync everysec'])
})

beforeEach(async () => {
  await command(redis, 'FLUSHALL')
  store = await redisStore({ url: redis.url, seal, owner: 'here:1' })
  const taken = await store.leases.take('whatsapp', 60_000)
  if (taken === null) throw new Error('nobody else is here')
  lease = taken
  failures = []
})

afterEach(() => store.close())

afterAll(() => redis.stop())

const vault = () => vaultUnder(lease, store.vaults, ({ why }) => failures.push(why))

describe('the keys of a session', () => {
  const session = new Uint8Array([1, 2, 255])
  const data: SignalDataSet = {
    'pre-key': { '7': { public: Buffer.from([1]), private: Buffer.from([2]) } },
    session: { '900_1.0': session, gone: null },
    'lid-mapping': { '573001112233': '900' },
    'app-state-sync-version': { regular: { version: 3, hash: Buffer.alloc(128), indexValueMap: {} } },
    'app-state-sync-key': { key: { keyData: new Uint8Array([9]), timestamp: 1 } },
  }

  test('come back as they were, also to the next process', async () => {
    await keysIn(vault()).set(data)
    const keys = keysIn(vault())
    expect(await keys.get('pre-key', ['7', '8'])).toEqual(data['pre-key'])
    const { '900_1.0': kept, ...others } = await keys.get('session', ['900_1.0', 'gone'])
    expect(Buffer.from(kept ?? [])).toEqual(Buffer.from(session))
    expect(others).toEqual({})
    expect(await keys.get('lid-mapping', ['573001112233'])).toEqual({ '573001112233': '900' })
    expect(await keys.get('app-state-sync-version', ['regular'])).toEqual(data['app-state-sync-version'])
    expect(await keys.get('session', [])).toEqual({})
  })

  test('of the kind that WhatsApp reads as a message are one again', async () => {
    const keys = keysIn(vault())
    await keys.set(data)
    const { key } = await keys.get('app-state-sync-key', ['key'])
    expect(key).toBeInstanceOf(proto.Message.AppStateSyncKeyData)
    expect(Buffer.from(key?.keyData ?? [])).toEqual(Buffer.from([9]))
  })

  test('are taken out one by one', async () => {
    const keys = keysIn(vault())
    await keys.set(data)
    await keys.set({ 'pre-key': { '7': null } })
    expect(await keys.get('pre-key', ['7'])).toEqual({})
    expect(await keys.get('session', ['900_1.0'])).toHaveProperty(['900_1.0'])
  })

  test('say at rest neither whose they are nor what they are', async () => {
    await keysIn(vault()).set(data)
    const kept = await everything(redis)
    for (const word of ['573001112233', 'session', 'keyData', '900_1']) expect(kept).not.toContain(word)
  })

  test('are left alone by one who lost the lease: told once, and shut from then on', async () => {
    const late = vault()
    const keys = keysIn(late)
    await keys.set(data)
    await command(redis, 'HINCRBY', 'puerto:{00}:lease:whatsapp', 'token', '1')
    await expect(keys.set({ session: { '900_1.0': new Uint8Array([0]) } })).rejects.toThrow(LineLost)
    await expect(keys.get('session', ['900_1.0'])).rejects.toThrow('another process has the line')
    expect(failures).toEqual(['lease'])
    const { '900_1.0': kept } = await keysIn(vault()).get('session', ['900_1.0'])
    expect(Buffer.from(kept ?? [])).toEqual(Buffer.from(session))
  })

  test('are shut after the first failure of the store, so that nothing is taken for missing', async () => {
    let isAway = true
    const { vaults } = store
    const shaky = vaultUnder(
      lease,
      { ...vaults, read: (name, fields) => (isAway ? Promise.reject(new Error('away')) : vaults.read(name, fields)) },
      ({ why }) => failures.push(why),
    )
    const keys = keysIn(shaky)
    await expect(keys.get('session', ['900_1.0'])).rejects.toThrow('the store is away')
    isAway = false
    await expect(keys.set(data)).rejects.toThrow('the store is away')
    expect(failures).toEqual(['store'])
    expect(await store.vaults.all('whatsapp keys')).toEqual([])
  })
})

describe('the account', () => {
  test('is written whole, in its last state, and is linked once the phone has said so', async () => {
    const creds = initAuthCreds()
    expect(await readCreds(store.vaults)).toBeNull()
    const writer = credsWriter(vault(), creds)
    creds.me = { id: '573001110000:7@s.whatsapp.net', name: '~' }
    writer.save()
    creds.pairingCode = 'ABCDEFGH'
    writer.save()
    await writer.settled()
    const half = await readCreds(store.vaults)
    expect(half?.pairingCode).toBe('ABCDEFGH')
    expect(isLinked(half)).toBe(false)
    creds.account = {}
    writer.save()
    await writer.settled()
    const whole = await readCreds(store.vaults)
    expect(isLinked(whole) && numberOf(whole)).toBe('573001110000')
    expect(Buffer.from(whole?.noiseKey.private ?? [])).toEqual(Buffer.from(creds.noiseKey.private))
  })
})
