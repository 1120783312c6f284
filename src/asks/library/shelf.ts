import type { Article, Language, Section } from '../../core/content.ts'
import { isSlip } from '../../core/hearing/spelling.ts'
import { stems } from './stems.ts'

/** Every section of one language, indexed for comparing by words (BM25 with weighted fields). */
export interface Shelf {
  readonly language: Language
  readonly entries: readonly Entry[]
  /** Weight of each known stem: the rarer, the heavier. */
  readonly weights: ReadonlyMap<string, number>
}

/** One section and how strongly each stem speaks of it, 0 to 1. */
export interface Entry {
  /** `co/rut#code-22`. */
  readonly id: string
  readonly article: Article
  readonly section: Section
  readonly strengths: ReadonlyMap<string, number>
}

/** Builds the shelf of one language; cost grows with the text, so it is done once, at boot. */
export function shelve(language: Language, articles: readonly Article[]): Shelf {
  const drafts = articles.flatMap((article) => article.sections.map((section) => draft(article, section, language)))
  const means = fields.map((_, field) => mean(drafts.map((entry) => entry.fields[field]?.length ?? 0)))
  const entries = drafts.map(({ fields: found, ...entry }) => ({ ...entry, strengths: strengths(found, means) }))
  return { language, entries, weights: weigh(entries) }
}

/**
 * How much of a question each section covers, 0 to 1: the weight of the words it shares, over the weight of them all.
 * A word nobody wrote counts against every section, so a question about something else covers little.
 */
export function covered(shelf: Shelf, question: string, meaningless: ReadonlySet<string>): Map<Entry, number> {
  const wanted = want(shelf, question, meaningless)
  const whole = wanted.reduce((sum, { weight }) => sum + weight, 0)
  return new Map(
    shelf.entries.map((entry) => {
      const shared = wanted.reduce((sum, { stem, weight, trust }) => {
        return sum + weight * trust * (entry.strengths.get(stem) ?? 0)
      }, 0)
      return [entry, whole === 0 ? 0 : shared / whole]
    }),
  )
}

interface Wanted {
  readonly stem: string
  readonly weight: number
  /** Below 1 for a word that was mended. */
  readonly trust: number
}

interface Draft {
  readonly id: string
  readonly article: Article
  readonly section: Section
  readonly fields: readonly (readonly string[])[]
}

const fields = [
  { weight: 2, normalised: 0.5 },
  { weight: 1.5, normalised: 0.3 },
  { weight: 0.5, normalised: 0.75 },
] as const
const saturation = 1.2
const unknownWeight = 2.5
const mendedTrust = 0.85

function draft(article: Article, section: Section, language: Language): Draft {
  const heading = stems(`${section.heading} ${article.title}`, language)
  const asked = section.asked.flatMap((words) => stems(words, language))
  return {
    id: `${article.id}#${section.id}`,
    article,
    section,
    fields: [heading, asked, stems(section.body, language)],
  }
}

function strengths(found: readonly (readonly string[])[], means: readonly number[]): Map<string, number> {
  const counts = new Map<string, number>()
  found.forEach((stemsOfField, field) => {
    const { weight, normalised } = fields[field] ?? { weight: 0, normalised: 0 }
    const length = stemsOfField.length / (means[field] ?? 1)
    for (const stem of stemsOfField) {
      counts.set(stem, (counts.get(stem) ?? 0) + weight / (1 - normalised + normalised * length))
    }
  })
  return new Map([...counts].map(([stem, count]) => [stem, count / (saturation + count)]))
}

/** Rare words weigh more, and words that many articles use less again: "document" says little of what is asked. */
function weigh(entries: readonly Entry[]): Map<string, number> {
  const holders = new Map<string, Entry[]>()
  for (const entry of entries) {
    for (const stem of entry.strengths.keys()) holders.set(stem, [...(holders.get(stem) ?? []), entry])
  }
  const articles = new Set(entries.map(({ article }) => article)).size
  return new Map(
    [...holders].map(([stem, held]) => {
      const rarity = Math.log(1 + (entries.length - held.length + 0.5) / (held.length + 0.5))
      const spread = new Set(held.map(({ article }) => article)).size / articles
      return [stem, rarity * (1 - 0.5 * spread)]
    }),
  )
}

/** The stems of a question with their weights; a misspelt one is mended to the nearest known stem. */
function want(shelf: Shelf, question: string, meaningless: ReadonlySet<string>): Wanted[] {
  const known = [...shelf.weights.keys()]
  return [...new Set(stems(question, shelf.language))].map((stem) => {
    const weight = shelf.weights.get(stem)
    if (weight !== undefined) return { stem, weight, trust: 1 }
    if (meaningless.has(stem)) return { stem, weight: 0, trust: 1 }
    const mended = known.find((candidate) => isSlip(stem, candidate))
    if (mended === undefined) return { stem, weight: unknownWeight, trust: 1 }
    return { stem: mended, weight: shelf.weights.get(mended) ?? unknownWeight, trust: mendedTrust }
  })
}

function mean(lengths: readonly number[]): number {
  return lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length)
}
