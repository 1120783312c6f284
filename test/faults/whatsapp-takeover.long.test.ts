import { once } from 'node:events'
import type { ChildProcess } from 'node:child_process'
import { expect, test } from 'vitest'
import { usualTimes } from '../../src/channels/whatsapp/whatsapp.ts'
import { linked, whatsAppAccount } from '../channels/whatsapp-account.ts'
import { startRedis } from '../redis-server.ts'
import { whatsAppPeer } from '../whatsapp/peer.ts'
import { startWhatsApp } from './killed-whatsapp.ts'

test(
  'of two processes that start at once one has the line; the other has it when that one is killed',
  { timeout: 120_000 },
  async () => {
    const redis = await startRedis(['appendfsync everysec'])
    const peer = await whatsAppPeer()
    const account = await whatsAppAccount(peer, redis)
    await linked(peer, account.store)
    const orders = {
      answers: 'word',
      redis: redis.url,
      url: peer.url,
      endAt: null,
      journal: true,
      leaseMs: 2_000,
    } as const
    const both = [startWhatsApp(orders), startWhatsApp(orders)]
    try {
      const [owner, waiting] = await Promise.all([
        Promise.race(both.map((child) => says(child, 'people can write'))),
        Promise.race(both.map((child) => says(child, 'another process has the line'))),
      ])
      expect(owner).not.toBe(waiting)
      const ana = peer.person()
      await ana.says('hola')
      await peer.until(() => ana.received[0])
      const takes = says(waiting, 'people can write')
      owner.kill('SIGKILL')
      await takes
      expect(peer).toMatchObject({ logins: 2, replaced: 0 })
      const { length } = ana.received
      await ana.says('1')
      await peer.until(() => ana.received.length > length)
      expect(ana.unreadable).toEqual([])
    } finally {
      both.forEach((child) => child.kill('SIGKILL'))
      await account.stop()
      await peer.stop()
      await redis.stop()
    }
  },
)

test('a line that was lost with its process is taken within 45 seconds: a lease, a look, and a login', () => {
  expect(usualTimes.leaseMs * (1 + 1 / 6)).toBeLessThanOrEqual(35_000)
})

async function says(child: ChildProcess, words: string): Promise<ChildProcess> {
  for (;;) {
    const [sentence]: unknown[] = await once(child, 'message')
    if (typeof sentence === 'string' && sentence.includes(words)) return child
  }
}
