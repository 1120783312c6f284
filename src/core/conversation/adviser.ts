import {
  change,
  choicesOf,
  country,
  inLanguage,
  language,
  phrase,
  questionnaire,
  scoredQuestionnaire,
  tell,
  type Draft,
} from '../draft.ts'
import { answerInWords } from '../saying/answer.ts'
import { isOpen, nextOpening } from '../time.ts'
import { atHand, currentFirm } from './form/assessments.ts'
import type { Assessment } from '../state.ts'
import type { Card, Next } from './card.ts'
import { plan } from './follow-ups.ts'
import { readiness } from './form/questionnaires.ts'

/** "Talk to a person" (P44): the request is written down for staff with a summary, and the person hears what happens next. */
export function callAdviser(draft: Draft): Next {
  const { consents, planned } = draft.state
  if (consents.answers?.granted !== true && consents.adviser?.granted !== true) {
    return { show: { kind: 'consent', then: 'adviser' } }
  }
  if (planned.some((one) => one.kind === 'staff_task')) {
    tell(draft, phrase(draft, 'adviser.already', {}), adviserContact(draft))
    return 'again'
  }
  const desk = country(draft)
  plan(draft, {
    kind: 'staff_task',
    owner: 'staff',
    about: 'asked_for_adviser',
    dueAt: nextOpening(desk, draft.event.at),
    nth: 0,
    notes: notesForStaff(draft),
  })
  const when = isOpen(desk, draft.event.at)
    ? phrase(draft, 'adviser.open_now', {})
    : phrase(draft, 'adviser.closed_now', {})
  tell(draft, phrase(draft, 'adviser.passed_on', {}), when, adviserContact(draft))
  return 'again'
}

/** Who the advisers are, when they are there and how else to reach them. */
export function adviserContact(draft: Draft): string {
  const { adviser } = country(draft)
  const ways = [adviser.phone, adviser.email, adviser.site].filter((way) => way !== undefined)
  return [
    phrase(draft, 'adviser.contact', {
      name: inLanguage(draft, adviser.name),
      hours: inLanguage(draft, adviser.hours),
    }),
    ...ways,
  ].join('\n')
}

/** Offered when words were not understood twice in a row (P17). */
export const adviserOffer: Card<'adviser_offer'> = {
  choices: (draft) => choicesOf(draft, 'adviser_offer', ['yes', 'no']),
  show: (draft) => ({ text: phrase(draft, 'adviser_offer.text', {}) }),
  chosen(draft, _open, value) {
    change(draft, { missed: 0, open: null })
    return value === 'yes' ? callAdviser(draft) : 'on'
  },
}

/** What an adviser needs before calling: who, what they make, where they stand; a line each. */
export function notesForStaff(draft: Draft): string[] {
  const firm = currentFirm(draft.state)
  const assessment = atHand(draft.state)
  if (firm === null || assessment === null) return [phrase(draft, 'task.no_firm', { language: language(draft) })]
  const { profile: asked } = scoredQuestionnaire(draft, readiness)
  const profile = asked.questions.flatMap((question) => {
    const answer = firm.profile[question.id]
    return answer === undefined ? [] : [`${inLanguage(draft, question.ask)} ${answerInWords(draft, question, answer)}`]
  })
  return [
    ...profile,
    ...(firm.answeredBy === 'helper' ? [phrase(draft, 'task.helper', {})] : []),
    inLanguage(draft, questionnaire(draft, assessment.questionnaire).name),
    standing(draft, assessment),
  ]
}

function standing(draft: Draft, { answers, result }: Assessment): string {
  if (result === null) return phrase(draft, 'task.under_way', { n: Object.keys(answers).length })
  if (result.line === null) return phrase(draft, 'task.list', { n: result.steps.length })
  return phrase(draft, 'task.result', { band: result.band ?? '–', score: result.score ?? '–' })
}
