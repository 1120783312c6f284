import type { ConversationId } from '../core/event.ts'
import type { TurnResult } from '../core/outcome.ts'
import { newState } from '../core/state.ts'
import type { Base } from './base.ts'
import type { Connection } from './connection.ts'
import { channelOf } from './outgoing.ts'
import { conversationKeys, partitionKeys, partitionOf } from './keys.ts'
import { gapWrites, indexWrites, type Write } from './projections.ts'
import { asTexts } from './reply.ts'
import type { Work } from './store.ts'

/** What of a conversation is named only by what it holds. */
export interface Holdings {
  readonly followUps: readonly string[]
  readonly asks: readonly string[]
  readonly told: readonly string[]
  readonly channels: readonly string[]
  readonly parked: readonly string[]
  readonly undelivered: readonly string[]
}

/** Read before the commit that erases: while the turn runs, its conversation gets no more of any of these. */
export async function holdings(conversation: ConversationId, redis: Connection): Promise<Holdings> {
  const keys = conversationKeys(conversation)
  const { parked, undelivered } = partitionKeys(partitionOf(conversation))
  const [followUps, asks, told, outbox, setAside, failed] = await Promise.all([
    redis.run('HKEYS', keys.followUps),
    redis.run('HKEYS', keys.asks),
    redis.run('HKEYS', keys.told),
    redis.run('LRANGE', keys.outbox, '0', '-1'),
    redis.run('ZRANGE', parked, '0', '-1'),
    redis.run('ZRANGE', undelivered, '0', '-1'),
  ])
  return {
    followUps: asTexts(followUps),
    asks: asTexts(asks),
    told: asTexts(told),
    channels: [...new Set(asTexts(outbox).map(channelOf))],
    parked: asTexts(setAside).filter((member) => member.startsWith(`${conversation} `)),
    undelivered: asTexts(failed).filter((member) => member.split(' ')[1] === conversation),
  }
}

/**
 * Everything of the conversation goes, and what waits in it. What stays: the marks that a message was seen, which expire;
 * counters for as long, so that a late process is still refused; gaps, which name nobody; and the tombstone.
 */
export function erasureWrites({ event, state: before }: Work, result: TurnResult, held: Holdings, base: Base): Write[] {
  const erasure = result.records.find((change) => change.type === 'erase')
  const keys = conversationKeys(event.conversation)
  const shared = partitionKeys(partitionOf(event.conversation))
  const gone = (queue: string, members: readonly string[]): Write[] =>
    members.length === 0 ? [] : [['ZREM', queue, ...members]]
  const named = (ids: readonly string[], ...kinds: string[]) =>
    ids.flatMap((id) => kinds.map((kind) => `${kind}${event.conversation} ${id}`))
  const personal = [
    'state',
    'inbox',
    'outbox',
    'sentLately',
    'asks',
    'transcript',
    'letterOrder',
    'letters',
    'records',
    'answers',
    'consents',
    'followUps',
    'told',
  ] as const
  return [
    ...personal.map((part): Write => ['DEL', keys[part]]),
    ...indexWrites(event, before, newState, base),
    ...gapWrites(event, result),
    ...gone(shared.recent, [event.conversation]),
    ...gone(shared.due, [...named(held.followUps, 'due '), ...named(held.asks, 'slow ', 'overdue ')]),
    ...gone(shared.index('task', 'open'), named(held.followUps, '')),
    ...held.told.flatMap((section) => gone(shared.index('told', section), [event.conversation])),
    ...gone(shared.askQueue, named(held.asks, '')),
    ...held.channels.flatMap((channel) => gone(shared.sendQueue(channel), [event.conversation])),
    ...held.parked.map((member): Write => ['DEL', keys.parkedEvent(member.slice(event.conversation.length + 1))]),
    ...gone(shared.parked, held.parked),
    ...gone(shared.undelivered, held.undelivered),
    // A send that is under way when its message goes must not settle the receipt that follows.
    ['HINCRBY', keys.counters, 'sendFence', '1'],
    ['HDEL', keys.counters, 'sendTries', 'over'],
    // The set's members weigh 1, a time long past: their files may be deleted now.
    ['ZUNIONSTORE', shared.condemned, '2', shared.condemned, keys.media, 'AGGREGATE', 'MIN'],
    ['DEL', keys.media],
    ['HSET', shared.tombstones, base.digest(event.conversation), `${event.at} ${erasure?.reason ?? 'asked'}`],
    ['SADD', shared.unrewritten, event.id],
  ]
}
