/** Why nothing is tried again before somebody has looked at it. */
export type Stop =
  /** Another program has logged in with the same session. */
  | 'replaced'
  /** WhatsApp has banned the number. */
  | 'banned'
  /** The phone is not set up for linked devices. */
  | 'mismatch'

/** What to do when the line closed. */
export type Next =
  /** At once: part of linking a phone, or a restart that WhatsApp asks for. It is no failure. */
  | { readonly do: 'reconnect' }
  /** Again, after longer and longer waits. */
  | { readonly do: 'wait' }
  /** Again with WhatsApp's present version, looked up once. */
  | { readonly do: 'refresh' }
  /** The phone has unlinked us: the keys are worth nothing, and a phone is to be linked anew. */
  | { readonly do: 'forget' }
  | { readonly do: 'stop'; readonly why: Stop }

/** By the status the socket closed with. */
export function nextAfter(code: number): Next {
  switch (code) {
    case 515:
      return { do: 'reconnect' }
    case 401:
      return { do: 'forget' }
    case 403:
      return { do: 'stop', why: 'banned' }
    case 411:
      return { do: 'stop', why: 'mismatch' }
    case 440:
      return { do: 'stop', why: 'replaced' }
    case 405:
      return { do: 'refresh' }
    // Cut (428), silent (408), busy (503), and 500, which is any error without a number: it proves nothing of the session.
    default:
      return { do: 'wait' }
  }
}

/** How long to wait before the next try. Only a line that stood for a while begins anew: one that flaps waits longer. */
export function backoff(options: {
  /** After the first failure, doubling up to the second. */
  readonly ms: readonly [first: number, most: number]
  readonly steadyMs: number
  /** From 0 to 1, so that many do not come back at the same moment. */
  readonly chance: () => number
}): (openMs: number) => number {
  const [first, most] = options.ms
  let failures = 0
  return (openMs) => {
    if (openMs >= options.steadyMs) failures = 0
    const whole = Math.min(most, first * 2 ** failures)
    failures += 1
    return Math.round(whole * (0.5 + options.chance() / 2))
  }
}
