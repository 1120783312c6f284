import type { Delivery } from '../core/outcome.ts'
import type { Base } from './base.ts'
import { writeBody } from './entries.ts'
import { entropy } from './entropy.ts'
import { conversationKeys, partitionKeys, partitionOf } from './keys.ts'
import { readSend } from './outgoing.ts'
import { peek } from './peek.ts'
import { claimAcross } from './places.ts'
import { asList, asNumber, asRows, asText } from './reply.ts'
import type { Send, Store } from './store.ts'

/** What leaves: one message of a conversation at a time, in order, until its channel has taken it or it is given up. */
export function sends(base: Base): Pick<Store, 'claimSends' | 'finishSend' | 'hurrySend'> {
  const { redis, times } = base
  const mostTries = times.sendBackoffMs.length + 1
  return {
    async claimSends(channels, limit) {
      if (channels.length === 0) return []
      const queues = (partition: number) => channels.map(partitionKeys(partition).sendQueue)
      const claimed = await claimAcross(
        base.sends,
        limit,
        () => peek(redis, queues),
        (partition, share) => claimSends(base, partition, queues(partition), share),
      )
      const given = await Promise.all(
        claimed.map(async (send) =>
          send.attempt > mostTries
            ? finishSend(base, send, { status: 'rejected', reason: 'Each try to send it ended the process.' }, channels)
            : send,
        ),
      )
      return given.filter((send) => send !== null)
    },

    finishSend(send, delivery, channels) {
      const spent = delivery.status === 'retry' && delivery.counted && send.attempt >= mostTries
      return finishSend(base, send, spent ? { status: 'rejected', reason: delivery.reason } : delivery, channels)
    },

    async hurrySend(conversation, channel) {
      const partition = partitionOf(conversation)
      const keys = [conversationKeys(conversation).counters, partitionKeys(partition).sendQueue(channel)]
      await redis.script('hurrySend', keys, [conversation, partition])
    },
  }
}

async function claimSends(
  { redis, json, times, owner }: Base,
  partition: number,
  queues: string[],
  limit: number,
): Promise<Send[]> {
  const { countersStem, outboxStem } = partitionKeys(partition)
  const reply = await redis.script('claimSends', queues, [limit, times.sendLeaseMs, owner, countersStem, outboxStem])
  return asRows(reply, 4).map(([conversation, token, attempt, entry]) =>
    readSend(asText(conversation), asNumber(token), asNumber(attempt), asText(entry), json),
  )
}

async function finishSend(
  base: Base,
  send: Send,
  delivery: Delivery,
  channels: readonly string[],
): Promise<Send | null> {
  const { redis, json, times, owner } = base
  const { conversation, message } = send
  const partition = partitionOf(conversation)
  const keys = conversationKeys(conversation)
  const shared = partitionKeys(partition)
  const reason = 'reason' in delivery ? delivery.reason : ''
  const counted = delivery.status === 'retry' && delivery.counted
  const backoff = counted ? (times.sendBackoffMs[send.attempt - 1] ?? 0) : 0
  const reply = await redis.script(
    'finishSend',
    [keys.counters, keys.outbox, shared.sendQueue(send.channel), shared.undelivered, keys.inbox, shared.ready],
    [
      ...[conversation, partition, send.token, delivery.status],
      ...[delivery.status === 'retry' ? Math.max(delivery.afterMs, backoff) : 0, counted ? 1 : 0],
      ...[`${conversation} ${message.id} ${reason}`, entropy()],
      delivery.status === 'gone' ? writeBody({ type: 'unreachable', address: message.to, reason }) : '',
      ...[shared.sendQueueStem, times.sendLeaseMs, owner, ...channels],
    ],
  )
  const [token, attempt, entry] = asList(reply)
  if (token === undefined) return null
  return readSend(conversation, asNumber(token), asNumber(attempt), asText(entry), json)
}
