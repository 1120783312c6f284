import { BufferJSON, type AuthenticationCreds } from '@whiskeysockets/baileys'
import { whatsappChannel, type WhatsAppChannel, type WhatsAppOptions } from '../../src/channels/whatsapp/whatsapp.ts'
import type { LineTimes } from '../../src/channels/whatsapp/line/line.ts'
import type { TalkTimes } from '../../src/channels/whatsapp/talk/talk.ts'
import { keyVault } from '../../src/channels/whatsapp/line/vault.ts'
import { redisStore } from '../../src/store/redis.ts'
import { sealWith } from '../../src/store/seal.ts'
import type { Store } from '../../src/store/store.ts'
import type { TestRedis } from '../redis-server.ts'
import { PlainHttpsAgent, type WhatsAppPeer } from '../whatsapp/peer.ts'

/** A channel on a peer, with a real store behind it, and what it told the operator. */
export interface WhatsAppAccount {
  readonly channel: WhatsAppChannel
  readonly store: Store
  readonly reported: readonly string[]
  readonly noted: readonly string[]
  stop(): Promise<void>
}

/** So that no test waits. */
export const quick: LineTimes & Partial<TalkTimes> = {
  ...{ leaseMs: 3_000, lookMs: 10, backoffMs: [5, 40], steadyMs: 60_000, againMs: 20 },
  ...{ pingMs: 30_000, watchdogMs: 20_000, goodbyeMs: 300 },
  ...{ personMs: 0, personBurst: 1_000, accountMs: 0, accountBurst: 1_000, writeMs: [0, 0, 0] },
}

export const seal = sealWith(new Uint8Array(32).fill(7))
let owners = 0

export async function whatsAppAccount(
  peer: Pick<WhatsAppPeer, 'url'>,
  redis: Pick<TestRedis, 'url'>,
  parts: Partial<WhatsAppOptions> = {},
): Promise<WhatsAppAccount> {
  const store = await redisStore({ url: redis.url, seal, owner: `test:${process.pid}:${++owners}` })
  const reported: string[] = []
  const noted: string[] = []
  const channel = whatsappChannel({
    url: peer.url,
    version: null,
    ...{ leases: store.leases, vaults: store.vaults, papers: store.papers, heights: store.heights },
    names: {
      firstSeen: (names, lasting) => store.aliases.firstSeen('whatsapp', names, lasting),
      lasting: (name) => store.aliases.lasting('whatsapp', name),
    },
    once: (name, ms) => store.once(name, ms),
    unreachable: () => Promise.resolve(),
    keepMedia: () => Promise.resolve(null),
    readMedia: () => Promise.reject(new Error('no file was to be read')),
    inPrivate: (link) => link,
    countryOf: () => null,
    report: (_facts, sentence) => reported.push(sentence),
    note: (facts, sentence) => noted.push(`${sentence} ${JSON.stringify(facts)}`),
    now: Date.now,
    chance: () => 0,
    agent: new PlainHttpsAgent(),
    ...parts,
    times: { ...quick, ...parts.times },
  })
  return {
    ...{ channel, store, reported, noted },
    async stop() {
      await channel.stop()
      await store.close()
    },
  }
}

/** As if a phone had been linked before. */
export async function linked(
  peer: WhatsAppPeer,
  store: Store,
  creds = peer.pairedCreds(),
): Promise<AuthenticationCreds> {
  const lease = await store.leases.take('whatsapp', 60_000)
  if (lease === null) throw new Error('somebody has the line')
  const value = JSON.stringify(creds, BufferJSON.replacer)
  await store.vaults.write(lease, [{ vault: keyVault, field: 'creds', value }])
  await store.leases.letGo(lease)
  return creds
}
