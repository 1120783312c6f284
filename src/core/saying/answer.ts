import type { Question } from '../content.ts'
import { inLanguage, phrase, type Draft } from '../draft.ts'
import type { Answer } from '../state.ts'

/** An answer as a person reads it: the option's label, the number, the words. */
export function answerInWords(draft: Draft, question: Question, answer: Answer): string {
  if ('option' in answer) return optionInWords(draft, question, answer.option)
  if ('options' in answer) return answer.options.map((id) => optionInWords(draft, question, id)).join(', ')
  if ('number' in answer) return String(answer.number)
  if ('text' in answer) return answer.text
  return phrase(draft, 'answer.skipped', {})
}

function optionInWords(draft: Draft, question: Question, id: string): string {
  const option = question.options.find((one) => one.id === id)
  if (option !== undefined) return inLanguage(draft, option.label)
  return id === 'rather_not' ? phrase(draft, 'answer.rather_not', {}) : id
}
