import { newState, type State } from '../../src/core/state.ts'
import { conversationKeys, conversationOf, partitionKeys, partitionOf } from '../../src/store/keys.ts'
import type { BenchClient } from './client.ts'

/** Puts conversations that rest into the store, `from` to `to`, as commits leave them: a state, and a place among the recent. */
export async function fillWithConversations(client: BenchClient, from: number, to: number): Promise<void> {
  for (let first = from; first < to; first += 1_000) {
    const some = Array.from({ length: Math.min(1_000, to - first) }, (_, n) => first + n)
    await Promise.all(some.flatMap((n) => restingConversation(n)).map((command) => client.sendCommand(command)))
  }
}

function restingConversation(n: number): string[][] {
  const address = `crowd:${n}`
  const conversation = conversationOf(address)
  const granted = { granted: true, version: 'co-2026-11-22', at: 1_790_000_000_000 }
  const state: State = {
    ...newState,
    language: 'es',
    country: 'co',
    address,
    greeted: true,
    consents: { answers: granted },
  }
  return [
    ['SET', conversationKeys(conversation).state, JSON.stringify(state)],
    ['ZADD', partitionKeys(partitionOf(conversation)).recent, String(1_790_000_000_000 + n), conversation],
  ]
}
