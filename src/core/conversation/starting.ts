import { change, choicesOf, country, inLanguage, phrase, questionnaire, tell, type Draft } from '../draft.ts'
import { currentAssessment, currentFirm, lastFinished, putAssessment, recordAssessment } from './assessments.ts'
import type { Assessment, Firm } from '../state.ts'
import type { Card, Next } from './card.ts'
import { showResult } from './result.ts'
import { DAY_MS, localTime } from '../time.ts'

/** The questionnaire that a person meets first. */
export const readiness = 'export-readiness'

/** "I want to know how ready I am": consent first, then wherever the person left off. */
export function wantQuestionnaire(draft: Draft): Next {
  if (draft.state.consents.answers?.granted !== true) return { show: { kind: 'consent', then: 'questionnaire' } }
  if (currentAssessment(draft.state) !== null) return { show: { kind: 'resume' } }
  if (lastFinished(draft.state) !== null) return { show: { kind: 'again' } }
  return startAssessment(draft)
}

/** Opens a new assessment for the current firm, which is founded with it; an open one is left as it stands. */
export function startAssessment(draft: Draft): Next {
  const { at, entropy } = draft.event
  const left = currentAssessment(draft.state)
  if (left !== null) {
    putAssessment(draft, { ...left, status: 'left', touchedAt: at })
    recordAssessment(draft, left.id)
  }
  const firm = currentFirm(draft.state) ?? foundFirm(draft, entropy.slice(0, 12))
  const asked = questionnaire(draft, readiness)
  const assessment: Assessment = {
    id: `${firm.id}-${entropy.slice(12, 20)}`,
    questionnaire: readiness,
    version: asked.version,
    status: 'open',
    startedAt: at,
    touchedAt: at,
    answers: {},
    numbers: {},
    said: [],
    result: null,
  }
  putAssessment(draft, assessment)
  recordAssessment(draft, assessment.id)
  tell(draft, inLanguage(draft, asked.intro))
  if (!draft.state.access.short) tell(draft, phrase(draft, 'questionnaire.how', {}))
  return 'on'
}

/** A finished one exists: see it, answer again, or leave it. */
export const again: Card<'again'> = {
  choices: (draft) => choicesOf(draft, 'again', ['see', 'restart', 'leave']),
  show(draft) {
    const finished = lastFinished(draft.state)
    return { text: fromWhen(draft, finished?.touchedAt ?? draft.event.at) }
  },
  chosen(draft, _open, value) {
    if (value === 'restart') return startAssessment(draft)
    if (value === 'see') return showResult(draft)
    change(draft, { open: null })
    tell(draft, phrase(draft, 'fine', {}))
    return 'wait'
  },
}

function foundFirm(draft: Draft, id: string): Firm {
  const firm: Firm = { id, profile: {}, sensitive: {}, assessments: [] }
  change(draft, { firms: [...draft.state.firms, firm], firm: id })
  draft.records.push({ type: 'firm', firm: { id, country: country(draft).id, profile: {}, updatedAt: draft.event.at } })
  return firm
}

/** By the calendar of the person's country, as people count days. */
function fromWhen(draft: Draft, then: number): string {
  const { timeZone } = country(draft)
  const dayOf = (at: number) => Date.parse(localTime(timeZone, at).date) / DAY_MS
  const days = dayOf(draft.event.at) - dayOf(then)
  if (days === 0) return phrase(draft, 'again.today', {})
  return days === 1 ? phrase(draft, 'again.yesterday', {}) : phrase(draft, 'again.text', { days })
}
