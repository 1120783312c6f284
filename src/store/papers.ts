import type { Base } from './base.ts'
import { paperKey } from './keys.ts'
import { asText } from './reply.ts'
import type { Papers } from './secrets.ts'

/** Sealed texts, each for a while, by names of which only digests are kept. */
export function papers({ redis, json, digest }: Base): Papers {
  const keyOf = (name: string) => paperKey(digest(name))
  return {
    async put(name, text, forMs) {
      await redis.run('SET', keyOf(name), json.stringify(text, true), 'PX', String(forMs))
    },
    async get(name) {
      const sealed = await redis.run('GET', keyOf(name))
      if (sealed === null) return null
      const text = json.parse(asText(sealed))
      if (typeof text !== 'string') throw new Error('A paper holds something that was not put there.')
      return text
    },
    async drop(name) {
      await redis.run('DEL', keyOf(name))
    },
  }
}
