import type { ConversationId } from '../core/event.ts'
import type { Base } from './base.ts'
import { aliasKeys, conversationKeys, conversationOf } from './keys.ts'
import { asList, asNumber, asText } from './reply.ts'
import type { Store } from './store.ts'

/** What a channel calls one person by turns. Names are kept by their digests, each with the one that was seen first. */
export function aliases(base: Base, appendEvent: Store['appendEvent']): Store['aliases'] {
  const { redis, times } = base
  return {
    async firstSeen(channel, names, lasting = '') {
      const seen = await look(base, channel, names, lasting, times.ephemeralMs)
      // Like everything else of a person, their names are kept for a day, and for good once something else is.
      if (!seen.forGood && (await isKept(base, seen.conversation))) await look(base, channel, names, lasting, 0)
      for (const other of seen.joining) {
        await appendEvent(other, `same:${seen.conversation}`, { type: 'same_person', earlier: seen.conversation })
        await redis.run('SREM', aliasKeys.joining(seen.conversation), other)
      }
      return seen.name
    },

    async lasting(channel, name) {
      const known = await redis.run('GET', aliasKeys.lasting(conversationOf(`${channel}:${name}`)))
      return known === null ? null : asText(known)
    },
  }
}

/** Before its erasure is committed: what follows a crash in between is the same erasure again. */
export async function forgetNames(conversation: ConversationId, { redis }: Base): Promise<void> {
  const keys = [aliasKeys.namesOf, aliasKeys.lasting, aliasKeys.joining].map((key) => key(conversation))
  await redis.script('forgetNames', keys, [aliasKeys.name('')])
}

async function look(
  { redis, digest }: Base,
  channel: string,
  names: readonly string[],
  lasting: string,
  forMs: number,
) {
  const reply = await redis.script(
    'firstSeen',
    names.map((name) => aliasKeys.name(digest(`${channel} ${name}`))),
    [
      ...[forMs, lasting, aliasKeys.name('')],
      ...[aliasKeys.namesOf(''), aliasKeys.lasting(''), aliasKeys.joining('')],
      ...names.map((name) => `${conversationOf(`${channel}:${name}`)} ${name}`),
    ],
  )
  const [name, conversation, forGood, ...joining] = asList(reply)
  return {
    name: asText(name),
    conversation: asText(conversation),
    forGood: asNumber(forGood) === 1,
    joining: joining.map(asText),
  }
}

/** Whether the conversation has a state that does not go by itself. */
async function isKept({ redis }: Base, conversation: ConversationId): Promise<boolean> {
  return asNumber(await redis.run('PTTL', conversationKeys(conversation).state)) === -1
}
