import type { Account } from './account.ts'
import { groupNode, type Group } from './groups.ts'
import type { Network } from './network.ts'
import type { BinaryNode } from '@whiskeysockets/baileys'
import { deviceOf, userOf } from './nodes.ts'
import { person, type Handset, type Person } from './person.ts'
import type { Entry } from './queries.ts'

/** Who is on WhatsApp: the people, and the phone of the account the bot is linked to. */
export interface PhoneBook {
  readonly handset: Handset
  add(who: { name?: string; phone?: string }): Handset
  /** The phone with this address; a linked device has none. */
  find(jid: string): Handset | undefined
  /** What the server tells of somebody. */
  entry(user: string): Entry | null
  addGroup(name: string, members: readonly Person[]): Group
  /** The phones of a group, but for the bot. */
  membersOf(group: string): Handset[]
  /** What the server tells of a group. */
  groupEntry(jid: string): BinaryNode | null
}

export function phoneBook(owner: Account, network: Network): PhoneBook {
  const people = new Map<string, Handset>()
  const handset = person({ name: 'the owner', phone: owner.phone, lidUser: owner.lidUser }, network)
  const isOwner = (user: string) => user === owner.phone || user === owner.lidUser
  const groups = new Map<string, Group>()
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
    addGroup(name, members) {
      const group = { jid: `${120_363_000_000_000_000 + groups.size}@g.us`, name, members }
      groups.set(group.jid, group)
      return group
    },
    membersOf: (jid) => (groups.get(jid)?.members ?? []).flatMap(({ lid }) => people.get(userOf(lid)) ?? []),
    groupEntry(jid) {
      const group = groups.get(jid)
      return group === undefined ? null : groupNode(group, owner)
    },
  }
}

function entryOf(who: Handset, devices: number[]): Entry {
  return { lid: who.lid, hasLid: who.hasLid, devices, bundle: (jid) => who.signal.bundle(jid) }
}
