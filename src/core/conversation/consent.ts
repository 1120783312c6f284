import type { Card, Next } from './card.ts'
import { choicesOf, change, country, inLanguage, language, phrase, tell, type Draft } from '../draft.ts'
import { newState, type Purpose, type Wish } from '../state.ts'
import { adviserContact, callAdviser } from './adviser.ts'
import { findOut } from './promise.ts'
import { startAssessment } from './starting.ts'

/** The consent card (P2): purposes one by one, who is responsible, rights; nothing personal is kept before it. */
export const consent: Card<'consent'> = {
  choices: (draft, { then }) =>
    choicesOf(
      draft,
      'consent',
      isForAnswers(then) ? ['accept', 'only_answers', 'read_more', 'not_now'] : ['accept', 'read_more', 'not_now'],
    ),
  show(draft, { then }) {
    const { purposes, controller, rights } = country(draft).consent
    const asked = isForAnswers(then)
      ? [
          phrase(draft, 'consent.purpose', { n: 1, purpose: inLanguage(draft, purposes.answers) }),
          phrase(draft, 'consent.purpose', { n: 2, purpose: inLanguage(draft, purposes.reminders) }),
        ]
      : [phrase(draft, 'consent.purpose_adviser', {})]
    const responsible = phrase(draft, 'consent.responsible', { controller: inLanguage(draft, controller) })
    return {
      text: [phrase(draft, 'consent.before', {}), asked.join('\n'), `${responsible} ${inLanguage(draft, rights)}`].join(
        '\n\n',
      ),
    }
  },
  chosen(draft, { then }, value) {
    switch (value) {
      case 'read_more':
        tell(draft, inLanguage(draft, country(draft).consent.more))
        return 'again'
      case 'accept':
        return askAge(draft, then, isForAnswers(then) ? ['answers', 'reminders'] : ['adviser'])
      case 'only_answers':
        return askAge(draft, then, ['answers'])
      default:
        tell(draft, phrase(draft, 'consent.refused', {}))
        if (!isForAnswers(then)) tell(draft, adviserContact(draft))
        change(draft, { open: null })
        return 'wait'
    }
  },
}

/** Asked before the consent is written down, so that of a minor nothing is kept (P3). */
export const age: Card<'age'> = {
  choices: (draft) => choicesOf(draft, 'age', ['adult', 'minor']),
  show: (draft) => ({ text: phrase(draft, 'age.text', {}) }),
  chosen(draft, { then, granted, messageId }, value) {
    if (value === 'minor') {
      tell(draft, phrase(draft, 'age.sorry', {}), adviserContact(draft))
      change(draft, {
        ...newState,
        language: draft.state.language,
        country: draft.state.country,
        address: draft.state.address,
        greeted: true,
        linked: draft.state.linked,
        ownAddress: draft.state.ownAddress,
      })
      return 'wait'
    }
    for (const purpose of granted) grant(draft, purpose, true, messageId)
    change(draft, { open: null })
    return goOnWith(draft, then)
  },
}

/** What the person wanted when consent was asked. */
function goOnWith(draft: Draft, wish: Wish): Next {
  if (wish === 'adviser') return callAdviser(draft)
  return 'questionnaire' in wish ? startAssessment(draft, wish.questionnaire) : findOut(draft, wish.promise)
}

/** Answers are to be kept, and reminders may go with them. */
function isForAnswers(wish: Wish): boolean {
  return wish !== 'adviser' && 'questionnaire' in wish
}

/** Writes a consent or its refusal down, with the text's version, the address, the message and the time. */
export function grant(draft: Draft, purpose: Purpose, granted: boolean, messageId: string): void {
  const { version } = country(draft).consent
  const { at } = draft.event
  change(draft, { consents: { ...draft.state.consents, [purpose]: { granted, version, at } } })
  recordConsent(draft, purpose, messageId)
}

/** Brings the record of one consent up to date, where there is one. */
export function recordConsent(draft: Draft, purpose: Purpose, messageId: string): void {
  const consent = draft.state.consents[purpose]
  if (consent === undefined) return
  const { granted, version, at } = consent
  draft.records.push({
    type: 'consent',
    purpose,
    granted,
    version,
    language: language(draft),
    address: draft.state.address ?? '',
    messageId,
    at,
  })
}

function askAge(draft: Draft, then: Wish, granted: readonly Purpose[]): Next {
  return { show: { kind: 'age', then, granted, messageId: draft.event.id } }
}
