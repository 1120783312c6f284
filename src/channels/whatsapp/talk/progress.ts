import { createHash } from 'node:crypto'
import type { Heights } from './acquaintance.ts'

/** Which parts of messages WhatsApp has taken, so that a retry does not repeat them. */
export interface Progress {
  isTaken(id: string): Promise<boolean>
  taken(id: string): Promise<void>
}

/** Longer than a message is tried. */
const KEPT_MS = 8 * 24 * 60 * 60_000

export function progressIn(heights: Heights): Progress {
  const name = (id: string) => `whatsapp taken ${id}`
  return {
    isTaken: async (id) => (await heights.of(name(id))) > 0,
    async taken(id) {
      await heights.raise(name(id), 1, KEPT_MS)
    },
  }
}

/**
 * WhatsApp's own id of one part of a message, in the form that its web page gives. The same part has the same at every
 * try, and a phone shows one message for one id.
 */
export function idOf(message: string, part: string): string {
  const digest = createHash('sha256').update(`${message} ${part}`).digest('hex')
  return `3EB0${digest.slice(0, 18).toUpperCase()}`
}
