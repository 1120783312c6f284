import { isJidGroup, type WAMessage, type WAMessageKey } from '@whiskeysockets/baileys'
import type { Address, InboundBody, InboundMessage, MediaRef } from '../../../core/event.ts'
import { placeOf } from './handle.ts'
import { hear } from './heard.ts'
import { addressOf, digitsOf, personIn, type Names, type Person } from './identity.ts'

/** What a message may lead to. */
export interface Doors {
  /** Resolves once the message is durable. */
  readonly receive: (message: InboundMessage) => Promise<void>
  readonly names: Pick<Names, 'firstSeen'>
  /** The LID that belongs to a number; null where it is not known. */
  readonly lidOf: (pn: string) => Promise<string | null>
  /** The card that a message of ours shows; null where it shows none, or is none of ours. */
  readonly cardUnder: (id: string) => Promise<string | null>
  /** A file under the media folder, or as it was where it could not be brought there. */
  readonly keepFile: (media: MediaRef, from: Address) => Promise<MediaRef>
  readonly countryOf: (number: string) => string | null
  readonly inGroup: (group: string) => Promise<void>
  /** A message was taken: its writer may see that it was read. */
  readonly heard: (key: WAMessageKey) => void
  readonly note: (facts: object, sentence: string) => void
  readonly now: () => number
}

/** What waited longer at WhatsApp is no question any more; it keeps nothing for so long itself. */
const STALE_MS = 14 * 24 * 60 * 60_000

/** Takes one message in. Rejects where it could not be kept; it may then be taken again, as it is known by its id. */
export async function take(message: WAMessage, doors: Doors): Promise<void> {
  const { key, messageTimestamp: seconds } = message
  const at = seconds ? Number(seconds) * 1_000 : doors.now()
  if (key.fromMe === true || doors.now() - at > STALE_MS) return
  const heard = hear(message)
  const group = key.remoteJid ?? undefined
  if (group !== undefined && isJidGroup(group) === true) {
    if (heard.kind === 'said') await doors.inGroup(group)
    return
  }
  const person = personIn(key)
  if (person === null) return
  switch (heard.kind) {
    case 'said':
      await receive(heard.id, heard.body, person, doors)
      doors.heard(key)
      return
    case 'thumb': {
      const card = await doors.cardUnder(heard.under)
      if (card !== null) await receive(heard.id, { kind: 'reaction', says: heard.says, card }, person, doors)
      return
    }
    case 'taken_back':
      doors.note({}, 'A person took a message back; what it answered stays as it was noted.')
      return
    case 'unreadable':
      doors.note({}, 'A message could not be opened; the phone it came from is asked for it again.')
      return
    case 'nothing':
      return
  }
}

async function receive(id: string, body: InboundBody, who: Person, doors: Doors): Promise<void> {
  const { pn } = who
  const lid = who.lid ?? (pn === null ? null : await doors.lidOf(pn))
  const from = await addressOf({ lid, pn }, doors.names)
  const country = pn === null ? null : doors.countryOf(digitsOf(pn))
  const hints = country === null ? {} : { hints: { country } }
  await doors.receive({ id, from, body: await withFile(body, from, doors), ...hints })
}

async function withFile(body: InboundBody, from: Address, { keepFile }: Doors): Promise<InboundBody> {
  if (!('media' in body) || placeOf(body.media) === null) return body
  return { ...body, media: await keepFile(body.media, from) }
}
