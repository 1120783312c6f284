import type { Base } from './base.ts'
import { tokenKeys } from './keys.ts'
import { asNumber } from './reply.ts'
import type { Store } from './store.ts'

/** The count of what language models use, of each person and of all. */
export function tokens({ redis, digest }: Base): Store['tokens'] {
  const keysOf = (person: string) => [tokenKeys.person(digest(person)), tokenKeys.day, tokenKeys.month]
  return {
    async reserve(person, wanted, limits) {
      const args = [wanted, '', limits.personDay, limits.day, limits.month]
      const day = asNumber(await redis.script('reserve', keysOf(person), args))
      return day === -1 ? null : { person, tokens: wanted, day }
    },

    async settle({ person, tokens: wanted, day }, used) {
      await redis.script('reserve', keysOf(person), [used - wanted, day, 0, 0, 0])
    },
  }
}
