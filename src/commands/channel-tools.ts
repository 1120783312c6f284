import type { ChannelTools } from '../channels/channel-tools.ts'
import type { Store } from '../store/store.ts'
import type { Log } from '../worker/loop.ts'
import type { House } from './open.ts'

/** The tools of a channel that hears from outside; `channel` is its name in the log. */
export function channelTools(
  channel: string,
  { store, media }: House,
  log: Log,
  say: (line: string) => void,
): ChannelTools {
  const note = (facts: object, sentence: string): void => log.warn({ channel, ...facts }, sentence)
  return {
    unreachable: unreachableIn(store),
    async keepMedia(bytes, { kind, path }, from) {
      const kept = await media.receive(bytes, `${from} ${path}`, kind === 'voice' ? 'voice' : undefined)
      return typeof kept === 'string' ? null : kept
    },
    readMedia: ({ path }) => media.read(path),
    report(facts, sentence) {
      note(facts, sentence)
      say(sentence)
    },
    note,
    now: Date.now,
  }
}

/** The conversation of an address hears that nobody can be reached there. */
export function unreachableIn(store: Store): ChannelTools['unreachable'] {
  return async ({ address, id, reason }) => {
    await store.appendEvent(store.conversationOf(address), id, { type: 'unreachable', address, reason })
  }
}
