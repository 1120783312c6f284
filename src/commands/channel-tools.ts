import type { Address, MediaRef } from '../core/event.ts'
import type { Log } from '../worker/loop.ts'
import type { House } from './open.ts'

/** What a channel that hears from outside needs of the house, whichever it is: `channel` is its name in the log. */
export function channelTools(channel: string, { store, media }: House, log: Log, say: (line: string) => void) {
  const note = (facts: object, sentence: string): void => log.warn({ channel, ...facts }, sentence)
  return {
    async unreachable({ address, id, reason }: { address: Address; id: string; reason: string }): Promise<void> {
      await store.appendEvent(store.conversationOf(address), id, { type: 'unreachable', address, reason })
    },
    async keepMedia(bytes: Uint8Array, { kind, path }: MediaRef, from: Address): Promise<MediaRef | null> {
      const kept = await media.receive(bytes, `${from} ${path}`, kind === 'voice' ? 'voice' : undefined)
      return typeof kept === 'string' ? null : kept
    },
    readMedia: ({ path }: MediaRef) => media.read(path),
    report(facts: object, sentence: string): void {
      note(facts, sentence)
      say(sentence)
    },
    note,
    now: Date.now,
  }
}
