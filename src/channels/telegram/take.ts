import type { Address, InboundMessage, MediaRef } from '../../core/event.ts'
import { fileIdOf, hear } from './heard.ts'
import { idOfUpdate, readUpdate, type Update } from './update.ts'

/** What an update may lead to. All but the first two are courtesies, which may fail without anybody's loss. */
export interface Doors {
  /** Resolves once the message is durable. */
  readonly receive: (message: InboundMessage) => Promise<void>
  readonly unreachable: (gone: { address: Address; id: string; reason: string }) => Promise<void>
  /** A file under the media folder, or as it was where it could not be brought there. */
  readonly keepFile: (media: MediaRef, from: Address) => Promise<MediaRef>
  readonly heard: (chat: number) => void
  readonly stopWaiting: (tap: string) => void
  readonly inGroup: (chat: number, language: string | null) => Promise<void>
  readonly groupMoved: (from: number, to: number) => Promise<void>
  readonly note: (facts: object, sentence: string) => void
}

/**
 * Takes updates in: one chat's in their order, the chats side by side. Rejects where one could not be kept; all of them
 * may then be taken again, as what was kept is known by its id.
 */
export async function takeAll(values: readonly unknown[], doors: Doors): Promise<void> {
  const chats = new Map<number, Update[]>()
  for (const value of values) {
    const update = readUpdate(value)
    // It would be the same at every other try, and hold up everything behind it.
    if (update === null) doors.note({ update: idOfUpdate(value) }, 'Telegram sent something that cannot be made out.')
    else chats.set(chatOf(update), [...(chats.get(chatOf(update)) ?? []), update])
  }
  const done = await Promise.allSettled([...chats.values()].map((updates) => inOrder(updates, doors)))
  for (const one of done) if (one.status === 'rejected') throw one.reason
}

async function inOrder(updates: readonly Update[], doors: Doors): Promise<void> {
  for (const update of updates) await take(update, doors)
}

async function take(update: Update, doors: Doors): Promise<void> {
  const heard = hear(update)
  switch (heard.kind) {
    case 'message':
      await doors.receive(await withFile(heard.message, doors))
      doors.heard(heard.chat)
      if (heard.tap !== undefined) doors.stopWaiting(heard.tap)
      return
    case 'spent':
      doors.stopWaiting(heard.tap)
      return
    case 'blocked':
      await doors.unreachable({ address: heard.address, id: heard.id, reason: 'the person blocked the bot' })
      return
    case 'group':
      await doors.inGroup(heard.chat, heard.language)
      return
    case 'moved':
      await doors.groupMoved(heard.from, heard.to)
      return
    case 'nothing':
      return
  }
}

async function withFile(message: InboundMessage, { keepFile }: Doors): Promise<InboundMessage> {
  const { body } = message
  if (!('media' in body) || fileIdOf(body.media) === null) return message
  return { ...message, body: { ...body, media: await keepFile(body.media, message.from) } }
}

function chatOf({ message, edited_message: edited, callback_query: tap, my_chat_member: member }: Update): number {
  return (message ?? edited ?? tap?.message ?? member)?.chat.id ?? tap?.from.id ?? 0
}
