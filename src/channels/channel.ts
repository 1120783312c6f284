import type { Address, InboundMessage, MediaRef } from '../core/event.ts'
import type { Delivery, OutboundMessage } from '../core/outcome.ts'

/** One way of reaching people. Its trouble is a value (`Delivery`), never an exception. */
export interface Channel {
  /** The part of an address before the colon. */
  readonly name: string
  readonly can: {
    /** How many choices it can show as buttons; 0 where numbers in the text are all there is. */
    readonly choices: number
    /** Longest text in UTF-16 units. */
    readonly textLength: number
    readonly media: boolean
    readonly typing: boolean
  }
  /** Where it cannot always send: whether it can now. While it cannot, another process may. */
  readonly isOpen?: () => boolean
  /** `receive` resolves only once the message is durable; acknowledge upstream after that, never before. */
  start(receive: (message: InboundMessage) => Promise<void>): Promise<void>
  send(to: Address, message: OutboundMessage): Promise<Delivery>
  fetch(media: MediaRef): Promise<Uint8Array>
  stop(): Promise<void>
}
