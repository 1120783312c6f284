import type { CountryCode, Language } from './content.ts'
import type { AskResult, FollowUp } from './outcome.ts'
import type { State } from './state.ts'

/** How a channel reaches someone: `telegram:12345`. The part before the first colon names the channel. */
export type Address = string

/** One person: the unit of order, of state and of locking. Derived from the address the person was first heard on. */
export type ConversationId = string

/** What enters a turn. `id`, `at` (ms since 1970) and `entropy` are set when it is appended, so a turn needs no clock. */
export type Event = {
  readonly id: string
  readonly conversation: ConversationId
  readonly at: number
  /** 32 hex digits, unique to this event. */
  readonly entropy: string
} & EventBody

export type EventBody =
  | { readonly type: 'message'; readonly message: InboundMessage }
  | { readonly type: 'answered'; readonly askId: string; readonly result: AskResult }
  | { readonly type: 'due'; readonly followUp: FollowUp }
  | { readonly type: 'staff'; readonly by: string; readonly action: StaffAction }
  /** 3 s have passed and the ask is still running. */
  | { readonly type: 'slow'; readonly askId: string }
  | { readonly type: 'unreachable'; readonly address: Address; readonly reason: string }
  /** More waits than a conversation may hold; `dropped` messages were counted and not kept. */
  | { readonly type: 'overflowed'; readonly dropped: number }
  /**
   * Another conversation of the same person joins this one: because that was asked for, or because both turned out to be
   * one chat. `belongings` are the store's own: no turn reads them.
   */
  | {
      readonly type: 'linked'
      readonly from: ConversationId
      readonly state: State
      readonly oneChat?: true
      readonly belongings?: Readonly<Record<string, readonly string[]>>
    }
  /** The channel knows this conversation's person by another name too, under which an earlier one is kept. */
  | { readonly type: 'same_person'; readonly earlier: ConversationId }
  /** This conversation stands alone again, with a copy of what the other one knows. */
  | { readonly type: 'unlinked'; readonly state: State }
  /** The person had everything deleted, on another channel; `receipt` where that was asked for from here. */
  | { readonly type: 'erased'; readonly reason: 'asked' | 'consent_withdrawn'; readonly receipt: boolean }

/** What a person sent, as the channel understood it. */
export interface InboundMessage {
  /** The channel's own id of the message: the key of deduplication together with the address. */
  readonly id: string
  readonly from: Address
  readonly body: InboundBody
  /** What the app says about the person; used only to guess a language and a country. */
  readonly hints?: { readonly language?: Language; readonly country?: CountryCode }
}

export type InboundBody =
  | { readonly kind: 'text'; readonly text: string }
  | TappedChoice
  | Reaction
  | { readonly kind: 'voice' | 'image' | 'document'; readonly media: MediaRef; readonly caption?: string }
  /**
   * Stickers, locations, contacts and whatever comes next; `edited` where something said before was written anew, and
   * `too_large` where a file was more than is taken, `call` where nobody took one.
   */
  | { readonly kind: 'other'; readonly what: string }

/** A tapped button. One that is stale is refused politely. */
export interface TappedChoice {
  readonly kind: 'choice'
  readonly value: string
  /** The id of the question it hung under. */
  readonly question?: string
  /** The card it hung under, as the message with the choices named it. */
  readonly card?: string
  /** The channel's own name for the message it hung under, told back to it by the answer. */
  readonly under?: string
}

/** A thumb, or the like, under something that was said: it answers the card it hung under, while that is open, or nothing. */
export interface Reaction {
  readonly kind: 'reaction'
  readonly says: 'yes' | 'no'
  readonly card: string
}

/** Media by reference; the bytes stay with the channel or in the media folder. */
export interface MediaRef {
  readonly kind: 'voice' | 'image' | 'document'
  readonly mime: string
  /** A path under the media folder, or the channel's own handle before it is fetched. */
  readonly path: string
  readonly bytes?: number
}

export type StaffAction =
  | { readonly kind: 'reply'; readonly text: string }
  | { readonly kind: 'take_over' }
  | { readonly kind: 'release' }
  /** The answer to a promised question. */
  | { readonly kind: 'answer'; readonly followUp: string; readonly question: string; readonly text: string }
  | { readonly kind: 'close_task'; readonly followUp: string }
  /** A message kept failing and was set aside: the person is told that a colleague will reply. */
  | { readonly kind: 'parked' }
