/** A pause that Telegram asked for: it holds for the whole token, whoever was being written to. */
export interface Pause {
  /** Milliseconds that are left of it; 0 for none. */
  readonly left: () => number
  readonly ask: (ms: number) => void
}

/** `now` is in milliseconds and only goes forward. */
export function pause(now: () => number): Pause {
  let until = 0
  return {
    left: () => Math.max(0, Math.ceil(until - now())),
    ask(ms) {
      until = Math.max(until, now() + ms)
    },
  }
}
