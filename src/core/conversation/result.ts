import { change, phrase, questionnaire, send, tell, type Draft } from '../draft.ts'
import { assess } from '../questionnaire/assess.ts'
import { resultMessages, resultShown, stepInWords } from '../saying/result.ts'
import type { Assessment, Firm } from '../state.ts'
import {
  answersOf,
  currentFirm,
  finishedBefore,
  lastFinished,
  openAnswersOf,
  putAssessment,
  recordAssessment,
  recordFirm,
} from './assessments.ts'
import type { Next } from './card.ts'
import { cancel } from './follow-ups.ts'

/** Everything is answered: the result is worked out, told, and written down (P20, P21, P23, P24). */
export function conclude(draft: Draft, assessment: Assessment): void {
  const firm = currentFirm(draft.state)
  if (firm === null) return
  const result = sayResult(draft, firm, assessment)
  putAssessment(draft, { ...assessment, status: 'finished', touchedAt: draft.event.at, result })
  recordFirm(draft)
  recordAssessment(draft, assessment.id)
  cancel(draft, 'nudge')
}

/** The last result once more, worked out anew from the answers. */
export function showResult(draft: Draft): Next {
  const firm = currentFirm(draft.state)
  const finished = lastFinished(draft.state)
  if (firm === null || finished === null) {
    tell(draft, phrase(draft, 'result.none_yet', {}))
    return 'again'
  }
  sayResult(draft, firm, finished)
  return { show: { kind: 'menu' } }
}

/** The next three steps after those already named, until none is left. */
export function moreSteps(draft: Draft): Next {
  const firm = currentFirm(draft.state)
  const finished = lastFinished(draft.state)
  if (firm === null || finished === null) {
    tell(draft, phrase(draft, 'result.none_yet', {}))
    return 'again'
  }
  const asked = questionnaire(draft, finished.questionnaire)
  const assessed = assess(asked, openAnswersOf(firm, finished))
  const ordered = [...assessed.steps, ...assessed.further]
  const named = finished.result?.steps.length ?? 0
  const more = ordered.slice(named, named + asked.scoring.stepsShown)
  if (more.length === 0) tell(draft, phrase(draft, 'steps.no_more', {}))
  more.forEach((step, index) => tell(draft, stepInWords(draft, asked, step, named + index + 1)))
  putAssessment(draft, {
    ...finished,
    result: resultShown(draft, asked, assessed, ordered.slice(0, named + more.length)),
  })
  return { show: { kind: 'menu' } }
}

function sayResult(draft: Draft, firm: Firm, assessment: Assessment): Assessment['result'] {
  const asked = questionnaire(draft, assessment.questionnaire)
  const answers = answersOf(firm, assessment)
  const assessed = assess(asked, answers)
  const shown = resultShown(draft, asked, assessed, assessed.steps)
  const isPrivate = Object.keys(firm.sensitive).length > 0
  if (isPrivate) draft.sensitive = true
  const before = finishedBefore(draft.state, assessment)?.result ?? null
  const [first, ...rest] = resultMessages(draft, asked, assessed, answers, before)
  if (first !== undefined) send(draft, { text: first, result: shown })
  for (const text of rest) send(draft, { text })
  change(draft, { open: null })
  if (!isPrivate) return shown
  const open = assess(asked, openAnswersOf(firm, assessment))
  return resultShown(draft, asked, open, open.steps)
}
