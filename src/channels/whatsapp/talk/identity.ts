import { isLidUser, isPnUser, jidNormalizedUser, type WAMessageKey } from '@whiskeysockets/baileys'
import type { Address } from '../../../core/event.ts'

/** What WhatsApp calls one person: by a LID, which stays, and by a phone number. Null is what it did not say. */
export interface Person {
  readonly lid: string | null
  readonly pn: string | null
}

/** What the store knows of the names of people. */
export interface Names {
  /** Which of them a person is kept under; `lasting` is the one that is never another's. */
  firstSeen(names: readonly string[], lasting?: string): Promise<string>
  /** The lasting name of whoever is kept under this one; null where none is known. */
  lasting(name: string): Promise<string | null>
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

/** The address a person is kept under, by whichever of their names they came. */
export async function addressOf({ lid, pn }: Person, { firstSeen }: Pick<Names, 'firstSeen'>): Promise<Address> {
  return `whatsapp:${await firstSeen(namesOf({ lid, pn }), lid ?? undefined)}`
}

/**
 * Where a message to this address goes: by LID wherever it is known, as the two must not be mixed for one person. By the
 * LID they wrote from, if they did: their number may be another's by now.
 */
export async function jidOf(
  address: Address,
  { lasting, lidOf }: Pick<Names, 'lasting'> & { lidOf: (pn: string) => Promise<string | null> },
): Promise<string> {
  const name = address.slice(address.indexOf(':') + 1)
  if (isLid(name)) return name
  const pn = `${name}@s.whatsapp.net`
  return (await lasting(name)) ?? (await lidOf(pn)) ?? pn
}

/** The digits of a phone number. */
export function digitsOf(pn: string): string {
  return pn.slice(0, pn.indexOf('@'))
}

function isLid(jid: string): boolean {
  return isLidUser(jid) === true
}
