import { callAdviser } from './adviser.ts'
import type { Card } from './card.ts'
import { choicesOf, phrase } from '../draft.ts'
import { currentAssessment, lastFinished } from './assessments.ts'
import { showResult, moreSteps } from './result.ts'
import { wantQuestionnaire } from './starting.ts'

/** What a person can do now, when nothing else is open. */
export const menu: Card<'menu'> = {
  choices(draft) {
    const begun = currentAssessment(draft.state) !== null
    const finished = lastFinished(draft.state) !== null
    const first = begun ? ['continue'] : finished ? ['result', 'more_steps', 'again'] : ['start']
    return choicesOf(draft, 'menu', [...first, 'ask', 'adviser'])
  },
  show: (draft) => ({ text: phrase(draft, 'menu.text', {}) }),
  chosen(draft, _open, value) {
    switch (value) {
      case 'start':
      case 'again':
        return wantQuestionnaire(draft)
      case 'continue':
        return { show: { kind: 'resume' } }
      case 'result':
        return showResult(draft)
      case 'more_steps':
        return moreSteps(draft)
      case 'adviser':
        return callAdviser(draft)
      default:
        return { show: { kind: 'ask_me' } }
    }
  },
}
