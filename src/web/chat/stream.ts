import type { Context } from 'hono'
import type { SSEStreamingApi } from 'hono/streaming'
import type { ConversationId } from '../../core/event.ts'
import type { Letter, Store } from '../../store/store.ts'
import { liveStream } from '../live-stream.ts'

/**
 * A page that is open: first what it has not seen, then `ready`, then each letter as it comes. Letters are numbered, and
 * a page that comes back says the last number it has.
 */
export function letterStream(
  c: Context,
  options: {
    letters: Store['letters']
    conversation: ConversationId
    last: number
    /** Called where the page has never been told anything. */
    first: () => Promise<void>
    ended: () => void
    closing: AbortSignal
  },
): Response {
  const { letters, conversation, first, ended, closing } = options
  let { last } = options

  async function send(stream: SSEStreamingApi): Promise<boolean> {
    const found = await letters.since(conversation, last)
    for (const { number, letter } of found) {
      await stream.writeSSE({ event: 'message', id: String(number), data: JSON.stringify(shownOf(letter)) })
      last = number
    }
    return found.length > 0
  }

  return liveStream(c, {
    listen: (call) => letters.listen(conversation, call),
    async opened(stream) {
      const isNew = !(await send(stream)) && last === 0
      await stream.writeSSE({ event: 'ready', data: '' })
      if (isNew) await first()
    },
    look: send,
    ended,
    closing,
  })
}

/** A letter as the page shows it; a file is fetched by the letter it came with. */
function shownOf({ media, ...letter }: Letter): object {
  if (media === undefined) return letter
  const { kind, mime } = media
  return { ...letter, media: { kind, mime, href: `/chat/media/${encodeURIComponent(letter.id)}` } }
}
