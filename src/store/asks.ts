import type { Base } from './base.ts'
import { writeBody } from './entries.ts'
import { entropy } from './entropy.ts'
import { conversationKeys, partitionKeys, partitionOf } from './keys.ts'
import { peek } from './peek.ts'
import { claimAcross } from './places.ts'
import { asNumber, asRows, asText } from './reply.ts'
import { isAskBody, known } from './shapes.ts'
import type { AskWork, Store } from './store.ts'

/** Slow work that turns requested; its result comes back as an event. */
export function asks(base: Base): Pick<Store, 'claimAsks' | 'finishAsk'> {
  const { redis } = base
  return {
    claimAsks: (limit) =>
      claimAcross(
        base.asks,
        limit,
        () => peek(redis, (partition) => [partitionKeys(partition).askQueue]),
        (partition, share) => claimAsks(base, partition, share),
      ),

    async finishAsk({ conversation, ask }, result) {
      const partition = partitionOf(conversation)
      const keys = conversationKeys(conversation)
      const { askQueue, due, ready } = partitionKeys(partition)
      const body = writeBody({ type: 'answered', askId: ask.id, result })
      await redis.script(
        'finishAsk',
        [keys.asks, askQueue, due, keys.counters, keys.inbox, ready],
        [conversation, partition, ask.id, entropy(), body],
      )
    },
  }
}

async function claimAsks({ redis, json, times, owner }: Base, partition: number, limit: number): Promise<AskWork[]> {
  const { askQueue, asksStem } = partitionKeys(partition)
  const reply = await redis.script('claimAsks', [askQueue], [limit, times.askLeaseMs, owner, asksStem])
  return asRows(reply, 4).map(([conversation, id, token, body]) => ({
    conversation: asText(conversation),
    ask: { ...known(json.parse(asText(body)), isAskBody), id: asText(id) },
    token: asNumber(token),
  }))
}
