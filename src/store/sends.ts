import type { Address, ConversationId } from '../core/event.ts'
import type { Delivery } from '../core/outcome.ts'
import type { Base } from './base.ts'
import { writeBody } from './entries.ts'
import { entropy } from './entropy.ts'
import { conversationKeys, conversationOf, partitionKeys, partitionOf } from './keys.ts'
import { channelOf, readSend } from './outgoing.ts'
import { peek } from './peek.ts'
import { claimAcross } from './places.ts'
import { asList, asNumber, asRows, asText, asTextOrNull } from './reply.ts'
import { readState } from './shapes.ts'
import type { LateFailure, Send, Store } from './store.ts'

/** What leaves: one message of a conversation at a time, in order, until its channel has taken it or it is given up. */
export function sends(base: Base): Pick<Store, 'claimSends' | 'finishSend' | 'hurrySend' | 'failLate'> {
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

    async hurrySend(of, channel) {
      const conversation = await goesOnIn(base, of)
      const partition = partitionOf(conversation)
      const keys = [conversationKeys(conversation).counters, partitionKeys(partition).sendQueue(channel)]
      await redis.script('hurrySend', keys, [conversation, partition])
    },

    failLate: (address, id, late) => failLate(base, address, id, late),
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
  const keepMs = delivery.status === 'sent' ? (delivery.keepMs ?? 0) : 0
  const backoff = counted ? (times.sendBackoffMs[send.attempt - 1] ?? 0) : 0
  const reply = await redis.script(
    'finishSend',
    [
      ...[keys.counters, keys.outbox, shared.sendQueue(send.channel), shared.undelivered, keys.inbox, shared.ready],
      keys.sentLately,
    ],
    [
      ...[conversation, partition, send.token, delivery.status],
      ...[delivery.status === 'retry' ? Math.max(delivery.afterMs, backoff) : 0, counted ? 1 : 0],
      ...[`${conversation} ${message.id} ${reason}`, entropy()],
      delivery.status === 'gone' ? writeBody({ type: 'unreachable', address: message.to, reason }) : '',
      ...[shared.sendQueueStem, times.sendLeaseMs, owner, keepMs, message.id, ...channels],
    ],
  )
  const [token, attempt, entry] = asList(reply)
  if (token === undefined) return null
  return readSend(conversation, asNumber(token), asNumber(attempt), asText(entry), json)
}

async function failLate(base: Base, address: Address, id: string, { message, reason, againMs }: LateFailure) {
  const { redis, times } = base
  const conversation = await goesOnIn(base, conversationOf(address))
  const partition = partitionOf(conversation)
  const keys = conversationKeys(conversation)
  const { sendQueue, undelivered } = partitionKeys(partition)
  const outcome = await redis.script(
    'failLate',
    [
      ...[keys.seen('late', id), keys.counters, keys.outbox, sendQueue(channelOf(address)), undelivered],
      keys.sentLately,
    ],
    [
      ...[conversation, partition, message, againMs === null ? 0 : 1, againMs ?? 0],
      ...[`${conversation} ${message} ${reason}`, times.dedupeMs],
    ],
  )
  const said = asText(outcome)
  return said === 'again' || said === 'given up' || said === 'on its way' ? said : 'known'
}

/** The conversation itself, or the one that it joined, which speaks to its person now. */
async function goesOnIn({ redis, json }: Base, conversation: ConversationId): Promise<ConversationId> {
  const passed = new Set<ConversationId>()
  for (let here = conversation; ;) {
    passed.add(here)
    const stored = asTextOrNull(await redis.run('GET', conversationKeys(here).state))
    const next = stored === null ? null : readState(json.parse(stored)).linkedTo
    if (next === null || passed.has(next)) return here
    here = next
  }
}
