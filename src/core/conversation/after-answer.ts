import { change, country, language, phrase, tell, type Draft } from '../draft.ts'
import { consult } from './asking.ts'
import type { Card, Next } from './card.ts'

/** Was it useful, and what people ask next (P35). */
export const useful: Card<'useful'> = {
  choices: (draft, { related }) => [
    { value: 'yes', label: phrase(draft, 'useful.yes', {}) },
    { value: 'no', label: phrase(draft, 'useful.no', {}) },
    ...related.map(({ id, heading }) => ({ value: id, label: heading })),
  ],
  show: (draft) => ({ text: phrase(draft, 'useful.text', {}) }),
  chosen(draft, { related }, value) {
    const next = related.find(({ id }) => id === value)
    if (next !== undefined) return consult(draft, next.heading)
    return rate(draft, value === 'yes')
  },
}

/** What the person says of the last answer. */
export function rate(draft: Draft, isUseful: boolean): Next {
  const { told, open } = draft.state
  const free = open === null || open.kind === 'useful'
  if (free) change(draft, { open: null })
  tell(draft, phrase(draft, isUseful ? 'useful.glad' : 'useful.sorry', {}))
  if (told !== null) {
    const { at } = draft.event
    const place = country(draft).id
    draft.records.push({ type: 'useful', useful: isUseful, sections: told.sections, country: place, at })
    if (!isUseful) {
      draft.records.push({ type: 'gap', question: told.question, language: language(draft), country: place, at })
    }
    change(draft, { told: null })
  }
  return free ? 'wait' : 'again'
}

/** One asking-back, then the answer (P34). */
export const askedBack: Card<'asked_back'> = {
  choices: () => [],
  show: (draft, { missing }) => ({ text: phrase(draft, `ask_back.${missing}`, {}) }),
  chosen: () => 'on',
  words(draft, { question }, text) {
    change(draft, { open: null })
    return consult(draft, `${question} ${text}`, true)
  },
}
