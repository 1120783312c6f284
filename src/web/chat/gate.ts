import type { Context } from 'hono'
import { setTimeout } from 'node:timers/promises'
import type { Address } from '../../core/event.ts'
import { limit } from '../limits.ts'
import type { Metrics } from '../metrics.ts'
import type { Say } from '../words.ts'
import type { Visitors } from './visitor.ts'

/** Who may post, and how fast. */
export interface Gate {
  /** The address of the person, or the answer that turns them away: a browser without the cookie, or too fast. */
  enter(c: Context): Promise<Address | Response>
}

/** So many at once, then so many a second. */
interface Pace {
  readonly burst: number
  readonly perSecond: number
}

const MOST_HELD = 500
const HELD_MS = 1_000

export function gate(options: {
  visitor: Visitors
  /** What one person may do, and all together. */
  allowed: { readonly person: Pace; readonly all: Pace }
  say: (c: Context) => Say
  metrics: Metrics
  now: () => number
}): Gate {
  const { visitor, allowed, say, metrics, now } = options
  const perPerson = limit({ ...allowed.person, now })
  const together = limit({ ...allowed.all, now })
  let held = 0

  /** Whoever is too fast is answered slowly: a flood then costs its sender the time, and nobody else. */
  async function hold(waitMs: number): Promise<void> {
    if (held >= MOST_HELD) return
    held += 1
    await setTimeout(Math.min(waitMs, HELD_MS))
    held -= 1
  }

  return {
    async enter(c) {
      const from = visitor.addressOf(c)
      if (from === null) return c.json({ message: say(c)('web.no_cookie', {}) }, 401)
      const waitMs = Math.max(perPerson.take(from), together.take(''))
      if (waitMs === 0) return from
      metrics.messageRefused('too_many')
      await hold(waitMs)
      return c.json({ message: say(c)('web.too_fast', {}), retryAfterMs: waitMs }, 429, {
        'Retry-After': String(Math.ceil(waitMs / 1_000)),
      })
    },
  }
}
