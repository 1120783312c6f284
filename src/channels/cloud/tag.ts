import type { Address } from '../../core/event.ts'

/** One part of a message on its way out: WhatsApp says it back with each status (`biz_opaque_callback_data`). */
export interface Tag {
  readonly part: string
  readonly to: Address
  readonly message: string
  /** It failed after WhatsApp had taken it, and leaves once more. */
  readonly isAgain: boolean
}

export function writeTag({ part, to, message, isAgain }: Tag): string {
  return `${part}${isAgain ? again : ''} ${to} ${message}`
}

/** Null for what was not sent from here. */
export function readTag(text: string): Tag | null {
  const [part, to, ...message] = text.split(' ')
  if (part === undefined || to === undefined || message.length === 0) return null
  const isAgain = part.endsWith(again)
  return { part: isAgain ? part.slice(0, -1) : part, to, message: message.join(' '), isAgain }
}

const again = '+'
