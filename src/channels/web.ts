import type { Address, ConversationId, InboundMessage, MediaRef } from '../core/event.ts'
import type { OutboundMessage } from '../core/outcome.ts'
import type { Channel } from './channel.ts'

/** Where a page finds what was said, whenever it comes back. */
export interface Letters {
  put(conversation: ConversationId, letter: Letter): Promise<unknown>
}

interface Letter extends Omit<OutboundMessage, 'to' | 'result'> {
  readonly who: 'person' | 'bot'
  readonly at: number
}

export interface WebChannel extends Channel {
  /** A message from a page. Resolves once it is durable; `shown` is what pages show of it, or null for nothing. */
  hear(message: InboundMessage, shown: string | null): Promise<void>
}

/**
 * The chat page: what is sent is a letter that waits for the page, and what a person wrote is one too, so that all open
 * pages of a person, and one that was closed, show the same conversation.
 */
export function webChannel(options: {
  letters: Letters
  conversationOf: (address: Address) => ConversationId
  now: () => number
  /** What a page sent was kept before it was heard. */
  fetch: (media: MediaRef) => Promise<Uint8Array>
}): WebChannel {
  const { letters, conversationOf, now, fetch } = options
  let receive: ((message: InboundMessage) => Promise<void>) | null = null
  return {
    name: 'web',
    can: { choices: Infinity, textLength: Infinity, media: true, typing: false },
    start(heard) {
      receive = heard
      return Promise.resolve()
    },
    async hear(message, shown) {
      if (receive === null) throw new Error('the channel was not started')
      // First the letter: the answer may overtake whatever comes after the append. Repeated, both change nothing.
      if (shown !== null) {
        await letters.put(conversationOf(message.from), { id: message.id, who: 'person', at: now(), text: shown })
      }
      await receive(message)
    },
    async send(to, { id, text, choices, card, question, sources, media, aloud }) {
      const parts = { choices, card, question, sources, media, aloud }
      const given = Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined))
      await letters.put(conversationOf(to), { id, who: 'bot', at: now(), text, ...given })
      return { status: 'sent' }
    },
    fetch,
    stop() {
      receive = null
      return Promise.resolve()
    },
  }
}
