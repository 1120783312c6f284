import type { Base } from './base.ts'
import { heightKey } from './keys.ts'
import { asNumber, asText } from './reply.ts'
import type { Store } from './store.ts'

/** Numbers that only grow, so that what arrives late or twice changes nothing. */
export function heights({ redis, digest }: Base): Store['heights'] {
  return {
    async raise(name, to, forMs) {
      return asNumber(await redis.script('raise', [heightKey(digest(name))], [to, forMs])) === 1
    },
    async of(name) {
      const height = await redis.run('GET', heightKey(digest(name)))
      return height === null ? 0 : Number(asText(height))
    },
  }
}
