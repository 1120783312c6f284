import { change, choicesOf, inLanguage, phrase, questionnaire, tell, type Draft } from '../../draft.ts'
import type { Assessment } from '../../state.ts'
import { due, numbering, sectionOf } from './agenda.ts'
import { answersOf } from './answers.ts'
import { currentAssessment, currentFirm, putAssessment } from './assessments.ts'
import type { Card } from '../card.ts'
import { firmInTalk } from '../firms/names.ts'
import { startAssessment } from './starting.ts'

/** Back after minutes or weeks: one line of recap, and the choice to go on, review or start again (P14). */
export const resume: Card<'resume'> = {
  choices: (draft) => choicesOf(draft, 'resume', ['continue', 'review', 'restart']),
  show: (draft) => ({ text: [recap(draft), phrase(draft, 'resume.text', {})].join('\n') }),
  chosen(draft, _open, value) {
    switch (value) {
      case 'review':
        return { show: { kind: 'which_change' } }
      case 'restart':
        return startAssessment(draft, currentAssessment(draft.state)?.questionnaire)
      default:
        wake(draft)
        return 'on'
    }
  },
}

/** Where the person stands, in one line. */
export function recap(draft: Draft): string {
  const firm = currentFirm(draft.state)
  const assessment = currentAssessment(draft.state)
  if (firm === null || assessment === null) return ''
  const asked = questionnaire(draft, assessment.questionnaire)
  const next = due(draft)
  const title = [firmInTalk(draft), inLanguage(draft, asked.title)].filter(Boolean).join(' · ')
  if (next === null || typeof next === 'string' || next.question.part !== 'questions') {
    return phrase(draft, 'resume.recap', { title })
  }
  const { number, of } = numbering(asked, assessment, answersOf(asked, firm, assessment), next.question.id)
  const section = inLanguage(draft, sectionOf(asked, next.question))
  return [firmInTalk(draft), phrase(draft, 'resume.recap_at', { number, of, section })].filter(Boolean).join(' · ')
}

/** Puts the assessment to rest until the person comes back. */
export function pause(draft: Draft, assessment: Assessment): void {
  putAssessment(draft, { ...assessment, status: 'paused', touchedAt: draft.event.at })
  change(draft, { open: null })
  tell(draft, phrase(draft, 'paused', {}))
}

/** A resting assessment is open again. */
export function wake(draft: Draft): void {
  const assessment = currentAssessment(draft.state)
  if (assessment?.status === 'paused')
    putAssessment(draft, { ...assessment, status: 'open', touchedAt: draft.event.at })
}
