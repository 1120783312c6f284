import { change, inLanguage, phrase, questionnaire, scoredQuestionnaire, tell, type Draft } from '../../draft.ts'
import { assess } from '../../questionnaire/assess.ts'
import { SENSITIVE_DONE } from './agenda.ts'
import { answersOf, openAnswersOf } from './answers.ts'
import { currentFirm, lastFinished, putAssessment } from './assessments.ts'
import type { Card } from '../card.ts'
import { grant, grantForFirm } from '../granting.ts'
import { readiness } from './questionnaires.ts'

/** Sensitive questions come last, with their own consent and "I'd rather not say" first (P5). */
export const sensitiveConsent: Card<'sensitive_consent'> = {
  choices: (draft) => {
    const { options } = scoredQuestionnaire(draft, readiness).sensitive.consent
    return options.map((option) => ({ value: option.id, label: inLanguage(draft, option.label) }))
  },
  show(draft) {
    const { consent } = scoredQuestionnaire(draft, readiness).sensitive
    return { text: inLanguage(draft, consent.ask) }
  },
  chosen(draft, _open, value) {
    if (value === 'read_more') {
      tell(draft, inLanguage(draft, scoredQuestionnaire(draft, readiness).sensitive.consent.text))
      return 'again'
    }
    const { id: messageId, at } = draft.event
    if (currentFirm(draft.state)?.consents === undefined) grant(draft, 'sensitive', value === 'agree', messageId)
    else grantForFirm(draft, 'sensitive', value === 'agree', { messageId, at })
    if (value !== 'agree') tell(draft, phrase(draft, 'fine', {}))
    return 'on'
  },
}

/**
 * Marks the sensitive part as over; a line that its answers add is told in one more message, none is taken away. The
 * result that is kept stays as it was: what it says of a firm must not tell to which group it belongs.
 */
export function closeSensitive(draft: Draft): void {
  const firm = currentFirm(draft.state)
  const finished = lastFinished(draft.state, readiness)
  if (firm === null || finished === null || finished.said.includes(SENSITIVE_DONE)) return
  // A helper was not asked: the owner still may be.
  if (firm.answeredBy === 'helper') return
  const asked = questionnaire(draft, finished.questionnaire)
  if (asked.ends !== 'score') return
  const done = { ...finished, said: [...finished.said, SENSITIVE_DONE] }
  change(draft, { open: null })
  if (Object.keys(firm.sensitive).length === 0) {
    putAssessment(draft, done)
    return
  }
  const assessed = assess(asked, answersOf(asked, firm, finished))
  const without = assess(asked, openAnswersOf(asked, firm, finished))
  const added = assessed.also.find((line) => line !== without.line && !without.also.includes(line))
  if (added !== undefined) {
    draft.sensitive = true
    tell(
      draft,
      phrase(draft, 'sensitive.line', {
        name: inLanguage(draft, added.name),
        because: inLanguage(draft, added.because),
      }),
    )
  }
  putAssessment(draft, done)
}
