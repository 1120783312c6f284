/** How much is said: to one person, and to all together. WhatsApp shuts out numbers that write faster than people do. */
export interface Pace {
  /** Books one message and answers 0, or books none and answers how many milliseconds to wait. */
  book(person: string): number
}

export interface PaceTimes {
  readonly personMs: number
  /** How many may be sent at once to somebody who was left in peace. */
  readonly personBurst: number
  readonly accountMs: number
  readonly accountBurst: number
}

/** Most people whose pace is known at once. */
const MOST_PEOPLE = 10_000

/** `now` is in milliseconds and only goes forward. One line has one process, so what it knows itself is all there is. */
export function pace(now: () => number, times: PaceTimes): Pace {
  const { personMs, personBurst, accountMs, accountBurst } = times
  const people = new Map<string, number>()
  let all = 0

  function forget(): void {
    if (people.size < MOST_PEOPLE) return
    for (const [person, paidAt] of people) if (paidAt <= now()) people.delete(person)
  }

  return {
    book(person) {
      const paidAt = Math.max(people.get(person) ?? 0, now())
      const allPaidAt = Math.max(all, now())
      const wait = Math.max(
        paidAt - personMs * (personBurst - 1) - now(),
        allPaidAt - accountMs * (accountBurst - 1) - now(),
      )
      if (wait > 0) return Math.ceil(wait)
      forget()
      people.set(person, paidAt + personMs)
      all = allPaidAt + accountMs
      return 0
    },
  }
}
