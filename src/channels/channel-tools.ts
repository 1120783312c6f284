import type { Address, MediaRef } from '../core/event.ts'

/** What a channel that hears from outside needs of the house, whichever it is. */
export interface ChannelTools {
  /** Nobody can be reached there any more; `id` names what told of it. */
  readonly unreachable: (gone: { address: Address; id: string; reason: string }) => Promise<void>
  /** Null where it was not kept: then it stays where it came from until it is fetched. */
  readonly keepMedia: (bytes: Uint8Array, media: MediaRef, from: Address) => Promise<MediaRef | null>
  readonly readMedia: (media: MediaRef) => Promise<Uint8Array>
  /** Told of what an operator is to know at once: never a person's words, never a key. */
  readonly report: (facts: object, sentence: string) => void
  /** Told of what an operator may look up. */
  readonly note: (facts: object, sentence: string) => void
  /** Milliseconds since 1970. */
  readonly now: () => number
}
