import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { InboundMessage } from '../../src/core/event.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { command } from '../store/at-rest.ts'
import { until } from '../store/made.ts'
import { whatsAppPeer, type WhatsAppPeer } from '../whatsapp/peer.ts'
import { linked, whatsAppAccount, type WhatsAppAccount } from './whatsapp-account.ts'

let redis: TestRedis
let peer: WhatsAppPeer
let line: WhatsAppAccount
let heard: InboundMessage[]

beforeAll(async () => {
  redis = await startRedis(['appendfsync everysec'])
})

beforeEach(async () => {
  await command(redis, 'FLUSHALL')
  peer = await whatsAppPeer()
  line = await whatsAppAccount(peer, redis)
  heard = []
})

afterEach(async () => {
  await line.stop()
  await peer.stop()
  expect(peer.trouble).toEqual([])
})

afterAll(() => redis.stop())

function hear(message: InboundMessage): Promise<void> {
  heard.push(message)
  return Promise.resolve()
}

async function opened(): Promise<void> {
  await linked(peer, line.store)
  await line.channel.start(hear)
  await reaches('open')
}

function reaches(kind: string): Promise<unknown> {
  return until(
    () => Promise.resolve(line.channel.state().kind),
    (now) => now === kind,
  )
}

async function answers(): Promise<void> {
  const ana = peer.person()
  await ana.says('hola')
  await peer.until(() => heard.length > 0)
  const [message] = heard.splice(0)
  if (message === undefined) throw new Error('nothing was heard')
  const delivery = await line.channel.send(message.from, { id: `${message.id}/0`, to: message.from, text: 'Hola, Ana' })
  expect(delivery).toEqual({ status: 'sent' })
  await ana.hears('Hola, Ana')
}

describe('a linked line', () => {
  test('opens, hears and answers', async () => {
    await opened()
    expect(line.reported).toEqual(['WhatsApp: people can write to +573001110000 now.'])
    await answers()
  })

  test('that ends is opened again: told to begin anew (515), cut (428), server busy (503), no reason given (500)', async () => {
    await opened()
    const endings = [() => peer.endStream(515), () => peer.drop(), () => peer.endStream(503), () => peer.endStream(500)]
    for (const [n, end] of endings.entries()) {
      end()
      await peer.until(() => peer.logins === n + 2)
      await reaches('open')
      await answers()
    }
    expect(line.reported).toHaveLength(1)
  })
})

describe('a line that may not go on by itself', () => {
  test.each([
    [
      'another program logs in with the same session (440)',
      (there: WhatsAppPeer) => there.endStream(440, 'replaced'),
      'replaced',
      /another program/,
    ],
    ['WhatsApp bans the number (403)', (there: WhatsAppPeer) => failing(there, 403), 'banned', /banned/],
    [
      'the phone cannot have linked devices (411)',
      (there: WhatsAppPeer) => failing(there, 411),
      'mismatch',
      /linked devices/,
    ],
  ])('stops when %s, and says so', async (_when, end, why, sentence) => {
    await opened()
    end(peer)
    await reaches('stopped')
    expect(line.channel.state()).toEqual({ kind: 'stopped', why })
    expect(line.reported.at(-1)).toMatch(sentence)
    const { logins } = peer
    peer.login = 'ok'
    // Nobody else tries in its place.
    const other = await whatsAppAccount(peer, redis)
    await other.channel.start(hear)
    await until(
      () => Promise.resolve(other.channel.state().kind),
      (kind) => kind === 'elsewhere',
    )
    await other.stop()
    expect(peer.logins).toBe(logins)
    expect(await line.channel.send('whatsapp:1@lid', { id: 'a/0', to: 'whatsapp:1@lid', text: 'x' })).toMatchObject({
      status: 'retry',
      counted: false,
    })
  })

  test('forgets the keys when the phone unlinks it (401), and waits for another phone', async () => {
    await opened()
    peer.unlink()
    await reaches('unlinked')
    expect(line.reported.at(-1)).toMatch(/Link one with/)
    expect(await line.store.vaults.all('whatsapp keys')).toEqual([])
    await linked(peer, line.store)
    await reaches('open')
    await answers()
  })
})

describe('a line that cannot be opened', () => {
  test('is tried again and again, each time with longer waits, and told of once', async () => {
    peer.login = 503
    await linked(peer, line.store)
    await line.channel.start(hear)
    await until(
      () => Promise.resolve(line.reported.length),
      (count) => count === 1,
    )
    expect(line.reported).toEqual([
      'WhatsApp cannot be reached (503). It is tried again, and keeps messages meanwhile.',
    ])
    peer.login = 'ok'
    await reaches('open')
    expect(line.reported).toHaveLength(2)
    await answers()
  })

  test('because its version is too old (405), is tried with the present one, which is asked for once', async () => {
    await line.stop()
    let asked = 0
    const presentVersion = () => Promise.resolve([2, 3000, ++asked] as const)
    line = await whatsAppAccount(peer, redis, { presentVersion })
    peer.login = 405
    await linked(peer, line.store)
    await line.channel.start(hear)
    await until(
      () => Promise.resolve(line.reported.length),
      (count) => count === 1,
    )
    peer.login = 'ok'
    await reaches('open')
    expect(asked).toBe(1)
    await answers()
  })

  test('because its server says nothing, is left after a while', async () => {
    peer.login = 'silent'
    await line.stop()
    line = await whatsAppAccount(peer, redis, { times: { watchdogMs: 150 } })
    await linked(peer, line.store)
    await line.channel.start(hear)
    await reaches('away')
    expect(line.channel.state()).toEqual({ kind: 'away', code: 408 })
    peer.login = 'ok'
    await reaches('open')
    await answers()
  })
})

function failing(there: WhatsAppPeer, code: number): void {
  there.login = code
  there.drop()
}
