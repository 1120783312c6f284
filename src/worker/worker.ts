import type { Channel } from '../channels/channel.ts'
import type { Content } from '../core/content.ts'
import type { ConversationId } from '../core/event.ts'
import type { Ask, AskResult } from '../core/outcome.ts'
import { forwardChannel, type Store } from '../store/store.ts'
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

/** What a process may do: take turns, run asks, bring sends to its channels, let time pass. */
export type Work = 'turns' | 'asks' | 'sends' | 'clock'

const allWork: readonly Work[] = ['turns', 'asks', 'sends', 'clock']

/** The loops of one process, all of them or some. `stop` lets what is in hand end. */
export async function startWorker(options: {
  store: Store
  content: Content
  channels: readonly Channel[]
  ask: (conversation: ConversationId, ask: Ask) => Promise<AskResult>
  unlink: (path: string) => Promise<void>
  /** Called whenever something was finished. */
  worked?: () => void
  does?: readonly Work[]
  times?: Partial<WorkerTimes>
  places?: number
  log: Log
}): Promise<{ stop(): Promise<void> }> {
  const { store, content, ask, unlink, log, places = 64, worked = () => undefined, does = allWork } = options
  const { pollMs, clockMs } = { ...usualTimes, ...options.times }
  // Who brings no sends takes none over: they wait for a process that does.
  const brought = does.includes('sends') ? options.channels : []
  const channels = new Map(brought.map((channel) => [channel.name, channel]))
  const names = (): readonly string[] => {
    if (!does.includes('sends')) return []
    const open = brought.filter(({ isOpen }) => isOpen?.() !== false)
    return [...open.map(({ name }) => name), forwardChannel]
  }
  // What can fail comes first: nothing runs yet that would have to be stopped.
  const wakers: (() => void)[] = []
  const stopListening = await store.onReady(() => {
    for (const wake of wakers) wake()
  })
  const sends = runSends({ store, channels, names, worked, places, pollMs, log })
  const turns = () =>
    runTurns({
      store,
      content,
      channels: names,
      deliver: (send) => sends.deliver(send),
      worked,
      places,
      pollMs,
      log,
    })
  const asks = () => runAsks({ store, run: ask, places: 8, pollMs, log })
  const clock = does.includes('clock') ? runClock({ store, unlink, everyMs: clockMs, log }) : null
  const takers = [...(does.includes('turns') ? [turns()] : []), ...(does.includes('asks') ? [asks()] : [])]
  for (const loop of [...takers, sends]) wakers.push(() => loop.wake())
  return {
    async stop() {
      await stopListening()
      await clock?.stop()
      await Promise.all(takers.map((loop) => loop.stop()))
      await sends.stop()
    },
  }
}
