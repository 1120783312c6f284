import { callAdviser } from './adviser.ts'
import type { Card } from './card.ts'
import { choicesOf, inLanguage, phrase, questionnaire, tell, type Draft } from '../draft.ts'
import type { Assessment } from '../state.ts'
import { currentAssessment, resultAtHand } from './form/assessments.ts'
import { firmInTalk } from './firms/names.ts'
import { wantFirm } from './firms/choosing.ts'
import { hasRest } from './form/list.ts'
import { otherQuestionnaires, readiness } from './form/questionnaires.ts'
import { showResult, moreSteps } from './form/result.ts'
import { wantQuestionnaire } from './form/starting.ts'

/** What a person can do now, when nothing else is open. */
export const menu: Card<'menu'> = {
  choices(draft) {
    const current = currentAssessment(draft.state)
    const finished = resultAtHand(draft)
    const at = (current ?? finished)?.questionnaire ?? readiness
    const first = current !== null ? ['continue'] : finished !== null ? afterResult(draft, finished) : ['start']
    const others = otherQuestionnaires(draft).filter(({ id }) => id !== at)
    return [
      ...choicesOf(draft, 'menu', at === readiness ? first : [...first, 'start']),
      ...others.map(({ id, name }) => ({ value: id, label: inLanguage(draft, name) })),
      ...choicesOf(draft, 'menu', draft.state.firms.length > 1 ? ['firms', 'ask', 'adviser'] : ['ask', 'adviser']),
    ]
  },
  show(draft) {
    const name = firmInTalk(draft)
    if (name !== '') tell(draft, phrase(draft, 'firms.about', { name }))
    return { text: phrase(draft, 'menu.text', {}) }
  },
  chosen(draft, _open, value) {
    switch (value) {
      case 'start':
        return wantQuestionnaire(draft)
      case 'again':
        return wantQuestionnaire(draft, resultAtHand(draft)?.questionnaire)
      case 'continue':
        return { show: { kind: 'resume' } }
      case 'result':
      case 'list':
        return showResult(draft, resultAtHand(draft)?.questionnaire)
      case 'more_steps':
      case 'rest':
        return moreSteps(draft)
      case 'adviser':
        return callAdviser(draft)
      case 'firms':
        return wantFirm()
      case 'ask':
        return { show: { kind: 'ask_me' } }
      default:
        return wantQuestionnaire(draft, value)
    }
  },
}

/** A checklist has a rest only for who asked for short messages and has not seen it. */
function afterResult(draft: Draft, finished: Assessment): string[] {
  if (questionnaire(draft, finished.questionnaire).ends === 'score') return ['result', 'more_steps', 'again']
  return hasRest(draft, finished) ? ['list', 'rest', 'again'] : ['list', 'again']
}
