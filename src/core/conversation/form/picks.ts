import type { Question } from '../../content.ts'
import { phrase, type Draft } from '../../draft.ts'
import type { OutboundMessage } from '../../outcome.ts'
import type { OpenOf } from '../card.ts'

/** What is ticked of a question with several answers, in the order shown, and the button that says that these are all. */
export function picksOf(
  draft: Draft,
  { picked = [] }: OpenOf<'question'>,
  { options }: Question,
): NonNullable<OutboundMessage['picks']> {
  const values = options.map(({ id }) => id).filter((id) => picked.includes(id))
  return { values, done: { value: doneValue, label: phrase(draft, 'question.done', {}) } }
}

/** No option is called so. */
const doneValue = '.done'
