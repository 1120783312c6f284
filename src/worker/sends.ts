import type { Channel } from '../channels/channel.ts'
import type { Delivery } from '../core/outcome.ts'
import type { Send, Store } from '../store/store.ts'
import { runLoop, type Log, type Loop } from './loop.ts'

/** Brings replies to their channels, one of a conversation at a time, in order. */
export function runSends(options: {
  store: Store
  channels: ReadonlyMap<string, Channel>
  /** Called after each send that was finished. */
  worked: () => void
  places: number
  pollMs: number
  log: Log
}): Loop & { deliver(send: Send): void } {
  const { store, channels, worked, places, pollMs, log } = options
  const names = [...channels.keys()]
  const handedOver = new Set<Promise<void>>()

  async function deliverAll(first: Send): Promise<void> {
    for (let next: Send | null = first; next !== null;) {
      const delivery = await deliverOne(next)
      next = await store.finishSend(next, delivery, names)
      worked()
    }
  }

  async function deliverOne({ channel, message }: Send): Promise<Delivery> {
    const found = channels.get(channel)
    if (found === undefined)
      return { status: 'retry', afterMs: 1_000, reason: `no channel ${channel} here`, counted: false }
    try {
      return await found.send(message.to, message)
    } catch (error) {
      return { status: 'retry', afterMs: 1_000, reason: String(error), counted: true }
    }
  }

  const loop = runLoop({
    name: 'sends',
    claim: (free) => store.claimSends(names, free),
    work: deliverAll,
    places,
    pollMs,
    log,
  })
  return {
    wake: () => loop.wake(),
    async stop() {
      await loop.stop()
      await Promise.all(handedOver)
    },
    deliver(send) {
      const running = deliverAll(send)
        .catch((error: unknown) =>
          log.error({ loop: 'sends', error: String(error) }, 'a send came to nothing and will be taken again'),
        )
        .finally(() => handedOver.delete(running))
      handedOver.add(running)
    },
  }
}
