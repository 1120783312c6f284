import type { Store } from '../../src/store/store.ts'
import type { Address } from '../../src/core/event.ts'
import { counts } from './lines.ts'

/** What went wrong for one person, in numbers of messages; `repeated` counts extra copies of replies. */
export interface Verdict {
  readonly lost: number
  readonly doubled: number
  readonly disordered: number
  readonly unsaid: number
  readonly repeated: number
}

/**
 * Holds what the store has kept of a person against `acknowledged`, the lines taken from that person, oldest first, and
 * what it says was replied against `said`, the ids that the channel saw. Every name given must be an answer, once.
 */
export async function judge(
  store: Store,
  person: Address,
  acknowledged: readonly string[],
  said: readonly string[],
): Promise<Verdict> {
  const conversation = store.conversationOf(person)
  const transcript = await store.transcript(conversation)
  const { answers } = await store.records(conversation)
  const heard = transcript.filter(({ who, text }) => who === 'person' && counts(text)).map(({ text }) => text)
  const given = answers.flatMap(({ answer }) => (answer !== null && 'text' in answer ? [answer.text] : []))
  const kept = transcript.filter(({ who }) => who === 'bot').map(({ id }) => id)
  const taken = acknowledged.filter(counts)
  const lines = compare(taken, heard)
  const names = compare(
    taken.filter((text) => text !== 'atrás'),
    given,
  )
  const replies = follow(kept, said.slice(Math.max(0, said.indexOf(kept[0] ?? ''))))
  return {
    lost: lines.lost + names.lost,
    doubled: lines.doubled + names.doubled,
    disordered: Number(lines.lost + lines.doubled === 0 && taken.join() !== heard.join()) + names.disordered,
    unsaid: replies.unsaid,
    repeated: replies.repeated,
  }
}

/** The verdicts on several people as one. */
export function together(verdicts: readonly Verdict[]): Verdict {
  const sum = (of: (verdict: Verdict) => number) => verdicts.reduce((total, verdict) => total + of(verdict), 0)
  return {
    lost: sum(({ lost }) => lost),
    doubled: sum(({ doubled }) => doubled),
    disordered: sum(({ disordered }) => disordered),
    unsaid: sum(({ unsaid }) => unsaid),
    repeated: sum(({ repeated }) => repeated),
  }
}

/** Nothing wrong, but for replies that were said again. */
export const flawless = { lost: 0, doubled: 0, disordered: 0, unsaid: 0 }

/** How often things that were said once, in this order, are missing, too many, or before one that preceded them. */
function compare(
  expected: readonly string[],
  found: readonly string[],
): Pick<Verdict, 'lost' | 'doubled' | 'disordered'> {
  const left = new Map<string, number>()
  for (const one of expected) left.set(one, (left.get(one) ?? 0) + 1)
  for (const one of found) left.set(one, (left.get(one) ?? 0) - 1)
  const balance = [...left.values()]
  const places = [...new Set(found)].map((one) => expected.indexOf(one))
  return {
    lost: balance.reduce((total, count) => total + Math.max(0, count), 0),
    doubled: balance.reduce((total, count) => total + Math.max(0, -count), 0),
    disordered: places.filter((place, n) => n > 0 && place < (places[n - 1] ?? 0)).length,
  }
}

/** Replies leave one after the other: each is the next one, or the last one once more. */
export function follow(expected: readonly string[], found: readonly string[]): { unsaid: number; repeated: number } {
  let next = 0
  let repeated = 0
  for (const one of found) {
    if (one === expected[next]) next += 1
    else if (one === expected[next - 1]) repeated += 1
    else break
  }
  return { unsaid: expected.length - next, repeated }
}
