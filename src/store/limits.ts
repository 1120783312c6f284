import type { ConversationId } from '../core/event.ts'

/** Some at once, which are made up for later. */
export interface Pace {
  readonly everyMs: number
  readonly atOnce: number
  /** How long it is left in peace once it was refused: four times as long each time it is refused again soon. */
  readonly refusedMs: number
  readonly mostRefusedMs: number
}

/** Most tokens of one person a day, and of all a day and a month. */
export interface TokenLimits {
  readonly personDay: number
  readonly day: number
  readonly month: number
}

/** Tokens set aside. */
export interface Reservation {
  readonly person: ConversationId
  readonly tokens: number
  /** In days since 1970. */
  readonly day: number
}
