import { BufferJSON, type AuthenticationCreds } from '@whiskeysockets/baileys'
import { leaseName, type LineTimes } from '../../src/channels/whatsapp/line.ts'
import type { TalkTimes } from '../../src/channels/whatsapp/talk.ts'
import { keyVault } from '../../src/channels/whatsapp/vault.ts'
import { whatsappChannel, type WhatsAppChannel, type WhatsAppOptions } from '../../src/channels/whatsapp/whatsapp.ts'
import { redisStore } from '../../src/store/redis.ts'
import { sealWith } from '../../src/store/seal.ts'
import type { Store } from '../../src/store/store.ts'
import { PlainHttpsAgent } from '../whatsapp/peer.ts'

/** So that no test waits: nothing is paced, and a line that is lost is taken again at once. */
const quick: LineTimes & TalkTimes = {
  ...{ leaseMs: 1_200, lookMs: 20, backoffMs: [1, 20], steadyMs: 60_000, againMs: 100 },
  ...{ pingMs: 30_000, watchdogMs: 15_000, goodbyeMs: 500 },
  ...{ personMs: 0, personBurst: 1, accountMs: 0, accountBurst: 1 },
  ...{ ackMs: 5_000, fileMs: 5_000, lidMs: 2_000, writeMs: [0, 0, 0] },
}

/** The channel on a WhatsApp of our own, with a real store behind it. */
export function channelOn(store: Store, url: string, parts: Partial<WhatsAppOptions> = {}): WhatsAppChannel {
  const none = () => Promise.reject(new Error('no files here'))
  return whatsappChannel({
    ...{ url, version: null, agent: new PlainHttpsAgent() },
    ...{ leases: store.leases, vaults: store.vaults, papers: store.papers, heights: store.heights },
    firstSeen: (names) => store.aliases.firstSeen('whatsapp', names),
    once: (name, ms) => store.once(name, ms),
    async unreachable({ address, id, reason }) {
      await store.appendEvent(store.conversationOf(address), id, { type: 'unreachable', address, reason })
    },
    ...{ keepMedia: none, readMedia: none, inPrivate: () => '', countryOf: () => 'co' },
    ...{ report: () => undefined, note: () => undefined, now: Date.now, chance: () => 0 },
    ...parts,
    times: { ...quick, ...parts.times },
  })
}

/** A store that keeps secrets too, on a Redis that several processes may share. */
export function storeOn(socket: string, owner?: string): Promise<Store> {
  return redisStore({ socket, seal: sealWith(new Uint8Array(32)), ...(owner === undefined ? {} : { owner }) })
}

/** Puts what a bot that was linked has kept into the vault. */
export async function linkBefore(store: Store, creds: AuthenticationCreds): Promise<void> {
  const lease = await store.leases.take(leaseName, 5_000)
  if (lease === null) throw new Error('somebody has the line')
  const value = JSON.stringify(creds, BufferJSON.replacer)
  await store.vaults.write(lease, [{ vault: keyVault, field: 'creds', value }])
  await store.leases.letGo(lease)
}
