import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { InboundMessage } from '../../src/core/event.ts'
import { leaseKey } from '../../src/store/keys.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { command } from '../store/at-rest.ts'
import { next, until } from '../store/made.ts'
import { whatsAppPeer, type Person, type WhatsAppPeer } from '../whatsapp/peer.ts'
import { linked, whatsAppAccount, type WhatsAppAccount } from './whatsapp-account.ts'

let redis: TestRedis
let peer: WhatsAppPeer
let ana: Person
let heard: string[]
const ids = new Set<string>()
const open: WhatsAppAccount[] = []

beforeAll(async () => {
  redis = await startRedis(['appendfsync everysec'])
})

beforeEach(async () => {
  await command(redis, 'FLUSHALL')
  peer = await whatsAppPeer()
  ana = peer.person()
  heard = []
})

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()))
  await peer.stop()
  expect(peer.trouble).toEqual([])
})

afterAll(() => redis.stop())

async function process(parts: Parameters<typeof whatsAppAccount>[2] = {}, hear = kept): Promise<WhatsAppAccount> {
  const one = await whatsAppAccount(peer, redis, parts)
  open.push(one)
  if (open.length === 1) await linked(peer, one.store)
  await one.channel.start(hear)
  return one
}

/** As the store does: the same message is kept once. */
function kept({ id, body }: InboundMessage): Promise<void> {
  if (!ids.has(id)) heard.push(body.kind === 'text' ? body.text : body.kind)
  ids.add(id)
  return Promise.resolve()
}

function reaches(one: WhatsAppAccount, kind: string): Promise<unknown> {
  return until(
    () => Promise.resolve(one.channel.state().kind),
    (now) => now === kind,
  )
}

describe('what people write', () => {
  test('is heard again, in its order, where it could not be kept at first', async () => {
    let failures = 1
    const one = await process({}, (message) => (failures-- > 0 ? Promise.reject(new Error('full')) : kept(message)))
    await reaches(one, 'open')
    for (const text of ['uno', 'dos', 'tres']) await ana.says(text)
    await peer.until(() => heard.length === 3)
    expect(heard).toEqual(['uno', 'dos', 'tres'])
    await peer.until(() => peer.waiting === 0)
    expect(one.reported).toHaveLength(1)
    await until(
      () => one.store.vaults.all('whatsapp journal'),
      (pages) => pages.length === 0,
    )
  })

  test('is heard by the next process where the first died before it was durable, though WhatsApp has forgotten it', async () => {
    const reached = died()
    const first = await process({}, reached.hear)
    await reaches(first, 'open')
    await ana.says('hola')
    await reached.it
    await peer.until(() => peer.waiting === 0)
    await first.channel.stop()
    const second = await process()
    await reaches(second, 'open')
    await peer.until(() => heard.length === 1)
    expect(heard).toEqual(['hola'])
    await until(
      () => second.store.vaults.all('whatsapp journal'),
      (pages) => pages.length === 0,
    )
  })

  test('is lost there without the journal', async () => {
    const reached = died()
    const first = await process({ guards: { journal: false } }, reached.hear)
    await reaches(first, 'open')
    await ana.says('hola')
    await reached.it
    await peer.until(() => peer.waiting === 0)
    await first.channel.stop()
    const second = await process()
    await reaches(second, 'open')
    await ana.says('¿hola?')
    await peer.until(() => heard.length === 1)
    expect(heard).toEqual(['¿hola?'])
  })

  test('stays at WhatsApp while the store is away, and is heard once it is back', async () => {
    const one = await process()
    await reaches(one, 'open')
    await ana.says('uno')
    await peer.until(() => peer.waiting === 0)
    await redis.kill()
    await ana.says('dos')
    await reaches(one, 'store')
    expect(peer.waiting).toBe(1)
    await ana.says('tres')
    await redis.restart()
    await peer.until(() => heard.length === 3)
    expect(heard).toEqual(['uno', 'dos', 'tres'])
    await peer.until(() => peer.waiting === 0)
  })
})

describe('the line', () => {
  test('is one process at a time, and the next one takes it when the first ends', async () => {
    const first = await process()
    await reaches(first, 'open')
    const second = await process()
    await reaches(second, 'elsewhere')
    expect(second.channel.isOpen?.()).toBe(false)
    await first.channel.stop()
    await reaches(second, 'open')
    await ana.says('hola')
    await peer.until(() => heard.length === 1)
    expect(peer.replaced).toBe(0)
  })

  test('is taken over from a process that could not hold it on, which finds that it is only one of ours', async () => {
    const first = await process({ times: { leaseMs: 6_000 } })
    await reaches(first, 'open')
    const second = await process()
    await reaches(second, 'elsewhere')
    // As if the first had been held up for too long.
    await command(redis, 'HSET', leaseKey('whatsapp'), 'until', '0')
    await reaches(second, 'open')
    await peer.until(() => peer.replaced === 1)
    await reaches(first, 'elsewhere')
    expect(first.reported.join()).not.toContain('another program')
    await ana.says('hola')
    await peer.until(() => heard.length === 1)
    expect(second.channel.state().kind).toBe('open')
  })

  test('is ended by its holder where the store does not let it be held on', async () => {
    const never = new Promise<never>(() => undefined)
    const first = await process()
    await reaches(first, 'open')
    await first.channel.stop()
    const { leases } = first.store
    let isHeldUp = false
    const late = await process({
      leases: {
        take: (name, forMs) => (isHeldUp ? Promise.resolve(null) : leases.take(name, forMs)),
        keep: () => never,
        letGo: () => Promise.resolve(),
      },
      times: { leaseMs: 400 },
    })
    await reaches(late, 'open')
    isHeldUp = true
    await until(
      () => Promise.resolve(late.channel.isOpen?.()),
      (isOpen) => isOpen === false,
    )
    const second = await process()
    await reaches(second, 'open')
    expect(peer.replaced).toBe(0)
  })

  test('writes nothing after another process was given the lease, and acknowledges nothing', async () => {
    const first = await process()
    await reaches(first, 'open')
    const other = await whatsAppAccount(peer, redis)
    open.push(other)
    await command(redis, 'HSET', leaseKey('whatsapp'), 'until', '0')
    const lease = await next(async () => {
      const taken = await other.store.leases.take('whatsapp', 60_000)
      return taken === null ? [] : [taken]
    })
    const keys = (await other.store.vaults.all('whatsapp keys')).sort()
    await ana.says('hola')
    await reaches(first, 'elsewhere')
    expect(peer.waiting).toBe(1)
    expect(heard).toEqual([])
    expect((await other.store.vaults.all('whatsapp keys')).sort()).toEqual(keys)
    await other.store.leases.letGo(lease)
    await peer.until(() => heard.length === 1)
    expect(heard).toEqual(['hola'])
  })
})

test('what was sent is sent again, also by a process that starts later, to a phone that could not read it', async () => {
  let from = ''
  const hear = (message: InboundMessage) => Promise.resolve(void (from = message.from))
  const first = await process({}, hear)
  await reaches(first, 'open')
  await ana.says('hola')
  await peer.until(() => from !== '')
  await first.channel.send(from, { id: 'a/0', to: from, text: 'Hola, Ana' })
  const { id } = await ana.hears('Hola, Ana')
  await first.channel.stop()
  const second = await process()
  await reaches(second, 'open')
  ana.cannotRead(id)
  await peer.until(() => ana.received.filter((one) => one.id === id).length === 2)
  expect(ana.received.map(({ message }) => message.extendedTextMessage?.text)).toEqual(['Hola, Ana', 'Hola, Ana'])
})

/** A process that dies at the very moment it is to keep a message. */
function died(): { it: Promise<void>; hear: () => Promise<void> } {
  let tell: () => void = () => undefined
  const it = new Promise<void>((resolve) => (tell = resolve))
  return {
    it,
    hear() {
      tell()
      return new Promise<never>(() => undefined)
    },
  }
}
