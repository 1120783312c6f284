import {
  change,
  choicesOf,
  country,
  inLanguage,
  language,
  phrase,
  scoredQuestionnaire,
  tell,
  type Draft,
} from '../draft.ts'
import type { Event } from '../event.ts'
import { answerInWords } from '../saying/answer.ts'
import { newState, type Firm } from '../state.ts'
import { ask } from './asking.ts'
import { cancelPrompts } from './follow-ups.ts'
import { nameOf } from './firms/names.ts'
import { wantFirmRemoved } from './firms/removing.ts'
import { eraseLinked } from './linking.ts'
import type { Card } from './card.ts'
import { readiness } from './form/questionnaires.ts'

/** "My data" (P70): what is known, in plain words, then a copy, a correction or the end of it. */
export const myData: Card<'my_data'> = {
  choices: (draft) => choicesOf(draft, 'my_data', ['copy', 'correct', 'delete', 'leave']),
  show(draft) {
    tell(draft, ...known(draft))
    return { text: phrase(draft, 'my_data.text', {}) }
  },
  chosen(draft, _open, value) {
    switch (value) {
      case 'copy':
        ask(draft, { kind: 'export', language: language(draft) }, '')
        return 'wait'
      case 'correct':
        return { show: { kind: 'which_change' } }
      case 'delete':
        return { show: { kind: 'delete' } }
      default:
        change(draft, { open: null })
        return 'on'
    }
  },
}

/** "Delete me": asked once more, then everything goes and a receipt is all that is sent. */
export const deleteMe: Card<'delete'> = {
  choices: (draft) => choicesOf(draft, 'delete', draft.state.firms.length < 2 ? ['yes', 'no'] : ['yes', 'firm', 'no']),
  show: (draft) => ({ text: phrase(draft, 'delete.text', {}) }),
  chosen(draft, _open, value) {
    if (value === 'yes') return erase(draft, 'asked')
    if (value === 'firm') return wantFirmRemoved(draft)
    change(draft, { open: null })
    tell(draft, phrase(draft, 'delete.kept', {}))
    return 'on'
  },
}

/** Consent is as easy to take back as to give: all of it, or only the reminders. */
export const withdraw: Card<'withdraw'> = {
  choices: (draft) => choicesOf(draft, 'withdraw', ['all', 'reminders', 'no']),
  show: (draft) => ({ text: phrase(draft, 'withdraw.text', {}) }),
  chosen(draft, _open, value) {
    if (value === 'all') return erase(draft, 'consent_withdrawn')
    change(draft, { open: null })
    if (value === 'reminders') stopReminders(draft)
    else tell(draft, phrase(draft, 'delete.kept', {}))
    return 'on'
  },
}

/** "Stop": nothing unprompted is sent from here on. */
export function stopReminders(draft: Draft): void {
  cancelPrompts(draft)
  const { version } = country(draft).consent
  const reminders = { granted: false, version, at: draft.event.at }
  change(draft, { consents: { ...draft.state.consents, reminders } })
  if (draft.state.consents.answers !== undefined) {
    const { event, state } = draft
    const address = state.address ?? ''
    draft.records.push({
      type: 'consent',
      purpose: 'reminders',
      ...reminders,
      language: language(draft),
      address,
      messageId: event.id,
    })
  }
  tell(draft, phrase(draft, 'stopped', {}))
}

type Reason = 'asked' | 'consent_withdrawn'

/** This conversation goes, and every other one of the person that joined it. */
function erase(draft: Draft, reason: Reason): 'wait' {
  eraseThis(draft, reason, eraseLinked(draft, reason))
  return 'wait'
}

/** The same was asked for in the conversation this one joined; who asked from here is given the receipt here. */
export function erasedElsewhere(draft: Draft, { reason, receipt }: Extract<Event, { type: 'erased' }>): void {
  eraseThis(draft, reason, receipt)
}

function eraseThis(draft: Draft, reason: Reason, receipt: boolean): void {
  const { at, entropy } = draft.event
  const date = new Date(at).toISOString().slice(0, 16).replace('T', ' ')
  draft.records.push({ type: 'erase', reason, at })
  if (receipt) tell(draft, phrase(draft, 'delete.receipt', { date, code: entropy.slice(0, 8).toUpperCase() }))
  const { language: spoken, address } = draft.state
  change(draft, { ...newState, language: spoken, address })
}

/** What is known of each firm, the one of the talk last, where it is read first. */
function known(draft: Draft): string[] {
  const { firms, firm: current } = draft.state
  if (firms.length === 0) return [phrase(draft, 'my_data.nothing', {})]
  const inOrder = [...firms.filter(({ id }) => id !== current), ...firms.filter(({ id }) => id === current)]
  const also = phrase(draft, 'my_data.also', {})
  return [phrase(draft, 'my_data.title', {}), ...inOrder.flatMap((firm) => knownOf(draft, firm)), also]
}

function knownOf(draft: Draft, firm: Firm): string[] {
  const asked = scoredQuestionnaire(draft, readiness)
  const profile = asked.profile.questions.flatMap((question) => {
    const answer = firm.profile[question.id]
    return answer === undefined
      ? []
      : [
          phrase(draft, 'review.line_plain', {
            question: inLanguage(draft, question.ask),
            answer: answerInWords(draft, question, answer),
          }),
        ]
  })
  const answers = firm.assessments.reduce((sum, one) => sum + Object.keys(one.answers).length, 0)
  const sensitive = Object.keys(firm.sensitive).length
  const score = firm.assessments.findLast(({ result }) => result !== null && result.score !== null)?.result?.score
  return [
    titleOf(draft, firm),
    profile.join('\n'),
    phrase(draft, 'my_data.counts', { answers, sensitive }),
    score === null || score === undefined ? '' : phrase(draft, 'my_data.result', { score }),
  ]
}

/** Which firm it is, where that has to be said. */
function titleOf(draft: Draft, firm: Firm): string {
  if (firm.answeredBy === 'helper') return phrase(draft, 'my_data.firm_helped', { name: nameOf(draft, firm) })
  return draft.state.firms.length < 2 ? '' : phrase(draft, 'my_data.firm', { name: nameOf(draft, firm) })
}
