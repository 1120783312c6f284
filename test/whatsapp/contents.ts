import { createHash, createHmac, randomBytes } from 'node:crypto'
import { aesEncryptGCM, normalizeMessageContent, proto } from '@whiskeysockets/baileys'

/** What a chat shows of a message: its text, or the words under its file; null for what is no line of a chat. */
export function textOf(message: proto.IMessage): string | null {
  const content = normalizeMessageContent(message)
  const poll = content?.pollCreationMessage ?? content?.pollCreationMessageV3
  if (poll !== undefined && poll !== null) return poll.name ?? ''
  const file = content?.imageMessage ?? content?.videoMessage ?? content?.documentMessage
  if (file !== undefined && file !== null) return file.caption ?? ''
  if (content?.audioMessage !== undefined && content.audioMessage !== null) return ''
  return content?.conversation ?? content?.extendedTextMessage?.text ?? null
}

/** The message that another one changes, and what it shows then; null where it was taken back. */
export function changeIn(message: proto.IMessage): { id: string; text: string | null } | null {
  const change = (message.editedMessage?.message ?? message).protocolMessage
  const id = change?.key?.id
  if (change === undefined || change === null || id === undefined || id === null) return null
  const { editedMessage: edited } = change
  return { id, text: edited === undefined || edited === null ? null : textOf(edited) }
}

/** A message of this chat, as others refer to it: `fromMe` where whoever refers to it wrote it. */
export function keyOf(id: string, remoteJid: string, fromMe: boolean): proto.IMessageKey {
  return { id, remoteJid, fromMe }
}

export function edit(key: proto.IMessageKey, text: string): proto.IMessage {
  const type = proto.Message.ProtocolMessage.Type.MESSAGE_EDIT
  return { protocolMessage: { key, type, editedMessage: { conversation: text }, timestampMs: Date.now() } }
}

export function takeBack(key: proto.IMessageKey): proto.IMessage {
  return { protocolMessage: { key, type: proto.Message.ProtocolMessage.Type.REVOKE } }
}

/** `voter` chooses among the options of a poll that `creator` sent; the vote is sealed with the poll's own secret. */
export function vote(
  poll: { id: string; message: proto.IMessage },
  options: readonly string[],
  { creator, voter }: { creator: string; voter: string },
): proto.IMessage {
  const secret = poll.message.messageContextInfo?.messageSecret
  if (secret === undefined || secret === null) throw new Error('this poll has no secret')
  const about = Buffer.from(`${poll.id}${creator}${voter}Poll Vote\u0001`)
  const key = hmac(about, hmac(secret, new Uint8Array(32)))
  const selectedOptions = options.map((option) => createHash('sha256').update(option).digest())
  const encIv = randomBytes(12)
  const plain = proto.Message.PollVoteMessage.encode({ selectedOptions }).finish()
  const encPayload = aesEncryptGCM(plain, key, encIv, Buffer.from(`${poll.id}\u0000${voter}`))
  const pollCreationMessageKey = keyOf(poll.id, creator, false)
  return { pollUpdateMessage: { pollCreationMessageKey, vote: { encPayload, encIv }, senderTimestampMs: Date.now() } }
}

function hmac(bytes: Uint8Array, key: Uint8Array): Buffer {
  return createHmac('sha256', key).update(bytes).digest()
}
