import { GrammyError, HttpError } from 'grammy'
import type { Delivery } from '../../core/outcome.ts'

/** What stands in the way of a call to Telegram. */
export type Trouble =
  /** The whole token may say nothing for so long. */
  | { readonly kind: 'pause'; readonly ms: number }
  /** This person has shut the door, or is no more. */
  | { readonly kind: 'gone'; readonly reason: string }
  | { readonly kind: 'moved'; readonly to: number }
  /** The token is revoked or wrong. */
  | { readonly kind: 'token' }
  /** Another process, or a webhook, is told what this one asks for. */
  | { readonly kind: 'conflict'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }
  /** The network, or Telegram itself. */
  | { readonly kind: 'away'; readonly reason: string }

/** What an error of the API means. Reasons never hold the token or anybody's words. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof HttpError) return { kind: 'away', reason: error.message }
  // Nothing that was asked of Telegram, such as a file that is gone: another try would end the same way.
  if (!(error instanceof GrammyError)) return { kind: 'refused', reason: String(error) }
  const { error_code: code, description, parameters } = error
  if (parameters.migrate_to_chat_id !== undefined) return { kind: 'moved', to: parameters.migrate_to_chat_id }
  switch (code) {
    case 401:
    // A token that was never given is unknown to the server as an address.
    case 404:
      return { kind: 'token' }
    case 403:
      return { kind: 'gone', reason: description }
    case 409:
      return { kind: 'conflict', reason: description }
    case 429:
      return { kind: 'pause', ms: 1_000 * (parameters.retry_after ?? 1) }
    case 400:
      return /chat not found|user is deactivated|PEER_ID_INVALID/i.test(description)
        ? { kind: 'gone', reason: description }
        : { kind: 'refused', reason: description }
    default:
      return code >= 400 && code < 500
        ? { kind: 'refused', reason: description }
        : { kind: 'away', reason: `${code} ${description}` }
  }
}

/** How long a token that is refused is left in peace. */
const TOKEN_WAIT_MS = 60_000

/** What is said of a send that met with this trouble. */
export function deliveryAfter(trouble: Trouble): Delivery {
  switch (trouble.kind) {
    case 'pause':
      return { status: 'retry', afterMs: trouble.ms, reason: 'Telegram asked for a pause', counted: false }
    case 'token':
      return { status: 'retry', afterMs: TOKEN_WAIT_MS, reason: 'Telegram refuses the token', counted: false }
    case 'gone':
      return { status: 'gone', reason: trouble.reason }
    case 'refused':
      return { status: 'rejected', reason: trouble.reason }
    case 'moved':
      return { status: 'rejected', reason: 'a group became a supergroup' }
    case 'conflict':
    case 'away':
      return { status: 'retry', afterMs: 1_000, reason: trouble.reason, counted: true }
  }
}
