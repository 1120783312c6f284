import type { Question } from '../../content.ts'
import { inLanguage, phrase, questionnaire, tell, type Draft } from '../../draft.ts'
import { hearNumber } from '../../hearing/numbers.ts'
import { answerInWords } from '../../saying/answer.ts'
import type { Answer } from '../../state.ts'
import { questionsInOrder } from './agenda.ts'
import { answersOf } from './answers.ts'
import { atHand, currentFirm } from './assessments.ts'
import type { Card } from '../card.ts'

/** Everything answered so far, profile included, with numbers to pick one and change it (P13). */
export const whichChange: Card<'which_change'> = {
  choices: () => [],
  show(draft) {
    const lines = answeredSoFar(draft).map(({ question, answer }, index) =>
      phrase(draft, 'review.line', {
        n: index + 1,
        question: inLanguage(draft, question.ask),
        answer: answerInWords(draft, question, answer),
      }),
    )
    if (lines.length === 0) return { text: phrase(draft, 'review.empty', {}) }
    tell(draft, phrase(draft, 'review.title', {}), lines.join('\n'))
    return { text: phrase(draft, 'review.which', {}) }
  },
  chosen: () => 'on',
  words(draft, _open, text) {
    const picked = hearNumber(text, draft.content.ears)
    if (picked === null) return null
    const found = answeredSoFar(draft)[picked - 1]
    if (found === undefined) {
      tell(draft, phrase(draft, 'change.no_such', { n: picked }))
      return 'wait'
    }
    return { show: { kind: 'question', question: found.question.id, changing: true } }
  },
}

/** The scored question shown with this number, if it is still asked. */
export function questionNumbered(draft: Draft, number: number): string | null {
  const assessment = atHand(draft.state)
  const found = Object.entries(assessment?.numbers ?? {}).find(([, shown]) => shown === number)?.[0]
  return everyQuestion(draft).find(({ id }) => id === found)?.id ?? null
}

/** The question answered before the one that is open, in the order of asking. */
export function questionBefore(draft: Draft, id: string | null): string | null {
  const answered = answeredSoFar(draft).map(({ question }) => question.id)
  const at = id === null ? answered.length : orderOf(draft, id, answered)
  return answered[at - 1] ?? null
}

function orderOf(draft: Draft, id: string, answered: readonly string[]): number {
  const all = everyQuestion(draft).map((question) => question.id)
  const limit = all.indexOf(id)
  return answered.filter((one) => all.indexOf(one) < limit).length
}

function answeredSoFar(draft: Draft): { question: Question; answer: Answer }[] {
  const firm = currentFirm(draft.state)
  const assessment = atHand(draft.state)
  if (firm === null || assessment === null) return []
  const answers = answersOf(questionnaire(draft, assessment.questionnaire), firm, assessment)
  return everyQuestion(draft).flatMap((question) => {
    const answer = answers[question.id]
    return answer === undefined ? [] : [{ question, answer }]
  })
}

function everyQuestion(draft: Draft): Question[] {
  const firm = currentFirm(draft.state)
  const assessment = atHand(draft.state)
  if (firm === null || assessment === null) return []
  const asked = questionnaire(draft, assessment.questionnaire)
  return questionsInOrder(draft, asked, answersOf(asked, firm, assessment))
}
