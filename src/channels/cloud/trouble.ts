import type { Delivery } from '../../core/outcome.ts'
import { GraphError } from './graph.ts'

/** What stands in the way of a call to WhatsApp. */
export type Trouble =
  /** The whole number may say nothing for so long. */
  | { readonly kind: 'pause'; readonly ms: number }
  /** Too much for this one person. */
  | { readonly kind: 'person_pause' }
  /** This person cannot be reached, or wants nothing more. */
  | { readonly kind: 'gone'; readonly reason: string }
  /** More than a day since the person wrote: only a template passes. */
  | { readonly kind: 'closed' }
  /** The token is revoked or may not do this, or the account is blocked: something for the operator. */
  | { readonly kind: 'account'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }
  /** WhatsApp could not do with a file what it had to; at another try it may. */
  | { readonly kind: 'file'; readonly reason: string }
  /** The network, or WhatsApp itself; it may have been done all the same. */
  | { readonly kind: 'away'; readonly reason: string }

/** What an error means. Reasons never hold the token or anybody's words. */
export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof GraphError)) return { kind: 'away', reason: String(error) }
  const { code, status } = error
  if (code !== null) return troubleOfCode(code, status)
  if (status === 401) return { kind: 'account', reason: error.message }
  if (status === 429) return { kind: 'pause', ms: PAUSE_MS }
  return status >= 400 && status < 500
    ? { kind: 'refused', reason: error.message }
    : { kind: 'away', reason: error.message }
}

/** What one of Meta's numbers means: titles change, numbers do not. */
export function troubleOfCode(code: number, status = 400): Trouble {
  const reason = `WhatsApp answered ${code}`
  switch (code) {
    // Calls of the app, of the account, and messages of the number.
    case 4:
    case 80_007:
    case 130_429:
      return { kind: 'pause', ms: PAUSE_MS }
    // So many were blocked or reported as spam that the number has to be quiet.
    case 131_048:
      return { kind: 'pause', ms: LONG_PAUSE_MS }
    case 131_056:
      return { kind: 'person_pause' }
    // No WhatsApp there, or too old a one; or they want no more.
    case 131_026:
    case 131_050:
      return { kind: 'gone', reason }
    case 131_047:
      return { kind: 'closed' }
    case 131_053:
      return { kind: 'file', reason }
    // Token, permission, blocked for a breach of policy, payment, locked, not registered.
    case 0:
    case 3:
    case 10:
    case 190:
    case 368:
    case 131_005:
    case 131_031:
    case 131_042:
    case 131_045:
    case 133_010:
      return { kind: 'account', reason }
    case 1:
    case 2:
    case 131_000:
    case 131_016:
    case 131_057:
    case 133_004:
      return { kind: 'away', reason }
    default:
      if (code >= 200 && code < 300) return { kind: 'account', reason }
      return status >= 500 ? { kind: 'away', reason } : { kind: 'refused', reason }
  }
}

const PAUSE_MS = 5_000
const LONG_PAUSE_MS = 10 * 60_000

/** How long an account that needs its operator is left in peace. */
const ACCOUNT_WAIT_MS = 60_000

/** How long WhatsApp has to say by a status that something was sent though its answer did not come. */
const AWAY_MS = 5_000

/** What waits for the person to write is hurried when they do. */
const CLOSED_MS = 60 * 60_000

/** What is said of a send that met with this trouble; `personMs` is how long the person is to be left in peace. */
export function deliveryAfter(trouble: Trouble, personMs: number): Delivery {
  switch (trouble.kind) {
    case 'pause':
      return { status: 'retry', afterMs: trouble.ms, reason: 'WhatsApp asked for a pause', counted: false }
    case 'person_pause':
      return { status: 'retry', afterMs: personMs, reason: 'not so much to one person at once', counted: false }
    case 'closed':
      return { status: 'retry', afterMs: CLOSED_MS, reason: 'waits until the person writes', counted: false }
    case 'account':
      return { status: 'retry', afterMs: ACCOUNT_WAIT_MS, reason: trouble.reason, counted: false }
    case 'gone':
      return { status: 'gone', reason: trouble.reason }
    case 'refused':
      return { status: 'rejected', reason: trouble.reason }
    case 'file':
    case 'away':
      return { status: 'retry', afterMs: AWAY_MS, reason: trouble.reason, counted: true }
  }
}

/** When what WhatsApp took and did not deliver may be sent once more: null where it would fail again or is not wanted. */
export function againAfter(trouble: Trouble): number | null {
  switch (trouble.kind) {
    case 'pause':
      return trouble.ms
    case 'person_pause':
    case 'file':
    case 'away':
      return AWAY_MS
    // It waits there until the person writes, or leaves as a template.
    case 'closed':
      return 0
    case 'gone':
    case 'account':
    case 'refused':
      return null
  }
}
