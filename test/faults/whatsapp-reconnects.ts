import { once } from 'node:events'
import { setTimeout as rest } from 'node:timers/promises'
import { linked, whatsAppAccount } from '../channels/whatsapp-account.ts'
import { startRedis } from '../redis-server.ts'
import { whatsAppPeer } from '../whatsapp/peer.ts'
import { startWhatsApp } from './killed-whatsapp.ts'

/** Baileys holds on for a minute to what it asked over a line that is gone. */
const FORGOTTEN_MS = 65_000

/** Bytes in use once the line was lost so many times, for each of these numbers. */
export async function heapAfter(losses: readonly number[]): Promise<number[]> {
  const redis = await startRedis(['appendfsync everysec'])
  const peer = await whatsAppPeer()
  const account = await whatsAppAccount(peer, redis)
  await linked(peer, account.store)
  const place = { redis: redis.url, url: peer.url }
  const child = startWhatsApp({ ...place, endAt: null, journal: true, answers: 'word', leaseMs: 10_000 })
  const ana = peer.person()
  try {
    const found: number[] = []
    for (const wanted of losses) {
      while (peer.logins <= wanted) {
        const { logins } = peer
        await peer.until(() => peer.logins > 0)
        // Every now and then after something was said, else as soon as it could be.
        if (logins % 20 === 0) {
          const { length } = ana.received
          await ana.says('hola')
          await peer.until(() => ana.received.length > length)
        }
        peer.drop()
        await peer.until(() => peer.logins > logins)
      }
      await rest(FORGOTTEN_MS)
      child.send('measure')
      found.push(await measured(child))
    }
    return found
  } finally {
    child.kill('SIGKILL')
    await account.stop()
    await peer.stop()
    await redis.stop()
  }
}

async function measured(child: ReturnType<typeof startWhatsApp>): Promise<number> {
  for (;;) {
    const [bytes]: unknown[] = await once(child, 'message')
    if (typeof bytes === 'number') return bytes
  }
}
