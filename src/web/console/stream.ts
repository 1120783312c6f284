import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { ConversationId } from '../../core/event.ts'
import type { Changes } from './sessions.ts'

/** Keeps the connection from looking dead to whatever stands between. */
const HEARTBEAT_MS = 20_000

/** How soon a browser comes back by itself after a stream has ended. */
const COME_BACK_MS = 1_500

/** Says `changed` whenever a conversation has gone on, and nothing of what was said. Ends with the page or the server. */
export function changeStream(
  c: Context,
  options: { changes: Changes; conversation: ConversationId; closing: AbortSignal | undefined },
): Response {
  const { changes, conversation, closing } = options
  return streamSSE(c, async (stream) => {
    let untold = 0
    let wake: () => void = () => undefined
    const call = () => wake()
    const stop = changes.listen(conversation, () => {
      untold += 1
      wake()
    })
    stream.onAbort(call)
    closing?.addEventListener('abort', call)
    const timer = setInterval(call, HEARTBEAT_MS)
    const isOver = () => stream.aborted || stream.closed || closing?.aborted === true
    try {
      await stream.write(`retry: ${COME_BACK_MS}\n\n`)
      while (!isOver()) {
        if (untold === 0) await new Promise<void>((resolve) => (wake = resolve))
        if (isOver()) break
        // What changes while this is on its way is told once more, however often it did.
        const isNews = untold > 0
        untold = 0
        if (isNews) await stream.writeSSE({ event: 'changed', data: '' })
        else await stream.write(':\n\n')
      }
    } finally {
      clearInterval(timer)
      closing?.removeEventListener('abort', call)
      stop()
    }
  })
}
