import type { Address } from '../../../core/event.ts'

/** Numbers that only grow, kept by the store under a name. */
export interface Heights {
  raise(name: string, to: number, forMs: number): Promise<boolean>
  of(name: string): Promise<number>
}

/** Whom we may write to: who wrote to us, and was not refused by WhatsApp since. Anybody else costs the number its life. */
export interface Acquaintance {
  wrote(who: Address): Promise<void>
  refused(who: Address): Promise<void>
  mayBeWrittenTo(who: Address): Promise<boolean>
}

/** Longer than anything that is promised to a person. */
const KEPT_MS = 2 * 365 * 24 * 60 * 60_000

/** `now` is in milliseconds since 1970. Only digests of these names are kept, and no addresses. */
export function acquaintanceIn(heights: Heights, now: () => number): Acquaintance {
  const wrote = (who: Address) => `whatsapp wrote ${who}`
  const refused = (who: Address) => `whatsapp refused ${who}`
  return {
    async wrote(who) {
      await heights.raise(wrote(who), now(), KEPT_MS)
    },
    async refused(who) {
      await heights.raise(refused(who), now(), KEPT_MS)
    },
    async mayBeWrittenTo(who) {
      const [last, no] = await Promise.all([heights.of(wrote(who)), heights.of(refused(who))])
      return last > no
    },
  }
}
