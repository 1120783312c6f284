import { createHash } from 'node:crypto'
import type { Address, ConversationId } from '../core/event.ts'

/** Conversations are spread over these for good: the number is part of every key, so it can never change. */
export const partitions: readonly number[] = Array.from({ length: 16 }, (_, n) => n)

/** Hints are published here: `<kind of work> <partition>`. */
export const hintChannel = 'puerto:ready'

/** Made once for each store: hides names where no key was given. */
export const saltKey = 'puerto:{00}:salt'

/** Hash: `owner until token position`. */
export function leaseKey(name: string): string {
  return `puerto:{00}:lease:${name}`
}

/** Set of the names of all leases. */
export const leaseNamesKey = 'puerto:{00}:leases'

/** Marks that something was done already; `digest` says what. */
export function onceKey(digest: string): string {
  return `puerto:{00}:once:${digest}`
}

/** A number that only grows; `digest` says of what. */
export function heightKey(digest: string): string {
  return `puerto:{00}:height:${digest}`
}

/** How much was done of something lately; `digest` says of what. */
export function paceKey(digest: string): string {
  return `puerto:{00}:pace:${digest}`
}

/** Hashes `when used`, all in one slot, as one script looks at the three. `person` is a digest. */
export const tokenKeys = {
  day: 'puerto:{00}:tokens:day',
  month: 'puerto:{00}:tokens:month',
  person: (digest: string) => `puerto:{00}:tokens:of:${digest}`,
}

/** A code, and how many wrong ones a person said; all in one slot, as one script looks at both. */
export const linkKeys = {
  code: (digest: string) => `puerto:{00}:linkcode:${digest}`,
  wrong: (digest: string) => `puerto:{00}:linkwrong:${digest}`,
}

/** What one person is called, all in one slot, as one script looks at all of it. `digest` says a name. */
export const aliasKeys = {
  name: (digest: string) => `puerto:{00}:alias:${digest}`,
  /** Set of the digests of all names that stand for the one this conversation is kept under. */
  namesOf: (conversation: ConversationId) => `puerto:{00}:names:${conversation}`,
  /** The name that nobody else will ever have. */
  lasting: (conversation: ConversationId) => `puerto:{00}:lasting:${conversation}`,
  /** Set of conversations that turned out to be the same person's and have not been told yet. */
  joining: (conversation: ConversationId) => `puerto:{00}:joining:${conversation}`,
}

/** A vector, by the name of what it was made of. Spread like conversations, each in one slot. */
export function vectorKey(name: string): string {
  return `puerto:{${String(partitionOf(name)).padStart(2, '0')}}:vector:${name}`
}

/** Hash of sealed fields, in the slot of the leases: one script looks at both. */
export function vaultKey(name: string): string {
  return `puerto:{00}:vault:${name}`
}

/** A sealed text that is kept for a while. Spread like conversations, each in one slot. */
export function paperKey(digest: string): string {
  return `puerto:{${String(partitionOf(digest)).padStart(2, '0')}}:paper:${digest}`
}

/** Set of the digests of a conversation's papers. */
export function papersOfKey(conversation: ConversationId): string {
  return `puerto:{00}:papers:${conversation}`
}

/** Short and always the same, so that arriving needs no look-up and logs carry no phone numbers. */
export function conversationOf(address: Address): ConversationId {
  return base32(createHash('sha256').update(address).digest().subarray(0, 10))
}

export function partitionOf(conversation: ConversationId): number {
  let hash = 0x811c9dc5
  for (let n = 0; n < conversation.length; n++) hash = Math.imul(hash ^ conversation.charCodeAt(n), 0x01000193)
  return hash >>> 28
}

/** Keys that all conversations of a partition share, and the stems its scripts put a conversation's id behind. */
export function partitionKeys(partition: number) {
  const tag = `puerto:{${String(partition).padStart(2, '0')}}:`
  return {
    /** Zset of conversations by the time their next turn may be claimed. */
    ready: `${tag}ready`,
    /** Zset of `<conversation> <ask>` by the time the ask may be claimed. */
    askQueue: `${tag}asks`,
    /** Zset of conversations by the time their next send may be claimed. */
    sendQueue: (channel: string) => `${tag}send:${channel}`,
    sendQueueStem: `${tag}send:`,
    /** Set of the channels anything was ever sent on. */
    channels: `${tag}channels`,
    /** Zset of `<slow|overdue|due> <conversation> <ask or follow-up>` by time. */
    due: `${tag}due`,
    /** Zset of `<conversation> <event>` by the time it was parked. */
    parked: `${tag}parked`,
    /** Zset of `<time> <conversation> <message> <reason>` of sends that were given up, by time. */
    undelivered: `${tag}undelivered`,
    /** Zset of `<conversation> <path>` by the time the file may be deleted. */
    condemned: `${tag}condemned`,
    /** Set of erasures the append-only file has not been rewritten after. */
    unrewritten: `${tag}unrewritten`,
    /** Hash of tombstones: salted digest of the conversation to `<time> <reason>`. */
    tombstones: `${tag}tombstones`,
    /** Zset of conversations by last activity. */
    recent: `${tag}ix:recent`,
    index: (name: string, value: string) => `${tag}ix:${name}:${value}`,
    countersStem: `${tag}c:`,
    stateStem: `${tag}s:`,
    inboxStem: `${tag}in:`,
    outboxStem: `${tag}out:`,
    asksStem: `${tag}ask:`,
    followUpsStem: `${tag}fu:`,
  }
}

/** Keys of one conversation. */
export function conversationKeys(conversation: ConversationId) {
  const tag = `puerto:{${String(partitionOf(conversation)).padStart(2, '0')}}:`
  return {
    /** Hash: `seq last fence attempts owner over`, and of its sends `sendFence sendTries sendOwner`. */
    counters: `${tag}c:${conversation}`,
    state: `${tag}s:${conversation}`,
    /** List of entries (see `entries.ts`), oldest first. */
    inbox: `${tag}in:${conversation}`,
    outbox: `${tag}out:${conversation}`,
    /** List of `<message>\n<outbox entry>`: what its channel took, and may yet say did not arrive. */
    sentLately: `${tag}sent:${conversation}`,
    /** Hash: ask to its JSON, `<ask> claim` to `<token> <owner>`. */
    asks: `${tag}ask:${conversation}`,
    transcript: `${tag}tr:${conversation}`,
    /** Zset of the ids of letters by their number, and hash of those ids to the letters. */
    letterOrder: `${tag}lo:${conversation}`,
    letters: `${tag}le:${conversation}`,
    /** Hash: `firm:<id>` and `assessment:<id>` to JSON. */
    records: `${tag}rec:${conversation}`,
    answers: `${tag}ans:${conversation}`,
    /** Hash: section to `<version> <time>` as it was last told. */
    told: `${tag}told:${conversation}`,
    consents: `${tag}consent:${conversation}`,
    /** Hash: follow-up to its JSON as it will be told, `<follow-up> state` to its state. */
    followUps: `${tag}fu:${conversation}`,
    /** Set of `<conversation> <path>`. */
    media: `${tag}media:${conversation}`,
    parkedEvent: (event: string) => `${tag}parked:${conversation}:${event}`,
    /** Marks that something was stored already; `parts` say what. */
    seen: (...parts: string[]) =>
      `${tag}dd:${createHash('sha256').update(parts.join('\0')).digest('base64url').slice(0, 16)}`,
  }
}

export type ConversationKeys = ReturnType<typeof conversationKeys>

function base32(bytes: Uint8Array): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
  let text = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet.charAt((held >> (bits - 5)) & 31)
  }
  return text
}
