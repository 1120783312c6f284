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

  test.each([
    ['is told to begin again (515)', () => peer.endStream(515)],
    ['is cut (428)', () => peer.drop()],
    ['is told that the server is busy (503)', () => peer.endStream(503)],
    ['breaks for no reason that is given (500)', () => peer.endStream(500)],
  ])('that %s is opened again, and answers', async (_why, end) => {
    await opened()
    end()
    await until(
      () => Promise.resolve(peer.logins),
      (logins) => logins === 2,
    )
    await reaches('open')
    await answers()
    expect(line.reported).toHaveLength(1)
  })
})
