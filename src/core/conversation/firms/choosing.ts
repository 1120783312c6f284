import { change, choicesOf, phrase, tell, type Draft } from '../../draft.ts'
import { fold } from '../../hearing/text.ts'
import type { Whose, Wish } from '../../state.ts'
import { currentFirm } from '../form/assessments.ts'
import type { Card, Next } from '../card.ts'
import { nameOf } from './names.ts'
import { asking } from '../form/question.ts'
import { readiness } from '../form/questionnaires.ts'
import { goOnWith } from '../wish.ts'

/** One person answers for so many: a cooperative's villages, an officer's visits. Every turn reads them all. */
const MOST_FIRMS = 20

/** Which firm the talk is about from here on: each goes on where it was left (P6). */
export const whichFirm: Card<'which_firm'> = {
  choices(draft) {
    const { firms } = draft.state
    const more = firms.length === 0 ? ['mine', 'helped'] : firms.length < MOST_FIRMS ? ['another', 'helped'] : []
    return [
      ...firms.map((firm) => ({ value: firm.id, label: nameOf(draft, firm) })),
      ...choicesOf(draft, 'firms', more),
    ]
  },
  show: (draft) => ({ text: phrase(draft, draft.state.firms.length === 0 ? 'firms.whose' : 'firms.which', {}) }),
  chosen(draft, { then }, value) {
    if (value === 'mine') return goOnWith(draft, then ?? { questionnaire: readiness })
    if (value === 'another' || value === 'helped') return askForFirm(draft, value, then ?? 'firm')
    return goOverTo(draft, value, then)
  },
}

/** "I answer for someone else", said while a firm is spoken of. */
export const forWhom: Card<'for_whom'> = {
  choices(draft) {
    const firm = currentFirm(draft.state)
    const this_one = firm === null ? '' : phrase(draft, 'helper.this_one', { name: nameOf(draft, firm) })
    return [{ value: 'this_one', label: this_one }, ...choicesOf(draft, 'helper', ['other_one'])]
  },
  show: (draft) => ({ text: phrase(draft, 'helper.which', {}) }),
  chosen: (draft, _open, value) =>
    value === 'this_one' ? askForFirm(draft, 'now_helped', 'firm') : askForFirm(draft, 'helped', 'firm'),
}

/** The talk is about this firm from here on, where it was left or with what was wanted. */
export function goOverTo(draft: Draft, firm: string, then?: Wish): Next {
  change(draft, { firm, firmSaidAt: draft.event.at })
  return then === undefined ? 'on' : goOnWith(draft, then)
}

/** Another firm of the person that is called just so; under a question that takes any words a name is an answer. */
export function firmCalled(draft: Draft, folded: string): string | null {
  const { open, firms, firm: current } = draft.state
  if (
    open?.kind === 'firm_name' ||
    (open?.kind === 'question' && asking(draft, open.question)?.question.kind === 'text')
  )
    return null
  const called = firms.filter((firm) => fold(nameOf(draft, firm)) === folded)
  const [only] = called
  return called.length === 1 && only !== undefined && only.id !== current ? only.id : null
}

/** "My businesses": to go over to another, or to add one. */
export function wantFirm(): Next {
  return { show: { kind: 'which_firm' } }
}

/** "I have another business". */
export function wantAnotherFirm(draft: Draft): Next {
  return draft.state.firms.length === 0 ? { show: { kind: 'which_firm' } } : askForFirm(draft, 'another', 'firm')
}

/** "I answer for someone else". */
export function answerForAnother(draft: Draft): Next {
  const firm = currentFirm(draft.state)
  const { open } = draft.state
  // Said again while that very thing is being asked.
  if ((open?.kind === 'consent' || open?.kind === 'firm_name') && open.whose === 'helped') return 'again'
  if (firm !== null && firm.answeredBy !== 'helper') return { show: { kind: 'for_whom' } }
  const wanted = open?.kind === 'consent' ? open.then : firm === null ? { questionnaire: readiness } : 'firm'
  return askForFirm(draft, 'helped', wanted)
}

/** "I am the owner", where somebody answered for them until now. */
export function ownerAnswers(draft: Draft): Next {
  if (currentFirm(draft.state)?.answeredBy === 'helper') return askForFirm(draft, 'now_own', 'firm')
  const { open } = draft.state
  if ((open?.kind === 'consent' || open?.kind === 'firm_name') && open.whose === 'helped')
    return ownInstead(draft, open)
  tell(draft, phrase(draft, 'helper.is_own', {}))
  return 'again'
}

/** The firm that is being added is the person's own after all. */
function ownInstead(draft: Draft, { then }: { readonly then: Wish }): Next {
  if (draft.state.firms.length > 0) return askForFirm(draft, 'another', then)
  return goOnWith(draft, then === 'firm' ? { questionnaire: readiness } : then)
}

/** Consent comes first, for each firm. */
function askForFirm(draft: Draft, whose: Whose, then: Wish): Next {
  const adds = whose === 'another' || whose === 'helped'
  if (adds && draft.state.firms.length >= MOST_FIRMS) {
    tell(draft, phrase(draft, 'firms.too_many', { n: MOST_FIRMS }))
    return 'again'
  }
  return { show: { kind: 'consent', then, whose } }
}
