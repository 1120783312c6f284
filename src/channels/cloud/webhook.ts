import { createHmac, timingSafeEqual } from 'node:crypto'
import { isSame } from '../is-same.ts'
import type { Taken } from './statuses.ts'

/** What the web server hands over: posts, and the question by which WhatsApp finds out whether this is the place. */
export interface CloudWebhook {
  /** Answers the status of HTTP. With 503, and where it rejects as it could not be kept, it comes again. */
  post(given: {
    readonly header: (name: string) => string | undefined
    readonly bytes: () => Promise<Uint8Array>
  }): Promise<200 | 400 | 401 | 503>
  /** The words to say back, or null for somebody who does not know the token. */
  verify(query: (name: string) => string | undefined): string | null
}

/**
 * Only WhatsApp can sign: what is not signed is not looked at. The signature is that of the bytes as they came, which a
 * text read and written again would not have.
 */
export function cloudWebhook(options: {
  appSecret: string
  verifyToken: string
  take: (envelope: unknown) => Promise<Taken>
}): CloudWebhook {
  const { appSecret, verifyToken, take } = options
  return {
    async post({ header, bytes }) {
      const body = await bytes()
      if (!isSigned(body, header('x-hub-signature-256') ?? '', appSecret)) return 401
      const envelope = parsed(body)
      if (envelope === undefined) return 400
      return (await take(envelope)) === 'taken' ? 200 : 503
    },
    verify(query) {
      const isAsked = query('hub.mode') === 'subscribe' && isSame(query('hub.verify_token') ?? '', verifyToken)
      return isAsked ? (query('hub.challenge') ?? null) : null
    },
  }
}

/** Takes as long for a signature that is nearly right as for one that is not. */
function isSigned(body: Uint8Array, signature: string, secret: string): boolean {
  const given = Buffer.from(/^sha256=([0-9a-f]{64})$/i.exec(signature)?.[1] ?? '', 'hex')
  const right = createHmac('sha256', secret).update(body).digest()
  return given.length === right.length && timingSafeEqual(given, right)
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined
  }
}
