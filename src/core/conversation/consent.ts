import type { Card, Next, OpenOf } from './card.ts'
import { choicesOf, change, country, inLanguage, phrase, tell, type Draft } from '../draft.ts'
import { fold } from '../hearing/text.ts'
import { newState, type Purpose, type Whose } from '../state.ts'
import { welcome } from './firms/adding.ts'
import { adviserContact } from './adviser.ts'
import { grant } from './granting.ts'
import { goOnWith, isForAnswers } from './wish.ts'

/** The consent card (P2): purposes one by one, who is responsible, rights; nothing personal is kept before it. */
export const consent: Card<'consent'> = {
  choices: (draft, open) => choicesOf(draft, 'consent', waysToAnswer(draft, open)),
  show(draft, open) {
    const { controller, rights } = country(draft).consent
    const before = open.whose === undefined ? 'consent.before' : leads[open.whose]
    const responsible = phrase(draft, 'consent.responsible', { controller: inLanguage(draft, controller) })
    const text = [
      phrase(draft, before, {}),
      purposesAsked(draft, open).join('\n'),
      `${responsible} ${inLanguage(draft, rights)}`,
    ]
    return { text: text.join('\n\n') }
  },
  /** A mere yes is to all that is asked, not to the part of it that another choice names. */
  words(draft, open, text) {
    const said = fold(text)
    const isYes = draft.content.ears.answers.get(said) === 'yes' || said === fold(phrase(draft, 'consent.accept', {}))
    return isYes ? consent.chosen(draft, open, 'accept') : null
  },
  chosen(draft, open, value) {
    const { then } = open
    switch (value) {
      case 'read_more':
        tell(draft, inLanguage(draft, country(draft).consent.more))
        return 'again'
      case 'helper':
        return { show: { kind: 'consent', then, whose: 'helped' } }
      case 'accept':
      case 'both_agree':
        return agreed(draft, open, asksForAnswers(open) ? ['answers', 'reminders'] : ['adviser'])
      case 'only_answers':
        return agreed(draft, open, ['answers'])
      default:
        return refused(draft, open)
    }
  },
}

/** What the card begins with, by whose firm it is about. */
const leads = {
  another: 'consent.before_another',
  helped: 'consent.before_helper',
  now_helped: 'consent.before_helper',
  now_own: 'consent.before',
} as const

/** Asked before the consent is written down, so that of a minor nothing is kept (P3). */
export const age: Card<'age'> = {
  choices: (draft) => choicesOf(draft, 'age', ['adult', 'minor']),
  show: (draft) => ({ text: phrase(draft, 'age.text', {}) }),
  chosen(draft, { then, whose, granted, messageId }, value) {
    if (value === 'minor') {
      tell(draft, phrase(draft, 'age.sorry', {}), adviserContact(draft))
      // Whoever answered until now is of age: only the firm they were handing over stays with them.
      if (isKnown(draft)) return leaveAsItWas(draft)
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
    const { at } = draft.event
    return whose === undefined ? goOnWith(draft, then) : welcome(draft, whose, then, { at, messageId })
  },
}

/** Whoever said so before is of age and has decided on reminders: what is asked now is for one firm. */
function isKnown({ state }: Draft): boolean {
  return state.consents.answers?.granted === true
}

/** A firm that is added, or handed over, is there to be answered for, whatever else was wanted. */
function asksForAnswers({ then, whose }: OpenOf<'consent'>): boolean {
  return whose !== undefined || isForAnswers(then)
}

function isForHelper(whose: Whose | undefined): boolean {
  return whose === 'helped' || whose === 'now_helped'
}

function waysToAnswer(draft: Draft, open: OpenOf<'consent'>): string[] {
  const { whose } = open
  const yes = isForHelper(whose) ? 'both_agree' : 'accept'
  if (!asksForAnswers(open) || isKnown(draft)) return [yes, 'read_more', 'not_now']
  return [yes, 'only_answers', 'read_more', 'not_now', ...(whose === undefined ? ['helper'] : [])]
}

function purposesAsked(draft: Draft, open: OpenOf<'consent'>): string[] {
  if (!asksForAnswers(open)) return [phrase(draft, 'consent.purpose_adviser', {})]
  const { answers, reminders } = country(draft).consent.purposes
  if (isKnown(draft)) return [inLanguage(draft, answers)]
  return [answers, reminders].map((purpose, n) =>
    phrase(draft, 'consent.purpose', { n: n + 1, purpose: inLanguage(draft, purpose) }),
  )
}

function agreed(draft: Draft, { then, whose }: OpenOf<'consent'>, granted: readonly Purpose[]): Next {
  const { id: messageId, at } = draft.event
  // An owner who takes over is somebody else than who was asked before.
  const isNew = !isKnown(draft) || whose === 'now_own'
  if (whose !== undefined && !isNew) return welcome(draft, whose, then, { at, messageId })
  const asked = isKnown(draft) ? [] : granted
  return { show: { kind: 'age', then, granted: asked, messageId, ...(whose === undefined ? {} : { whose }) } }
}

function refused(draft: Draft, { then, whose }: OpenOf<'consent'>): Next {
  if (whose !== undefined && isKnown(draft)) return leaveAsItWas(draft)
  change(draft, { open: null })
  tell(draft, phrase(draft, 'consent.refused', {}))
  if (!isForAnswers(then)) tell(draft, adviserContact(draft))
  return 'wait'
}

function leaveAsItWas(draft: Draft): Next {
  change(draft, { open: null })
  tell(draft, phrase(draft, 'firms.as_it_was', {}))
  return 'on'
}
