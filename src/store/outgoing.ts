import type { Address, ConversationId } from '../core/event.ts'
import type { Forward, OutboundMessage } from '../core/outcome.ts'
import type { SealedJson } from './sealed-json.ts'
import { carriesSensitive } from './sensitive.ts'
import { isForward, isOutbound, known } from './shapes.ts'
import { forwardChannel, type Send } from './store.ts'

/** What leaves a conversation, in one line: messages to its person, and events for other conversations. */
export type Outgoing = OutboundMessage | Forward

/** An outbox entry: `<address>\n<JSON>`. */
export function writeOutgoing(outgoing: Outgoing, sensitive: boolean, json: SealedJson): string {
  const isSealed = sensitive || (isForward(outgoing) && carriesSensitive(outgoing.body))
  return `${addressOf(outgoing)}\n${json.stringify(outgoing, isSealed)}`
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

/** Of a forward: `forward:<conversation>`. */
function addressOf(outgoing: Outgoing): Address {
  return isForward(outgoing) ? `${forwardChannel}:${outgoing.to}` : outgoing.to
}
