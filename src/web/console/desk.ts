import type { Content, Language } from '../../core/content.ts'
import type { Say } from '../words.ts'

/** What every page of the console is made with: the officer's words, and where they are looking. */
export interface Desk {
  readonly content: Content
  readonly language: Language
  readonly say: Say
  /** Milliseconds since 1970, when the page was asked for. */
  readonly now: number
  /** The address of this page, for the choice of a language. */
  readonly path: string
}

/** Where the console stands, for addresses written in its pages. */
export const home = '/staff'

/** Where a conversation's page stands. */
export function pathOf(conversation: string): string {
  return `${home}/conversations/${encodeURIComponent(conversation)}`
}

/** A moment as time gone by, in words: "hace 5 min". */
export function ago(desk: Desk, at: number): string {
  const minutes = Math.max(0, Math.round((desk.now - at) / 60_000))
  const words = new Intl.RelativeTimeFormat(desk.language, { numeric: 'auto', style: 'short' })
  if (minutes < 60) return words.format(-minutes, 'minute')
  if (minutes < 24 * 60) return words.format(-Math.round(minutes / 60), 'hour')
  return words.format(-Math.round(minutes / (24 * 60)), 'day')
}

/** A language as the officer calls it. */
export function nameOf(desk: Desk, spoken: Language): string {
  return new Intl.DisplayNames(desk.language, { type: 'language' }).of(spoken) ?? spoken
}
