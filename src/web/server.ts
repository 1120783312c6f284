import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { routePath } from 'hono/route'
import type { AddressInfo } from 'node:net'
import { StoreUnavailable, type Store } from '../store/store.ts'
import { assets } from './assets.ts'
import { chatApp, type ChatOptions } from './chat/chat.tsx'
import { consoleApp } from './console/console.tsx'
import { strictHeaders } from './headers.ts'
import { metrics } from './metrics.ts'
import { webhookApp, type Webhooks } from './webhooks.ts'

export interface WebOptions extends Omit<ChatOptions, 'letters' | 'conversationOf' | 'spokenIn' | 'metrics'> {
  readonly store: Store
  /** Told of what went wrong while a request was answered: facts, never words. */
  readonly report: (facts: object, message: string) => void
  readonly webhooks?: Webhooks
  /** How channels stand that have a line of their own, by their names: a word each. */
  readonly lines?: () => Readonly<Record<string, string>>
}

/** Everything that is served over HTTP: the chat page, the console, health and figures. */
export function webApp(options: WebOptions): Hono {
  const { store, content, now, secure, embedOrigins, report } = options
  const figures = metrics()
  const app = new Hono()
  app.use(strictHeaders({ secure, embedOrigins }))
  app.use(figures.timed)
  // On a slow phone every kilobyte is a sixth of a second; streams are left as they are.
  for (const path of ['/', '/static/*', '/embed.js', '/staff', '/staff/conversations/:id']) app.use(path, compress())
  app.get('/healthz', (c) =>
    c.json({ alive: true, ...(options.lines === undefined ? {} : { lines: options.lines() }) }),
  )
  app.get('/readyz', async (c) => {
    try {
      await store.recent(1)
      return c.json({ ready: true })
    } catch (error) {
      return c.json({ ready: false, because: error instanceof Error ? error.message : String(error) }, 503)
    }
  })
  app.route('/', figures.app)
  app.route('/', assets())
  app.route('/webhooks', webhookApp(options.webhooks ?? {}))
  app.route(
    '/staff',
    consoleApp({
      store,
      content,
      sessions: store.sessions,
      changes: store.changes,
      readMedia: options.readMedia,
      now,
      secure,
      closing: options.closing,
    }),
  )
  app.route(
    '/',
    chatApp({
      ...options,
      letters: store.letters,
      conversationOf: store.conversationOf,
      spokenIn: async (conversation) => (await store.state(conversation))?.language ?? null,
      metrics: figures,
    }),
  )
  app.onError((error, c) => {
    if (error instanceof StoreUnavailable) return c.text('Puerto is away for a moment. Please try again.', 503)
    report({ route: routePath(c), error: String(error.stack) }, 'a request came to nothing')
    return c.text('Something went wrong here. Please try again.', 500)
  })
  return app
}

/** Opens the door. Rejects with a sentence where the port cannot be had. */
export async function openDoor(
  app: Hono,
  { port, host }: { port: number; host: string },
): Promise<{ port: number; close(): Promise<void> }> {
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const opened = serve({ fetch: app.fetch, port, hostname: host }, () => resolve(opened))
    opened.once('error', (error: Error) => reject(new Error(sentenceFor(error, port, host))))
  })
  const address = server.address()
  return {
    port: isAddress(address) ? address.port : port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null
}

function sentenceFor(error: Error, port: number, host: string): string {
  const code = 'code' in error ? error.code : ''
  if (code === 'EADDRINUSE') return `Port ${port} is taken. Give another one: PORT=${port + 1} npm start`
  if (code === 'EACCES') return `Port ${port} may not be used by this user. Give one above 1023: PORT=3000 npm start`
  return `The page cannot be served on ${host}:${port}: ${error.message}`
}
