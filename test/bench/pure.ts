import type { Event } from '../../src/core/event.ts'
import { newState, type State } from '../../src/core/state.ts'
import { turn } from '../../src/core/turn.ts'
import { content } from '../content.ts'
import { lines } from './walk.ts'

/** Pure turns a second over a whole questionnaire, again and again for about three seconds. */
export function measurePure(): number {
  walk()
  const begun = performance.now()
  let turns = 0
  while (performance.now() - begun < 3_000) turns += walk()
  return (1_000 * turns) / (performance.now() - begun)
}

function walk(): number {
  let state: State = newState
  const hints = { language: 'es', country: 'co' }
  const said = lines('es')
  said.forEach((text, seq) => {
    const message = { id: String(seq), from: 'bench:1', body: { kind: 'text', text }, hints } as const
    const event: Event = {
      id: `c:${seq}`,
      conversation: 'c',
      at: 1_790_000_000_000 + seq * 1_000,
      entropy: '0'.repeat(32),
      type: 'message',
      message,
    }
    state = turn(state, event, content).state
  })
  return said.length
}
