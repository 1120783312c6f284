import type { Question, Questionnaire, Text } from '../../content.ts'
import { questionnaire, type Draft } from '../../draft.ts'
import { consentTo, type Answers, type Assessment, type Firm } from '../../state.ts'
import { pathOf } from '../../questionnaire/assess.ts'
import { answersOf } from './answers.ts'
import { currentAssessment, currentFirm, lastFinished } from './assessments.ts'
import { readiness } from './questionnaires.ts'
import { holds } from '../../questionnaire/conditions.ts'

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
  const after = assessment?.status === 'open' ? null : dueAfterResult(draft, firm)
  if (assessment === null || after !== null) return after
  const asked = questionnaire(draft, assessment.questionnaire)
  const answers = answersOf(asked, firm, assessment)
  const question = inOrder(asked, answers).find((one) => answers[one.id] === undefined && isAsked(draft, one, answers))
  return question === undefined ? 'result' : { question }
}

/** Every question this firm is asked, in the order of asking, sensitive ones left out. */
export function questionsInOrder(draft: Draft, asked: Questionnaire, answers: Answers): Question[] {
  return inOrder(asked, answers).filter((question) => isAsked(draft, question, answers))
}

/** The number a question is shown with, and of how many; a number once shown stays with its question. */
export function numbering(
  asked: Questionnaire,
  assessment: Assessment,
  answers: Answers,
  id: string,
): { number: number; of: number } {
  const taken = Object.values(assessment.numbers)
  const highest = taken.length === 0 ? 0 : Math.max(...taken)
  const unnumbered = asked.questions.filter(
    (question) => assessment.numbers[question.id] === undefined && holds(question.when, answers),
  ).length
  return { number: assessment.numbers[id] ?? highest + 1, of: highest + unnumbered }
}

/** What a numbered question is about: its dimension, or the questionnaire where there are none. */
export function sectionOf(asked: Questionnaire, question: Question): Text {
  const dimensions = asked.ends === 'score' ? asked.dimensions : []
  return dimensions.find((one) => one.id === question.dimension)?.title ?? asked.name
}

function dueAfterResult(draft: Draft, firm: Firm): Due {
  const finished = lastFinished(draft.state, readiness)
  if (finished === null || finished.said.includes(SENSITIVE_DONE)) return null
  const asked = questionnaire(draft, finished.questionnaire)
  if (asked.ends !== 'score') return null
  if (draft.event.at - finished.touchedAt > SENSITIVE_PATIENCE_MS) return null
  // What is sensitive is for the owner alone to say.
  if (firm.answeredBy === 'helper') return null
  const consent = consentTo(draft.state, 'sensitive')
  if (consent === undefined) return 'sensitive_consent'
  if (!consent.granted) return null
  const question = asked.sensitive.questions.find((one) => firm.sensitive[one.id] === undefined)
  return question === undefined ? null : { question }
}

/** Every question of the flow, asked or not; the section that the firm's path begins with comes before the others. */
function inOrder(asked: Questionnaire, answers: Answers): readonly Question[] {
  if (asked.ends === 'checklist') return asked.asked
  const begin = pathOf(asked, answers)?.begin ?? ''
  const known = orders.get(asked)?.get(begin)
  if (known !== undefined) return known
  const order = asked.flow.flatMap((part): readonly Question[] => {
    switch (part) {
      case 'triage':
      case 'profile':
      case 'sustainability':
        return asked[part].questions
      case 'questions': {
        const isFirst = ({ dimension }: Question) => dimension === begin
        return [...asked.questions.filter(isFirst), ...asked.questions.filter((one) => !isFirst(one))]
      }
      case 'sensitive':
      case 'result':
        return []
    }
  })
  orders.set(asked, new Map(orders.get(asked)).set(begin, order))
  return order
}

/** A questionnaire never changes, and has as many orders as sections that a path can begin with. */
const orders = new WeakMap<Questionnaire, ReadonlyMap<string, readonly Question[]>>()

function isAsked(draft: Draft, question: Question, answers: Answers): boolean {
  const isKnown = question.onlyWhenUnknown && draft.state.country !== null && answers[question.id] === undefined
  return !isKnown && holds(question.when, answers)
}
