import type { Context } from 'hono'
import type { ConversationId } from '../../core/event.ts'
import { liveStream } from '../live-stream.ts'
import type { Store } from '../../store/store.ts'

/** Says `changed` whenever a conversation has gone on, and nothing of what was said; several changes may be told as one. */
export function changeStream(
  c: Context,
  options: { changes: Store['changes']; conversation: ConversationId; closing: AbortSignal },
): Response {
  const { changes, conversation, closing } = options
  return liveStream(c, {
    listen: (call) => changes.listen(conversation, call),
    async look(stream, called) {
      if (called) await stream.writeSSE({ event: 'changed', data: '' })
      return called
    },
    closing,
  })
}
