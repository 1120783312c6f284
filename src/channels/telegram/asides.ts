import type { Pause } from './pause.ts'
import { troubleOf } from './trouble.ts'

/** Calls for which nobody waits and which may fail, such as the sign that somebody is typing. */
export interface Asides {
  say(call: () => Promise<unknown>): void
  /** Resolves when none is under way. */
  settled(): Promise<void>
}

/** In a pause they are left out; one that meets with a pause makes everything else keep it. */
export function asides(pause: Pause): Asides {
  const going = new Set<Promise<void>>()
  return {
    say(call) {
      if (pause.left() > 0) return
      const one = call()
        .then(() => undefined)
        .catch((error: unknown) => {
          const trouble = troubleOf(error)
          if (trouble.kind === 'pause') pause.ask(trouble.ms)
        })
        .finally(() => going.delete(one))
      going.add(one)
    },
    async settled() {
      await Promise.all(going)
    },
  }
}
