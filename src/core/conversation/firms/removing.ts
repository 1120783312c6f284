import { change, choicesOf, phrase, tell, type Draft } from '../../draft.ts'
import type { Firm } from '../../state.ts'
import { currentFirm } from '../form/assessments.ts'
import type { Card, Next } from '../card.ts'
import { nameOf } from './names.ts'
import { cancel } from '../follow-ups.ts'

/** Consent is taken back as it was given, for one firm alone: what was kept of it goes, the others stay (P6, P70). */
export const removeFirm: Card<'remove_firm'> = {
  choices: (draft) => choicesOf(draft, 'remove_firm', ['yes', 'no']),
  show(draft, { firm: id }) {
    const firm = draft.state.firms.find((one) => one.id === id)
    return { text: phrase(draft, 'remove_firm.text', { name: firm === undefined ? '' : nameOf(draft, firm) }) }
  },
  chosen(draft, { firm: id }, value) {
    change(draft, { open: null })
    const firm = draft.state.firms.find((one) => one.id === id)
    if (value === 'yes' && firm !== undefined) forget(draft, firm)
    else tell(draft, phrase(draft, 'delete.kept', {}))
    return 'on'
  },
}

/** "Remove this business"; with no other one beside it that is everything. */
export function wantFirmRemoved(draft: Draft): Next {
  const firm = currentFirm(draft.state)
  if (firm === null || draft.state.firms.length < 2) return { show: { kind: 'delete' } }
  return { show: { kind: 'remove_firm', firm: firm.id } }
}

function forget(draft: Draft, firm: Firm): void {
  const { at, entropy } = draft.event
  const code = entropy.slice(0, 8).toUpperCase()
  tell(draft, phrase(draft, 'remove_firm.receipt', { name: nameOf(draft, firm), code }))
  const firms = draft.state.firms.filter((one) => one !== firm)
  change(draft, { firms, firm: firms.at(-1)?.id ?? null, firmSaidAt: at, told: null })
  // One that is still wanted is planned anew for what is open now.
  cancel(draft, 'nudge')
  draft.records.push({ type: 'forget_firm', firm: firm.id, at })
}
