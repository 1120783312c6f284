import type { BinaryNode, MediaType, proto } from '@whiskeysockets/baileys'
import { edit, keyOf, takeBack, vote } from './contents.ts'
import { bigEndian, node, seconds, SERVER } from './nodes.ts'
import type { Network } from './network.ts'
import { receiving, type Received } from './receiving.ts'
import { sending, type How } from './sending.ts'
import { signal, type Signal } from './signal.ts'

/** Somebody with WhatsApp on a phone. What they send is really sealed; what they see they could really open. */
export interface Person {
  readonly name: string
  readonly phone: string
  /** The address by phone number. */
  readonly pn: string
  /** The address WhatsApp uses since 2025. */
  readonly lid: string
  /** False: WhatsApp gave this person no LID yet, and they are known by their number alone. May change at any time. */
  hasLid: boolean
  /** Whether this phone asks for what it could not open, as real ones do. */
  asksAgain: boolean
  /** What came from the bot and could be opened, each copy, in order. */
  readonly received: readonly Received[]
  /** What came and could not be opened. */
  readonly unreadable: readonly { readonly id: string; readonly reason: string }[]
  /** The chat as it is now: one entry a message, with its changes. */
  seen(): string[]
  /** The first that came, or will come, with this text, or of which this is true. */
  hears(which: string | ((received: Received) => boolean)): Promise<Received>
  /** The file of a message, opened. */
  download(received: Received): Promise<Buffer>
  /** What the bot told of this person's messages: `delivered`, `inactive` (delivered, nobody looks), `read`, `retry`. */
  readonly receipts: readonly { readonly id: string; readonly type: string }[]
  /** `composing`, `recording`, `paused`, in order. */
  readonly signs: readonly string[]

  /** Each resolves with the id of the message, once it is with the server. */
  says(text: string, how?: How): Promise<string>
  answers(to: Received, text: string, how?: How): Promise<string>
  sends(message: proto.IMessage, how?: How): Promise<string>
  sendsVoice(bytes: Uint8Array, how?: How): Promise<string>
  sendsImage(bytes: Uint8Array, caption?: string, how?: How): Promise<string>
  sendsDocument(bytes: Uint8Array, fileName: string, how?: How & { readonly mimetype?: string }): Promise<string>
  reacts(to: Received, emoji: string): Promise<string>
  edits(id: string, text: string): Promise<string>
  takesBack(id: string): Promise<string>
  votes(poll: Received, ...options: string[]): Promise<string>
  /** Tells the bot that its messages were seen. */
  reads(...ids: string[]): void
  /** Tells the bot that this message could not be opened, the `count`th time. */
  cannotRead(id: string, count?: number): void
  /** As a phone that was put back to a copy: with its next message it begins a new session with the bot. */
  forgetsSession(): Promise<void>
}

/** A person as the server sees them. */
export interface Handset extends Person {
  readonly signal: Signal
  /** A message of the bot; false where it could not be opened. */
  deliver(message: BinaryNode, enc: BinaryNode): Promise<boolean>
  /** The same of a group; `own` is what was sealed for this phone alone. */
  deliverInGroup(message: BinaryNode, own: BinaryNode | undefined): Promise<void>
  receipt(receipt: BinaryNode): void
  sign(what: string): void
}

export function person(who: { name: string; phone: string; lidUser: string }, network: Network): Handset {
  const { name, phone } = who
  const [pn, lid] = [`${phone}@${SERVER}`, `${who.lidUser}@lid`]
  const keys = signal()
  const receipts: { id: string; type: string }[] = []
  const signs: string[] = []
  const { received, unreadable, seen, hears, download, open, openInGroup } = receiving(keys, network)
  const { send, sendAgain } = sending({ name, pn, lid, hasLid: () => self.hasLid }, keys, network)

  async function sendFile(type: MediaType, bytes: Uint8Array, message: (file: object) => proto.IMessage, how?: How) {
    return send(message(await network.media.keep(bytes, type)), how)
  }

  const mine = (id: string) => keyOf(id, network.bot, true)
  const theirs = (id: string) => keyOf(id, network.bot, false)
  const from = () => (self.hasLid ? lid : pn)

  const self: Handset = {
    ...{ name, phone, pn, lid, hasLid: true, asksAgain: false },
    ...{ received, unreadable, seen, hears, download, receipts, signs, signal: keys },
    says: (text, how) => send({ conversation: text }, how),
    answers({ id, message }, text, how) {
      const contextInfo = { stanzaId: id, participant: network.bot, quotedMessage: message }
      return send({ extendedTextMessage: { text, contextInfo } }, how)
    },
    sends: send,
    sendsVoice(bytes, how) {
      const about = { mimetype: 'audio/ogg; codecs=opus', seconds: 1, ptt: true }
      return sendFile('audio', bytes, (file) => ({ audioMessage: { ...file, ...about } }), how)
    },
    sendsImage(bytes, caption = '', how) {
      return sendFile('image', bytes, (file) => ({ imageMessage: { ...file, mimetype: 'image/jpeg', caption } }), how)
    },
    sendsDocument(bytes, fileName, { mimetype = 'application/pdf', ...how } = {}) {
      return sendFile('document', bytes, (file) => ({ documentMessage: { ...file, mimetype, fileName } }), how)
    },
    reacts: ({ id }, text) => send({ reactionMessage: { key: theirs(id), text, senderTimestampMs: Date.now() } }),
    edits: (id, text) => send(edit(mine(id), text)),
    takesBack: (id) => send(takeBack(mine(id))),
    votes(poll, ...options) {
      return send(vote(poll, options, { creator: network.bot.replace(/:\d+/, ''), voter: lid }))
    },
    reads(...ids) {
      for (const id of ids) network.tell(node('receipt', { from: from(), id, type: 'read', t: seconds() }))
    },
    cannotRead(id, count = 1) {
      const retry = node('retry', { count: String(count), id, t: seconds(), v: '1' })
      const registration = node('registration', {}, bigEndian(keys.registrationId))
      network.tell(node('receipt', { from: from(), id, type: 'retry', t: seconds() }, [retry, registration]))
    },
    forgetsSession: () => keys.forget(network.bot),
    async deliver(stanza, enc) {
      const opened = await open(stanza, enc)
      const { id = '' } = stanza.attrs
      if (!opened && self.asksAgain) self.cannotRead(id, unreadable.filter((one) => one.id === id).length)
      return opened
    },
    deliverInGroup: openInGroup,
    receipt(receipt) {
      const { id = '', type = 'delivered' } = receipt.attrs
      receipts.push({ id, type })
      if (type === 'retry') sendAgain(id, receipt).catch((error: unknown) => network.failed(error))
    },
    sign: (what) => void signs.push(what),
  }
  return self
}
