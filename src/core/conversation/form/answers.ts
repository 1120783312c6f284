import type { Questionnaire, Question } from '../../content.ts'
import { change, questionnaire, type Draft } from '../../draft.ts'
import { holds } from '../../questionnaire/conditions.ts'
import type { Answer, Answers, Assessment, Firm } from '../../state.ts'
import { changeFirm, currentFirm, putAssessment } from './assessments.ts'

/** All that one questionnaire knows of a firm in one flat map, as conditions and scores read it. */
export function answersOf(asked: Questionnaire, firm: Firm, assessment: Assessment): Answers {
  const seen = flat.get(assessment.answers)
  if (seen?.asked === asked && seen.profile === firm.profile && seen.sensitive === firm.sensitive) return seen.answers
  const sensitive = asked.ends === 'score' ? firm.sensitive : {}
  const answers = { ...profileOf(asked, firm), ...assessment.answers, ...sensitive }
  flat.set(assessment.answers, { asked, profile: firm.profile, sensitive: firm.sensitive, answers })
  return answers
}

/** A turn reads the same answers many times; as they never change, the flat map is made once. */
const flat = new WeakMap<
  Answers,
  { readonly asked: Questionnaire; readonly profile: Answers; readonly sensitive: Answers; readonly answers: Answers }
>()

/** The same without sensitive answers: what is kept where staff read it must not tell to which group a firm belongs. */
export function openAnswersOf(asked: Questionnaire, firm: Firm, assessment: Assessment): Answers {
  return { ...profileOf(asked, firm), ...assessment.answers }
}

/** Questionnaires share what the firm said of itself, as far as they ask it; a shipment's destination is not the firm's. */
function profileOf(asked: Questionnaire, { profile }: Firm): Answers {
  const own = Object.entries(profile).filter(([id]) => asked.byId[id]?.part === 'profile')
  return own.length === Object.keys(profile).length ? profile : Object.fromEntries(own)
}

/** One answer where it lies, without the others. */
export function answerTo(firm: Firm, assessment: Assessment, question: Question): Answer | undefined {
  const { part, id } = question
  const beside = part === 'profile' ? firm.profile : part === 'sensitive' ? firm.sensitive : assessment.answers
  return beside[id]
}

/** What happens to answers: written to the record with what stood before, never overwritten there. */
export function putAnswer(draft: Draft, assessment: Assessment, question: Question, answer: Answer): void {
  write(draft, assessment, question, answer)
  if (question.id === 'country' && 'option' in answer && draft.content.countries[answer.option] !== undefined) {
    change(draft, { country: answer.option })
  }
  dropUnreachable(draft, questionnaire(draft, assessment.questionnaire), assessment.id)
}

/** Removes answers that no longer fit their question, which is then asked again; the record keeps them. */
export function dropUnfit(
  draft: Draft,
  asked: Questionnaire,
  assessmentId: string,
  fits: (question: Question, answer: Answer) => boolean,
): void {
  for (const question of Object.values(asked.byId)) {
    const firm = currentFirm(draft.state)
    const assessment = firm?.assessments.find((one) => one.id === assessmentId)
    if (firm === null || assessment === undefined) return
    const answer = answerTo(firm, assessment, question)
    if (answer !== undefined && !fits(question, answer)) write(draft, assessment, question, null)
  }
  dropUnreachable(draft, asked, assessmentId)
}

/** Removes answers to questions that the firm would no longer be asked; the record keeps them. */
function dropUnreachable(draft: Draft, asked: Questionnaire, assessmentId: string): void {
  for (;;) {
    const firm = currentFirm(draft.state)
    const assessment = firm?.assessments.find((one) => one.id === assessmentId)
    if (firm === null || assessment === undefined) return
    const answers = answersOf(asked, firm, assessment)
    const lost = Object.keys(answers).find((id) => !holds(asked.byId[id]?.when, answers))
    const question = lost === undefined ? undefined : asked.byId[lost]
    if (question === undefined) return
    write(draft, assessment, question, null)
  }
}

function write(draft: Draft, assessment: Assessment, question: Question, answer: Answer | null): void {
  const { event } = draft
  const firm = currentFirm(draft.state)
  if (firm === null) return
  const before = answerTo(firm, assessment, question) ?? null
  if (question.part === 'profile') {
    const profile = withAnswer(firm.profile, question.id, answer)
    changeFirm(draft, (one) => ({ ...one, profile, changedAt: event.at }))
  } else if (question.part === 'sensitive') {
    const sensitive = withAnswer(firm.sensitive, question.id, answer)
    changeFirm(draft, (one) => ({ ...one, sensitive, changedAt: event.at }))
    draft.sensitive = true
  } else {
    putAssessment(draft, {
      ...assessment,
      answers: withAnswer(assessment.answers, question.id, answer),
      touchedAt: event.at,
    })
  }
  draft.records.push({
    type: 'answer',
    firm: firm.id,
    assessment: assessment.id,
    question: question.id,
    before,
    answer,
    by: firm.answeredBy ?? 'owner',
    event: event.id,
    at: event.at,
    sensitive: question.part === 'sensitive',
  })
}

function withAnswer(answers: Answers, id: string, answer: Answer | null): Answers {
  if (answer !== null) return { ...answers, [id]: answer }
  return Object.fromEntries(Object.entries(answers).filter(([key]) => key !== id))
}
