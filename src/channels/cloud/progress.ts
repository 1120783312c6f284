import type { Heights } from './window.ts'

/**
 * How far each part of a message has come. It is noted by its tag, so that a part whose answer was lost, or after which the
 * process ended, is known to have been taken and is not sent twice.
 */
export interface Progress {
  /** WhatsApp has it, as far as is known here. */
  isTaken(tag: string): Promise<boolean>
  taken(tag: string): Promise<void>
  /** Whether a status would be news. */
  isAhead(tag: string, status: string): Promise<boolean>
  /** Never goes back, in whatever order statuses come. */
  reached(tag: string, status: string): Promise<void>
}

/** In the order they count: what was delivered did not fail, whatever is said of it later. */
const ranks = ['accepted', 'sent', 'failed', 'delivered', 'read', 'played']

/** WhatsApp repeats what was not acknowledged for a week. */
const KEPT_MS = 8 * 24 * 60 * 60_000

export function progressIn(heights: Heights): Progress {
  const name = (tag: string) => `cloud status ${tag}`
  const rankOf = (status: string) => ranks.indexOf(status) + 1
  const reached = async (tag: string, status: string) => {
    await heights.raise(name(tag), rankOf(status), KEPT_MS)
  }
  return {
    isTaken: async (tag) => (await heights.of(name(tag))) > 0,
    taken: (tag) => reached(tag, 'accepted'),
    isAhead: async (tag, status) => rankOf(status) > (await heights.of(name(tag))),
    reached,
  }
}
