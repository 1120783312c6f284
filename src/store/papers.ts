import type { ConversationId } from '../core/event.ts'
import type { Base } from './base.ts'
import { conversationOf, paperKey, papersOfKey } from './keys.ts'
import { asText, asTexts } from './reply.ts'
import type { Papers } from './secrets.ts'

/** Sealed texts, each for a while, by names of which only digests are kept. */
export function papers({ redis, json, digest }: Base): Papers {
  const keyOf = (name: string) => paperKey(digest(name))
  return {
    async put(name, text, forMs, whose) {
      // First of all, so that an erasure finds it.
      if (whose !== undefined) await belongs(name, forMs, papersOfKey(conversationOf(whose)))
      await redis.run('SET', keyOf(name), json.stringify(text, true), 'PX', String(forMs))
    },
    async get(name) {
      const sealed = await redis.run('GET', keyOf(name))
      if (sealed === null) return null
      const text = json.parse(asText(sealed))
      if (typeof text !== 'string') throw new Error('A paper holds something that was not put there.')
      return text
    },
    async drop(name) {
      await redis.run('DEL', keyOf(name))
    },
  }

  /** The list of somebody's papers is kept as long as the one that is kept the longest. */
  async function belongs(name: string, forMs: number, list: string): Promise<void> {
    await redis.run('SADD', list, digest(name))
    await redis.run('PEXPIRE', list, String(forMs), 'NX')
    await redis.run('PEXPIRE', list, String(forMs), 'GT')
  }
}

/** Before its erasure is committed: what follows a crash in between is the same erasure again. */
export async function burnPapers(conversation: ConversationId, { redis }: Base): Promise<void> {
  const list = papersOfKey(conversation)
  for (const digest of asTexts(await redis.run('SMEMBERS', list))) await redis.run('DEL', paperKey(digest))
  await redis.run('DEL', list)
}
