import { setTimeout as rest } from 'node:timers/promises'
import type { Guards } from '../../src/channels/whatsapp/line/socket.ts'
import { startRedis } from '../redis-server.ts'
import { whatsAppPeer } from '../whatsapp/peer.ts'
import { linked, whatsAppAccount } from '../channels/whatsapp-account.ts'

export interface Race {
  readonly heard: number
  /** Whether they were heard in the order in which they were written. */
  readonly ordered: boolean
  readonly readable: number
  readonly unreadable: number
}

/** A person writes so many messages, one in two milliseconds, and each is answered while the next ones come in. */
export async function race(messages: number, guards?: Partial<Guards>): Promise<Race> {
  const redis = await startRedis(['appendfsync everysec'])
  const peer = await whatsAppPeer()
  const [ana, luis] = [peer.person(), peer.person({ name: 'Luis' })]
  const account = await whatsAppAccount(peer, redis, guards === undefined ? {} : { guards })
  const { channel, store } = account
  await linked(peer, store)
  const heard: string[] = []
  const answers: Promise<unknown>[] = []
  try {
    await channel.start(({ id, from, body }) => {
      if (body.kind === 'text') heard.push(body.text)
      answers.push(channel.send(from, { id: `${id}/0`, to: from, text: 'anotado' }))
      return Promise.resolve()
    })
    for (let n = 0; n < messages; n++) {
      await ana.says(`mensaje ${n}`)
      await rest(2)
    }
    await peer.until(() => peer.waiting === 0)
    // What WhatsApp was told of and was not heard before this one never will be.
    await luis.says('fin')
    await luis.hears('anotado')
    await Promise.all(answers)
    const { received, unreadable } = ana
    await peer.until(() => received.length + unreadable.length >= answers.length - 1)
    const expected = Array.from({ length: messages }, (_, n) => `mensaje ${n}`)
    return {
      heard: heard.length - 1,
      ordered: heard.join() === [...expected, 'fin'].join(),
      readable: new Set(received.map(({ id }) => id)).size,
      unreadable: unreadable.length,
    }
  } finally {
    await account.stop()
    await peer.stop()
    await redis.stop()
  }
}
