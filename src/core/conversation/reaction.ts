import type { Draft } from '../draft.ts'
import type { Reaction, TappedChoice } from '../event.ts'
import { hearYesOrNo } from '../hearing/choice.ts'
import type { Open } from '../state.ts'
import type { Next } from './card.ts'
import { nameOfCard } from './card-name.ts'
import { cardOf } from './cards.ts'

/** A thumb may be mere politeness: consent is given, and data deleted, only in words. */
const inWords: ReadonlySet<Open['kind']> = new Set(['consent', 'age', 'sensitive_consent', 'delete', 'withdraw'])

/**
 * What a thumb under a message comes to: a choice of the open card, or what is shown next. Null for nothing: it hung under
 * an older message, or there is no yes and no on the card.
 */
export function reactionTo(draft: Draft, { says, card }: Reaction): TappedChoice | Next | null {
  const { open } = draft.state
  if (open === null || card !== nameOfCard(draft, open)) return null
  if (inWords.has(open.kind)) return 'again'
  const choices = cardOf(open).choices(draft)
  const options = choices.map(({ value, label }) => ({ id: value, label }))
  const heard = hearYesOrNo(says, options, draft.content.ears)
  const value = heard?.options[0]
  if (heard === null || value === undefined || !choices.some((choice) => choice.value === value)) return null
  if (heard.sure) return { kind: 'choice', value, card }
  if (open.kind !== 'question') return null
  return { show: { kind: 'confirm', question: open.question, answer: { option: value }, changing: open.changing } }
}
