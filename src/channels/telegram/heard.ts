import type { Address, InboundBody, InboundMessage, MediaRef } from '../../core/event.ts'
import { readButton } from './button.ts'
import { writeUnder } from './under.ts'
import type { File, Message, Update } from './update.ts'

/** Largest file that is taken; Telegram itself hands out up to 20 MB. */
export const MOST_BYTES = 16 * 1024 * 1024

/** What one update means to this channel. */
export type Heard =
  /** Somebody said something in private. `tap` is to be answered, so that the button stops waiting. */
  | { readonly kind: 'message'; readonly message: InboundMessage; readonly chat: number; readonly tap?: string }
  /** A button that has nothing more to say. */
  | { readonly kind: 'spent'; readonly tap: string }
  | { readonly kind: 'blocked'; readonly address: Address; readonly id: string }
  | { readonly kind: 'group'; readonly chat: number; readonly language: string | null }
  | { readonly kind: 'moved'; readonly from: number; readonly to: number }
  | { readonly kind: 'nothing' }

/** The channel's own handle of a file, until it is kept in the media folder. */
const handle = 'telegram:'

export function addressOf(chat: number): Address {
  return `telegram:${chat}`
}

/** The file that a handle stands for; null for a path of the media folder. */
export function fileIdOf({ path }: MediaRef): string | null {
  return path.startsWith(handle) ? path.slice(handle.length) : null
}

export function hear(update: Update): Heard {
  const { message, edited_message: edited, callback_query: tap, my_chat_member: member } = update
  if (message !== undefined) return hearMessage(message)
  if (edited !== undefined) return hearEdit(edited)
  if (tap !== undefined) return hearTap(tap)
  if (member === undefined) return { kind: 'nothing' }
  const isOut = ['kicked', 'left'].includes(member.new_chat_member.status)
  if (member.chat.type === 'private') {
    // Whoever lets the bot in again is heard of when they write.
    if (!isOut) return { kind: 'nothing' }
    return { kind: 'blocked', address: addressOf(member.chat.id), id: `telegram:${update.update_id}` }
  }
  return isOut ? { kind: 'nothing' } : group(member.chat.id, member.from.language_code)
}

function hearMessage(message: Message): Heard {
  const { chat, from, message_id: id, migrate_to_chat_id: moved } = message
  if (moved !== undefined) return { kind: 'moved', from: chat.id, to: moved }
  if (chat.type === 'channel' || from?.is_bot === true) return { kind: 'nothing' }
  if (chat.type !== 'private') return group(chat.id, from?.language_code)
  const body = bodyOf(message)
  return body === null ? { kind: 'nothing' } : said(String(id), chat.id, from?.language_code, body)
}

/**
 * An edit is no new message: a "2" that was a "1" would answer whatever is open now, which is another question. What was
 * noted stays, and the person is told how to change it; once for each message, however often it is mended.
 */
function hearEdit({ chat, from, text, caption, message_id: id }: Message): Heard {
  if (chat.type !== 'private' || (text ?? caption) === undefined) return { kind: 'nothing' }
  return said(`edit:${id}`, chat.id, from?.language_code, { kind: 'other', what: 'edited' })
}

function hearTap({ id: tap, from, message, data = '' }: NonNullable<Update['callback_query']>): Heard {
  const button = readButton(data)
  const chat = message?.chat ?? { id: from.id, type: 'private' }
  if (button === null || chat.type !== 'private') return { kind: 'spent', tap }
  const { ticks, ...choice } = button
  const hung = message?.message_id
  // A button that is ticked waits for its answer, which says what is ticked now.
  const waits = ticks === true && hung !== undefined
  const under = hung === undefined ? {} : { under: writeUnder({ message: hung, ...(waits ? { tap } : {}) }) }
  const heard = said(`tap:${tap}`, chat.id, from.language_code, { kind: 'choice', ...choice, ...under })
  return waits ? heard : { ...heard, tap }
}

function said(id: string, chat: number, code: string | undefined, body: InboundBody) {
  const language = languageOf(code)
  const hints = language === null ? {} : { hints: { language } }
  return { kind: 'message', chat, message: { id, from: addressOf(chat), body, ...hints } } as const
}

function group(chat: number, code: string | undefined): Heard {
  return { kind: 'group', chat, language: languageOf(code) }
}

/** `es-419` is `es`. */
function languageOf(code: string | undefined): string | null {
  return code?.split('-')[0]?.toLowerCase() ?? null
}

/** Notices of Telegram itself, which nobody said. */
const notices = [
  ...['pinned_message', 'message_auto_delete_timer_changed', 'write_access_allowed', 'chat_background_set'],
  ...['connected_website', 'boost_added', 'migrate_from_chat_id'],
]

/** Kinds that have a name worth keeping; whatever comes next is `unknown`. */
const others = ['sticker', 'location', 'contact', 'video', 'video_note', 'animation', 'poll', 'venue', 'dice', 'story']

function bodyOf(message: Message): InboundBody | null {
  const { text, caption, voice, audio, photo, document } = message
  if (text !== undefined) return { kind: 'text', text }
  const sound = voice ?? audio
  if (sound !== undefined) return fileBody('voice', sound, 'audio/ogg', caption)
  const picture = photo === undefined ? undefined : bestOf(photo)
  if (picture !== undefined) return fileBody('image', picture, 'image/jpeg', caption)
  // A moving picture comes as a document too, and is none.
  if (document !== undefined && message.animation === undefined)
    return fileBody('document', document, 'application/octet-stream', caption)
  if (notices.some((name) => message[name] !== undefined)) return null
  return { kind: 'other', what: others.find((name) => message[name] !== undefined) ?? 'unknown' }
}

/** Telegram offers a picture in several sizes, the largest last. */
function bestOf(photo: readonly File[]): File | undefined {
  return photo.findLast(({ file_size: bytes = 0 }) => bytes <= MOST_BYTES) ?? photo.at(-1)
}

function fileBody(kind: MediaRef['kind'], file: File, usual: string, caption: string | undefined): InboundBody {
  const { file_id: id, file_size: bytes, mime_type: mime = usual } = file
  if (bytes !== undefined && bytes > MOST_BYTES) return { kind: 'other', what: 'too_large' }
  const media = { kind, mime, path: `${handle}${id}`, ...(bytes === undefined ? {} : { bytes }) }
  return { kind, media, ...(caption === undefined ? {} : { caption }) }
}
