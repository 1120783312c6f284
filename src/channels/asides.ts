import type { Pause } from './pause.ts'

/** Calls for which nobody waits and which may fail, such as the sign that somebody is typing. */
export interface Asides {
  say(call: () => Promise<unknown>): void
  /** Resolves when none is under way. */
  settled(): Promise<void>
}

/**
 * In a pause they are left out; one that meets with a pause makes everything else keep it. `pauseIn` says how long an
 * error asks for, or null.
 */
export function asides(pause: Pause, pauseIn: (error: unknown) => number | null): Asides {
  const going = new Set<Promise<void>>()
  return {
    say(call) {
      if (pause.left() > 0) return
      const one = call()
        .then(() => undefined)
        .catch((error: unknown) => {
          const ms = pauseIn(error)
          if (ms !== null) pause.ask(ms)
        })
        .finally(() => going.delete(one))
      going.add(one)
    },
    async settled() {
      await Promise.all(going)
    },
  }
}
