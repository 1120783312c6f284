import { createHash, randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { aliases } from './aliases.ts'
import { asks } from './asks.ts'
import type { Base } from './base.ts'
import { clock } from './clock.ts'
import { connect, type Connection } from './connection.ts'
import { durability } from './durability.ts'
import { fanOut } from './fan-out.ts'
import { heights } from './heights.ts'
import { conversationOf, hintChannel, saltKey } from './keys.ts'
import { leases } from './leases.ts'
import { letters } from './letters.ts'
import { links } from './links.ts'
import { paces } from './paces.ts'
import { papers } from './papers.ts'
import { parking } from './parking.ts'
import { places } from './places.ts'
import { reading } from './reading.ts'
import { asText } from './reply.ts'
import type { Seal } from './seal.ts'
import { sealedJson } from './sealed-json.ts'
import { sessions } from './sessions.ts'
import { sends } from './sends.ts'
import type { Store, StoreTimes } from './store.ts'
import { tokens } from './tokens.ts'
import { turns } from './turns.ts'
import { vaults } from './vaults.ts'
import { vectors } from './vectors.ts'

/**
 * The store on a Redis, by URL or by the path of its socket. `owner` names this process (`<host>:<pid>`); without `seal`
 * nothing sensitive can be written. Throws `StoreUnavailable` when there is no server.
 */
export async function redisStore(options: {
  url?: string
  socket?: string
  times?: Partial<StoreTimes>
  owner?: string
  seal?: Seal
}): Promise<Store> {
  const redis = await connect(options)
  let listeners = 0
  const listening = () => listeners > 0
  const base: Base = {
    redis,
    json: sealedJson(options.seal),
    sealing: options.seal !== undefined,
    digest: options.seal?.digest ?? (await salted(redis)),
    times: { ...usualTimes, ...options.times },
    owner: options.owner ?? `${hostname()}:${process.pid}`,
    turns: places(sweepMs, listening),
    asks: places(sweepMs, listening),
    sends: places(sweepMs, listening),
  }
  const turning = turns(base)

  return {
    ...turning,
    ...asks(base),
    ...sends(base),
    ...clock(base),
    ...reading(base),
    ...parking(base),
    ...leases(base),
    aliases: aliases(base, turning.appendEvent),
    heights: heights(base),
    paces: paces(base),
    letters: letters(base),
    links: links(base),
    sessions: sessions(base),
    tokens: tokens(base),
    vectors: vectors(base),
    vaults: vaults(base),
    papers: papers(base),
    changes: fanOut(redis, 'puerto:changed'),
    durability: durability(redis),
    conversationOf,

    async onReady(wake) {
      const stop = await redis.listen(hintChannel, (hint) => {
        const [kind, partition] = hint.split(' ')
        if (kind === 'turns' || kind === 'asks' || kind === 'sends') base[kind].add(Number(partition))
        wake()
      })
      listeners += 1
      return async () => {
        listeners -= 1
        await stop()
      }
    },

    close: () => redis.close(),
  }
}

/** How long published hints alone are trusted before every partition is looked at. */
const sweepMs = 250

const second = 1000
const day = 24 * 60 * 60 * second

const usualTimes: StoreTimes = {
  leaseMs: 30 * second,
  sendLeaseMs: 60 * second,
  askLeaseMs: 25 * second,
  slowAfterMs: 3 * second,
  overdueAfterMs: 20 * second,
  retryAfterMs: [1, 4, 15, 60].map((seconds) => seconds * second),
  sendBackoffMs: [1, 2, 5, 15, 60, 300, 900].map((seconds) => seconds * second),
  // Longer than any channel repeats a message it was not told had arrived.
  dedupeMs: 8 * day,
  ephemeralMs: day,
  vectorMs: 90 * day,
  linkMs: 15 * 60 * second,
}

/** Without a key, names are hidden with a salt of this store's own. */
async function salted(redis: Connection): Promise<(text: string) => string> {
  const known = await redis.run('GET', saltKey)
  if (known === null) await redis.run('SET', saltKey, randomBytes(16).toString('hex'), 'NX')
  const salt = known ?? (await redis.run('GET', saltKey))
  return (text) => createHash('sha256').update(asText(salt)).update(text).digest('base64url').slice(0, 22)
}
