import { asker } from '../../src/asks/run.ts'
import type { Store } from '../../src/store/store.ts'
import { startWorker } from '../../src/worker/worker.ts'
import { content } from '../content.ts'
import { listening } from '../worker/listening.ts'

/** All the work behind two channels of one person. */
export function workOnBoth(store: Store): Promise<{ stop(): Promise<void> }> {
  const quiet = () => undefined
  return startWorker({
    ...{ store, content, channels: [listening('web', []), listening('telegram', [])] },
    ask: asker({ content, links: store.links, today: () => '2026-11-24' }),
    unlink: () => Promise.resolve(),
    times: { pollMs: 20, clockMs: 50 },
    log: { info: quiet, warn: quiet, error: quiet },
  })
}
