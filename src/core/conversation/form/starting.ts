import { change, choicesOf, country, inLanguage, phrase, questionnaire, tell, type Draft } from '../../draft.ts'
import { begun, currentAssessment, currentFirm, lastFinished, putAssessment, recordAssessment } from './assessments.ts'
import { consentTo, type Assessment, type Firm } from '../../state.ts'
import type { Card, Next } from '../card.ts'
import { isFirmUnclear } from '../firms/names.ts'
import { takeWhatIsKnown } from './known.ts'
import { readiness } from './questionnaires.ts'
import { showResult } from './result.ts'
import { DAY_MS, localTime } from '../../time.ts'

/** "I want to know how ready I am": consent first, then wherever the firm left off in that questionnaire. */
export function wantQuestionnaire(draft: Draft, id = readiness): Next {
  const then = { questionnaire: id }
  if (isFirmUnclear(draft) || isWhoseUnclear(draft)) return { show: { kind: 'which_firm', then } }
  if (consentTo(draft.state, 'answers')?.granted !== true) return { show: { kind: 'consent', then } }
  const resting = begun(draft.state, id)
  if (resting !== null) {
    layAside(draft, id)
    const { at } = draft.event
    if (resting.status === 'paused') putAssessment(draft, { ...resting, touchedAt: at })
    return { show: { kind: 'resume' } }
  }
  if (lastFinished(draft.state, id) !== null) return { show: { kind: 'again', questionnaire: id } }
  return startAssessment(draft, id)
}

/** The same once it was asked for whom: a first firm that nobody else was named for is the person's own. */
export function wantOwnFirst(draft: Draft, id = readiness): Next {
  return isWhoseUnclear(draft) ? startAssessment(draft, id) : wantQuestionnaire(draft, id)
}

/** Whoever consented and has no firm yet was about to name one, which may be somebody else's. */
function isWhoseUnclear({ state }: Draft): boolean {
  return state.firms.length === 0 && state.consents.answers?.granted === true
}

/** Opens a new assessment for the current firm, which is founded with it; one of the same questionnaire is left as it is. */
export function startAssessment(draft: Draft, id = readiness): Next {
  const { at, entropy } = draft.event
  const left = begun(draft.state, id)
  if (left !== null) {
    putAssessment(draft, { ...left, status: 'left', touchedAt: at })
    recordAssessment(draft, left.id)
  }
  layAside(draft, id)
  const firm = currentFirm(draft.state) ?? foundFirm(draft, entropy.slice(0, 12))
  const asked = questionnaire(draft, id)
  const assessment: Assessment = {
    id: `${firm.id}-${entropy.slice(12, 20)}`,
    questionnaire: id,
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
  takeWhatIsKnown(draft, asked, assessment)
  return 'on'
}

/** What is open in another questionnaire rests, and the person is told. */
function layAside(draft: Draft, wanted: string): void {
  const other = currentAssessment(draft.state)
  if (other?.status !== 'open' || other.questionnaire === wanted) return
  putAssessment(draft, { ...other, status: 'paused' })
  const { name } = questionnaire(draft, other.questionnaire)
  tell(draft, phrase(draft, 'paused_beside', { name: inLanguage(draft, name) }))
}

/** A finished one exists: see it, answer again, or leave it. */
export const again: Card<'again'> = {
  choices: (draft) => choicesOf(draft, 'again', ['see', 'restart', 'leave']),
  show(draft, open) {
    const finished = lastFinished(draft.state, open.questionnaire)
    const title = inLanguage(draft, questionnaire(draft, open.questionnaire).title)
    return { text: [title, fromWhen(draft, finished?.touchedAt ?? draft.event.at)].join('\n') }
  },
  chosen(draft, open, value) {
    if (value === 'restart') return startAssessment(draft, open.questionnaire)
    if (value === 'see') return showResult(draft, open.questionnaire)
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
