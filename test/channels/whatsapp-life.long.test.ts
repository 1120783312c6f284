import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InboundMessage } from '../../src/core/event.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { whatsAppPeer } from '../whatsapp/peer.ts'
import { linked, whatsAppAccount } from './whatsapp-account.ts'

let redis: TestRedis

beforeAll(async () => {
  redis = await startRedis(['appendfsync everysec'])
})

afterAll(() => redis.stop())

// Baileys gives a server five seconds more than there are between two signs of life.
test('a line whose other end has gone without a word (408) is given up and opened again', async () => {
  const peer = await whatsAppPeer()
  const line = await whatsAppAccount(peer, redis, { times: { pingMs: 200 } })
  const heard: InboundMessage[] = []
  await linked(peer, line.store)
  await line.channel.start((message) => Promise.resolve(void heard.push(message)))
  await peer.until(() => peer.logins === 1 && line.channel.isOpen?.())
  peer.mute = true
  await peer.until(() => line.channel.isOpen?.() === false)
  expect(line.noted.join()).toContain('(408)')
  peer.mute = false
  await peer.person().says('hola')
  await peer.until(() => heard.length === 1)
  await line.stop()
  await peer.stop()
  expect(peer.trouble).toEqual([])
})
