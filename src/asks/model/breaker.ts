/** What a call showed of the service behind it; `neither` when it was not reached for a reason of ours. */
export type Shown = 'works' | 'fails' | 'neither'

export interface Breaker {
  /** Makes the call, or answers null without making it while the service rests. */
  readonly run: <T>(call: () => Promise<T>, shows: (answer: T) => Shown) => Promise<T | null>
}

/** When to stop calling and for how long; `now` in milliseconds. */
export interface BreakerSettings {
  readonly failures: number
  readonly restMs: number
  readonly now: () => number
}

/**
 * Leaves a service alone that failed so many times in a row. After the rest one call may try; the others wait until it has
 * shown that the service works.
 */
export function breaker({ failures, restMs, now }: BreakerSettings): Breaker {
  let inARow = 0
  let restsUntil = 0
  let trying = false

  return {
    async run(call, shows) {
      const tries = inARow >= failures
      if (tries && (trying || now() < restsUntil)) return null
      trying = tries
      let shown: Shown = 'fails'
      try {
        const answer = await call()
        shown = shows(answer)
        return answer
      } finally {
        if (tries) trying = false
        if (shown === 'works') inARow = 0
        if (shown === 'fails') {
          inARow += 1
          restsUntil = now() + restMs
        }
      }
    },
  }
}
