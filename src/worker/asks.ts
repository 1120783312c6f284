import type { ConversationId } from '../core/event.ts'
import type { Ask, AskResult } from '../core/outcome.ts'
import type { Store } from '../store/store.ts'
import { runLoop, type Log, type Loop } from './loop.ts'

/** Runs slow work outside the conversations; the result comes back as an event. `run` never throws. */
export function runAsks(options: {
  store: Store
  run: (conversation: ConversationId, ask: Ask) => Promise<AskResult>
  places: number
  pollMs: number
  log: Log
}): Loop {
  const { store, run, places, pollMs, log } = options
  return runLoop({
    name: 'asks',
    claim: (free) => store.claimAsks(free),
    work: async (work) => store.finishAsk(work, await run(work.conversation, work.ask)),
    places,
    pollMs,
    log,
  })
}
