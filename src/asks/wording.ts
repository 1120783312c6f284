import type { Language } from '../core/content.ts'
import type { Told } from '../core/outcome.ts'
import type { Hit } from './library/index.ts'
import type { Model } from './model/model.ts'
import { standingOn } from './tell-from.ts'
import { verify } from './verify.ts'

/** Sections that a model is shown. */
const shown = 4

/** Who asks, and until when an answer is waited for. */
export type Asking = Parameters<Model['ground']>[1]

/**
 * An answer in words made for the question, of which every sentence was found again in the sections (`verify`); null where
 * no model answered, or nothing of what it said held.
 */
export async function word(
  { question, language, hits }: { question: string; language: Language; hits: readonly Hit[] },
  model: Pick<Model, 'ground'>,
  who: Asking,
  today: string,
): Promise<Told | null> {
  const given = hits.filter(({ section }) => !section.declines).slice(0, shown)
  const passages = given.map(({ id, section }) => ({ id, text: `${section.heading}\n${section.body}` }))
  const drafted = await model.ground({ question, language, passages }, who)
  const kept = drafted.kind === 'grounded' ? verify(drafted.sentences, passages) : null
  if (kept === null) return null
  const cited = new Set(kept.flatMap((sentence) => sentence.passages))
  const used = given.filter(({ id }) => cited.has(id))
  return { ...standingOn(used, hits, today), language, text: kept.map(({ text }) => text).join(' ') }
}
