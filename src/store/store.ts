import type { Address, ConversationId, Event, EventBody, InboundMessage, MediaRef } from '../core/event.ts'
import type {
  Ask,
  AskResult,
  AssessmentRecord,
  Delivery,
  FirmRecord,
  FollowUp,
  Forward,
  OutboundMessage,
  RecordChange,
  Redeemed,
  TurnResult,
} from '../core/outcome.ts'
import type { State } from '../core/state.ts'
import type { Papers, Vaults } from './secrets.ts'
import type { Pace, Reservation, TokenLimits } from './limits.ts'

/**
 * The system of record. Everything between a person's message and the reply passes through here, and each hand-over is
 * one atomic step: append → claim → commit → finishSend.
 *
 * Trouble with the server is thrown as `StoreUnavailable`; the caller does not acknowledge what it was handing over.
 */
export interface Store {
  /** Durable when it resolves. The same message of the same address is stored once. */
  append(message: InboundMessage): Promise<Appended>
  /** For everything that is not a channel's message (staff, linked, forwarded). Stored once per `id`. */
  appendEvent(to: ConversationId, id: string, body: EventBody): Promise<Appended>

  /** Takes up to `limit` waiting conversations, longest waiting first. The head of each inbox is read, not removed. */
  claim(limit: number): Promise<Work[]>
  /** Everything the turn decided, or nothing. `channels` are those this process runs: a first send comes back claimed. */
  commit(work: Work, result: TurnResult, channels: readonly string[]): Promise<Committed>
  /** The turn threw. Retried after 1, 4, 15 and 60 s, then parked. */
  fail(work: Work, error: string): Promise<'retry' | 'parked' | 'stale'>

  claimAsks(limit: number): Promise<AskWork[]>
  /** The result becomes an `answered` event; late and repeated ones change nothing. */
  finishAsk(work: AskWork, result: AskResult): Promise<void>

  claimSends(channels: readonly string[], limit: number): Promise<Send[]>
  /** Returns the conversation's next send, claimed, if this process runs its channel. */
  finishSend(send: Send, delivery: Delivery, channels: readonly string[]): Promise<Send | null>
  /** What waits for its next try on this channel, also in one it joined, may be tried at once; what is on its way may not. */
  hurrySend(conversation: ConversationId, channel: string): Promise<void>

  /**
   * A message that the channel of this address had taken did not arrive. It leaves once more where it may and is still
   * kept, or is given up. `id` names the news, which counts once; while the message may still be `on its way`, it does not.
   */
  failLate(address: Address, id: string, late: LateFailure): Promise<'again' | 'given up' | 'known' | 'on its way'>

  /** Turns due follow-ups and timers into events. Returns how many. */
  tick(): Promise<number>
  /** Gives back at once what a process that no longer lives had claimed. Returns how many. */
  release(isDead: (owner: string) => boolean): Promise<number>
  /** Media files whose conversation was erased: handed out until `unlinked` says they are gone. */
  condemnedMedia(): Promise<{ conversation: ConversationId; path: string }[]>
  unlinked(media: { conversation: ConversationId; path: string }): Promise<void>

  /** Calls back, without promise of completeness, when something may have become ready. Returns how to stop. */
  onReady(wake: () => void): Promise<() => Promise<void>>

  /** Nothing waits, runs or is on its way out for this conversation. */
  settled(conversation: ConversationId): Promise<boolean>
  readonly conversationOf: (address: Address) => ConversationId
  state(conversation: ConversationId): Promise<State | null>
  transcript(conversation: ConversationId): Promise<TranscriptEntry[]>
  records(conversation: ConversationId): Promise<Records>
  parked(): Promise<Parked[]>
  /** Puts a parked event back at the head of its conversation's inbox, with a fresh count of attempts. */
  replay(parked: Parked): Promise<boolean>
  /** Sends that were given up, newest first; the last 1,000 of each partition are kept. */
  undelivered(): Promise<Undelivered[]>
  /** Conversations by last activity, newest first. */
  recent(limit: number): Promise<{ conversation: ConversationId; at: number }[]>
  /** Members of one index, over all partitions. */
  index(name: IndexName, value: string, limit: number): Promise<string[]>
  /** What chat pages show. Kept a day without consent, else a week; erased with everything else. */
  readonly letters: {
    /** Kept once for each id; answers its number, by which the letters of a conversation are ordered. */
    put(conversation: ConversationId, letter: Letter): Promise<number>
    /** Those after this number, oldest first; 0 for all. */
    since(conversation: ConversationId, last: number): Promise<{ number: number; letter: Letter }[]>
    /** Calls back when there may be another. Returns how to stop. */
    listen(conversation: ConversationId, heard: () => void): () => void
  }
  /** Codes that join two conversations of one person. */
  readonly links: {
    /** A code that works once, within so many minutes. */
    make(conversation: ConversationId): Promise<{ readonly code: string; readonly minutes: number }>
    /** Spends it; the same ask hears the same again. After five wrong ones a person is refused for an hour. */
    redeem(conversation: ConversationId, ask: string, code: string): Promise<Redeemed>
  }
  /** Names by which a channel knows one person, such as a number and an id. */
  readonly aliases: {
    /**
     * Which of them was seen first: from now on all of them stand for that one. Where two had a conversation each, the
     * later one joins the earlier. Kept as long as the conversation, and erased with it. `lasting` is the one of them that
     * nobody else will ever have: a number that comes with another lasting name than before has changed hands.
     */
    firstSeen(channel: string, names: readonly string[], lasting?: string): Promise<string>
    /** The lasting name of whoever is kept under this one; null where none is known. */
    lasting(channel: string, name: string): Promise<string | null>
  }
  /** Who may look at the console: secrets, of which only digests are kept. */
  readonly sessions: {
    /** A secret that opens one session, once, within the hour. */
    makeLink(): Promise<string>
    /** The secret of a new session, or null for a link that is used, old or wrong. */
    redeem(link: string): Promise<string | null>
    /** Whether a session is open; looking keeps it so for twelve hours more. */
    isOpen(session: string): Promise<boolean>
    close(session: string): Promise<void>
  }
  /** What only one process may do at a time, such as asking a channel for news. */
  readonly leases: {
    /** Null while another holds it. Whoever takes it finds where the last holder stood. */
    take(name: string, forMs: number): Promise<Lease | null>
    /** Holds it on, and notes how far its work has come; false, and nothing noted, when another has taken it since. */
    keep(lease: Lease, forMs: number, position?: string): Promise<boolean>
    letGo(lease: Lease): Promise<void>
  }
  /** Whether this name is met for the first time within so many milliseconds. */
  once(name: string, ms: number): Promise<boolean>
  /** Numbers that only grow, by names of which only digests are kept: 0 where none was set, or its time is over. */
  readonly heights: {
    /** Whether it grew; what is no higher changes nothing, not even how long it is kept. */
    raise(name: string, to: number, forMs: number): Promise<boolean>
    of(name: string): Promise<number>
  }
  /** What may be done only so often, counted for all processes together, by names of which only digests are kept. */
  readonly paces: {
    /** 0, and it counts as done once more, or the milliseconds until it may be done. */
    take(name: string, pace: Pace): Promise<number>
    /** It was found too much all the same: until then nothing. Returns how many milliseconds that is. */
    refused(name: string, pace: Pace): Promise<number>
  }
  /** What language models use, counted before it is used; days and months are those of UTC. */
  readonly tokens: {
    /** Sets tokens aside; null when a limit would be passed. Those never settled count as used. */
    reserve(person: ConversationId, tokens: number, limits: TokenLimits): Promise<Reservation | null>
    /** Replaces what was set aside by what was used. Once, and not after its day is over. */
    settle(reservation: Reservation, used: number): Promise<void>
  }
  /** Vectors of texts, by names that change with the text. Kept for 90 days, counted anew whenever they are asked for. */
  readonly vectors: {
    /** In the order of the names; null for what is not kept. */
    get(names: readonly string[]): Promise<(Float32Array | null)[]>
    put(vectors: readonly { readonly name: string; readonly vector: Float32Array }[]): Promise<void>
  }
  /** Secrets that only one process may change, such as the keys of a session. */
  readonly vaults: Vaults
  /** Secrets that are kept for a while. */
  readonly papers: Papers
  /** Calls back when a conversation has gone on. Returns how to stop. */
  readonly changes: {
    listen(conversation: ConversationId, changed: () => void): () => void
    listenToAll(changed: () => void): () => void
  }
  /** A sentence for each setting of the server that lets answers get lost, and what that costs; none where all is well. */
  durability(): Promise<string[]>
  close(): Promise<void>
}

/** A place that one process holds. */
export interface Lease {
  readonly name: string
  /** A later holder has a higher one. */
  readonly token: number
  /** Null where nobody noted one. */
  readonly position: string | null
}

/** One message as a chat page shows it. */
export interface Letter extends Omit<OutboundMessage, 'to' | 'result'> {
  readonly who: 'person' | 'bot'
  /** Milliseconds since 1970. */
  readonly at: number
}

/** `line`, `region`, `population` and `score` (by band) hold firm ids; `gap` holds questions; `task` holds follow-ups. */
/** `promise` is by question: who still waits for the team to find it out, as `<conversation> <follow-up>`. */
/** `told` is by section: who was told it; `useful` and `not_useful` by country: the sections people said that of. */
export type IndexName =
  'line' | 'region' | 'population' | 'score' | 'gap' | 'task' | 'promise' | 'told' | 'useful' | 'not_useful'

export type Appended =
  | { readonly status: 'stored'; readonly conversation: ConversationId; readonly seq: number }
  | { readonly status: 'duplicate'; readonly conversation: ConversationId }
  /** Too many waiting; counted, and the person is told once. */
  | { readonly status: 'overflow'; readonly conversation: ConversationId }

export interface Work {
  readonly conversation: ConversationId
  readonly event: Event
  readonly state: State
  readonly seq: number
  /** Fencing token: a later claim has a higher one, and only the highest may commit. */
  readonly token: number
  /** 1 at the first try. */
  readonly attempt: number
}

export interface Committed {
  readonly status: 'committed' | 'already' | 'stale'
  readonly send: Send | null
}

export interface AskWork {
  readonly conversation: ConversationId
  readonly ask: Ask
  readonly token: number
}

export interface Send {
  readonly conversation: ConversationId
  readonly message: OutboundMessage
  /** `forward` for an event that goes to another conversation: `forward` says which, and `message` only names it. */
  readonly channel: string
  readonly forward?: Forward
  readonly token: number
  /** 1 at the first try. */
  readonly attempt: number
}

export interface LateFailure {
  readonly message: string
  readonly reason: string
  /** Milliseconds until it may leave once more; null where it may not. */
  readonly againMs: number | null
}

export interface TranscriptEntry {
  readonly at: number
  readonly who: 'person' | 'bot' | 'staff'
  /** The event's id for what was heard, the reply's id for what was said. */
  readonly id: string
  readonly text: string
  readonly sensitive: boolean
  /** The file that a person sent. */
  readonly media?: MediaRef
}

export interface Records {
  readonly firms: FirmRecord[]
  readonly assessments: AssessmentRecord[]
  /** Oldest first. */
  readonly answers: Extract<RecordChange, { type: 'answer' }>[]
  readonly consents: Extract<RecordChange, { type: 'consent' }>[]
  readonly followUps: FollowUp[]
}

export interface Parked {
  readonly conversation: ConversationId
  readonly event: Event
  readonly error: string
  readonly at: number
}

/** A send that a channel refused or that failed too often. What it said is in the transcript. */
export interface Undelivered {
  readonly conversation: ConversationId
  readonly messageId: string
  readonly reason: string
  readonly at: number
}

/** Times of the store, in milliseconds; tests inject short ones. */
export interface StoreTimes {
  readonly leaseMs: number
  readonly sendLeaseMs: number
  readonly askLeaseMs: number
  readonly slowAfterMs: number
  readonly overdueAfterMs: number
  readonly retryAfterMs: readonly number[]
  readonly sendBackoffMs: readonly number[]
  readonly dedupeMs: number
  readonly ephemeralMs: number
  readonly vectorMs: number
  readonly linkMs: number
}

/** The channel that events for other conversations leave on. */
export const forwardChannel = 'forward'

/** The server is away, full or refusing writes. Nothing was stored. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}
