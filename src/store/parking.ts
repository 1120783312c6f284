import type { Base } from './base.ts'
import { writeEntry } from './entries.ts'
import { conversationKeys, partitionKeys, partitionOf, partitions } from './keys.ts'
import { asNumber, asScored, asTextOrNull } from './reply.ts'
import { isParked, known } from './shapes.ts'
import type { Parked, Store } from './store.ts'

/** What was set aside: events that kept failing, and sends that were given up. */
export function parking(base: Base): Pick<Store, 'parked' | 'replay' | 'undelivered'> {
  const { redis } = base
  return {
    async parked() {
      const found = await Promise.all(partitions.map((partition) => parkedIn(base, partition)))
      return found.flat().sort((a, b) => a.at - b.at)
    },

    async replay({ conversation, event }) {
      const partition = partitionOf(conversation)
      const { counters, inbox, parkedEvent } = conversationKeys(conversation)
      const { ready, parked } = partitionKeys(partition)
      const kept = await read(base, parkedEvent(event.id))
      if (kept === null) return false
      const replayed = await redis.script(
        'replay',
        [counters, inbox, ready, parked, parkedEvent(event.id)],
        [conversation, partition, `${conversation} ${event.id}`, writeEntry(kept.seq, kept.event)],
      )
      return asNumber(replayed) === 1
    },

    async undelivered() {
      const found = await Promise.all(
        partitions.map((partition) =>
          redis.run('ZRANGE', partitionKeys(partition).undelivered, '0', '-1', 'REV', 'WITHSCORES'),
        ),
      )
      return found
        .flatMap(asScored)
        .sort((a, b) => b.score - a.score)
        .map(({ member, score }) => {
          const [, conversation = '', messageId = '', ...reason] = member.split(' ')
          return { conversation, messageId, reason: reason.join(' '), at: score }
        })
    },
  }
}

async function parkedIn(base: Base, partition: number): Promise<Parked[]> {
  const members = asScored(await base.redis.run('ZRANGE', partitionKeys(partition).parked, '0', '-1', 'WITHSCORES'))
  const found = await Promise.all(
    members.map(async ({ member, score }) => {
      const end = member.indexOf(' ')
      const conversation = member.slice(0, end)
      const kept = await read(base, conversationKeys(conversation).parkedEvent(member.slice(end + 1)))
      return kept === null ? null : { conversation, event: kept.event, error: kept.error, at: score }
    }),
  )
  return found.filter((parked) => parked !== null)
}

/** Null where it went with the rest of a conversation that nobody consented to keep. */
async function read({ redis, json }: Base, key: string) {
  const text = asTextOrNull(await redis.run('GET', key))
  return text === null ? null : known(json.parse(text), isParked)
}
