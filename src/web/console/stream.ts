import { setTimeout as pause } from 'node:timers/promises'
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

/** A list of many changes all the time: once in so long is often enough to look. */
const LIST_EVERY_MS = 2_000

/** Says `changed` when any conversation has gone on, at most once in two seconds. */
export function listStream(c: Context, options: { changes: Store['changes']; closing: AbortSignal }): Response {
  const { changes, closing } = options
  return liveStream(c, {
    listen: (call) => changes.listenToAll(call),
    async look(stream, called) {
      if (!called) return false
      await stream.writeSSE({ event: 'changed', data: '' })
      await pause(LIST_EVERY_MS, undefined, { signal: closing }).catch(() => undefined)
      return true
    },
    closing,
  })
}
