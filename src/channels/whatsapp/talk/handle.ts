import { z } from 'zod'
import type { MediaRef } from '../../../core/event.ts'

/** Where a file lies at WhatsApp, what opens it, and which message to ask the sender's phone for when it is gone. */
export interface Place {
  readonly kind: MediaRef['kind']
  readonly chat: string
  readonly id: string
  readonly url: string
  /** Null where the address says all. */
  readonly directPath: string | null
  readonly mediaKey: Uint8Array
}

/** The channel's own handle of a file, until it is kept in the media folder. */
const handle = 'whatsapp:'

export function handleOf({ kind, chat, id, url, directPath, mediaKey }: Place): string {
  const parts = [kind, chat, id, url, directPath, Buffer.from(mediaKey).toString('base64url')]
  return `${handle}${Buffer.from(JSON.stringify(parts)).toString('base64url')}`
}

/** The file that a handle stands for; null for a path of the media folder. */
export function placeOf({ path }: MediaRef): Place | null {
  if (!path.startsWith(handle)) return null
  const [kind, chat, id, url, directPath, key] = parts.parse(
    JSON.parse(Buffer.from(path.slice(handle.length), 'base64url').toString()),
  )
  return { kind, chat, id, url, directPath, mediaKey: new Uint8Array(Buffer.from(key, 'base64url')) }
}

const text = z.string()
const parts = z.tuple([z.enum(['voice', 'image', 'document']), text, text, text, text.nullable(), text])
