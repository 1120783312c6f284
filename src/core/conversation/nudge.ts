import { change, country, phrase, tell, type Draft } from '../draft.ts'
import type { FollowUp } from '../outcome.ts'
import { DAY_MS, HOUR_MS, nextAt } from '../time.ts'
import { currentAssessment } from './form/assessments.ts'
import { close, plan } from './follow-ups.ts'
import type { Next } from './card.ts'

/** The hour at which a reminder reaches a person, on their own clock: well outside any quiet hours. */
const POLITE_HOUR = '10:00'

/** A questionnaire left unfinished is remembered the next day, once more after a week, then never again (P41). */
export function planNudge(draft: Draft): void {
  const { planned, consents } = draft.state
  const { at } = draft.event
  const assessment = currentAssessment(draft.state)
  if (assessment === null || consents.reminders?.granted !== true) return
  const known = planned.find((one) => one.kind === 'nudge')
  if (known?.nth === 0 && known.dueAt - at > 12 * HOUR_MS) return
  plan(draft, { kind: 'nudge', owner: 'bot', about: assessment.id, dueAt: tomorrow(draft, at), nth: 0 })
}

/** The reminder is due: it goes out if it is still true and still wanted. */
export function nudge(draft: Draft, followUp: FollowUp): Next {
  const planned = draft.state.planned.find((one) => one.id === followUp.id)
  if (planned === undefined || planned.dueAt > followUp.dueAt) return 'wait'
  close(draft, (one) => one.id === followUp.id, 'sent')
  const assessment = currentAssessment(draft.state)
  if (assessment === null || draft.state.consents.reminders?.granted !== true || draft.state.takenOverBy !== null) {
    return 'wait'
  }
  tell(draft, phrase(draft, planned.nth === 0 ? 'nudge.first' : 'nudge.second', {}))
  change(draft, { open: null })
  if (planned.nth === 0) {
    const dueAt = tomorrow(draft, draft.event.at + 6 * DAY_MS)
    plan(draft, { kind: 'nudge', owner: 'bot', about: assessment.id, dueAt, nth: 1 })
  }
  return { show: { kind: 'resume' } }
}

/** The polite hour of the day after, at least sixteen hours from now. */
function tomorrow(draft: Draft, from: number): number {
  return nextAt(country(draft).timeZone, from + 16 * HOUR_MS, POLITE_HOUR)
}
