import type { Account } from './account.ts'
import type { Network } from './network.ts'
import { deviceOf, userOf } from './nodes.ts'
import { person, type Handset } from './person.ts'
import type { Entry } from './queries.ts'

/** Who is on WhatsApp: the people, and the phone of the account the bot is linked to. */
export interface PhoneBook {
  readonly handset: Handset
  add(who: { name?: string; phone?: string }): Handset
  /** The phone with this address; a linked device has none. */
  find(jid: string): Handset | undefined
  /** What the server tells of somebody. */
  entry(user: string): Entry | null
}

export function phoneBook(owner: Account, network: Network): PhoneBook {
  const people = new Map<string, Handset>()
  const handset = person({ name: 'the owner', phone: owner.phone, lidUser: owner.lidUser }, network)
  const isOwner = (user: string) => user === owner.phone || user === owner.lidUser
  let added = 0
  return {
    handset,
    add({ name = 'Ana', phone }) {
      added += 1
      const lidUser = String(900_000_000_000_001 + added)
      const made = person({ name, phone: phone ?? String(573_001_110_000 + added), lidUser }, network)
      for (const user of [made.phone, lidUser]) people.set(user, made)
      return made
    },
    find(jid) {
      const user = userOf(jid)
      if (!isOwner(user)) return people.get(user)
      return deviceOf(jid) === 0 ? handset : undefined
    },
    entry(user) {
      if (isOwner(user)) return entryOf(handset, owner.device === null ? [0] : [0, owner.device])
      const who = people.get(user)
      return who === undefined ? null : entryOf(who, [0])
    },
  }
}

function entryOf(who: Handset, devices: number[]): Entry {
  return { lid: who.lid, hasLid: who.hasLid, devices, bundle: (jid) => who.signal.bundle(jid) }
}
