import { isSame } from '../is-same.ts'

/** Takes what Telegram posts to the web server; answers the status of HTTP. Rejects where it could not be kept. */
export type Post = (given: {
  readonly header: (name: string) => string | undefined
  readonly body: () => Promise<string>
}) => Promise<200 | 400 | 401>

/**
 * Only Telegram knows the secret: without it the body is not looked at. An update that is not kept is not acknowledged,
 * and Telegram brings it again.
 */
export function webhookPost(secret: string, take: (update: unknown) => Promise<void>): Post {
  return async (given) => {
    if (!isSame(given.header('x-telegram-bot-api-secret-token') ?? '', secret)) return 401
    const update = parsed(await given.body())
    if (update === undefined) return 400
    await take(update)
    return 200
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
