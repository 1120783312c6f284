import { normalizeMessageContent, type BinaryNode, type proto } from '@whiskeysockets/baileys'
import { changeIn, textOf } from './contents.ts'
import type { Network } from './network.ts'
import { childOf } from './nodes.ts'
import type { Signal } from './signal.ts'

export interface Received {
  readonly id: string
  readonly message: proto.IMessage
  /** Null where it is no line of a chat, such as a reaction. */
  readonly text: string | null
  /** As it came. */
  readonly stanza: BinaryNode
}

/** What a phone was sent by the bot, opened. */
export function receiving(keys: Signal, network: Network) {
  const received: Received[] = []
  const unreadable: { id: string; reason: string }[] = []
  return {
    received,
    unreadable,
    /** False where it could not be opened. */
    open: async (stanza: BinaryNode, enc: BinaryNode): Promise<boolean> => {
      const { id = '' } = stanza.attrs
      try {
        const message = await keys.open(network.bot, enc)
        received.push({ id, message, text: textOf(message), stanza })
        return true
      } catch (error) {
        unreadable.push({ id, reason: String(error) })
        return false
      }
    },
    /** What is said in a group is sealed once for everybody; `own` brings this phone the key to it, where it is new. */
    openInGroup: async (stanza: BinaryNode, own: BinaryNode | undefined): Promise<void> => {
      const { id = '', to: group = '' } = stanza.attrs
      try {
        const share = own === undefined ? null : (await keys.open(network.bot, own)).senderKeyDistributionMessage
        if (share !== null && share !== undefined) await keys.keepGroupKey(network.bot, share)
        const enc = childOf(stanza, 'enc')
        if (enc === undefined) return
        const message = await keys.openForGroup(group, network.bot, enc)
        received.push({ id, message, text: textOf(message), stanza })
      } catch (error) {
        unreadable.push({ id, reason: String(error) })
      }
    },
    seen: (): string[] => {
      const lines = new Map<string, string>()
      for (const { id, message, text } of received) {
        const change = changeIn(message)
        if (change === null) {
          if (text !== null) lines.set(id, text)
        } else if (change.text === null) lines.delete(change.id)
        else lines.set(change.id, change.text)
      }
      return [...lines.values()]
    },
    hears: (which: string | ((received: Received) => boolean)): Promise<Received> => {
      const is = typeof which === 'string' ? ({ text }: Received) => text === which : which
      return network.news.until(() => received.find(is), `a message ${which.toString()}`)
    },
    download: async ({ message }: Received): Promise<Buffer> => {
      const { imageMessage, documentMessage, audioMessage, videoMessage } = normalizeMessageContent(message) ?? {}
      const { media } = network
      if (imageMessage) return media.open(imageMessage, 'image')
      if (documentMessage) return media.open(documentMessage, 'document')
      if (audioMessage) return media.open(audioMessage, 'audio')
      if (videoMessage) return media.open(videoMessage, 'video')
      throw new Error('this message has no file')
    },
  }
}
