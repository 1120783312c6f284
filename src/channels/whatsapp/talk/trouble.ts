import type { Delivery } from '../../../core/outcome.ts'

/** What stands in the way of a message. */
export type Trouble =
  /** This process has no line to WhatsApp: another one may, or none for now. */
  | { readonly kind: 'no_line' }
  /** Not so much at once. */
  | { readonly kind: 'pace'; readonly ms: number }
  /** Whoever never wrote, or was refused since, is not written to. */
  | { readonly kind: 'stranger' }
  /** WhatsApp lets this number write to nobody new; each further try makes it worse. */
  | { readonly kind: 'restricted' }
  | { readonly kind: 'refused'; readonly reason: string }
  /** The line broke, or no answer came; it may have gone out all the same. */
  | { readonly kind: 'away'; readonly reason: string }

/** What the number in WhatsApp's answer to a message means. */
export function troubleOfCode(code: string): Trouble {
  const reason = `WhatsApp answered ${code}`
  switch (code) {
    case '463':
      return { kind: 'restricted' }
    // Too much at once; and a list of the person's phones that is out of date.
    case '429':
    case '479':
      return { kind: 'away', reason }
    default:
      return /^5\d\d$/.test(code) ? { kind: 'away', reason } : { kind: 'refused', reason }
  }
}

/** Whoever has the line is to find the message soon. */
const NO_LINE_MS = 500

const AWAY_MS = 2_000

/** What is said of a send that met with this trouble. */
export function deliveryAfter(trouble: Trouble): Delivery {
  switch (trouble.kind) {
    case 'no_line':
      return { status: 'retry', afterMs: NO_LINE_MS, reason: 'no line to WhatsApp here', counted: false }
    case 'pace':
      return { status: 'retry', afterMs: trouble.ms, reason: 'not so much at once', counted: false }
    case 'stranger':
      return { status: 'rejected', reason: 'only people who wrote are written to' }
    case 'restricted':
      return { status: 'rejected', reason: 'WhatsApp answered 463' }
    case 'refused':
      return { status: 'rejected', reason: trouble.reason }
    case 'away':
      return { status: 'retry', afterMs: AWAY_MS, reason: trouble.reason, counted: true }
  }
}
