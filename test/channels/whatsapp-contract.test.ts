import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { channelContract } from '../contracts/channel.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { until } from '../store/made.ts'
import { whatsAppPeer, type WhatsAppPeer } from '../whatsapp/peer.ts'
import { linked, whatsAppAccount, type WhatsAppAccount } from './whatsapp-account.ts'

let redis: TestRedis
let peer: WhatsAppPeer
const open: WhatsAppAccount[] = []

beforeAll(async () => {
  redis = await startRedis(['appendfsync everysec'])
  peer = await whatsAppPeer()
  const first = await whatsAppAccount(peer, redis)
  await linked(peer, first.store)
  await first.stop()
})

afterEach(async () => {
  for (const account of open.splice(0)) await account.stop()
  expect(peer.trouble).toEqual([])
})

afterAll(async () => {
  await peer.stop()
  await redis.stop()
})

/** Everybody wrote today. */
const wrote = {
  raise: () => Promise.resolve(true),
  of: (name: string) => Promise.resolve(name.startsWith('whatsapp wrote') ? 1 : 0),
}

channelContract(async () => {
  const account = await whatsAppAccount(peer, redis, { heights: wrote })
  open.push(account)
  const { channel, noted } = account
  const ana = peer.person()
  const state = () => Promise.resolve(channel.state().kind)
  return {
    channel: {
      ...channel,
      async start(receive) {
        await channel.start(receive)
        await until(state, (now) => now === 'open')
      },
    },
    person: `whatsapp:${ana.lid}`,
    async write(text) {
      const id = await ana.says(text)
      const isRead = () => ana.receipts.some((one) => one.id === id && one.type === 'read')
      const isRefused = () => noted.some((sentence) => sentence.includes('could not be kept'))
      await until(() => Promise.resolve(isRead() || isRefused()), Boolean)
      return isRead() ? 'acknowledged' : 'refused'
    },
    seen: () => Promise.resolve(ana.seen()),
  }
})
