import { WAMessageStatus, type WAMessageUpdate } from '@whiskeysockets/baileys'
import type { Address } from '../../../core/event.ts'
import type { Acquaintance } from './acquaintance.ts'
import { addressOf, personIn, type Names } from './identity.ts'
import type { Sent } from '../line/sent.ts'
import { troubleOfCode, type Trouble } from './trouble.ts'

/** For how long a message that was delivered may be asked for again. */
const DELIVERED_MS = 24 * 60 * 60_000

/** Takes in what became of a message that was sent. What is not new to us changes nothing. */
export function fates(options: {
  sent: Sent
  names: Pick<Names, 'firstSeen'>
  lidOf: (pn: string) => Promise<string | null>
  acquaintance: Acquaintance
  unreachable: (gone: { address: Address; id: string; reason: string }) => Promise<void>
  trouble: (trouble: Trouble) => void
  note: (facts: object, sentence: string) => void
}): (update: WAMessageUpdate) => Promise<void> {
  const { sent, names, lidOf, acquaintance, unreachable, trouble: report, note } = options

  /** A phone that has it asks for it again soon or never: nobody's words are kept for longer than that. */
  async function delivered({ key: { id } }: WAMessageUpdate): Promise<void> {
    const message = typeof id === 'string' ? await sent.get(id) : undefined
    if (typeof id === 'string' && message !== undefined) await sent.put(id, message, { forMs: DELIVERED_MS })
  }

  /** WhatsApp could not bring it to the person, though it may have taken it before. */
  async function failed({ key, update }: WAMessageUpdate): Promise<void> {
    const parameters: unknown = update.messageStubParameters
    const code = String(Array.isArray(parameters) ? parameters[0] : '')
    note({ code }, 'WhatsApp could not deliver a message.')
    const trouble = troubleOfCode(code)
    const person = personIn(key)
    if (person === null || trouble.kind !== 'restricted') return
    const lid = person.lid ?? (person.pn === null ? null : await lidOf(person.pn))
    const address = await addressOf({ ...person, lid }, names)
    await acquaintance.refused(address)
    report(trouble)
    await unreachable({ address, id: `whatsapp:${key.id ?? ''}`, reason: `WhatsApp answered ${code}` })
  }

  return async (one) => {
    switch (one.update.status) {
      case WAMessageStatus.ERROR:
        return failed(one)
      case WAMessageStatus.DELIVERY_ACK:
        return delivered(one)
      default:
        return
    }
  }
}
