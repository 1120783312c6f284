import type { ConversationId } from '../core/event.ts'
import type { Forward, TurnResult } from '../core/outcome.ts'
import { isEphemeral } from '../core/state.ts'
import { forgetNames } from './aliases.ts'
import { burnPapers } from './papers.ts'
import type { Base } from './base.ts'
import { erasureWrites, holdings } from './erasure.ts'
import { forgettingWrites } from './forgetting.ts'
import { conversationKeys, partitionKeys, partitionOf } from './keys.ts'
import { belongingsOf, departureWrites, type Belongings } from './moving.ts'
import { outgoingChannel, sendOf, writeOutgoing } from './outgoing.ts'
import { projections, type Write } from './projections.ts'
import { asList, asNumber, asText } from './reply.ts'
import type { Committed, Work } from './store.ts'

/** Everything a turn decided, in one script. An erasure first asks what there is to erase. */
export async function commit(
  base: Base,
  work: Work,
  result: TurnResult,
  channels: readonly string[],
): Promise<Committed> {
  const { json, times, owner } = base
  const { conversation } = work
  const partition = partitionOf(conversation)
  const keys = conversationKeys(conversation)
  const shared = partitionKeys(partition)

  const erased = result.records.some(({ type }) => type === 'erase')
  if (erased) await Promise.all([forgetNames(conversation, base), burnPapers(conversation, base)])
  const asks = erased ? [] : result.asks
  // What joins another conversation takes along all that is kept of it.
  const joins = result.state.linkedTo !== null && work.state.linkedTo === null
  const left = joins ? await belongingsOf(conversation, base) : {}
  const forwards = joins ? result.forwards.map((one) => withBelongings(one, conversation, left)) : result.forwards
  const outgoing = [...result.replies, ...forwards]
  const sendsOn = [...new Set(outgoing.map(outgoingChannel))]
  const [firstOn] = sendsOn

  const writes: Write[] = erased
    ? erasureWrites(work, result, await holdings(conversation, base.redis), base)
    : [...projections(work, result, base), ...(await forgettingWrites(work.event, result, base))]
  if (joins) writes.push(...departureWrites(conversation, left))
  if (work.event.type === 'overflowed') writes.push(['HDEL', keys.counters, 'over'])
  if (outgoing.length > 0) {
    writes.push(['SADD', shared.channels, ...sendsOn])
    writes.push(['RPUSH', keys.outbox, ...outgoing.map((one) => writeOutgoing(one, result.sensitive, json))])
  }
  const { keys: named, words } = spellOut(writes, [
    ...[keys.counters, keys.inbox, shared.ready, keys.outbox, keys.asks, shared.askQueue, shared.due],
    firstOn === undefined ? keys.outbox : shared.sendQueue(firstOn),
  ])
  const countersMs = erased ? times.dedupeMs : isEphemeral(result.state) ? times.ephemeralMs : 0
  const claims = firstOn !== undefined && channels.includes(firstOn)
  const reply = await base.redis.script('commit', named, [
    ...[conversation, partition, work.token, work.seq, countersMs],
    ...[outgoing.length, claims ? 1 : 0, times.sendLeaseMs, owner],
    ...[asks.length, times.slowAfterMs, times.overdueAfterMs],
    ...asks.flatMap(({ id, ...body }) => [id, json.stringify(body, result.sensitive)]),
    ...words,
  ])

  const [status, token] = asList(reply)
  const [first] = outgoing
  const send = asNumber(token) === 0 || first === undefined ? null : sendOf(conversation, asNumber(token), 1, first)
  return { status: statusOf(asText(status)), send }
}

function withBelongings(forward: Forward, conversation: ConversationId, belongings: Belongings): Forward {
  const { body } = forward
  if (body.type !== 'linked' || body.from !== conversation) return forward
  return { ...forward, body: { ...body, belongings } }
}

/** Writes as the script reads them; the fixed keys come first. */
function spellOut(writes: readonly Write[], fixed: readonly string[]): { keys: string[]; words: (string | number)[] } {
  const keys = [...fixed]
  const indexes = new Map<string, number>()
  const words = writes.flatMap(([command, key, ...args]) => {
    const index = indexes.get(key) ?? keys.push(key)
    indexes.set(key, index)
    return [args.length + 2, command, index, ...args]
  })
  return { keys, words }
}

function statusOf(word: string): Committed['status'] {
  if (word === 'committed' || word === 'already' || word === 'stale') return word
  throw new Error(`Redis answered ${word} to a commit.`)
}
