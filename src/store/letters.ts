import type { ConversationId } from '../core/event.ts'
import type { Base } from './base.ts'
import { fanOut } from './fan-out.ts'
import { conversationKeys } from './keys.ts'
import { asList, asNumber, asScored, asTextOrNull } from './reply.ts'
import { isLetter, known } from './shapes.ts'
import type { Store } from './store.ts'

/** Most messages of one conversation that a page finds when it comes back. */
const mostKept = 60

const day = 24 * 60 * 60 * 1000
/** Who comes back later is greeted anew with a line of recap; staff find the whole conversation in the transcript. */
const keptMs = 7 * day

/** Messages as a chat page shows them, numbered, so that one that was away asks for what came after the last it has. */
export function letters(base: Base): Store['letters'] {
  const { redis, json, times } = base
  const pages = fanOut(redis, 'puerto:letters')
  return {
    async put(conversation, letter) {
      const keys = conversationKeys(conversation)
      const reply = await redis.script(
        'putLetter',
        [keys.letterOrder, keys.letters, keys.state],
        [letter.id, json.stringify(letter, base.sealing), mostKept, times.ephemeralMs, keptMs, conversation],
      )
      return asNumber(reply)
    },

    since: (conversation, last) => since(base, conversation, last),

    listen: (conversation, heard) => pages.listen(conversation, heard),
  }
}

async function since({ redis, json }: Base, conversation: ConversationId, last: number) {
  const keys = conversationKeys(conversation)
  const order = await redis.run('ZRANGE', keys.letterOrder, `(${last}`, '+inf', 'BYSCORE', 'WITHSCORES')
  const numbered = asScored(order)
  if (numbered.length === 0) return []
  const stored = asList(await redis.run('HMGET', keys.letters, ...numbered.map(({ member }) => member)))
  return numbered.flatMap(({ score }, n) => {
    const text = asTextOrNull(stored[n])
    return text === null ? [] : [{ number: score, letter: known(json.parse(text), isLetter) }]
  })
}
