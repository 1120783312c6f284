import { enough, hitOf, ranked, search, type Hit, type Library, type Query } from './index.ts'
import type { Closeness } from './vectors.ts'

/**
 * The sections that answer a question by its words and by what it means, best first. Without `closeness`, by its words
 * alone.
 *
 * The two orders are joined by place (reciprocal ranks), not by score: what a share of words and a cosine are worth differs
 * from model to model, and a place does not. What the words are sure of stays first.
 */
export function fused(library: Library, query: Query, closeness: Closeness | null): Hit[] {
  if (closeness === null) return search(library, query)
  const byWords = spokenFor(library, query)
  const found = new Set(byWords.map(({ id }) => id))
  const added = standingOut(closeness).flatMap((id) => (found.has(id) ? [] : raised(library, id, query)))
  const places = joined(byWords, added, closeness)
  const [first] = byWords
  const isFirst = (hit: Hit) => first !== undefined && first.score >= surely && hit.id === first.id
  return [...byWords, ...added]
    .sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)) || (places.get(b.id) ?? 0) - (places.get(a.id) ?? 0))
    .slice(0, query.limit)
}

/** A section that covers so much of a question is meant, whatever else is near. */
export const surely = 0.97

/** Sections found by words that a meaning may bring up. */
const wider = 24

/** What the words find, and more of it where they find something among the first. */
function spokenFor(library: Library, query: Query): Hit[] {
  const nearest = ranked(library, { ...query, limit: wider })
  const answers = ({ score }: Hit) => score >= enough
  return nearest.slice(0, query.limit).some(answers) ? nearest.filter(answers) : []
}

/** How little the first places count more than those after them; the usual number, at which both orders have a say. */
const evenness = 60

/** What each section is worth by its places in both orders. What the words did not find has no place in theirs. */
function joined(byWords: readonly Hit[], added: readonly Hit[], { cosines }: Closeness): Map<string, number> {
  const cosineOf = ({ id }: Hit) => cosines.get(id) ?? -1
  const byMeaning = [...byWords, ...added].sort((a, b) => cosineOf(b) - cosineOf(a))
  const worth = new Map<string, number>()
  for (const order of [byWords, byMeaning]) {
    for (const [place, { id }] of order.entries()) {
      worth.set(id, (worth.get(id) ?? 0) + 1 / (evenness + place + 1))
    }
  }
  return worth
}

/** At most so many sections are told of that the words say too little for. */
const mostAdded = 2

/**
 * Sections so much nearer than the others that they answer without the words: as many deviations above the mean of all
 * cosines to this question. Models differ in what they call near, and questions do; by chance, the nearest of some hundred
 * sections is three deviations away. So where nothing is about a question, none stands out.
 */
function standingOut({ cosines }: Closeness): string[] {
  const all = [...cosines.values()]
  const mean = all.reduce((sum, one) => sum + one, 0) / all.length
  const deviation = Math.sqrt(all.reduce((sum, one) => sum + (one - mean) ** 2, 0) / all.length)
  return [...cosines]
    .filter(([, cosine]) => cosine - mean > outstanding * deviation)
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostAdded)
    .map(([id]) => id)
}

const outstanding = 4.5

/** It is taken to answer, and no more than that. */
function raised(library: Library, id: string, { language }: Query): Hit[] {
  const hit = hitOf(library, id, language, enough)
  return hit === undefined ? [] : [hit]
}
