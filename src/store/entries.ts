import type { ConversationId, Event, EventBody } from '../core/event.ts'
import type { SealedJson } from './sealed-json.ts'
import { isEventBody, isFollowUp, known } from './shapes.ts'

/** What an inbox entry says: `<seq> <at> <entropy> <body>`. An event without an id of its own is `<conversation>:<seq>`. */
export function readEntry(
  conversation: ConversationId,
  entry: string,
  json: SealedJson,
): { seq: number; event: Event } {
  const [seq, at, entropy, text] = cut(entry)
  const body = known(json.parse(text), isEventBody)
  const stamp = { id: body.id ?? `${conversation}:${seq}`, conversation, at: Number(at), entropy }
  // The clock puts a follow-up in as it was stored, which may be sealed.
  const event = body.type === 'due' ? { ...body, followUp: known(json.open(body.followUp), isFollowUp) } : body
  return { seq: Number(seq), event: { ...event, ...stamp } }
}

/** The entry of an event that is put back. */
export function writeEntry(seq: number, event: Event): string {
  return `${seq} ${event.at} ${event.entropy} ${JSON.stringify({ ...event, conversation: undefined, at: undefined, entropy: undefined })}`
}

/** The body of an entry; `id` only where it is not the one that arrival gives. */
export function writeBody(body: EventBody, id?: string): string {
  return JSON.stringify(id === undefined ? body : { ...body, id })
}

function cut(entry: string): [seq: string, at: string, entropy: string, body: string] {
  const first = entry.indexOf(' ')
  const second = entry.indexOf(' ', first + 1)
  const third = entry.indexOf(' ', second + 1)
  return [entry.slice(0, first), entry.slice(first + 1, second), entry.slice(second + 1, third), entry.slice(third + 1)]
}
