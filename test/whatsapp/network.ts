import type { BinaryNode } from '@whiskeysockets/baileys'
import type { Media } from './media.ts'
import type { News } from './news.ts'
import type { Uploaded } from './signal.ts'

/** What a phone needs of WhatsApp. */
export interface Network {
  /** The bot's device, by LID. */
  readonly bot: string
  /** The keys the bot keeps with the server, once it has. */
  uploaded(): Promise<Uploaded>
  /** To the bot, kept until it was taken. */
  deliver(message: BinaryNode): void
  /** To the bot, if it is there. */
  tell(stanza: BinaryNode): void
  readonly media: Media
  readonly news: News
  failed(error: unknown): void
}
