import type { Draft } from '../draft.ts'
import type { Choice, OutboundMessage } from '../outcome.ts'
import type { Open } from '../state.ts'
import { askedBack, useful } from './after-answer.ts'
import { adviserOffer } from './adviser.ts'
import type { Card, Next, OpenOf } from './card.ts'
import { confirm } from './form/confirm.ts'
import { age, consent } from './consent.ts'
import { firmName } from './firms/adding.ts'
import { forWhom, whichFirm } from './firms/choosing.ts'
import { lines } from './form/list.ts'
import { menu } from './menu.ts'
import { promise } from './promise.ts'
import { question } from './form/question.ts'
import { removeFirm } from './firms/removing.ts'
import { resume } from './form/resume.ts'
import { whichChange } from './form/review.ts'
import { deleteMe, myData, withdraw } from './rights.ts'
import { sensitiveConsent } from './form/sensitive.ts'
import { askMe, languages } from './small-cards.ts'
import { again } from './form/starting.ts'

/** A card with what is open on it. */
export interface CardAt {
  choices(draft: Draft): readonly Choice[]
  show(draft: Draft): Pick<OutboundMessage, 'text' | 'question' | 'picks'>
  chosen(draft: Draft, value: string): Next
  words(draft: Draft, text: string): Next | null
}

export function cardOf(open: Open): CardAt {
  switch (open.kind) {
    case 'menu':
      return at(menu, open)
    case 'consent':
      return at(consent, open)
    case 'age':
      return at(age, open)
    case 'question':
      return at(question, open)
    case 'confirm':
      return at(confirm, open)
    case 'which_change':
      return at(whichChange, open)
    case 'resume':
      return at(resume, open)
    case 'again':
      return at(again, open)
    case 'lines':
      return at(lines, open)
    case 'my_data':
      return at(myData, open)
    case 'delete':
      return at(deleteMe, open)
    case 'withdraw':
      return at(withdraw, open)
    case 'adviser_offer':
      return at(adviserOffer, open)
    case 'sensitive_consent':
      return at(sensitiveConsent, open)
    case 'ask_me':
      return at(askMe, open)
    case 'languages':
      return at(languages, open)
    case 'which_firm':
      return at(whichFirm, open)
    case 'remove_firm':
      return at(removeFirm, open)
    case 'for_whom':
      return at(forWhom, open)
    case 'firm_name':
      return at(firmName, open)
    case 'useful':
      return at(useful, open)
    case 'asked_back':
      return at(askedBack, open)
    case 'promise':
      return at(promise, open)
  }
}

function at<K extends Open['kind']>(card: Card<K>, open: OpenOf<K>): CardAt {
  return {
    choices: (draft) => card.choices(draft, open),
    show: (draft) => card.show(draft, open),
    chosen: (draft, value) => card.chosen(draft, open, value),
    words: (draft, text) => card.words?.(draft, open, text) ?? null,
  }
}
