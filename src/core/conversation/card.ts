import type { Draft } from '../draft.ts'
import type { Choice, OutboundMessage } from '../outcome.ts'
import type { Open } from '../state.ts'

export type OpenOf<K extends Open['kind']> = Extract<Open, { kind: K }>

/**
 * Something the bot shows and then waits for. Cards do not call each other: they say what comes next, so that each one
 * can be read alone and there is one place (`proceed`) that decides what a person sees after it.
 */
export interface Card<K extends Open['kind']> {
  /** What may be tapped, numbered or named in answer. Empty where free words are awaited. */
  choices(draft: Draft, open: OpenOf<K>): readonly Choice[]
  show(draft: Draft, open: OpenOf<K>): Pick<OutboundMessage, 'text' | 'question' | 'picks'>
  chosen(draft: Draft, open: OpenOf<K>, value: string): Next
  /** Words that are no choice: what comes next, or null when they mean nothing here. */
  words?(draft: Draft, open: OpenOf<K>, text: string): Next | null
}

/** What comes after something was handled. */
export type Next =
  /** Show this card and wait for it. */
  | { readonly show: Open }
  /** Go on with whatever is due: the next question, the result, or nothing. */
  | 'on'
  /** Say nothing more; what was open stays open. */
  | 'wait'
  /** Show again what was open. */
  | 'again'
