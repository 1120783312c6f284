import type { Question, Questionnaire } from '../../content.ts'
import { inLanguage, phrase, questionnaire, tell, type Draft } from '../../draft.ts'
import { holds } from '../../questionnaire/conditions.ts'
import { answerInWords } from '../../saying/answer.ts'
import type { Answer, Answers, Assessment, Firm } from '../../state.ts'
import { answersOf, openAnswersOf, putAnswer } from './answers.ts'
import { begun, currentFirm, lastFinished } from './assessments.ts'

/** What another questionnaire was told already is taken from there, and said, so that it can be put right. */
export function takeWhatIsKnown(draft: Draft, asked: Questionnaire, { id }: Assessment): void {
  const lines: string[] = []
  for (const question of asked.questions) {
    const firm = currentFirm(draft.state)
    const assessment = firm?.assessments.find((one) => one.id === id)
    if (firm === null || assessment === undefined) return
    const answer = knownAnswer(draft, firm, question)
    if (answer === null || !holds(question.when, answersOf(asked, firm, assessment))) continue
    const n = lines.length + 1
    const numbers = { ...assessment.numbers, [question.id]: n }
    putAnswer(draft, { ...assessment, numbers }, question, answer)
    const words = { question: inLanguage(draft, question.ask), answer: answerInWords(draft, question, answer) }
    lines.push(phrase(draft, 'review.line', { n, ...words }))
  }
  if (lines.length === 0) return
  tell(draft, [phrase(draft, 'known.title', {}), ...lines].join('\n'), phrase(draft, 'known.change', {}))
}

function knownAnswer(draft: Draft, firm: Firm, { known }: Question): Answer | null {
  if (known === undefined) return null
  const told = toldIn(draft, firm, known.from)
  const found = known.as.find(({ when }) => holds(when, told))
  return found === undefined ? null : { option: found.option }
}

/** What the firm said in another questionnaire, sensitive answers apart. */
function toldIn(draft: Draft, firm: Firm, id: string): Answers {
  const assessment = begun(draft.state, id) ?? lastFinished(draft.state, id)
  return assessment === null ? firm.profile : openAnswersOf(questionnaire(draft, id), firm, assessment)
}
