import type { Heights } from './window.ts'

/**
 * How far each part of a message has come. It is noted by its tag, so that a part whose answer was lost, or after which the
 * process ended, is known to have been taken and is not sent twice.
 */
export interface Progress {
  /** What is known of a part: nothing, that WhatsApp took it, or that it did not arrive all the same. */
  standing(tag: string): Promise<'unsent' | 'taken' | 'failed'>
  taken(tag: string): Promise<void>
  /** Whether a status would be news. */
  isAhead(tag: string, status: string): Promise<boolean>
  /** Never goes back, in whatever order statuses come. */
  reached(tag: string, status: string): Promise<void>
}

/**
 * In the order they count: what was delivered did not fail, whatever is said of it later. One that is `failing` is known to
 * have failed, and what follows from that may not be done yet.
 */
const ranks = ['accepted', 'sent', 'failing', 'failed', 'delivered', 'read', 'played']

/** WhatsApp repeats what was not acknowledged for a week. */
const KEPT_MS = 8 * 24 * 60 * 60_000

export function progressIn(heights: Heights): Progress {
  const name = (tag: string) => `cloud progress ${tag}`
  const rankOf = (status: string) => ranks.indexOf(status) + 1
  const reached = async (tag: string, status: string) => {
    await heights.raise(name(tag), rankOf(status), KEPT_MS)
  }
  return {
    async standing(tag) {
      const height = await heights.of(name(tag))
      if (height === 0) return 'unsent'
      return height === rankOf('failing') || height === rankOf('failed') ? 'failed' : 'taken'
    },
    taken: (tag) => reached(tag, 'accepted'),
    isAhead: async (tag, status) => rankOf(status) > (await heights.of(name(tag))),
    reached,
  }
}
