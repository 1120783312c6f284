import { choicesOf, phrase } from '../draft.ts'
import { answerInWords } from '../saying/answer.ts'
import type { Card } from './card.ts'
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
  words: (draft, open, text) =>
    question.words?.(draft, { kind: 'question', question: open.question, changing: open.changing }, text) ?? null,
}
