import type { Address } from '../../core/event.ts'

/** Numbers that only grow, kept by the store under a name. */
export interface Heights {
  raise(name: string, to: number, forMs: number): Promise<boolean>
  of(name: string): Promise<number>
}

/** Whether a person may be written to freely: for a day after they wrote. */
export interface Window {
  isOpen(who: Address): Promise<boolean>
  /** `at` is when the person wrote. Whether the window was shut before. */
  opened(who: Address, at: number): Promise<boolean>
  /** WhatsApp says that it is shut: it is, until they write again. */
  shut(who: Address): Promise<void>
}

/** The last minutes count as over: a message takes its time. */
const OPEN_MS = 24 * 60 * 60_000 - 10 * 60_000

export function windowOf(heights: Heights, now: () => number): Window {
  const name = (who: Address) => `cloud window ${who}`
  const shut = (who: Address) => `cloud shut ${who}`
  const isOpen = async (who: Address) => {
    const [until, shutUntil] = await Promise.all([heights.of(name(who)), heights.of(shut(who))])
    return until > Math.max(now(), shutUntil)
  }
  return {
    isOpen,
    async opened(who, at) {
      const wasOpen = await isOpen(who)
      // A message that comes late opens it for what is left of the day, and never shortens it.
      await heights.raise(name(who), at + OPEN_MS, OPEN_MS)
      return !wasOpen && (await isOpen(who))
    },
    async shut(who) {
      await heights.raise(shut(who), await heights.of(name(who)), OPEN_MS)
    },
  }
}
