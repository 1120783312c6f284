import { connect, type Connection } from '../../src/store/connection.ts'
import { conversationKeys } from '../../src/store/keys.ts'
import { asText, asTextOrNull } from '../../src/store/reply.ts'
import type { Store } from '../../src/store/store.ts'

/** Ways in which a store could be wrong, which the fault tests must notice. */
export const mistakes = ['pops at claim', 'commits without looking'] as const

export type Mistake = (typeof mistakes)[number]

/** A real store with one mistake built in. */
export async function broken(store: Store, mistake: Mistake, socket: string): Promise<Store> {
  const redis = await connect({ socket })
  const close = async () => {
    await redis.close()
    await store.close()
  }
  switch (mistake) {
    case 'pops at claim':
      return { ...poppingAtClaim(store, redis), close }
    case 'commits without looking':
      return { ...committingBlindly(store, redis), close }
  }
}

/** The message leaves its inbox when it is claimed, and what it led to is written later. */
function poppingAtClaim(store: Store, redis: Connection): Store {
  const popped = new Map<string, string>()
  return {
    ...store,
    async claim(limit) {
      const works = await store.claim(limit)
      for (const { conversation, seq } of works) {
        const entry = await redis.run('LPOP', conversationKeys(conversation).inbox)
        popped.set(`${conversation} ${seq}`, asText(entry))
      }
      return works
    },
    async commit(work, result, channels) {
      // The real commit removes the head: here, in the same moment, it is put there for that alone.
      const entry = popped.get(`${work.conversation} ${work.seq}`)
      if (entry !== undefined) await redis.run('LPUSH', conversationKeys(work.conversation).inbox, entry)
      return store.commit(work, result, channels)
    },
  }
}

/** Whoever commits is believed: neither the token nor the head of the inbox is checked, and the head is removed. */
function committingBlindly(store: Store, redis: Connection): Store {
  return {
    ...store,
    async commit(work, result, channels) {
      const { counters, inbox } = conversationKeys(work.conversation)
      await redis.run('HSET', counters, 'fence', String(work.token))
      const head = asTextOrNull(await redis.run('LINDEX', inbox, '0'))
      const posing = `${work.seq} 0 0 {}`
      if (head === null) await redis.run('RPUSH', inbox, posing)
      else if (!head.startsWith(`${work.seq} `)) await redis.run('LSET', inbox, '0', posing)
      return store.commit(work, result, channels)
    },
  }
}
