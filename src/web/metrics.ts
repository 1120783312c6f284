import { Hono, type MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What Prometheus reads of this process: figures, never words. */
export interface Metrics {
  readonly app: Hono
  /** Times each request by its route. */
  readonly timed: MiddlewareHandler
  messageTaken(): void
  messageRefused(why: 'too_many' | 'unreadable' | 'store_away'): void
  streamOpened(): void
  streamClosed(): void
}

export function metrics(): Metrics {
  const register = new Registry()
  const registers = [register]
  collectDefaultMetrics({ register })
  const seconds = new Histogram({
    name: 'puerto_http_seconds',
    help: 'Time to answer a request; a stream counts until its first byte.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 1, 5],
    registers,
  })
  const taken = new Counter({ name: 'puerto_chat_messages_total', help: 'Messages taken from chat pages.', registers })
  const refused = new Counter({
    name: 'puerto_chat_refused_total',
    help: 'Messages of chat pages that were not taken.',
    labelNames: ['why'],
    registers,
  })
  const streams = new Gauge({ name: 'puerto_chat_streams', help: 'Chat pages that are open now.', registers })
  const app = new Hono()
  app.get('/metrics', async (c) => c.text(await register.metrics(), 200, { 'Content-Type': register.contentType }))
  return {
    app,
    async timed(c, next) {
      const stop = seconds.startTimer({ method: c.req.method })
      await next()
      stop({ route: routePath(c), status: String(c.res.status) })
    },
    messageTaken: () => taken.inc(),
    messageRefused: (why) => refused.inc({ why }),
    streamOpened: () => streams.inc(),
    streamClosed: () => streams.dec(),
  }
}
