import { change, choicesOf, country, language, phrase, tell, type Draft } from '../draft.ts'
import { fold } from '../hearing/text.ts'
import { dayInWords } from '../saying/day.ts'
import { isEphemeral, type PlannedFollowUp } from '../state.ts'
import { localTime, nextAt, nextOpening, DAY_MS } from '../time.ts'
import type { Card, Next } from './card.ts'
import { plan } from './follow-ups.ts'
import { notesForStaff } from './adviser.ts'

/** Office days the team has to find something out. */
const officeDays = 2

/** "I don't know" is a promise with a day, not a dead end (P33). */
export const promise: Card<'promise'> = {
  choices: (draft) => choicesOf(draft, 'promise', ['yes', 'no']),
  show: (draft) => ({ text: phrase(draft, 'promise.offer', { day: dayOf(draft, dueAt(draft)) }) }),
  chosen(draft, { question }, value) {
    change(draft, { open: null })
    if (value === 'yes') return findOut(draft, question)
    tell(draft, phrase(draft, 'promise.not_made', {}))
    return 'on'
  },
}

/** What is offered where nothing was found, or that it was promised already. */
export function offerToFindOut(draft: Draft, question: string): Next {
  const known = promised(draft, question)
  if (known === undefined) return { show: { kind: 'promise', question } }
  tell(draft, phrase(draft, 'promise.known', { day: dayOf(draft, known.dueAt) }))
  return 'again'
}

function promised(draft: Draft, question: string): PlannedFollowUp | undefined {
  const asked = fold(question)
  return draft.state.planned.find((one) => one.kind === 'promise' && one.about === asked)
}

/** The team finds out: written down as their task, once consent is there to answer. */
export function findOut(draft: Draft, question: string): Next {
  if (isEphemeral(draft.state)) return { show: { kind: 'consent', then: { promise: question } } }
  const due = dueAt(draft)
  plan(draft, { kind: 'promise', owner: 'staff', about: question, dueAt: due, nth: 0, notes: notesForStaff(draft) })
  tell(draft, phrase(draft, 'promise.made', { day: dayOf(draft, due) }))
  return 'on'
}

/** The end of the second office day from now. */
function dueAt(draft: Draft): number {
  const desk = country(draft)
  let day = nextOpening(desk, draft.event.at)
  for (let n = 0; n < officeDays; n++) day = nextOpening(desk, day + DAY_MS)
  return nextAt(desk.timeZone, day, desk.adviser.open.to)
}

function dayOf(draft: Draft, at: number): string {
  return dayInWords(localTime(country(draft).timeZone, at).date, language(draft), true)
}
