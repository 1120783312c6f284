import type { Base } from './base.ts'
import { entropy } from './entropy.ts'
import { partitionKeys, partitionOf, partitions } from './keys.ts'
import { releaseLeases } from './leases.ts'
import { asList, asNumber, asText, asTexts } from './reply.ts'
import type { Store } from './store.ts'

/** What time brings about, and what is put right after a process or a conversation has gone. */
export function clock(base: Base): Pick<Store, 'tick' | 'release' | 'condemnedMedia' | 'unlinked'> {
  const { redis } = base
  return {
    async tick() {
      const told = await Promise.all(partitions.map((partition) => tick(base, partition)))
      await rewriteAfterErasures(base)
      return sum(told)
    },

    async release(isDead) {
      const released = await Promise.all(partitions.map((partition) => release(base, partition, isDead)))
      return sum(released) + (await releaseLeases(base, isDead))
    },

    async condemnedMedia() {
      const found = await Promise.all(
        partitions.map((partition) =>
          redis.run('ZRANGE', partitionKeys(partition).condemned, '-inf', String(Date.now()), 'BYSCORE'),
        ),
      )
      return found.flatMap(asTexts).map((member) => {
        const end = member.indexOf(' ')
        return { conversation: member.slice(0, end), path: member.slice(end + 1) }
      })
    },

    async unlinked({ conversation, path }) {
      await redis.run('ZREM', partitionKeys(partitionOf(conversation)).condemned, `${conversation} ${path}`)
    },
  }
}

/** Most events one partition may raise at one tick. */
const mostAtOnce = 100

async function tick({ redis }: Base, partition: number): Promise<number> {
  const { due, ready, askQueue, countersStem, inboxStem, asksStem, followUpsStem } = partitionKeys(partition)
  const stems = [countersStem, inboxStem, asksStem, followUpsStem]
  return asNumber(await redis.script('tick', [due, ready, askQueue], [mostAtOnce, partition, entropy(), ...stems]))
}

/** What was erased is still in the append-only file until it is written anew. */
async function rewriteAfterErasures({ redis }: Base): Promise<void> {
  const erasures = await Promise.all(
    partitions.map(async (partition) => {
      const key = partitionKeys(partition).unrewritten
      return { key, erased: asTexts(await redis.run('SMEMBERS', key)) }
    }),
  )
  const waiting = erasures.filter(({ erased }) => erased.length > 0)
  if (waiting.length === 0) return
  // Refused while one is running that began too early: the next tick tries again.
  const begun = await redis.run('BGREWRITEAOF').catch(() => null)
  if (begun === null) return
  await Promise.all(waiting.map(({ key, erased }) => redis.run('SREM', key, ...erased)))
}

async function release({ redis }: Base, partition: number, isDead: (owner: string) => boolean): Promise<number> {
  const { ready, askQueue, channels, sendQueue, countersStem, asksStem } = partitionKeys(partition)
  const used = asTexts(await redis.run('SMEMBERS', channels))
  const sift = async (dead: string[]) => {
    const reply = await redis.script(
      'release',
      [ready, askQueue, ...used.map(sendQueue)],
      [countersStem, asksStem, ...dead],
    )
    const [released, ...owners] = asList(reply)
    return { released: asNumber(released), owners: owners.map(asText) }
  }
  const { owners } = await sift([])
  const dead = owners.filter(isDead)
  return dead.length === 0 ? 0 : (await sift(dead)).released
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
