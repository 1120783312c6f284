import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { keyVault } from '../../src/channels/whatsapp/line/vault.ts'
import { linked, whatsAppAccount } from '../channels/whatsapp-account.ts'
import { startRedis } from '../redis-server.ts'
import { whatsAppPeer, type How } from '../whatsapp/peer.ts'
import { startWhatsApp } from './killed-whatsapp.ts'

/** What a process printed and noted, and every key that was in its vault meanwhile. */
export interface Life {
  readonly printed: string
  readonly keys: readonly Buffer[]
}

/** All that makes libsignal print sessions: new ones in the place of old ones, damage on the way, and things asked for again. */
export async function lifeOnWhatsApp(loud: boolean): Promise<Life> {
  const redis = await startRedis(['appendfsync everysec'])
  const peer = await whatsAppPeer()
  const account = await whatsAppAccount(peer, redis)
  const keys: Buffer[] = []
  const look = async () =>
    keys.push(...(await account.store.vaults.all(keyVault)).flatMap((kept) => keysIn(JSON.parse(kept))))
  await linked(peer, account.store)
  const child = startWhatsApp(
    { redis: redis.url, url: peer.url, endAt: null, journal: true, answers: 'word', leaseMs: 1_200, loud },
    'pipe',
  )
  const output = Promise.all([textOf(child.stdout), textOf(child.stderr)])
  const ended = once(child, 'exit')
  try {
    const ana = peer.person()
    const said = async (line: string, how?: How) => {
      const { length } = ana.received
      await ana.says(line, how)
      await peer.until(() => ana.received.length > length)
      await look()
    }
    await said('hola')
    await ana.forgetsSession()
    await said('1')
    await said('1', { corrupt: true })
    const id = ana.received[0]?.id ?? ''
    ana.cannotRead(id, 2)
    await peer.until(() => ana.received.filter((received) => received.id === id).length > 1)
    peer.drop()
    await peer.until(() => peer.logins === 2)
    await said('1')
    child.kill('SIGTERM')
    await ended
    return { printed: (await output).join(''), keys }
  } finally {
    child.kill('SIGKILL')
    await account.stop()
    await peer.stop()
    await redis.stop()
  }
}

async function textOf(stream: Readable | null): Promise<string> {
  return stream === null ? '' : text(stream)
}

/** Those of the keys that were printed, in any of the ways in which that is done. */
export function printedOf({ printed, keys }: Life): Buffer[] {
  return keys.filter((key) =>
    [
      key.toString('base64'),
      key.toString('base64url'),
      key.toString('hex'),
      (key.toString('hex').match(/../g) ?? []).join(' '),
    ].some((form) => printed.includes(form)),
  )
}

/** Whatever is as long as a key, at any depth. */
export function keysIn(value: unknown): Buffer[] {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value, 'base64')
    const isKey = bytes.toString('base64') === value && (bytes.length === 32 || bytes.length === 33)
    return isKey ? [bytes] : []
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(keysIn) : []
}
