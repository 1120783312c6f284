import type { Questionnaire } from '../../content.ts'
import { country, type Draft } from '../../draft.ts'

/** The questionnaire that a person meets first; the firm's profile is asked there. */
export const readiness = 'export-readiness'

/** Those offered beside the first, as the person's country sees them. */
export function otherQuestionnaires(draft: Draft): Questionnaire[] {
  const { id } = country(draft)
  return Object.values(draft.content.questionnaires).flatMap((own) => {
    const one = own[id]
    return one === undefined || one.id === readiness ? [] : [one]
  })
}
