import { proto, type CacheStore } from '@whiskeysockets/baileys'
import type { Address } from '../../../core/event.ts'

/** Sealed texts, each kept for a while under a name. */
export interface Papers {
  /** `whose`: it is about this person, and goes when what is kept of them is erased. */
  put(name: string, text: string, forMs: number, whose?: Address): Promise<void>
  get(name: string): Promise<string | null>
  drop(name: string): Promise<void>
}

/** What was sent, for a phone that could not read it and asks for it again. */
export interface Sent {
  put(id: string, message: proto.IMessage, how?: { forMs?: number; to?: Address }): Promise<void>
  /** Undefined for what was not sent from here, or too long ago: an empty message would be sent as such. */
  get(id: string): Promise<proto.IMessage | undefined>
}

/** WhatsApp itself keeps what a phone has not fetched for about as long. */
const KEPT_MS = 14 * 24 * 60 * 60_000

/** How often one message was asked for again is of no interest later. */
const COUNTED_MS = 60 * 60_000

export function sentIn(papers: Papers): Sent {
  const name = (id: string) => `whatsapp sent ${id}`
  return {
    put: (id, message, { forMs = KEPT_MS, to } = {}) =>
      papers.put(name(id), Buffer.from(proto.Message.encode(message).finish()).toString('base64'), forMs, to),
    async get(id) {
      const text = await papers.get(name(id))
      return text === null ? undefined : proto.Message.decode(Buffer.from(text, 'base64'))
    },
  }
}

/** Counts how often a message was asked for again, also over a new socket and a new start: five times, and no more. */
export function retryCounts(papers: Papers): CacheStore {
  const name = (key: string) => `whatsapp retry ${key}`
  return {
    async get<T>(key: string) {
      // Baileys keeps nothing but numbers here, and takes none for 0.
      const isCount = (value: unknown): value is T => typeof value === 'number'
      const count: unknown = JSON.parse((await papers.get(name(key))) ?? '0')
      if (!isCount(count)) throw new Error('a count of retries is no number')
      return count
    },
    set: (key, count) => papers.put(name(key), JSON.stringify(count), COUNTED_MS),
    del: (key) => papers.drop(name(key)),
    // They go by themselves.
    flushAll: () => undefined,
  }
}
