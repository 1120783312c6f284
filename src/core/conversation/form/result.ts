import type { ScoredQuestionnaire } from '../../content.ts'
import { change, phrase, questionnaire, send, tell, type Draft } from '../../draft.ts'
import { assess } from '../../questionnaire/assess.ts'
import { resultMessages, resultShown, stepInWords } from '../../saying/result.ts'
import type { Assessment, Firm, Open } from '../../state.ts'
import { answersOf, openAnswersOf } from './answers.ts'
import {
  currentFirm,
  finishedBefore,
  lastFinished,
  resultAtHand,
  putAssessment,
  recordAssessment,
  recordFirm,
} from './assessments.ts'
import type { Next } from '../card.ts'
import { firmInTalk } from '../firms/names.ts'
import { cancel } from '../follow-ups.ts'
import { REST_SAID, sayList, sayRest } from './list.ts'

/** Everything is answered: the result is worked out, told, and written down (P20, P21, P23, P24). What is open then, if anything. */
export function conclude(draft: Draft, assessment: Assessment): Open | null {
  const firm = currentFirm(draft.state)
  if (firm === null) return null
  const asked = questionnaire(draft, assessment.questionnaire)
  const { version } = asked
  const result =
    asked.ends === 'score' ? sayResult(draft, asked, firm, assessment) : sayList(draft, asked, firm, assessment)
  const said = assessment.said.filter((mark) => mark !== REST_SAID)
  putAssessment(draft, { ...assessment, version, status: 'finished', touchedAt: draft.event.at, said, result })
  recordFirm(draft)
  recordAssessment(draft, assessment.id)
  cancel(draft, 'nudge')
  return asked.ends === 'score' ? null : { kind: 'lines', questionnaire: asked.id }
}

/** The last result once more, worked out anew from the answers. */
export function showResult(draft: Draft, id?: string): Next {
  const firm = currentFirm(draft.state)
  const finished = lastFinished(draft.state, id)
  if (firm === null || finished === null) {
    tell(draft, phrase(draft, 'result.none_yet', {}))
    return 'again'
  }
  const asked = questionnaire(draft, finished.questionnaire)
  if (asked.ends === 'score') {
    sayResult(draft, asked, firm, finished)
    return { show: { kind: 'menu', questionnaire: asked.id } }
  }
  putAssessment(draft, { ...finished, result: sayList(draft, asked, firm, finished) })
  return { show: { kind: 'lines', questionnaire: asked.id } }
}

/** The next three steps after those already named, until none is left; of a checklist, its rest. */
export function moreSteps(draft: Draft): Next {
  const firm = currentFirm(draft.state)
  const finished = resultAtHand(draft)
  if (firm === null || finished === null) {
    tell(draft, phrase(draft, 'result.none_yet', {}))
    return 'again'
  }
  const asked = questionnaire(draft, finished.questionnaire)
  if (asked.ends === 'checklist') return sayRest(draft, asked, firm, finished)
  const assessed = assess(asked, openAnswersOf(asked, firm, finished))
  const ordered = [...assessed.steps, ...assessed.further]
  const named = finished.result?.steps.length ?? 0
  const more = ordered.slice(named, named + asked.scoring.stepsShown)
  if (more.length === 0) tell(draft, phrase(draft, 'steps.no_more', {}))
  more.forEach((step, index) => tell(draft, stepInWords(draft, asked, step, named + index + 1)))
  putAssessment(draft, {
    ...finished,
    result: resultShown(draft, asked, assessed, ordered.slice(0, named + more.length)),
  })
  return { show: { kind: 'menu', questionnaire: asked.id } }
}

function sayResult(draft: Draft, asked: ScoredQuestionnaire, firm: Firm, assessment: Assessment): Assessment['result'] {
  const answers = answersOf(asked, firm, assessment)
  const assessed = assess(asked, answers)
  const shown = resultShown(draft, asked, assessed, assessed.steps)
  const isPrivate = Object.keys(firm.sensitive).length > 0
  if (isPrivate) draft.sensitive = true
  const before = finishedBefore(draft.state, assessment)?.result ?? null
  const [first, ...rest] = resultMessages(draft, asked, assessed, answers, before)
  tell(draft, firmInTalk(draft))
  if (first !== undefined) send(draft, { text: first, result: shown })
  for (const text of rest) send(draft, { text })
  change(draft, { open: null })
  if (!isPrivate) return shown
  const open = assess(asked, openAnswersOf(asked, firm, assessment))
  return resultShown(draft, asked, open, open.steps)
}
