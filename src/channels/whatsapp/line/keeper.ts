import type { Lease } from './vault.ts'

/** One process at a time has the line. */
export interface Leases {
  take(name: string, forMs: number): Promise<Lease | null>
  keep(lease: Lease, forMs: number): Promise<boolean>
  letGo(lease: Lease): Promise<void>
}

/**
 * Holds a lease on until it is stopped. `lost` is told once: when another process has taken it, and also when it could not
 * be held on for so long that another soon may.
 */
export function keepLease(options: {
  leases: Leases
  lease: Lease
  leaseMs: number
  keepMs: number
  lost: () => void
  /** Called each time, while it is held. */
  kept: () => void
}): { stop(): void } {
  const { leases, lease, leaseMs, keepMs, lost, kept } = options
  let keptAt = performance.now()
  let isAsking = false

  async function keep(): Promise<void> {
    // Also after this process itself was held up for a while.
    if (performance.now() - keptAt > leaseMs * SAFE_SHARE) {
      over()
      return
    }
    if (isAsking) return
    isAsking = true
    const askedAt = performance.now()
    try {
      if (await leases.keep(lease, leaseMs)) {
        keptAt = askedAt
        kept()
      } else over()
    } catch {
      // The store is away: how long that may last is decided above.
    } finally {
      isAsking = false
    }
  }

  function over(): void {
    clearInterval(timer)
    lost()
  }

  const timer = setInterval(() => void keep(), keepMs)
  return { stop: () => clearInterval(timer) }
}

/** What is left of a lease must do for ending the socket. */
const SAFE_SHARE = 3 / 4
