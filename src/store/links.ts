import { randomInt } from 'node:crypto'
import { codeLetters } from '../core/hearing/code.ts'
import type { Base } from './base.ts'
import { linkKeys } from './keys.ts'
import { asList, asText } from './reply.ts'
import type { Store } from './store.ts'

const minute = 60 * 1000

/** Codes that join two conversations of one person. The server keeps digests alone: who reads it learns no code. */
export function links({ redis, digest, times }: Base): Store['links'] {
  return {
    async make(conversation) {
      const code = Array.from({ length: 8 }, () => codeLetters.charAt(randomInt(codeLetters.length))).join('')
      const key = linkKeys.code(digest(code))
      const made = await redis.script('makeLink', [key], [conversation, times.linkMs])
      // One in four thousand million is taken: the next one is not.
      return made === 1 ? { code, minutes: Math.round(times.linkMs / minute) } : this.make(conversation)
    },

    async redeem(conversation, ask, code) {
      const keys = [linkKeys.code(digest(code)), linkKeys.wrong(digest(conversation))]
      const reply = await redis.script('redeem', keys, [conversation, ask, mostWrong, 60 * minute])
      const [outcome, by] = asList(reply)
      const why = asText(outcome)
      if (why === 'redeemed') return { kind: 'redeemed', by: asText(by) }
      if (why !== 'own' && why !== 'too_many') return { kind: 'not_redeemed', why: 'unknown' }
      return { kind: 'not_redeemed', why }
    },
  }
}

/** Wrong codes of one person in an hour, after which none is looked at. */
const mostWrong = 5
