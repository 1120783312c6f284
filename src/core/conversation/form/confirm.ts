import { choicesOf, inLanguage, phrase, type Draft } from '../../draft.ts'
import { hearChoice } from '../../hearing/choice.ts'
import { answerInWords } from '../../saying/answer.ts'
import type { Card, Next, OpenOf } from '../card.ts'
import { asking, counted, question } from './question.ts'

/** Numbers, anything unsure and anything by voice are read back before they count (P16, P17). */
export const confirm: Card<'confirm'> = {
  choices: (draft) => choicesOf(draft, 'confirm', ['yes', 'no']),
  show(draft, open) {
    const asked = asking(draft, open.question)
    if (asked?.question.part === 'sensitive') draft.sensitive = true
    const understood = asked === null ? '' : answerInWords(draft, asked.question, open.answer)
    return { text: phrase(draft, 'confirm.text', { understood }) }
  },
  chosen(draft, open, value) {
    const asked = asking(draft, open.question)
    if (value === 'yes' && asked !== null) return counted(draft, asked.question, open.answer, open.changing)
    return { show: { kind: 'question', question: open.question, changing: open.changing } }
  },
  /** "No, 30": the new words are heard as an answer to the question itself. */
  words(draft, open, text) {
    const asked = { kind: 'question', question: open.question, changing: open.changing } as const
    return namedAgain(draft, open, text) ?? question.words?.(draft, asked, text) ?? null
  },
}

/** Said once more, the choice that was understood counts; another one is read back in its turn. */
function namedAgain(draft: Draft, open: OpenOf<'confirm'>, text: string): Next | null {
  const asked = asking(draft, open.question)
  // A number would be one of this card's own choices.
  if (asked?.question.kind !== 'choice' || /\p{Nd}/u.test(text)) return null
  const options = asked.question.options.map(({ id, label }) => ({ id, label: inLanguage(draft, label) }))
  const heard = hearChoice(text, options, draft.content.ears)
  const option = heard?.sure === true ? heard.options[0] : undefined
  if (option === undefined) return null
  if ('option' in open.answer && open.answer.option === option) {
    return counted(draft, asked.question, open.answer, open.changing)
  }
  return { show: { ...open, answer: { option } } }
}
