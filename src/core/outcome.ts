import type { CountryCode, Language, Missing } from './content.ts'
import type { Address, ConversationId, EventBody, MediaRef } from './event.ts'
import type { Answer, Purpose, State } from './state.ts'

/** Everything a turn decided. It is committed in one step or not at all. */
export interface TurnResult {
  readonly state: State
  readonly replies: readonly OutboundMessage[]
  readonly records: readonly RecordChange[]
  readonly followUps: readonly FollowUpChange[]
  readonly asks: readonly Ask[]
  readonly forwards: readonly Forward[]
  /** What was said in this turn is sensitive: the transcript keeps it sealed. */
  readonly sensitive: boolean
  /** What the button said that the person tapped, for the transcript; null when none was tapped, or none that is open. */
  readonly tapped: string | null
  /** What was heard in a voice note that came before, for the transcript; null when none was listened to. */
  readonly heard: { readonly path: string; readonly text: string } | null
}

/** What leaves. `id` is named by its cause (`<event id>/<n>`), so a retried turn names the same messages. */
export interface OutboundMessage {
  readonly id: string
  readonly to: Address
  /** Without the numbered choices; `plainText` adds them. */
  readonly text: string
  readonly choices?: readonly Choice[]
  /** Names the card whose choices these are, with its question and the version of its form; a tapped button says it back. */
  readonly card?: string
  /** Where several choices may be ticked: those that are, and the button that says that these are all. */
  readonly picks?: { readonly values: readonly string[]; readonly done: Choice }
  /** Nothing new is said: the choices that hang there show what is ticked. The text is for whoever cannot see that. */
  readonly edits?: string
  /** On the first answer to a tapped button: where it hung, and what it said, or null where it was refused. */
  readonly settles?: { readonly under: string; readonly label: string | null }
  readonly media?: MediaRef
  readonly sources?: readonly { readonly title: string; readonly url: string; readonly checked: string }[]
  /** On a reply that asks a question of a questionnaire; `number` and `of` are null on unnumbered ones. */
  readonly question?: {
    readonly questionnaire: string
    readonly id: string
    readonly number: number | null
    readonly of: number | null
    /** More than one of the choices may be picked, as in "1, 3". */
    readonly several?: true
  }
  /** The person asked for audio: where it can be read aloud, that is offered first. */
  readonly aloud?: true
  /** On the one reply that carries a result. */
  readonly result?: ResultShown
}

export interface Choice {
  readonly value: string
  readonly label: string
}

/** A result in numbers, rounded as shown, for other tools and for the record. */
export interface ResultShown {
  readonly questionnaire: string
  /** Null where too little is known, and for a checklist, which has no score, range, band or line. */
  readonly score: number | null
  readonly low: number | null
  readonly high: number | null
  readonly band: string | null
  readonly dimensions: readonly {
    readonly id: string
    readonly score: number | null
    readonly low: number
    readonly high: number
  }[]
  readonly line: string | null
  readonly also: readonly string[]
  readonly steps: readonly StepShown[]
  readonly to_find_out: readonly string[]
}

/** `cost` and `time` are empty where nothing is said of them; a line of a checklist names a section as its `article`. */
export interface StepShown {
  readonly id: string
  readonly title: string
  readonly where: string
  readonly cost: string
  readonly time: string
  readonly article: string
}

/** Projections: written by commit, read by staff and exports, never by a turn. */
export type RecordChange =
  | {
      readonly type: 'consent'
      readonly purpose: Purpose
      readonly granted: boolean
      /** The firm it was given for, where it was given for one alone, and whether by somebody who answers for its owner. */
      readonly firm?: string
      readonly by?: 'helper'
      /** Version of the country's consent text. */
      readonly version: string
      readonly language: Language
      readonly address: Address
      readonly messageId: string
      readonly at: number
    }
  | { readonly type: 'firm'; readonly firm: FirmRecord }
  | { readonly type: 'assessment'; readonly assessment: AssessmentRecord }
  | {
      readonly type: 'answer'
      readonly firm: string
      /** '' for the name that a firm was added with. */
      readonly assessment: string
      readonly question: string
      readonly before: Answer | null
      /** Null when a changed branch removed the answer. */
      readonly answer: Answer | null
      readonly by: 'owner' | 'helper'
      readonly event: string
      readonly at: number
      /** Kept sealed, as the answer is sensitive. */
      readonly sensitive: boolean
    }
  /** A question nothing was found for. Carries no identity. */
  | {
      readonly type: 'gap'
      readonly question: string
      readonly language: Language
      readonly country: CountryCode
      readonly at: number
    }
  /** What the person was told from the articles, in the version of that day (P32). */
  | {
      readonly type: 'told'
      readonly sections: readonly { readonly id: string; readonly version: string }[]
      readonly at: number
    }
  /** Whether an answer was useful. Carries no identity. */
  | {
      readonly type: 'useful'
      readonly useful: boolean
      readonly sections: readonly string[]
      readonly country: CountryCode
      readonly at: number
    }
  /** What is kept of this firm goes. */
  | { readonly type: 'forget_firm'; readonly firm: string; readonly at: number }
  /** Everything of this conversation goes; only the replies of this turn stay, until they are sent. */
  | {
      readonly type: 'erase'
      readonly reason: 'asked' | 'consent_withdrawn' | 'minor' | 'retention'
      readonly at: number
    }

export interface FirmRecord {
  readonly id: string
  readonly country: CountryCode
  readonly profile: Readonly<Record<string, Answer>>
  readonly updatedAt: number
}

export interface AssessmentRecord {
  readonly id: string
  readonly firm: string
  readonly questionnaire: string
  readonly version: number
  readonly country: CountryCode
  readonly language: Language
  readonly status: 'open' | 'finished' | 'left'
  readonly startedAt: number
  readonly updatedAt: number
  readonly answers: Readonly<Record<string, Answer>>
  readonly result: ResultShown | null
}

/** Something promised for a time: to the firm, or to staff. */
export interface FollowUp {
  readonly id: string
  readonly conversation: ConversationId
  readonly kind: 'nudge' | 'staff_task' | 'voice_note' | 'promise' | 'check_in' | 'reassessment' | 'correction'
  readonly owner: 'bot' | 'staff'
  readonly state: 'planned' | 'due' | 'sent' | 'answered' | 'done' | 'cancelled'
  /** Milliseconds since 1970. */
  readonly dueAt: number
  readonly language: Language
  readonly createdAt: number
  /** What it is about: an assessment's id, a step's id, or words for staff. */
  readonly about: string
  /** For staff: why, and what they need to know, a line each. */
  readonly notes?: readonly string[]
}

export type FollowUpChange =
  | { readonly type: 'plan'; readonly followUp: FollowUp }
  | { readonly type: 'close'; readonly id: string; readonly state: 'sent' | 'answered' | 'done' | 'cancelled' }

/** Slow or outside work a turn requests. It runs outside the conversation and comes back as an `answered` event. */
export type Ask = { readonly id: string } & AskBody

export type AskBody =
  | {
      readonly kind: 'consult'
      readonly question: string
      readonly language: Language
      readonly country: CountryCode
      /** Where the country is only assumed: the others it may be. */
      readonly others?: readonly CountryCode[]
      /** What the person was last told about, which a short question may lean on ("y cuánto cuesta"). */
      readonly before: readonly string[]
      /** What the firm makes, where known. It never leaves the house. */
      readonly product: string | null
      /** The person was already asked for what was missing, and this holds the reply. */
      readonly askedBack: boolean
    }
  | {
      readonly kind: 'interpret'
      readonly text: string
      readonly language: Language
      readonly question: string
      readonly options: readonly { readonly id: string; readonly label: string }[]
    }
  | { readonly kind: 'transcribe'; readonly media: MediaRef; readonly language: Language }
  | { readonly kind: 'export'; readonly language: Language }
  /** A code that joins this conversation and another one of the same person. */
  | { readonly kind: 'link' }
  /** Whose code this is; it is spent by asking. */
  | { readonly kind: 'redeem'; readonly code: string }

/** What came of an ask. `failed` covers errors and overdue ones alike, so no conversation can hang. */
export type AskResult =
  /** One for each question of the message, in its order. */
  | { readonly kind: 'consulted'; readonly answers: readonly Consulted[] }
  | {
      readonly kind: 'interpreted'
      /** The option meant, if any. */
      readonly option: string | null
      readonly sure: boolean
      /** The words read like a question of the person's own. */
      readonly isQuestion: boolean
    }
  /** Null where nobody is there to transcribe, '' where nothing was said. */
  | { readonly kind: 'transcribed'; readonly text: string | null }
  | { readonly kind: 'exported'; readonly media: MediaRef }
  | { readonly kind: 'code'; readonly code: string; readonly minutes: number }
  | Redeemed
  | { readonly kind: 'failed'; readonly reason: string }

/** What a code came to: the conversation that made it, or why not. */
export type Redeemed =
  | { readonly kind: 'redeemed'; readonly by: ConversationId }
  /** `own` was made in this very conversation; after `too_many` wrong ones none is looked at for an hour. */
  | { readonly kind: 'not_redeemed'; readonly why: 'unknown' | 'own' | 'too_many' }

/** What one question came to. */
export type Consulted = { readonly question: string } & (
  | ({ readonly outcome: 'answer' | 'declined' } & Told)
  /** An answer depends on this, and the person did not say it. */
  | { readonly outcome: 'ask_back'; readonly missing: Missing }
  | { readonly outcome: 'small_talk'; readonly text: string }
  | { readonly outcome: 'unknown' }
)

/** What is told from the articles, and what it rests on. */
export interface Told {
  readonly text: string
  /** The language of the text: the nearest one where the article lacks the person's own. */
  readonly language: Language
  /** The country it is about. */
  readonly country: CountryCode
  /** The sections it rests on, best first, each with the version that was told. */
  readonly sections: readonly { readonly id: string; readonly version: string }[]
  readonly facts: readonly string[]
  readonly sources: readonly { readonly title: string; readonly url: string; readonly checked: string }[]
  /** Who confirms it before anyone acts on it; empty where the facts carry it alone. */
  readonly confirm: readonly { readonly title: string; readonly url: string }[]
  /** `YYYY-MM-DD`: the oldest review of these sections. */
  readonly reviewed: string
  /** `YYYY-MM-DD` when a review was due and did not happen, else null. */
  readonly overdueSince: string | null
  /** What people ask next. */
  readonly related: readonly { readonly id: string; readonly heading: string }[]
  /** Share of the question that the best section covers, 0 to 1. */
  readonly score: number
}

/** An event for another conversation, deduplicated there by its id. */
export interface Forward {
  readonly id: string
  readonly to: ConversationId
  readonly body: EventBody
}

/** What a channel says of one send; its trouble is a value. */
export type Delivery =
  /** `keepMs` is how long the message may turn out not to have arrived, and is kept to be sent once more. */
  | { readonly status: 'sent'; readonly keepMs?: number }
  /** Try again after this time; `counted: false` when the channel only asked for a pause (429). */
  | { readonly status: 'retry'; readonly afterMs: number; readonly reason: string; readonly counted: boolean }
  /** The channel refuses this message for good; the next one may pass. */
  | { readonly status: 'rejected'; readonly reason: string }
  /** The person cannot be reached on this address any more. */
  | { readonly status: 'gone'; readonly reason: string }
