/** Lets so many things through: a burst at once, then so many a second, each name by itself. */
export interface Limit {
  /** 0 when it may pass, else the milliseconds after which it may. */
  readonly take: (name: string) => number
}

/** A token bucket for each name. `now` is in milliseconds. Buckets that are full again are forgotten. */
export function limit({ burst, perSecond, now }: { burst: number; perSecond: number; now: () => number }): Limit {
  /** Those used last stand last, so that the forgotten ones are always the first. */
  const buckets = new Map<string, { left: number; at: number }>()
  const fullAfterMs = (1_000 * burst) / perSecond

  function forgetFull(at: number): void {
    for (const [name, bucket] of buckets) {
      if (at - bucket.at < fullAfterMs) return
      buckets.delete(name)
    }
  }

  return {
    take(name) {
      const at = now()
      forgetFull(at)
      const before = buckets.get(name) ?? { left: burst, at }
      const left = Math.min(burst, before.left + ((at - before.at) / 1_000) * perSecond)
      buckets.delete(name)
      buckets.set(name, { left: left < 1 ? left : left - 1, at })
      return left < 1 ? Math.ceil((1_000 * (1 - left)) / perSecond) : 0
    },
  }
}
