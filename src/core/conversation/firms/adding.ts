import { change, choicesOf, phrase, tell, type Draft } from '../../draft.ts'
import { looksLikeQuestion } from '../../hearing/question.ts'
import { fold } from '../../hearing/text.ts'
import type { Agreed, Answers, Firm, Whose, Wish } from '../../state.ts'
import { changeFirm, recordFirm } from '../form/assessments.ts'
import type { Card, Next, OpenOf } from '../card.ts'
import { nameOf } from './names.ts'
import { grantForFirm } from '../granting.ts'
import { heardName } from '../form/question.ts'
import { goOnWith } from '../wish.ts'

/** What a firm that is added is called: by its name it is told from the others. */
export const firmName: Card<'firm_name'> = {
  choices: (draft, { heard }) => (heard === undefined ? [] : choicesOf(draft, 'confirm', ['yes', 'no'])),
  show: (draft, { heard }) => ({
    text: heard === undefined ? phrase(draft, 'firms.name', {}) : phrase(draft, 'confirm.text', { understood: heard }),
  }),
  chosen(draft, { heard = null, ...open }, value) {
    return value === 'yes' ? addFirm(draft, open, heard) : { show: open }
  },
  words(draft, open, text) {
    const meant = draft.content.ears.answers.get(fold(text))
    if (meant === 'unknown' || meant === 'rather_not') return addFirm(draft, open, null)
    // A number alone is somebody picking from a list that is no longer there, and a yes or no is no name.
    if (meant !== undefined || looksLikeQuestion(text, draft.content.ears) || !/\p{L}/u.test(text)) return null
    const name = heardName(draft, text)
    if (name === null) return 'again'
    return draft.byVoice ? { show: { ...open, heard: name } } : addFirm(draft, open, name)
  },
}

/** A consent for a firm was given: one to be added is named next, of the other it is noted who answers from now on. */
export function welcome(draft: Draft, whose: Whose, then: Wish, agreed: Agreed): Next {
  if (whose === 'another' || whose === 'helped') return { show: { kind: 'firm_name', then, whose, agreed } }
  const answeredBy = whose === 'now_helped' ? 'helper' : 'owner'
  changeFirm(draft, (firm) => ({ ...firm, answeredBy }))
  grantForFirm(draft, 'answers', true, agreed)
  tell(draft, phrase(draft, whose === 'now_helped' ? 'helper.how' : 'helper.owner_answers', {}))
  change(draft, { open: null })
  return 'on'
}

/** The card under which a person's first firm waits for its name; null where another is open, or there is a firm. */
export function toBeNamed({ state: { open, firms } }: Draft): OpenOf<'firm_name'> | null {
  return open?.kind === 'firm_name' && firms.length === 0 ? open : null
}

/** Adds a firm, or goes over to the one that is called so already; without a name it is told by its place. */
export function addFirm(draft: Draft, { whose, then, agreed }: OpenOf<'firm_name'>, name: string | null): Next {
  const { at, entropy, id: event } = draft.event
  const known = draft.state.firms.find((firm) => name !== null && fold(nameOf(draft, firm)) === fold(name))
  change(draft, { open: null, firm: known?.id ?? entropy.slice(0, 12), firmSaidAt: at })
  if (known !== undefined) return goOnWith(draft, then)
  const profile: Answers = name === null ? {} : { firm_name: { text: name } }
  const helped = whose === 'helped' ? { answeredBy: 'helper' as const } : {}
  const firm: Firm = { id: entropy.slice(0, 12), ...helped, profile, sensitive: {}, assessments: [] }
  change(draft, { firms: [...draft.state.firms, firm] })
  recordFirm(draft)
  grantForFirm(draft, 'answers', true, agreed)
  for (const [question, answer] of Object.entries(profile)) {
    const by = whose === 'helped' ? 'helper' : 'owner'
    const where = { firm: firm.id, assessment: '', question, event, at }
    draft.records.push({ type: 'answer', ...where, before: null, answer, by, sensitive: false })
  }
  tell(draft, phrase(draft, 'firms.added', { name: nameOf(draft, firm) }))
  if (whose === 'helped') tell(draft, phrase(draft, 'helper.how', {}))
  return goOnWith(draft, then)
}
