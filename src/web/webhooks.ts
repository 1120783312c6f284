import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'

/** What a channel's own server posts, by the name of the channel. Rejects where it could not be kept: then it comes again. */
export type Webhooks = Readonly<Record<string, (given: Given) => Promise<200 | 400 | 401>>>

interface Given {
  readonly header: (name: string) => string | undefined
  readonly body: () => Promise<string>
}

/** Larger than any update: a text of 4,096 characters, and what it answers to. */
const largestPost = 1024 * 1024

/** `/webhooks/<channel>`. Who may post is for the channel to say; what is said here is only the status. */
export function webhookApp(webhooks: Webhooks): Hono {
  const app = new Hono()
  for (const [name, post] of Object.entries(webhooks)) {
    app.post(`/${name}`, bodyLimit({ maxSize: largestPost, onError: (c) => c.body(null, 413) }), async (c) =>
      c.body(null, await post({ header: (header) => c.req.header(header), body: () => c.req.text() })),
    )
  }
  return app
}
