import { asker } from '../../src/asks/run.ts'
import type { Channel } from '../../src/channels/channel.ts'
import type { Store } from '../../src/store/store.ts'
import { startWorker } from '../../src/worker/worker.ts'
import { content } from '../content.ts'

/** The work behind a channel: turns, searches in the articles, and what is sent. */
export function workBehind(channel: Channel, store: Store): Promise<{ stop(): Promise<void> }> {
  return startWorker({
    store,
    content,
    channels: [channel],
    ask: asker({
      content,
      exportOf: () => Promise.resolve({ kind: 'document', mime: 'application/json', path: 'copy.json' }),
    }),
    unlink: () => Promise.resolve(),
    times: { pollMs: 20 },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  })
}
