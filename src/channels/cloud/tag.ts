import type { Address } from '../../core/event.ts'

/** One part of a message on its way out: WhatsApp says it back with each status (`biz_opaque_callback_data`). */
export interface Tag {
  readonly part: string
  readonly to: Address
  readonly message: string
}

export function writeTag({ part, to, message }: Tag): string {
  return `${part} ${to} ${message}`
}

/** Null for what was not sent from here. */
export function readTag(text: string): Tag | null {
  const [part, to, ...message] = text.split(' ')
  if (part === undefined || to === undefined || message.length === 0) return null
  return { part, to, message: message.join(' ') }
}
