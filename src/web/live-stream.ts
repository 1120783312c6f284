import type { Context } from 'hono'
import { streamSSE, type SSEStreamingApi } from 'hono/streaming'

/** Keeps the connection from looking dead to whatever stands between, and looks in case a word got lost. */
const BEAT_MS = 15_000

/** How soon a browser comes back by itself after a stream has ended. */
const COME_BACK_MS = 1_500

/**
 * An event stream that lives as long as its page and this server: `opened` once, then `look` whenever `listen` calls and,
 * with `called` false, at each beat. `look` says whether it wrote anything; words that come while it works are not missed.
 */
export function liveStream(
  c: Context,
  options: {
    listen: (call: () => void) => () => void
    opened?: (stream: SSEStreamingApi) => Promise<void>
    look: (stream: SSEStreamingApi, called: boolean) => Promise<boolean>
    ended?: () => void
    closing: AbortSignal
  },
): Response {
  const { listen, opened, look, ended, closing } = options
  return streamSSE(c, async (stream) => {
    let uncalled = 0
    let wake: () => void = () => undefined
    const rouse = () => wake()
    const stop = listen(() => {
      uncalled += 1
      wake()
    })
    stream.onAbort(rouse)
    closing.addEventListener('abort', rouse)
    const beat = setInterval(rouse, BEAT_MS)
    const isOver = () => stream.aborted || stream.closed || closing.aborted
    try {
      await stream.write(`retry: ${COME_BACK_MS}\n\n`)
      await opened?.(stream)
      while (!isOver()) {
        if (uncalled === 0) await new Promise<void>((resolve) => (wake = resolve))
        if (isOver()) break
        const called = uncalled > 0
        uncalled = 0
        if (!(await look(stream, called))) await stream.write(':\n\n')
      }
    } finally {
      clearInterval(beat)
      closing.removeEventListener('abort', rouse)
      stop()
      ended?.()
    }
  })
}
