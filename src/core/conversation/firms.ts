import { change, phrase, tell, type Draft } from '../draft.ts'
import type { Firm } from '../state.ts'
import type { Card, Next } from './card.ts'

/** Which of the person's firms the talk is about from here on: each goes on where it was left (P6). */
export const whichFirm: Card<'which_firm'> = {
  choices: (draft) => draft.state.firms.map((firm) => ({ value: firm.id, label: nameOf(draft, firm) })),
  show: (draft) => ({ text: phrase(draft, 'firms.which', {}) }),
  chosen(draft, _open, value) {
    change(draft, { firm: value })
    return 'on'
  },
}

/** "My businesses": asked where there is more than one. */
export function wantFirm(draft: Draft): Next {
  if (draft.state.firms.length > 1) return { show: { kind: 'which_firm' } }
  tell(draft, phrase(draft, 'firms.only', {}))
  return 'again'
}

/** As its owner calls it, or by its place among the person's firms. */
export function nameOf(draft: Draft, { id, profile: { firm_name: name } }: Firm): string {
  if (name !== undefined && 'text' in name) return name.text
  return phrase(draft, 'firms.unnamed', { n: draft.state.firms.findIndex((firm) => firm.id === id) + 1 })
}
