import { partitions } from './keys.ts'

/** In which partitions something may wait, so that a claim need not ask all of them. */
export interface Places {
  add(partition: number): void
  /** Takes out up to `count` partitions; those longest unvisited first. */
  take(count: number): number[]
  readonly size: number
  /** Whether it is time to look everywhere: hints may be lost, and time itself makes things ready. */
  stale(now: number): boolean
}

/** `sweepMs` is how long hints alone are trusted; they come only while `listening` says so. */
export function places(sweepMs: number, listening: () => boolean): Places {
  const hot = new Set<number>()
  let swept = -Infinity
  return {
    add: (partition) => hot.add(partition),
    take(count) {
      const taken = [...hot].slice(0, count)
      for (const partition of taken) hot.delete(partition)
      return taken
    },
    get size() {
      return hot.size
    },
    stale(now) {
      if (listening() && now - swept < sweepMs) return false
      swept = now
      return true
    },
  }
}

/**
 * Claims up to `limit` things, as a rule in one round trip. `peek` tells for every partition whether something waits;
 * `claim` takes up to so many of one partition.
 */
export async function claimAcross<T>(
  where: Places,
  limit: number,
  peek: () => Promise<boolean[]>,
  claim: (partition: number, limit: number) => Promise<T[]>,
): Promise<T[]> {
  if (where.stale(performance.now())) {
    const waiting = await peek()
    for (const partition of partitions) if (waiting[partition] === true) where.add(partition)
  }
  while (limit > 0 && where.size > 0) {
    const chosen = where.take(limit)
    const share = Math.floor(limit / chosen.length)
    const claimed = await Promise.all(
      chosen.map(async (partition) => {
        const found = await claim(partition, share)
        if (found.length === share) where.add(partition)
        return found
      }),
    )
    const found = claimed.flat()
    if (found.length > 0) return found
  }
  return []
}
