import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'

/** What a channel's own server posts, by the name of the channel. */
export type Webhooks = Readonly<Record<string, Webhook>>

export interface Webhook {
  /** Rejects where it could not be kept: then it comes again. */
  post(given: Given): Promise<200 | 400 | 401 | 503>
  /** What is said back to a server that asks whether it may post here, or null where it may not. */
  verify?(query: (name: string) => string | undefined): string | null
}

interface Given {
  readonly header: (name: string) => string | undefined
  readonly body: () => Promise<string>
  /** As they came, for what is signed. */
  readonly bytes: () => Promise<Uint8Array>
}

/** As large as a post gets: Meta gathers up to 3 MB. */
const largestPost = 3 * 1024 * 1024

/** `/webhooks/<channel>`. Who may post is for the channel to say; what is said here is only the status. */
export function webhookApp(webhooks: Webhooks): Hono {
  const app = new Hono()
  for (const [name, webhook] of Object.entries(webhooks)) {
    app.post(`/${name}`, bodyLimit({ maxSize: largestPost, onError: (c) => c.body(null, 413) }), async (c) => {
      const header = (wanted: string) => c.req.header(wanted)
      const bytes = async () => new Uint8Array(await c.req.arrayBuffer())
      return c.body(null, await webhook.post({ header, body: () => c.req.text(), bytes }))
    })
    app.get(`/${name}`, (c) => {
      const said = webhook.verify?.((wanted) => c.req.query(wanted)) ?? null
      return said === null ? c.body(null, 403) : c.text(said)
    })
  }
  return app
}
