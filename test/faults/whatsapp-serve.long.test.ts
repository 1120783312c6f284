import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { linked, whatsAppAccount } from '../channels/whatsapp-account.ts'
import { startRedis } from '../redis-server.ts'
import { freePort, startServe } from '../web/serve-process.ts'
import { whatsAppPeer } from '../whatsapp/peer.ts'

/** The promise: whoever has the line may be killed, and people wait no longer than this. */
const TAKEN_WITHIN_MS = 45_000

test('of two Puertos one has the line; the other has it within 45 seconds of a kill, and ends as it is told', async () => {
  const redis = await startRedis()
  const peer = await whatsAppPeer()
  const account = await whatsAppAccount(peer, redis)
  await linked(peer, account.store)
  const folder = await mkdtemp(join(tmpdir(), 'puerto-'))
  const settings = { WHATSAPP: 'on', WHATSAPP_WS_URL: peer.url, REDIS_URL: redis.url, PUERTO_KEY: '07'.repeat(32) }
  const start = async (name: string) => startServe(join(folder, name), await freePort(), settings)
  const first = await start('first')
  try {
    const ana = peer.person()
    await ana.says('hola')
    await peer.until(() => ana.received[0])
    const second = await start('second')
    try {
      await first.kill()
      const killed = performance.now()
      const { length } = ana.received
      await ana.says('1')
      await peer.until(() => ana.received.length > length)
      expect(performance.now() - killed).toBeLessThan(TAKEN_WITHIN_MS)
      expect(peer).toMatchObject({ logins: 2, replaced: 0, waiting: 0 })
      expect(ana.unreadable).toEqual([])
      const { ms, code } = await second.stop()
      expect(code).toBe(0)
      expect(ms).toBeLessThan(10_000)
    } finally {
      await second.kill()
    }
  } finally {
    await first.kill()
    await account.stop()
    await peer.stop()
    await redis.stop()
    await rm(folder, { recursive: true, force: true })
  }
})
