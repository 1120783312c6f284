import type { Channel } from '../channels/channel.ts'
import type { Content } from '../core/content.ts'
import type { ConversationId } from '../core/event.ts'
import type { Ask, AskResult } from '../core/outcome.ts'
import type { Store } from '../store/store.ts'
import { runAsks } from './asks.ts'
import { runClock } from './clock.ts'
import type { Log } from './loop.ts'
import { runSends } from './sends.ts'
import { runTurns } from './turns.ts'

export interface WorkerTimes {
  /** The slow poll behind the hints. */
  readonly pollMs: number
  readonly clockMs: number
}

const usualTimes: WorkerTimes = { pollMs: 1_000, clockMs: 500 }

/** Everything that works in one process: turns, asks, sends and the clock. `stop` lets what is in hand end. */
export async function startWorker(options: {
  store: Store
  content: Content
  channels: readonly Channel[]
  ask: (conversation: ConversationId, ask: Ask) => Promise<AskResult>
  unlink: (path: string) => Promise<void>
  /** Called whenever something was finished. */
  worked?: () => void
  times?: Partial<WorkerTimes>
  places?: number
  log: Log
}): Promise<{ stop(): Promise<void> }> {
  const { store, content, ask, unlink, log, places = 64, worked = () => undefined } = options
  const { pollMs, clockMs } = { ...usualTimes, ...options.times }
  const channels = new Map(options.channels.map((channel) => [channel.name, channel]))
  const sends = runSends({ store, channels, worked, places, pollMs, log })
  const turns = runTurns({
    store,
    content,
    channels: [...channels.keys()],
    deliver: (send) => sends.deliver(send),
    worked,
    places,
    pollMs,
    log,
  })
  const asks = runAsks({ store, run: ask, places: 8, pollMs, log })
  const clock = runClock({ store, unlink, everyMs: clockMs, log })
  const stopListening = await store.onReady(() => {
    turns.wake()
    asks.wake()
    sends.wake()
  })
  return {
    async stop() {
      await stopListening()
      await clock.stop()
      await Promise.all([turns.stop(), asks.stop()])
      await sends.stop()
    },
  }
}
