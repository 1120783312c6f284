import { isLidUser, isPnUser, jidNormalizedUser, type WAMessageKey } from '@whiskeysockets/baileys'
import type { Address } from '../../core/event.ts'

/** What WhatsApp calls one person: by a LID, which stays, and by a phone number. Null is what it did not say. */
export interface Person {
  readonly lid: string | null
  readonly pn: string | null
}

/** WhatsApp's own account, which writes to everybody and reads nothing. */
const official = '0@s.whatsapp.net'

/** Who wrote; null for what no single person wrote, such as groups, lists of readers and stories. */
export function personIn({ remoteJid, remoteJidAlt }: WAMessageKey): Person | null {
  const jid = jidNormalizedUser(remoteJid ?? undefined)
  if (jid === official || (isLidUser(jid) !== true && isPnUser(jid) !== true)) return null
  const both = [jid, jidNormalizedUser(remoteJidAlt)]
  return { lid: both.find(isLid) ?? null, pn: both.find((one) => isPnUser(one) === true) ?? null }
}

/**
 * The names a person may be known under, the one that stays first: a LID is written with its server, or it could be taken
 * for a number.
 */
export function namesOf({ lid, pn }: Person): string[] {
  return [lid, pn === null ? null : digitsOf(pn)].filter((name) => name !== null)
}

export function addressOf(name: string): Address {
  return `whatsapp:${name}`
}

/** Where a message to this address goes: by LID wherever it is known, as the two must not be mixed for one person. */
export async function jidOf(address: Address, lidOf: (pn: string) => Promise<string | null>): Promise<string> {
  const name = address.slice(address.indexOf(':') + 1)
  if (isLid(name)) return name
  const pn = `${name}@s.whatsapp.net`
  return (await lidOf(pn)) ?? pn
}

/** The digits of a phone number. */
export function digitsOf(pn: string): string {
  return pn.slice(0, pn.indexOf('@'))
}

function isLid(jid: string): boolean {
  return isLidUser(jid) === true
}
