import type { Questionnaire, Question } from '../content.ts'
import { change, country, language, questionnaire, type Draft } from '../draft.ts'
import type { Answer, Answers, Assessment, Firm, State } from '../state.ts'
import { holds } from '../questionnaire/conditions.ts'

/** The firm the conversation is about, if there is one yet. */
export function currentFirm(state: State): Firm | null {
  return state.firms.find((firm) => firm.id === state.firm) ?? null
}

/** The current firm's assessment under way, also when it rests. */
export function currentAssessment(state: State): Assessment | null {
  return currentFirm(state)?.assessments.findLast((one) => one.status === 'open' || one.status === 'paused') ?? null
}

export function lastFinished(state: State): Assessment | null {
  return currentFirm(state)?.assessments.findLast((one) => one.status === 'finished') ?? null
}

/** The finished assessment of the same questionnaire before this one. */
export function finishedBefore(state: State, assessment: Assessment): Assessment | null {
  const earlier = currentFirm(state)?.assessments.filter((one) => one.status === 'finished' && one.id !== assessment.id)
  return (
    earlier?.findLast(
      (one) => one.questionnaire === assessment.questionnaire && one.startedAt < assessment.startedAt,
    ) ?? null
  )
}

/** All that is known of a firm in one flat map, as conditions and scores read it. */
export function answersOf(firm: Firm, assessment: Assessment): Answers {
  const known = flat.get(assessment.answers)
  if (known?.profile === firm.profile && known.sensitive === firm.sensitive) return known.answers
  const answers = { ...firm.profile, ...assessment.answers, ...firm.sensitive }
  flat.set(assessment.answers, { profile: firm.profile, sensitive: firm.sensitive, answers })
  return answers
}

/** A turn reads the same answers many times; as they never change, the flat map is made once. */
const flat = new WeakMap<Answers, { profile: Answers; sensitive: Answers; answers: Answers }>()

/** The same without sensitive answers: what is kept where staff read it must not tell to which group a firm belongs. */
export function openAnswersOf(firm: Firm, assessment: Assessment): Answers {
  return { ...firm.profile, ...assessment.answers }
}

/** One answer where it lies, without the others. */
export function answerTo(firm: Firm, assessment: Assessment, question: Question): Answer | undefined {
  const { part, id } = question
  const beside = part === 'profile' ? firm.profile : part === 'sensitive' ? firm.sensitive : assessment.answers
  return beside[id]
}

/** Puts an assessment in its place, or adds it; of each questionnaire only the open one and two finished are kept. */
export function putAssessment(draft: Draft, assessment: Assessment): void {
  changeFirm(draft, (firm) => {
    const others = firm.assessments.filter((one) => one.id !== assessment.id && one.status !== 'left')
    const old = others
      .filter((one) => one.status === 'finished' && one.questionnaire === assessment.questionnaire)
      .slice(0, -2)
    const place = firm.assessments.some((one) => one.id === assessment.id)
    const next = place
      ? firm.assessments.map((one) => (one.id === assessment.id ? assessment : one))
      : [...firm.assessments.filter((one) => others.includes(one) && !old.includes(one)), assessment]
    return { ...firm, assessments: next }
  })
}

export function changeFirm(draft: Draft, next: (firm: Firm) => Firm): void {
  const { firms, firm } = draft.state
  change(draft, { firms: firms.map((one) => (one.id === firm ? next(one) : one)) })
}

/** What happens to answers: written to the record with what stood before, never overwritten there. */
export function putAnswer(draft: Draft, assessment: Assessment, question: Question, answer: Answer): void {
  write(draft, assessment, question, answer)
  if (question.id === 'country' && 'option' in answer && draft.content.countries[answer.option] !== undefined) {
    change(draft, { country: answer.option })
  }
  dropUnreachable(draft, questionnaire(draft, assessment.questionnaire), assessment.id)
}

/** Removes answers to questions that the firm would no longer be asked; the record keeps them. */
function dropUnreachable(draft: Draft, asked: Questionnaire, assessmentId: string): void {
  for (;;) {
    const firm = currentFirm(draft.state)
    const assessment = firm?.assessments.find((one) => one.id === assessmentId)
    if (firm === null || assessment === undefined) return
    const answers = answersOf(firm, assessment)
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
    changeFirm(draft, (one) => ({ ...one, profile: withAnswer(one.profile, question.id, answer) }))
  } else if (question.part === 'sensitive') {
    changeFirm(draft, (one) => ({ ...one, sensitive: withAnswer(one.sensitive, question.id, answer) }))
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
    by: 'owner',
    event: event.id,
    at: event.at,
    sensitive: question.part === 'sensitive',
  })
}

function withAnswer(answers: Answers, id: string, answer: Answer | null): Answers {
  if (answer !== null) return { ...answers, [id]: answer }
  return Object.fromEntries(Object.entries(answers).filter(([key]) => key !== id))
}

/** Brings the firm's record up to date. */
export function recordFirm(draft: Draft): void {
  const firm = currentFirm(draft.state)
  if (firm === null) return
  const { id, profile } = firm
  draft.records.push({ type: 'firm', firm: { id, country: country(draft).id, profile, updatedAt: draft.event.at } })
}

/** Brings an assessment's record up to date. */
export function recordAssessment(draft: Draft, id: string): void {
  const firm = currentFirm(draft.state)
  const one = firm?.assessments.find((assessment) => assessment.id === id)
  if (firm === null || one === undefined) return
  draft.records.push({
    type: 'assessment',
    assessment: {
      id,
      firm: firm.id,
      questionnaire: one.questionnaire,
      version: one.version,
      country: country(draft).id,
      language: language(draft),
      status: one.status === 'paused' ? 'open' : one.status,
      startedAt: one.startedAt,
      updatedAt: draft.event.at,
      answers: one.answers,
      result: one.result,
    },
  })
}
