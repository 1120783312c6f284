import { currentFirm } from '../conversation/form/assessments.ts'
import type { Question } from '../content.ts'
import { country, inLanguage, type Draft } from '../draft.ts'
import { answerInWords } from '../saying/answer.ts'
import { readiness } from '../conversation/form/questionnaires.ts'
import type { Answer } from '../state.ts'

/** What a firm said of itself, question by question in the order of asking; only what it did say. */
export function profileOf(view: Draft): { question: Question; answer: Answer }[] {
  const profile = currentFirm(view.state)?.profile ?? {}
  const asked = view.content.questionnaires[readiness]?.[country(view).id]
  const questions = asked?.ends === 'score' ? asked.profile.questions : []
  return questions.flatMap((question) => {
    const answer = profile[question.id]
    return answer === undefined ? [] : [{ question, answer }]
  })
}

/** One answer of the profile in words; empty where it is not known. */
export function profileInWords(view: Draft, id: string): string {
  const found = profileOf(view).find(({ question }) => question.id === id)
  if (found === undefined || isUnknown(found.question, found.answer)) return ''
  return answerInWords(view, found.question, found.answer)
}

/** The country's name, where the person's country is known. */
export function countryInWords(view: Draft): string {
  return view.state.country === null ? '' : inLanguage(view, country(view).name)
}

/** Skipped, refused, or answered with "I don't know". */
export function isUnknown(question: Question, answer: Answer): boolean {
  if ('skipped' in answer) return true
  if (!('option' in answer)) return false
  const option = question.options.find(({ id }) => id === answer.option)
  return option === undefined ? answer.option === 'rather_not' : option.unknown || option.ratherNot
}
