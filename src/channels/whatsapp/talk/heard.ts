import {
  normalizeMessageContent,
  proto,
  toNumber,
  type WAMessage,
  type WAMessageContent,
  type WAMessageKey,
} from '@whiskeysockets/baileys'
import type { InboundBody, MediaRef } from '../../../core/event.ts'
import { handleOf } from './handle.ts'

/** Largest file that is taken, as everywhere in the house. */
export const MOST_BYTES = 16 * 1024 * 1024

/** What one message means to this channel. */
export type Heard =
  | { readonly kind: 'said'; readonly id: string; readonly body: InboundBody }
  /** A thumb, up or down, under the message with this id. */
  | { readonly kind: 'thumb'; readonly id: string; readonly under: string; readonly says: 'yes' | 'no' }
  /** The person took back something they had said. */
  | { readonly kind: 'taken_back' }
  /** It could not be opened; Baileys asks the sender's phone for it again. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'nothing' }

const nothing: Heard = { kind: 'nothing' }

/** What somebody wrote in private; who it was is told by the key of the message. */
export function hear({ key, message, messageStubType: stub }: WAMessage): Heard {
  const id = key.id ?? ''
  if (id === '' || key.fromMe === true) return nothing
  const content = normalizeMessageContent(message ?? undefined)
  // A wrapping with nothing in it is null, whatever its type says.
  if (!content) return hearStub(id, key.isViewOnce === true, stub ?? null)
  const { protocolMessage: protocol, reactionMessage: reaction, secretEncryptedMessage: secret } = content
  if (protocol) return hearChange(id, protocol)
  if (secret) return secret.secretEncType === SecretEncType.MESSAGE_EDIT ? edited(id, secret.targetMessageKey) : nothing
  if (reaction) return hearReaction(id, reaction)
  const body = bodyOf(content, key)
  return body === null ? nothing : { kind: 'said', id, body }
}

const { StubType } = proto.WebMessageInfo
const missedCalls = new Set<number>([StubType.CALL_MISSED_VOICE, StubType.CALL_MISSED_VIDEO])

/** A message without words: one that could not be opened, one that only a phone may show, or a call nobody took. */
function hearStub(id: string, isViewOnce: boolean, stub: number | null): Heard {
  if (isViewOnce) return { kind: 'said', id, body: { kind: 'other', what: 'view_once' } }
  if (stub === StubType.CIPHERTEXT) return { kind: 'unreadable' }
  if (stub === null || !missedCalls.has(stub)) return nothing
  return { kind: 'said', id: `call:${id}`, body: { kind: 'other', what: 'call' } }
}

const { Type } = proto.Message.ProtocolMessage
const { SecretEncType } = proto.Message.SecretEncryptedMessage

/**
 * An edit is no new message: a "2" that was a "1" would answer whatever is open now, which is another question. What was
 * noted stays, and the person is told how to change it; once for each message, however often it is mended.
 */
function hearChange(id: string, { type, key }: proto.Message.IProtocolMessage): Heard {
  if (type === Type.REVOKE) return { kind: 'taken_back' }
  return type === Type.MESSAGE_EDIT ? edited(id, key) : nothing
}

function edited(id: string, of: proto.IMessageKey | null | undefined): Heard {
  return { kind: 'said', id: `edit:${of?.id ?? id}`, body: { kind: 'other', what: 'edited' } }
}

/** Without the colour of a skin, and without what makes a sign colourful. */
const dress = /[\u{1f3fb}-\u{1f3ff}\ufe0f]/gu
const yes = ['👍', '✅', '✔', '👌']
const no = ['👎', '❌', '✖']

function hearReaction(id: string, { key, text }: proto.Message.IReactionMessage): Heard {
  const sign = (text ?? '').replace(dress, '')
  const under = key?.id ?? ''
  if (under === '' || !(yes.includes(sign) || no.includes(sign))) return nothing
  return { kind: 'thumb', id, under, says: yes.includes(sign) ? 'yes' : 'no' }
}

/** Parts that accompany a message, or that nobody said. */
const silent: ReadonlySet<string> = new Set([
  ...['messageContextInfo', 'senderKeyDistributionMessage', 'fastRatchetKeySenderKeyDistributionMessage'],
  ...['pollUpdateMessage', 'encReactionMessage', 'keepInChatMessage', 'pinInChatMessage', 'albumMessage'],
  ...['stickerSyncRmrMessage', 'callLogMesssage', 'placeholderMessage', 'messageHistoryNotice', 'messageHistoryBundle'],
  ...['deviceSentMessage', 'chat', 'call', 'requestPhoneNumberMessage', 'limitSharingMessage', 'encCommentMessage'],
  ...['statusNotificationMessage', 'statusMentionMessage', 'groupStatusMentionMessage', 'encEventResponseMessage'],
])

/** Kinds that have a name worth keeping; whatever comes next is `unknown`. */
const others: Readonly<Record<string, string>> = {
  ...{ stickerMessage: 'sticker', lottieStickerMessage: 'sticker', stickerPackMessage: 'sticker' },
  ...{ locationMessage: 'location', liveLocationMessage: 'location' },
  ...{ contactMessage: 'contact', contactsArrayMessage: 'contact' },
  ...{ videoMessage: 'video', ptvMessage: 'video' },
  ...{ pollCreationMessage: 'poll', pollCreationMessageV2: 'poll', pollCreationMessageV3: 'poll' },
}

function bodyOf(content: WAMessageContent, key: WAMessageKey): InboundBody | null {
  const text = wordsOf(content)
  if (text !== null) return { kind: 'text', text }
  const { audioMessage: audio, imageMessage: image, documentMessage: document } = content
  if (audio) return fileBody('voice', audio, 'audio/ogg', key)
  if (image) return fileBody('image', image, 'image/jpeg', key)
  if (document) return fileBody('document', document, 'application/octet-stream', key)
  const parts = Object.entries(content).flatMap(([name, part]) => (part === null || silent.has(name) ? [] : [name]))
  const [first] = parts
  return first === undefined
    ? null
    : { kind: 'other', what: parts.flatMap((part) => others[part] ?? [])[0] ?? 'unknown' }
}

/** What was written, or what stood on what was tapped: buttons of others are forwarded, and of ours there are none. */
function wordsOf(content: WAMessageContent): string | null {
  const { buttonsResponseMessage: button, listResponseMessage: list, interactiveResponseMessage: flow } = content
  const words = [
    content.conversation,
    content.extendedTextMessage?.text,
    ...[button?.selectedDisplayText, button?.selectedButtonId],
    ...[list?.title, list?.singleSelectReply?.selectedRowId],
    content.templateButtonReplyMessage?.selectedDisplayText,
    flow?.body?.text,
  ]
  return words.find((some) => typeof some === 'string' && some !== '') ?? null
}

/** The parts of a file's message that all kinds have. */
interface File {
  readonly url?: string | null
  readonly directPath?: string | null
  readonly mediaKey?: Uint8Array | null
  readonly mimetype?: string | null
  readonly fileLength?: Parameters<typeof toNumber>[0]
  readonly caption?: string | null
}

/** `usual` is the type of a file that does not say its own. */
function fileBody(kind: MediaRef['kind'], file: File, usual: string, { id, remoteJid }: WAMessageKey): InboundBody {
  const { mediaKey, directPath = null, url, caption } = file
  const bytes = toNumber(file.fileLength)
  if (bytes > MOST_BYTES) return { kind: 'other', what: 'too_large' }
  if (!mediaKey) return { kind: 'other', what: 'unknown' }
  // `audio/ogg; codecs=opus` is audio/ogg.
  const mime = file.mimetype?.split(';')[0]?.trim() ?? usual
  const path = handleOf({ kind, chat: remoteJid ?? '', id: id ?? '', url: url ?? '', directPath, mediaKey })
  const media = { kind, mime, path, ...(bytes === 0 ? {} : { bytes }) }
  return { kind, media, ...(typeof caption === 'string' && caption !== '' ? { caption } : {}) }
}
