import type { BinaryNode } from '@whiskeysockets/baileys'

/** What WhatsApp's servers are called in `from` and `to`. */
export const SERVER = 's.whatsapp.net'

/** A stanza: `node('iq', { type: 'result' }, [...])`. */
export function node(tag: string, attrs: Record<string, string> = {}, content?: BinaryNode['content']): BinaryNode {
  return content === undefined ? { tag, attrs } : { tag, attrs, content }
}

/** The seconds since 1970 as stanzas carry them. */
export const seconds = (): string => String(Math.floor(Date.now() / 1_000))

/** A number in as many bytes, the highest first. */
export function bigEndian(value: number, bytes = 4): Buffer {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUIntBE(value, 0, bytes)
  return buffer
}

/** What a child holds; a stanza without it is a mistake of the peer or of Baileys. */
export function bytesIn(of: BinaryNode | undefined, tag: string): Buffer {
  const content = childrenOf(of).find((child) => child.tag === tag)?.content
  if (!(content instanceof Uint8Array)) throw new Error(`<${of?.tag ?? 'nothing'}> has no <${tag}> with bytes`)
  return Buffer.from(content)
}

export function numberIn(of: BinaryNode | undefined, tag: string): number {
  const bytes = bytesIn(of, tag)
  return bytes.readUIntBE(0, bytes.length)
}

export function childrenOf(of: BinaryNode | undefined): BinaryNode[] {
  return Array.isArray(of?.content) ? of.content : []
}

export function childOf(of: BinaryNode | undefined, tag: string): BinaryNode | undefined {
  return childrenOf(of).find((child) => child.tag === tag)
}

/** The part of `573001112233:7@s.whatsapp.net` before device and server. */
export const userOf = (jid: string): string => /^[^:@]*/.exec(jid)?.[0] ?? ''

/** Its device; 0 is the phone itself. */
export const deviceOf = (jid: string): number => Number(/:(\d+)@/.exec(jid)?.[1] ?? 0)
