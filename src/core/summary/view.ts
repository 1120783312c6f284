import type { Content, Language } from '../content.ts'
import { begin, country, language, type Draft } from '../draft.ts'
import type { State } from '../state.ts'

/**
 * A conversation as an officer may see it: everything that words it (`phrase`, `inLanguage`, `due`) speaks the officer's
 * language, and the sensitive answers are not there, so that nothing worked out from it can tell them.
 */
export function viewFor(state: State, content: Content, officer: Language): Draft {
  const firms = state.firms.map((firm) => ({ ...firm, sensitive: {} }))
  return begin({ ...state, firms, language: officer }, nothing, content)
}

/** A moment in words, by the clock of the person's country: "mié, 3 jun, 8:00 a. m.". */
export function momentInWords(view: Draft, at: number): string {
  return momentsInWords(view)(at)
}

/** Words for many moments: making ready costs more than each of them. */
export function momentsInWords(view: Draft): (at: number) => string {
  const format = new Intl.DateTimeFormat(language(view), {
    timeZone: country(view).timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  })
  return (at) => format.format(at)
}

/** A view is only read: no event has happened. */
const nothing = { id: '', conversation: '', at: 0, entropy: '', type: 'overflowed', dropped: 0 } as const
