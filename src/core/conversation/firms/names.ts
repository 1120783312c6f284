import { phrase, type Draft } from '../../draft.ts'
import type { Firm } from '../../state.ts'
import { HOUR_MS } from '../../time.ts'
import { currentFirm } from '../form/assessments.ts'

/** After this long without a word of it, somebody with several firms may mean another one. */
const SAME_TALK_MS = 12 * HOUR_MS

/** As its owner calls it, or by its place among the person's firms. */
export function nameOf(draft: Draft, { id, profile: { firm_name: name } }: Firm): string {
  if (name !== undefined && 'text' in name) return name.text
  return phrase(draft, 'firms.unnamed', { n: draft.state.firms.findIndex((firm) => firm.id === id) + 1 })
}

/** The firm the talk is about, said wherever it could be another one; '' where there is only one. */
export function firmInTalk(draft: Draft): string {
  const firm = currentFirm(draft.state)
  return firm === null || draft.state.firms.length < 2 ? '' : nameOf(draft, firm)
}

/** Which of several firms is meant is to be asked: none was spoken of for long (P6). */
export function isFirmUnclear({ state, event }: Draft): boolean {
  if (state.firms.length < 2) return false
  const touched = currentFirm(state)?.assessments.map(({ touchedAt }) => touchedAt) ?? []
  return event.at - Math.max(state.firmSaidAt, ...touched) > SAME_TALK_MS
}
