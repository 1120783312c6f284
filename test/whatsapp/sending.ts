import { randomBytes } from 'node:crypto'
import type { BinaryNode, proto } from '@whiskeysockets/baileys'
import type { Group } from './groups.ts'
import type { Network } from './network.ts'
import { childOf, node, seconds } from './nodes.ts'
import type { Person } from './person.ts'
import type { Signal } from './signal.ts'

export interface How {
  /** The same id twice is one message that comes twice. */
  readonly id?: string
  /** By their phone number, with the LID beside it. */
  readonly byNumber?: boolean
  /** One byte of what was sealed is changed on the way, once. */
  readonly corrupt?: boolean
  /** To everybody in a group. */
  readonly in?: Group
  /** Of the account's own phone: the person it writes to. */
  readonly to?: Person
}

interface Sender {
  readonly name: string
  readonly pn: string
  readonly lid: string
  readonly hasLid: () => boolean
}

/** What a phone sends to the bot, sealed for it. */
export function sending(sender: Sender, keys: Signal, network: Network) {
  const sent = new Map<string, { message: proto.IMessage; how: How }>()
  let turn: Promise<unknown> = Promise.resolve()

  async function send(message: proto.IMessage, how: How = {}): Promise<string> {
    const id = how.id ?? `3A${randomBytes(9).toString('hex').toUpperCase()}`
    sent.set(id, { message, how })
    await inTurn(() => deliver(id, message, how))
    return id
  }

  /** The bot could not open it: the same again, on new keys where the bot sent some. */
  async function sendAgain(id: string, receipt: BinaryNode): Promise<void> {
    const wanted = sent.get(id)
    if (wanted !== undefined) await inTurn(() => deliver(id, wanted.message, wanted.how, receipt))
  }

  async function deliver(id: string, message: proto.IMessage, how: How, receipt?: BinaryNode): Promise<void> {
    const { bot } = network
    if (receipt !== undefined) await keys.meetAgain(bot, receipt)
    if (!(await keys.meets(bot))) await keys.meet(bot, await network.uploaded())
    const sealed = await seal(message, how)
    const [enc] = sealed
    if (how.corrupt === true && receipt === undefined) spoil(enc)
    const count = childOf(receipt, 'retry')?.attrs.count
    if (count !== undefined) enc.attrs.count = count
    const about = { id, t: seconds(), notify: sender.name, type: typeOf(message) }
    network.deliver(node('message', { ...about, ...addresses(sender, how) }, sealed))
  }

  /** In a group the key of what is said there comes with it, for the bot alone. */
  async function seal(message: proto.IMessage, how: How): Promise<[BinaryNode, ...BinaryNode[]]> {
    if (how.to !== undefined) return [await keys.seal(network.bot, copyOf(message, how.to))]
    if (how.in === undefined) return [await keys.seal(network.bot, message)]
    const { jid: groupId } = how.in
    const { enc, key } = await keys.sealForGroup(groupId, sender.lid, message)
    const share = { senderKeyDistributionMessage: { groupId, axolotlSenderKeyDistributionMessage: key } }
    return [await keys.seal(network.bot, share), enc]
  }

  /** One after another: what was sealed first leaves first. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }

  return { send, sendAgain }
}

function addresses({ pn, lid, hasLid }: Sender, { byNumber = false, to, in: group }: How): Record<string, string> {
  if (group !== undefined) return { from: group.jid, participant: lid, participant_pn: pn, addressing_mode: 'lid' }
  if (to !== undefined) return { from: lid, recipient: to.lid, addressing_mode: 'lid', peer_recipient_pn: to.pn }
  if (!hasLid()) return { from: pn }
  return byNumber ? { from: pn, sender_lid: lid } : { from: lid, addressing_mode: 'lid', sender_pn: pn }
}

/** What an account's phone tells its other devices of what it sent. */
function copyOf(message: proto.IMessage, { lid: destinationJid }: Person): proto.IMessage {
  return { deviceSentMessage: { destinationJid, message } }
}

function spoil({ content }: BinaryNode): void {
  if (content instanceof Uint8Array) content[content.length - 1] = 255 - (content.at(-1) ?? 0)
}

function typeOf(message: proto.IMessage): string {
  if (message.reactionMessage) return 'reaction'
  if (message.pollUpdateMessage) return 'poll'
  return (message.imageMessage ?? message.audioMessage ?? message.documentMessage ?? message.videoMessage)
    ? 'media'
    : 'text'
}
