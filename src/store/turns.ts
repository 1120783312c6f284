import type { ConversationId, EventBody } from '../core/event.ts'
import { newState } from '../core/state.ts'
import type { Base } from './base.ts'
import { commit } from './commit.ts'
import { readEntry, writeBody } from './entries.ts'
import { entropy } from './entropy.ts'
import { conversationKeys, conversationOf, partitionKeys, partitionOf } from './keys.ts'
import { claimAcross } from './places.ts'
import { peek } from './peek.ts'
import { asList, asNumber, asRows, asText } from './reply.ts'
import { carriesSensitive, holdsSensitive } from './sensitive.ts'
import { readState } from './shapes.ts'
import type { Appended, Store, Work } from './store.ts'

/** The way of a message: written down, claimed, committed or tried again. */
export function turns(base: Base): Pick<Store, 'append' | 'appendEvent' | 'claim' | 'commit' | 'fail'> {
  const { redis } = base
  return {
    append(message) {
      const to = conversationOf(message.from)
      const media = 'media' in message.body ? `${to} ${message.body.media.path}` : ''
      return append(base, to, ['message', message.from, message.id], { type: 'message', message }, undefined, media)
    },

    appendEvent: (to, id, body) => append(base, to, ['event', to, id], body, id, ''),

    async claim(limit) {
      const works = await claimAcross(
        base.turns,
        limit,
        () => peek(redis, (partition) => [partitionKeys(partition).ready]),
        (partition, share) => claimTurns(base, partition, share),
      )
      const poison = works.filter(({ attempt }) => attempt > mostAttempts(base))
      await Promise.all(poison.map((work) => fail(base, work, 'Each try to handle it ended the process.')))
      return works.filter((work) => !poison.includes(work))
    },

    commit: (work, result, channels) => commit(base, work, result, channels),

    fail: (work, error) => fail(base, work, error),
  }
}

/** Most messages of one person that may wait. */
const mostWaiting = 2000

const overflowBody = writeBody({ type: 'overflowed', dropped: 0 })

const parkedWord: EventBody = { type: 'staff', by: 'puerto', action: { kind: 'parked' } }

async function append(
  { redis, json, times }: Base,
  to: ConversationId,
  seen: readonly string[],
  body: EventBody,
  id: string | undefined,
  media: string,
): Promise<Appended> {
  const partition = partitionOf(to)
  const keys = conversationKeys(to)
  const reply = await redis.script(
    'append',
    [keys.seen(...seen), keys.counters, keys.inbox, partitionKeys(partition).ready, keys.media],
    [
      to,
      partition,
      entropy(),
      json.stringify(id === undefined ? body : { ...body, id }, carriesSensitive(body)),
      times.dedupeMs,
      // What another conversation forwards of its person's counts like what is heard here.
      body.type === 'message' ? mostWaiting : 0,
      overflowBody,
      media,
    ],
  )
  const [status, seq] = asList(reply)
  switch (asText(status)) {
    case 'stored':
      return { status: 'stored', conversation: to, seq: asNumber(seq) }
    case 'overflow':
      return { status: 'overflow', conversation: to }
    default:
      return { status: 'duplicate', conversation: to }
  }
}

async function claimTurns({ redis, json, times, owner }: Base, partition: number, limit: number): Promise<Work[]> {
  const { ready, countersStem, inboxStem, stateStem } = partitionKeys(partition)
  const reply = await redis.script('claim', [ready], [limit, times.leaseMs, owner, countersStem, inboxStem, stateStem])
  return asRows(reply, 6).map(([who, token, attempt, dropped, entry, stored]) => {
    const conversation = asText(who)
    const { seq, event } = readEntry(conversation, asText(entry), json)
    const state = stored === '' ? newState : readState(json.parse(asText(stored)))
    const told = event.type === 'overflowed' ? { ...event, dropped: asNumber(dropped) } : event
    return { conversation, event: told, state, seq, token: asNumber(token), attempt: asNumber(attempt) }
  })
}

async function fail({ redis, json, times }: Base, work: Work, error: string): Promise<'retry' | 'parked' | 'stale'> {
  const { conversation, event, state, seq, token } = work
  const partition = partitionOf(conversation)
  const keys = conversationKeys(conversation)
  const { ready, parked } = partitionKeys(partition)
  // The word that something was set aside is not announced by a word of its own.
  const isWord = event.type === 'staff' && event.action.kind === 'parked'
  const kept = json.stringify({ error, seq, event }, holdsSensitive(state) || carriesSensitive(event))
  const reply = await redis.script(
    'fail',
    [keys.counters, keys.inbox, ready, parked, keys.parkedEvent(event.id), keys.state],
    [
      ...[conversation, partition, token, seq, kept, `${conversation} ${event.id}`, times.ephemeralMs],
      ...[entropy(), isWord ? '' : writeBody(parkedWord), ...times.retryAfterMs],
    ],
  )
  const outcome = asText(reply)
  return outcome === 'retry' || outcome === 'parked' ? outcome : 'stale'
}

/** The first try and one after each wait. */
function mostAttempts({ times }: Base): number {
  return times.retryAfterMs.length + 1
}
