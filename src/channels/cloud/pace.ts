import type { Address } from '../../core/event.ts'

/** How much is said to one person: WhatsApp allows a message in six seconds, and some at once that are made up for later. */
export interface Pace {
  /** 0, and a message counts as said, or the milliseconds until the person may be written to. */
  take(person: Address): Promise<number>
  /** WhatsApp found it too much: longer each time, and until then nothing. Returns how long. */
  refused(person: Address): Promise<number>
}

export interface PaceTimes {
  readonly paceMs: number
  /** How many may be sent at once to somebody who was left in peace. */
  readonly paceBurst: number
}

/** What may be done only so often, kept by the store for all processes. */
export interface Paces {
  take(name: string, pace: Allowed): Promise<number>
  refused(name: string, pace: Allowed): Promise<number>
}

interface Allowed {
  readonly everyMs: number
  readonly atOnce: number
  readonly refusedMs: number
  readonly mostRefusedMs: number
}

/** Nobody waits for anybody else's pace, and all processes of the number share each. */
export function paceIn(paces: Paces, phoneId: string, { paceMs, paceBurst }: PaceTimes): Pace {
  // WhatsApp's own rule: four times as long after each refusal.
  const allowed = { everyMs: paceMs, atOnce: paceBurst, refusedMs: 4_000, mostRefusedMs: 256_000 }
  const name = (person: Address) => `cloud pace ${phoneId} ${person}`
  return {
    take: (person) => paces.take(name(person), allowed),
    refused: (person) => paces.refused(name(person), allowed),
  }
}
