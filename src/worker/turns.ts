import type { Content } from '../core/content.ts'
import { turn } from '../core/turn.ts'
import type { Send, Store, Work } from '../store/store.ts'
import { runLoop, type Log, type Loop } from './loop.ts'

/** Takes conversations that have something waiting, lets the core decide, and commits what it decided. */
export function runTurns(options: {
  store: Store
  content: Content
  channels: () => readonly string[]
  /** Takes over a send that the commit handed back already claimed. */
  deliver: (send: Send) => void
  /** Called after each conversation that was worked on. */
  worked: () => void
  places: number
  pollMs: number
  log: Log
}): Loop {
  const { store, content, channels, deliver, worked, places, pollMs, log } = options

  async function takeTurn(work: Work): Promise<void> {
    const result = decide(work)
    if (result instanceof Error) {
      const next = await store.fail(work, String(result.stack))
      log.error({ conversation: work.conversation, seq: work.seq, attempt: work.attempt, next }, 'a turn failed')
    } else {
      const { send } = await store.commit(work, result, channels())
      if (send !== null) deliver(send)
    }
    worked()
  }

  function decide({ state, event }: Work): ReturnType<typeof turn> | Error {
    try {
      return turn(state, event, content)
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error))
    }
  }

  return runLoop({ name: 'turns', claim: (free) => store.claim(free), work: takeTurn, places, pollMs, log })
}
