import { change, country, language, type Draft } from '../../draft.ts'
import type { Assessment, Firm, State } from '../../state.ts'

/** The firm the conversation is about, if there is one yet. */
export function currentFirm(state: State): Firm | null {
  return state.firms.find((firm) => firm.id === state.firm) ?? null
}

/** The current firm's assessment under way: the open one, else the one that rested last. */
export function currentAssessment(state: State): Assessment | null {
  const all = currentFirm(state)?.assessments ?? []
  return all.find((one) => one.status === 'open') ?? latest(all.filter((one) => one.status === 'paused'))
}

/** The one of this questionnaire that is open or rests. */
export function begun(state: State, questionnaire: string): Assessment | null {
  const own = currentFirm(state)?.assessments.filter((one) => one.questionnaire === questionnaire)
  return own?.findLast((one) => one.status === 'open' || one.status === 'paused') ?? null
}

/** What was finished last, of one questionnaire or of all. */
export function lastFinished(state: State, questionnaire?: string): Assessment | null {
  const finished = currentFirm(state)?.assessments.filter((one) => one.status === 'finished') ?? []
  return latest(questionnaire === undefined ? finished : finished.filter((one) => one.questionnaire === questionnaire))
}

/** What is under way, or else what was finished last. */
export function atHand(state: State): Assessment | null {
  return currentAssessment(state) ?? lastFinished(state)
}

/** The finished one that the open card is about, or the last. */
export function resultAtHand({ state }: Draft): Assessment | null {
  const { open } = state
  return lastFinished(state, open?.kind === 'menu' || open?.kind === 'lines' ? open.questionnaire : undefined)
}

function latest(assessments: readonly Assessment[]): Assessment | null {
  return assessments.toSorted((a, b) => a.touchedAt - b.touchedAt).at(-1) ?? null
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

/** Brings the firm's record up to date. */
export function recordFirm(draft: Draft): void {
  const firm = currentFirm(draft.state)
  if (firm === null) return
  const { id, profile } = firm
  draft.records.push({ type: 'firm', firm: { id, country: country(draft).id, profile, updatedAt: draft.event.at } })
}

/** Brings the record of every firm and all its assessments up to date. */
export function recordAllFirms(draft: Draft): void {
  const { firms, firm: current } = draft.state
  for (const { id, assessments } of firms) {
    change(draft, { firm: id })
    recordFirm(draft)
    for (const one of assessments) recordAssessment(draft, one.id)
  }
  change(draft, { firm: current })
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
