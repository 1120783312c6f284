import type { Channel } from '../channels/channel.ts'
import type { Delivery, Forward } from '../core/outcome.ts'
import type { Send, Store } from '../store/store.ts'
import { runLoop, type Log, type Loop } from './loop.ts'

/** Brings replies to their channels, one of a conversation at a time, in order. */
export function runSends(options: {
  store: Store
  channels: ReadonlyMap<string, Channel>
  /** Of the channels that can send now, and of events for other conversations. */
  names: () => readonly string[]
  /** Called after each send that was finished. */
  worked: () => void
  places: number
  pollMs: number
  log: Log
}): Loop & { deliver(send: Send): void } {
  const { store, channels, names, worked, places, pollMs, log } = options
  const handedOver = new Set<Promise<void>>()

  async function deliverAll(first: Send): Promise<void> {
    for (let next: Send | null = first; next !== null;) {
      const delivery = await deliverOne(next)
      next = await store.finishSend(next, delivery, names())
      worked()
    }
  }

  async function deliverOne({ channel, message, forward }: Send): Promise<Delivery> {
    if (forward !== undefined) return hand(forward)
    const found = channels.get(channel)
    if (found === undefined)
      return { status: 'retry', afterMs: 1_000, reason: `no channel ${channel} here`, counted: false }
    try {
      return await found.send(message.to, message)
    } catch (error) {
      return { status: 'retry', afterMs: 1_000, reason: String(error), counted: true }
    }
  }

  /** An event for another conversation is never given up: with it a person's words or a whole record would be lost. */
  async function hand({ to, id, body }: Forward): Promise<Delivery> {
    try {
      await store.appendEvent(to, id, body)
      return { status: 'sent' }
    } catch (error) {
      return { status: 'retry', afterMs: 1_000, reason: String(error), counted: false }
    }
  }

  const loop = runLoop({
    name: 'sends',
    claim: (free) => store.claimSends(names(), free),
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
