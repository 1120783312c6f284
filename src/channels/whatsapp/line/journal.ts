import { createHash } from 'node:crypto'
import {
  cleanMessage,
  decodeBinaryNode,
  decodeMessageNode,
  encodeBinaryNode,
  getAllBinaryNodeChildren,
  proto,
  unpadRandomMax16,
  type BinaryNode,
  type WAMessage,
  type WASocket,
} from '@whiskeysockets/baileys'
import { journalVault, type Vault, type VaultChange } from './vault.ts'

/**
 * Messages that were opened and are not durable yet. Baileys tells WhatsApp that a message has arrived before anyone here
 * has heard of it, and the key that opened it opens nothing twice: so its words are kept in the same write that spends the
 * key, until whoever is to keep them has done so.
 */
export interface Journal {
  /** Sees what comes in before Baileys does. */
  watch(socket: WASocket): void
  /** What this cipher text says, where it was opened before. */
  read(ciphertext: Uint8Array): Promise<Uint8Array | null>
  /** The write that is to go with the step of the keys; none where nobody saw the message come in. */
  page(ciphertext: Uint8Array, plain: Uint8Array): VaultChange[]
  /** The message is durable: its pages are torn out. */
  done(id: string): Promise<void>
  /** What was opened and never done, oldest first. `me` are this account's own names. */
  unfinished(me: { id: string; lid: string }): Promise<WAMessage[]>
}

/** One cipher text of a message; nearly every message has one. */
interface Page {
  readonly field: string
  /** Milliseconds since 1970, and a number for those of one moment. */
  readonly at: readonly [ms: number, count: number]
  readonly node: string
  readonly plain: string
}

/** Most cipher texts that are remembered between coming in and being opened. */
const MOST_ARRIVING = 1_000

export function journalIn(vault: Vault, now: () => number): Journal {
  const arriving = new Map<string, BinaryNode>()
  const fieldsOf = new Map<string, Set<string>>()
  let count = 0

  function belongs(field: string, id: string): void {
    fieldsOf.set(id, (fieldsOf.get(id) ?? new Set()).add(field))
  }

  return {
    watch(socket) {
      socket.ws.prependListener('CB:message', (node: BinaryNode) => {
        for (const { tag, content } of getAllBinaryNodeChildren(node)) {
          if (tag === 'enc' && content instanceof Uint8Array) arriving.set(fieldFor(content), node)
        }
        for (const field of [...arriving.keys()].slice(0, -MOST_ARRIVING)) arriving.delete(field)
      })
    },

    async read(ciphertext) {
      const [text = null] = await vault.page(fieldFor(ciphertext))
      return text === null ? null : bytesOf(readPage(text).plain)
    },

    page(ciphertext, plain) {
      const field = fieldFor(ciphertext)
      const node = arriving.get(field)
      arriving.delete(field)
      const id = node?.attrs.id
      if (node === undefined || id === undefined) return []
      belongs(field, id)
      const page: Page = { field, at: [now(), count++], node: textOf(encodeBinaryNode(node)), plain: textOf(plain) }
      return [{ vault: journalVault, field, value: JSON.stringify(page) }]
    },

    async done(id) {
      const fields = fieldsOf.get(id)
      if (fields === undefined) return
      await vault.write([...fields].map((field) => ({ vault: journalVault, field, value: null })))
      fieldsOf.delete(id)
    },

    async unfinished(me) {
      const pages = (await vault.journal()).map(readPage).sort(byTime)
      const messages = new Map<string, WAMessage>()
      for (const page of pages) {
        const { id, message } = await messageOf(page, me)
        belongs(page.field, id)
        const known = messages.get(id)
        if (known === undefined) messages.set(id, message)
        else known.message = { ...known.message, ...message.message }
      }
      return [...messages.values()]
    },
  }
}

function fieldFor(ciphertext: Uint8Array): string {
  return createHash('sha256').update(ciphertext).digest('base64url')
}

function byTime({ at: [a, m] }: Page, { at: [b, n] }: Page): number {
  return a - b || m - n
}

/** The message as Baileys would have handed it over. */
async function messageOf(page: Page, me: { id: string; lid: string }): Promise<{ id: string; message: WAMessage }> {
  const node = await decodeBinaryNode(Buffer.from(bytesOf(page.node)))
  const { fullMessage } = decodeMessageNode(node, me.id, me.lid)
  const said = proto.Message.decode(unpadRandomMax16(bytesOf(page.plain)))
  const message: WAMessage = { ...fullMessage, message: said.deviceSentMessage?.message ?? said }
  cleanMessage(message, me.id, me.lid)
  return { id: node.attrs.id ?? '', message }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, 'base64')
}

function readPage(text: string): Page {
  const page: unknown = JSON.parse(text)
  if (!isPage(page)) throw new Error('the journal of WhatsApp holds something that was not written there')
  return page
}

function isPage(value: unknown): value is Page {
  return typeof value === 'object' && value !== null && 'field' in value && 'at' in value && 'plain' in value
}
