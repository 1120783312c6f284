import type { CountryCode, Language, Missing } from './content.ts'
import type { Address, ConversationId, InboundMessage, MediaRef } from './event.ts'
import type { AskBody, ResultShown } from './outcome.ts'

/** Everything the next turn of a conversation needs, and nothing else. Survives JSON unchanged. */
export interface State {
  readonly version: 1
  readonly language: Language | null
  readonly country: CountryCode | null
  /** The address the person was last heard on; replies go there. */
  readonly address: Address | null
  readonly greeted: boolean
  readonly consents: Readonly<Partial<Record<Purpose, Consent>>>
  readonly access: Access
  readonly firms: readonly Firm[]
  /** Id of the firm the conversation is about now. */
  readonly firm: string | null
  /** When the person last said which firm is meant. */
  readonly firmSaidAt: number
  /** What the last reply waits for. */
  readonly open: Open | null
  readonly ask: PendingAsk | null
  /** Heard while an ask was pending, oldest first; beyond the cap only counted. */
  readonly deferred: readonly InboundMessage[]
  readonly deferredBeyond: number
  /** What was last answered from the articles: the next question may lean on it, and "no me sirvió" is about it. */
  readonly told: { readonly question: string; readonly sections: readonly string[] } | null
  /** How often in a row nothing was understood. */
  readonly missed: number
  /** Milliseconds since 1970 of the last message heard. */
  readonly heardAt: number
  /** A member of staff talks to the person: the bot is quiet. */
  readonly takenOverBy: string | null
  /** Follow-ups that are planned and may have to be cancelled. */
  readonly planned: readonly PlannedFollowUp[]
  /** The conversation of the same person that this one joined: whatever is heard here goes on there. */
  readonly linkedTo: ConversationId | null
  /** Conversations of the same person that joined this one. */
  readonly linked: readonly LinkedConversation[]
  /** Where this conversation itself is reached, known once another joined it; `address` may be one of theirs. */
  readonly ownAddress: Address | null
}

export interface LinkedConversation {
  readonly conversation: ConversationId
  readonly address: Address | null
  /** It turned out to be the same chat under another name: nobody can part the two. */
  readonly oneChat?: true
}

/** Purposes a person consents to one by one. Without `answers` or `adviser` nothing is kept beyond a day. */
export const purposes = ['answers', 'reminders', 'adviser', 'sensitive'] as const

export type Purpose = (typeof purposes)[number]

export interface Consent {
  readonly granted: boolean
  readonly version: string
  readonly at: number
  /** The conversation it was given in, where that was another one that joined. */
  readonly origin?: ConversationId
}

/** How a person wants to be spoken to; kept and obeyed everywhere. */
export interface Access {
  /** No emoji, no tables, no lines of symbols. */
  readonly plain: boolean
  readonly short: boolean
  readonly simple: boolean
  readonly audio: boolean
}

/** The business the answers are about. */
export interface Firm {
  readonly id: string
  /** Who answers for it here; its owner, where nothing is said. */
  readonly answeredBy?: 'owner' | 'helper'
  /** Given for this firm alone: for every one but the person's own first, of which the person's consents count. */
  readonly consents?: Readonly<Partial<Record<Purpose, Consent>>>
  /** The conversation it was founded in, where that was another one that joined. */
  readonly origin?: ConversationId
  /** The firm it began as a copy of when two conversations parted: both are one business. */
  readonly copyOf?: string
  /** When the profile or the sensitive answers changed last; assessments say so themselves. */
  readonly changedAt?: number
  readonly profile: Answers
  /** Sealed at rest; in their own place so that nothing else has to know which answers are sensitive. */
  readonly sensitive: Answers
  /** Oldest first; at most the open one and the last two finished of each questionnaire. */
  readonly assessments: readonly Assessment[]
}

/** One run of one questionnaire by one firm. */
export interface Assessment {
  readonly id: string
  readonly questionnaire: string
  readonly version: number
  readonly status: 'open' | 'paused' | 'finished' | 'left'
  readonly startedAt: number
  readonly touchedAt: number
  /** Triage, scored and sustainability answers; profile and sensitive ones live with the firm. */
  readonly answers: Answers
  /** The number each scored question was first shown with, which it keeps. */
  readonly numbers: Readonly<Record<string, number>>
  /** Section intros and feedback already given, and other things that are said once. */
  readonly said: readonly string[]
  /** The result as last shown. */
  readonly result: ResultShown | null
}

export type Answers = Readonly<Record<string, Answer>>

/** `rather_not` is an option everywhere, listed or not; `skipped` counts as unknown. */
export type Answer =
  | { readonly option: string }
  | { readonly options: readonly string[] }
  | { readonly number: number }
  | { readonly text: string }
  | { readonly skipped: true }

/** The one thing the last reply waits for: a card that was shown. */
export type Open =
  /** After a result, it is about that one. */
  | { readonly kind: 'menu'; readonly questionnaire?: string }
  /** `then` says what the person wanted when consent was asked, and `whose` for which firm, where not the own first. */
  | { readonly kind: 'consent'; readonly then: Wish; readonly whose?: Whose }
  /** Nothing is kept until the person has said to be of age: the consent given waits here. */
  | {
      readonly kind: 'age'
      readonly then: Wish
      readonly whose?: Whose
      readonly granted: readonly Purpose[]
      readonly messageId: string
    }
  /** What a firm that is added is called; the consent given for it waits here, and a name by voice until it is confirmed. */
  | {
      readonly kind: 'firm_name'
      readonly then: Wish
      readonly whose: Whose
      readonly agreed: Agreed
      readonly heard?: string
    }
  /** `picked` are the choices ticked so far, where several may be. */
  | {
      readonly kind: 'question'
      readonly question: string
      readonly changing: boolean
      readonly picked?: readonly string[]
    }
  /** An answer that is read back before it counts. */
  | { readonly kind: 'confirm'; readonly question: string; readonly answer: Answer; readonly changing: boolean }
  | { readonly kind: 'which_change' }
  | { readonly kind: 'resume' }
  /** One that is finished: see it, answer again, or leave it. */
  | { readonly kind: 'again'; readonly questionnaire: string }
  /** A checklist was told: any of its lines may be explained. */
  | { readonly kind: 'lines'; readonly questionnaire: string }
  | { readonly kind: 'my_data' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'withdraw' }
  | { readonly kind: 'adviser_offer' }
  | { readonly kind: 'sensitive_consent' }
  /** The person was asked to write their question. */
  | { readonly kind: 'ask_me' }
  /** An answer was given: was it useful, and what else may be asked. */
  | { readonly kind: 'useful'; readonly related: readonly { readonly id: string; readonly heading: string }[] }
  /** The question lacks something an answer depends on. */
  | { readonly kind: 'asked_back'; readonly question: string; readonly missing: Missing }
  /** Nothing was found: shall the team find out? */
  | { readonly kind: 'promise'; readonly question: string }
  | { readonly kind: 'languages' }
  /** `then` waits for the answer. */
  | { readonly kind: 'which_firm'; readonly then?: Wish }
  /** "I answer for someone else", said while there is a firm: is it that one, or another? */
  | { readonly kind: 'for_whom' }
  | { readonly kind: 'remove_firm'; readonly firm: string }

/** To answer this questionnaire, to speak to a person, to have the team answer a question, or to speak of a firm. */
export type Wish = { readonly questionnaire: string } | 'adviser' | { readonly promise: string } | 'firm'

/** Whose firm a consent is for: one more of the person, one they answer for; or who answers for this one from now on. */
export type Whose = 'another' | 'helped' | 'now_helped' | 'now_own'

/** When, and in which message, a consent was given that is not written down yet. */
export interface Agreed {
  readonly at: number
  readonly messageId: string
}

export interface PendingAsk {
  readonly id: string
  readonly kind: AskBody['kind']
  /** The person's words, for a promise or a confirmation. */
  readonly said: string
  readonly saidSlow: boolean
  /** The words came by voice: an answer in them is read back before it counts. */
  readonly byVoice?: true
  /** The voice note that is listened to. */
  readonly media?: MediaRef
}

export interface PlannedFollowUp {
  readonly id: string
  readonly kind: 'nudge' | 'staff_task' | 'voice_note' | 'promise'
  readonly dueAt: number
  /** How many of its kind went out before it. */
  readonly nth: number
  /** Of a promise: the question, folded, so that it is made once. */
  readonly about?: string
}

/** A conversation nobody has spoken in yet. */
export const newState: State = {
  version: 1,
  language: null,
  country: null,
  address: null,
  greeted: false,
  consents: {},
  access: { plain: false, short: false, simple: false, audio: false },
  firms: [],
  firm: null,
  firmSaidAt: 0,
  open: null,
  ask: null,
  deferred: [],
  deferredBeyond: 0,
  told: null,
  missed: 0,
  heardAt: 0,
  takenOverBy: null,
  planned: [],
  linkedTo: null,
  linked: [],
  ownAddress: null,
}

/** What counts for the firm of the talk: the consents given for it alone, or else those of the person. */
export function consentTo({ consents, firms, firm }: State, purpose: Purpose): Consent | undefined {
  return (firms.find(({ id }) => id === firm)?.consents ?? consents)[purpose]
}

/**
 * Without consent a conversation leaves nothing behind: a day of state, no transcript, no records. One that joined another
 * holds nothing but where it joined, which lives as long as the link.
 */
export function isEphemeral(state: State): boolean {
  const { answers, adviser } = state.consents
  return state.linkedTo === null && answers?.granted !== true && adviser?.granted !== true
}
