import type { Base } from './base.ts'
import { leaseKey, leaseNamesKey, onceKey } from './keys.ts'
import { asList, asNumber, asText, asTexts } from './reply.ts'
import type { Store } from './store.ts'

/** What only one process may do at a time, and what may be done once in a while. */
export function leases(base: Base): Pick<Store, 'leases' | 'once'> {
  const { redis, owner } = base
  return {
    leases: {
      async take(name, forMs) {
        const [token, position] = asList(
          await redis.script('takeLease', [leaseKey(name), leaseNamesKey], [owner, forMs, name]),
        )
        if (token === 0) return null
        return { name, token: asNumber(token), position: position === '' ? null : asText(position) }
      },

      keep: (lease, forMs, position = '') => keep(base, lease, forMs, position),

      async letGo(lease) {
        await keep(base, lease, 0, '')
      },
    },

    once: async (name, ms) => (await redis.run('SET', onceKey(base.digest(name)), '', 'NX', 'PX', String(ms))) !== null,
  }
}

/** Lets go of what owners hold that live no more. Returns how many leases that were. */
export async function releaseLeases(base: Base, isDead: (owner: string) => boolean): Promise<number> {
  let released = 0
  for (const name of asTexts(await base.redis.run('SMEMBERS', leaseNamesKey))) {
    const [owner, token] = asList(await base.redis.run('HMGET', leaseKey(name), 'owner', 'token'))
    if (!isDead(asText(owner))) continue
    if (await keep(base, { name, token: Number(asText(token)) }, 0, '')) released += 1
  }
  return released
}

async function keep(
  { redis }: Base,
  { name, token }: { name: string; token: number },
  forMs: number,
  position: string,
): Promise<boolean> {
  return asNumber(await redis.script('keepLease', [leaseKey(name)], [token, forMs, position])) === 1
}
