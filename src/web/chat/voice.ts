import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Language } from '../../core/content.ts'
import type { InboundMessage, MediaRef } from '../../core/event.ts'
import { StoreUnavailable } from '../../store/store.ts'
import type { Metrics } from '../metrics.ts'
import type { Say } from '../words.ts'
import { gate } from './gate.ts'
import type { Visitors } from './visitor.ts'

/** Two minutes at the best a browser records, with room to spare. */
const LARGEST_VOICE = 4 * 1024 * 1024

/** A voice note costs room and somebody's time to listen. */
const allowed = {
  person: { burst: 10, perSecond: 1 / 10 },
  all: { burst: 100, perSecond: 2 },
}

/** Voice notes of the page: kept as a file first, then handed over as a message. The same id is the same message. */
export function voiceApp(options: {
  visitor: Visitors
  /** Keeps what was recorded; durable when it resolves. */
  receiveVoice: (bytes: Uint8Array, owner: string) => Promise<MediaRef | 'too_large' | 'unknown_kind' | 'no_room'>
  hear: (message: InboundMessage, shown: string) => Promise<void>
  languageOf: (c: Context) => Language
  say: (c: Context) => Say
  metrics: Metrics
  now: () => number
}): Hono {
  const { receiveVoice, hear, languageOf, say, metrics } = options
  const voiceGate = gate({ ...options, allowed })
  const app = new Hono()
  const tooLong = (c: Context) => c.json({ message: say(c)('web.voice_too_long', {}) }, 413)

  app.post('/chat/voice', bodyLimit({ maxSize: LARGEST_VOICE, onError: tooLong }), async (c) => {
    const from = await voiceGate.enter(c)
    if (typeof from !== 'string') return from
    const id = c.req.query('id') ?? ''
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    const media = /^[\w-]{8,64}$/.test(id) ? await receiveVoice(bytes, `${from} ${id}`) : 'unknown_kind'
    if (media === 'too_large') return tooLong(c)
    if (media === 'no_room') return away(c)
    if (media === 'unknown_kind') {
      metrics.messageRefused('unreadable')
      return c.json({ message: say(c)('web.not_voice', {}) }, 400)
    }
    try {
      const message = { id, from, body: { kind: 'voice', media }, hints: { language: languageOf(c) } } as const
      await hear(message, say(c)('page.voice_note', {}))
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error
      return away(c)
    }
    metrics.messageTaken()
    return c.json({ status: 'stored' }, 202)
  })
  return app

  function away(c: Context) {
    metrics.messageRefused('store_away')
    return c.json({ message: say(c)('web.store_away', {}) }, 503)
  }
}
