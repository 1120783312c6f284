import { randomBytes } from 'node:crypto'
import type { TurnResult } from '../../src/core/outcome.ts'
import { newState, type State } from '../../src/core/state.ts'
import { turn } from '../../src/core/turn.ts'
import { redisStore } from '../../src/store/redis.ts'
import { sealWith } from '../../src/store/seal.ts'
import { content } from '../content.ts'
import { lines } from './walk.ts'

/**
 * Turns a second of the four scripts alone: append, claim, commit and finish of the send, with the results of a whole
 * questionnaire worked out beforehand, so many people at once. What the store costs when nobody thinks.
 */
export async function measureRaw(socket: string, people: number): Promise<number> {
  const store = await redisStore({ socket, seal: sealWith(randomBytes(32)) })
  const said = lines('es')
  const addresses = Array.from({ length: people }, (_, n) => `raw:${n}`)
  const decided = addresses.map((from) => results(store.conversationOf(from), from, said))
  const places = new Map(addresses.map((from, n) => [store.conversationOf(from), n]))
  const begun = performance.now()
  for (const [n, text] of said.entries()) {
    await Promise.all(
      addresses.map((from) => store.append({ id: String(n), from, body: { kind: 'text', text }, hints: {} })),
    )
    for (let left = people; left > 0;) {
      const works = await store.claim(left)
      await Promise.all(
        works.map(async (work) => {
          const result = decided[places.get(work.conversation) ?? 0]?.[n]
          if (result === undefined) throw new Error('a turn more than was said')
          const { send } = await store.commit(work, result, ['raw'])
          for (let next = send; next !== null;) next = await store.finishSend(next, { status: 'sent' }, ['raw'])
        }),
      )
      left -= works.length
    }
  }
  const seconds = (performance.now() - begun) / 1_000
  await store.close()
  return (people * said.length) / seconds
}

function results(conversation: string, from: string, said: readonly string[]): TurnResult[] {
  let state: State = newState
  return said.map((text, seq) => {
    const message = {
      id: String(seq),
      from,
      body: { kind: 'text', text },
      hints: { language: 'es', country: 'co' },
    } as const
    const at = 1_790_000_000_000 + seq * 1_000
    const event = {
      id: `${conversation}:${seq}`,
      conversation,
      at,
      entropy: '0'.repeat(32),
      type: 'message',
      message,
    } as const
    const result = turn(state, event, content)
    state = result.state
    return result
  })
}
