/** How much is said to one person: WhatsApp allows a message in six seconds, and some at once that are made up for later. */
export interface Pace {
  /** Milliseconds until the person may be written to; 0 for now. */
  waitFor(person: string): number
  sent(person: string): void
  /** WhatsApp found it too much: longer each time, and until then nothing. Returns how long. */
  refused(person: string): number
}

export interface PaceTimes {
  readonly paceMs: number
  /** How many may be sent at once to somebody who was left in peace. */
  readonly paceBurst: number
}

/** Most people whose pace is known at once. */
const MOST_PEOPLE = 10_000

/** WhatsApp's own rule: four times as long after each refusal. */
const REFUSED_MS = 4_000
const MOST_REFUSED_MS = 256_000

/** `now` is in milliseconds and only goes forward. Nobody waits for anybody else's pace. */
export function pace(now: () => number, { paceMs, paceBurst }: PaceTimes): Pace {
  const people = new Map<string, { paidAt: number; refusals: number }>()
  const ahead = paceMs * (paceBurst - 1)

  function note(person: string, paidAt: number, refusals: number): void {
    if (people.size >= MOST_PEOPLE) for (const [one, { paidAt: at }] of people) if (at <= now()) people.delete(one)
    people.set(person, { paidAt, refusals })
  }

  return {
    waitFor: (person) => Math.max(0, Math.ceil((people.get(person)?.paidAt ?? 0) - ahead - now())),
    sent(person) {
      note(person, Math.max(people.get(person)?.paidAt ?? 0, now()) + paceMs, 0)
    },
    refused(person) {
      const refusals = people.get(person)?.refusals ?? 0
      const ms = Math.min(MOST_REFUSED_MS, REFUSED_MS * 4 ** refusals)
      note(person, now() + ms + ahead, refusals + 1)
      return ms
    },
  }
}
