import { setTimeout as pause } from 'node:timers/promises'
import { StoreUnavailable } from '../store/store.ts'

/** How long a store that is away is waited for, and how often it is tried. */
const patienceMs = 60_000
const triedEveryMs = 100

/** Does something with the store, again and again while it is away, and calls `away` once if it is. */
export async function patiently<T>(work: () => Promise<T>, away: () => void = () => undefined): Promise<T> {
  const begun = performance.now()
  for (let tries = 0; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || performance.now() - begun > patienceMs) throw error
      if (tries === 0) away()
      await pause(triedEveryMs)
    }
  }
}
