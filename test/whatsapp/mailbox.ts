import type { BinaryNode } from '@whiskeysockets/baileys'
import type { Connection } from './connection.ts'
import { node } from './nodes.ts'

/** What waits for the bot, as with WhatsApp: each message until the bot has taken or refused it, over any number of connections. */
export interface Mailbox {
  /** Hands a message over at once, or at the next login. */
  put(message: BinaryNode): void
  /** The bot took it. */
  taken(id: string): void
  /** Hands over all that waits, marked as from before. */
  handOver(connection: Connection): void
  readonly waiting: number
}

export function mailbox(current: () => Connection | null): Mailbox {
  const kept = new Map<string, BinaryNode>()
  return {
    put(message) {
      kept.set(message.attrs.id ?? '', message)
      current()?.send(message)
    },
    taken: (id) => void kept.delete(id),
    handOver(connection) {
      const backlog = [...kept.values()]
      for (const [nth, message] of backlog.entries())
        connection.send({ ...message, attrs: { ...message.attrs, offline: String(nth) } })
      connection.send(node('ib', {}, [node('offline', { count: String(backlog.length) })]))
    },
    get waiting() {
      return kept.size
    },
  }
}
