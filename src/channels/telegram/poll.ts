import type { Api } from 'grammy'
import { idOfUpdate, kindsOfUpdate } from './update.ts'
import type { Waiting } from './waiting.ts'

/** One process at a time asks Telegram for news, and begins where the last one stopped. */
export interface Leases {
  take(name: string, forMs: number): Promise<Lease | null>
  keep(lease: Lease, forMs: number, position: string): Promise<boolean>
  letGo(lease: Lease): Promise<void>
}

interface Lease {
  readonly name: string
  readonly token: number
  readonly position: string | null
}

/**
 * Asks for updates, hands all of them over, and only then asks for what comes after them: to ask is to confirm, and what
 * is confirmed Telegram forgets. Whatever fails is told and tried again from the same place. Resolves when it is stopped.
 */
export async function poll(options: {
  api: Api
  leases: Leases
  name: string
  /** Resolves once all of them are durable. */
  take: (updates: readonly unknown[]) => Promise<void>
  waiting: Waiting
  now: () => number
  seconds: number
  leaseMs: number
}): Promise<void> {
  const { api, leases, name, take, waiting, now, seconds, leaseMs } = options
  const isStopped = () => waiting.signal.aborted
  let hasWebhook = true

  while (!isStopped()) {
    try {
      const lease = await leases.take(name, leaseMs)
      if (lease === null) await waiting.rest(leaseMs / 4)
      else await pollWhileHeld(lease)
    } catch (error) {
      // To stop is to cut the question off.
      if (!isStopped()) await waiting.after(error)
    }
  }

  async function pollWhileHeld(lease: Lease): Promise<void> {
    let place = placeFrom(lease.position)
    try {
      if (hasWebhook) await api.deleteWebhook()
      hasWebhook = false
      let held = true
      while (held && !isStopped()) {
        const begun = now()
        const updates = await ask(place)
        waiting.over()
        await take(updates)
        place = placeAfter(place, updates, now())
        held = await leases.keep(lease, leaseMs, positionOf(place))
        // A server that answers at once that there is nothing is not asked without end.
        if (updates.length === 0 && now() - begun < LEAST_WAIT_MS) await waiting.rest(LEAST_WAIT_MS)
      }
    } finally {
      // Where the store is away the lease runs out by itself.
      await leases.letGo(lease).catch(() => undefined)
    }
  }

  async function ask({ offset, at }: Place): Promise<readonly unknown[]> {
    // After a week without news Telegram counts anew from anywhere: an old place would say nothing, or hide something.
    const isOld = now() - at > OLD_MS
    const from = isOld ? {} : { offset }
    const until = isSignal(waiting.signal) ? waiting.signal : undefined
    return api.getUpdates({ ...from, timeout: seconds, limit: 100, allowed_updates: kindsOfUpdate }, until)
  }
}

const LEAST_WAIT_MS = 50
const OLD_MS = 6 * 24 * 60 * 60 * 1_000

/** The first update that was not taken yet, and when the last one was. */
interface Place {
  readonly offset: number
  /** Milliseconds since 1970. */
  readonly at: number
}

function placeAfter(place: Place, updates: readonly unknown[], at: number): Place {
  const ids = updates.flatMap((update) => idOfUpdate(update) ?? [])
  return ids.length === 0 ? place : { offset: Math.max(...ids) + 1, at }
}

function positionOf({ offset, at }: Place): string {
  return `${offset} ${at}`
}

function placeFrom(position: string | null): Place {
  const [offset = 0, at = 0] = (position ?? '').split(' ').map(Number)
  return { offset, at }
}

/** grammY's own type of a signal is that of a library of before Node had one; the two are the same to use. */
type Signal = NonNullable<Parameters<Api['getUpdates']>[1]>

function isSignal(signal: unknown): signal is Signal {
  return signal instanceof AbortSignal
}
