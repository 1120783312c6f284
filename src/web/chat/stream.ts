import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { ConversationId } from '../../core/event.ts'
import type { Letter, Store } from '../../store/store.ts'

/** Behind every word that may get lost there is a look at what is there. */
const LOOK_EVERY_MS = 15_000

/** How soon a browser comes back by itself after a stream has ended. */
const COME_BACK_MS = 1_500

/**
 * A page that is open: first what it has not seen, then `ready`, then each letter as it comes. Letters are numbered, and
 * a page that comes back says the last number it has. Ends when the page goes, the server closes or the store is away.
 */
export function letterStream(
  c: Context,
  options: {
    letters: Store['letters']
    conversation: ConversationId
    last: number
    /** Called where the page has never been told anything. */
    first: () => Promise<void>
    closing: AbortSignal
    ended: () => void
  },
): Response {
  const { letters, conversation, first, closing, ended } = options
  let { last } = options
  return streamSSE(c, async (stream) => {
    let look: () => void = () => undefined
    let called = false
    const call = () => {
      called = true
      look()
    }
    const stop = letters.listen(conversation, call)
    stream.onAbort(call)
    closing.addEventListener('abort', call)
    const timer = setInterval(call, LOOK_EVERY_MS)
    const isOver = () => stream.aborted || stream.closed || closing.aborted

    async function send(): Promise<number> {
      const found = await letters.since(conversation, last)
      for (const { number, letter } of found) {
        await stream.writeSSE({ event: 'message', id: String(number), data: JSON.stringify(shownOf(letter)) })
        last = number
      }
      return found.length
    }

    try {
      const begins = last === 0 && (await letters.since(conversation, 0)).length === 0
      await send()
      await stream.writeSSE({ event: 'ready', data: '', retry: COME_BACK_MS })
      if (begins) await first()
      while (!isOver()) {
        if (!called) await new Promise<void>((resolve) => (look = resolve))
        called = false
        if (isOver()) break
        if ((await send()) === 0) await stream.write(':\n\n')
      }
    } finally {
      clearInterval(timer)
      closing.removeEventListener('abort', call)
      stop()
      ended()
    }
  })
}

/** A letter as the page shows it; a file is fetched by the letter it came with. */
function shownOf({ media, ...letter }: Letter): object {
  if (media === undefined) return letter
  const { kind, mime } = media
  return { ...letter, media: { kind, mime, href: `/chat/media/${encodeURIComponent(letter.id)}` } }
}
