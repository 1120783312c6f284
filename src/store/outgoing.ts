import type { Address, ConversationId } from '../core/event.ts'
import type { Forward, OutboundMessage } from '../core/outcome.ts'
import type { SealedJson } from './sealed-json.ts'
import { isForward, isOutbound, known } from './shapes.ts'
import type { Send } from './store.ts'

/** What leaves a conversation, in one line: messages to its person, and events for other conversations. */
export type Outgoing = OutboundMessage | Forward

/** The channel that forwards leave on; their address is `forward:<conversation>`. */
const forwardChannel = 'forward'

/** An outbox entry: `<address>\n<JSON>`. */
export function writeOutgoing(outgoing: Outgoing, sensitive: boolean, json: SealedJson): string {
  return `${addressOf(outgoing)}\n${json.stringify(outgoing, sensitive)}`
}

export function readSend(
  conversation: ConversationId,
  token: number,
  attempt: number,
  entry: string,
  json: SealedJson,
): Send {
  const end = entry.lastIndexOf('\n')
  const value = json.parse(entry.slice(end + 1))
  const forward = channelOf(entry.slice(0, end)) === forwardChannel
  return sendOf(conversation, token, attempt, forward ? known(value, isForward) : known(value, isOutbound))
}

export function sendOf(conversation: ConversationId, token: number, attempt: number, outgoing: Outgoing): Send {
  const send = { conversation, token, attempt, channel: outgoingChannel(outgoing) }
  if (!isForward(outgoing)) return { ...send, message: outgoing }
  return { ...send, message: { id: outgoing.id, to: addressOf(outgoing), text: '' }, forward: outgoing }
}

export function outgoingChannel(outgoing: Outgoing): string {
  return channelOf(addressOf(outgoing))
}

/** The part of an address before the first colon. */
export function channelOf(address: Address): string {
  const end = address.indexOf(':')
  return end === -1 ? address : address.slice(0, end)
}

function addressOf(outgoing: Outgoing): Address {
  return isForward(outgoing) ? `${forwardChannel}:${outgoing.to}` : outgoing.to
}
