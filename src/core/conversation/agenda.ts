import type { Question, Questionnaire } from '../content.ts'
import { questionnaire, type Draft } from '../draft.ts'
import type { Answers, Assessment, Firm } from '../state.ts'
import { askedQuestions, sectionOrder } from '../questionnaire/assess.ts'
import { answersOf, currentAssessment, currentFirm, lastFinished } from './assessments.ts'
import { holds } from '../questionnaire/conditions.ts'

/** What is due in a questionnaire: a question, the result, the consent before sensitive questions, or nothing. */
export type Due = { readonly question: Question } | 'result' | 'sensitive_consent' | null

/** Marks an assessment whose sensitive part was answered, declined or left. */
export const SENSITIVE_DONE = 'sensitive'

/** A person who comes back later than this is not asked the sensitive questions again of their own accord. */
const SENSITIVE_PATIENCE_MS = 6 * 3_600_000

/** The first thing in the file's flow that is still open for this firm. */
export function due(draft: Draft): Due {
  const firm = currentFirm(draft.state)
  const assessment = currentAssessment(draft.state)
  if (firm === null) return null
  if (assessment === null) return dueAfterResult(draft, firm)
  const asked = questionnaire(draft, assessment.questionnaire)
  const answers = answersOf(firm, assessment)
  for (const question of questionsInOrder(draft, asked, answers)) {
    if (answers[question.id] === undefined) return { question }
  }
  return 'result'
}

/** Every question this firm is asked, in the order of asking, sensitive ones left out. */
export function questionsInOrder(draft: Draft, asked: Questionnaire, answers: Answers): Question[] {
  return asked.flow.flatMap((part) => {
    switch (part) {
      case 'triage':
        return asked.triage.questions.filter((question) => holds(question.when, answers))
      case 'profile':
        return asked.profile.questions.filter(
          (question) =>
            holds(question.when, answers) &&
            (!question.onlyWhenUnknown || draft.state.country === null || answers[question.id] !== undefined),
        )
      case 'questions':
        return inSections(asked, answers)
      case 'sustainability':
        return asked.sustainability.questions.filter((question) => holds(question.when, answers))
      case 'sensitive':
      case 'result':
        return []
    }
  })
}

/** The number a scored question is shown with, and of how many; a number once shown stays with its question. */
export function numbering(
  asked: Questionnaire,
  assessment: Assessment,
  answers: Answers,
  id: string,
): { number: number; of: number } {
  const taken = Object.values(assessment.numbers)
  const highest = taken.length === 0 ? 0 : Math.max(...taken)
  const unnumbered = askedQuestions(asked, answers).filter(
    (question) => assessment.numbers[question.id] === undefined,
  ).length
  return { number: assessment.numbers[id] ?? highest + 1, of: highest + unnumbered }
}

function dueAfterResult(draft: Draft, firm: Firm): Due {
  const finished = lastFinished(draft.state)
  if (finished === null || finished.said.includes(SENSITIVE_DONE)) return null
  if (draft.event.at - finished.touchedAt > SENSITIVE_PATIENCE_MS) return null
  const consent = draft.state.consents.sensitive
  if (consent === undefined) return 'sensitive_consent'
  if (!consent.granted) return null
  const asked = questionnaire(draft, finished.questionnaire)
  const question = asked.sensitive.questions.find((one) => firm.sensitive[one.id] === undefined)
  return question === undefined ? null : { question }
}

function inSections(asked: Questionnaire, answers: Answers): Question[] {
  const questions = askedQuestions(asked, answers)
  return sectionOrder(asked, answers).flatMap((dimension) =>
    questions.filter((question) => question.dimension === dimension),
  )
}
