import type { Store } from '../store/store.ts'
import type { Log } from './loop.ts'

/** Lets time pass: what is due becomes an event, and files of erased conversations are removed. */
export function runClock(options: {
  store: Store
  /** Removes a media file; resolves also when it is already gone. */
  unlink: (path: string) => Promise<void>
  everyMs: number
  log: Log
}): { stop(): Promise<void> } {
  const { store, unlink, everyMs, log } = options
  let running: Promise<void> = Promise.resolve()
  let busy = false

  async function tick(): Promise<void> {
    try {
      await store.tick()
      for (const media of await store.condemnedMedia()) {
        await unlink(media.path)
        await store.unlinked(media)
      }
    } catch (error) {
      log.warn({ loop: 'clock', error: String(error) }, 'the clock could not look; it looks again')
    }
  }

  const timer = setInterval(() => {
    if (busy) return
    busy = true
    running = tick().finally(() => (busy = false))
  }, everyMs)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
