import type { Connection } from './connection.ts'

/** Tells those who listen to a name whenever it is published on a channel of the server. */
export interface FanOut {
  /** Returns how to stop. The server may lose a word: who must not miss anything also looks now and then. */
  listen(name: string, heard: () => void): () => void
  /** The same for every name there is. */
  listenToAll(heard: () => void): () => void
}

/** One subscription for all, made when the first one listens. */
export function fanOut(redis: Connection, channel: string): FanOut {
  const listeners = new Map<string, Set<() => void>>()
  const forAll = new Set<() => void>()
  let subscribed = false

  function subscribe(): void {
    subscribed = true
    redis
      .listen(channel, (name) => {
        for (const heard of [...(listeners.get(name) ?? []), ...forAll]) heard()
      })
      .catch(() => (subscribed = false))
  }

  return {
    listen(name, heard) {
      if (!subscribed) subscribe()
      const those = listeners.get(name) ?? new Set()
      listeners.set(name, those.add(heard))
      return () => {
        those.delete(heard)
        if (those.size === 0) listeners.delete(name)
      }
    },
    listenToAll(heard) {
      if (!subscribed) subscribe()
      forAll.add(heard)
      return () => void forAll.delete(heard)
    },
  }
}
