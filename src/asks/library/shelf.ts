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
 * How much of a question each section covers, 0 to 1: the weight of the words they share, over the weight of them all.
 * A word nobody wrote counts against every section, so a question about something else covers little.
 */
export function compare(shelf: Shelf, question: string, meaningless: ReadonlySet<string>): Map<Entry, number> {
  const wanted = want(shelf, question, meaningless)
  const whole = Math.max(smallestQuestion, sum(wanted.map(({ weight }) => weight)))
  return new Map(
    shelf.entries.map((entry) => {
      const shared = sum(wanted.map(({ stem, weight }) => weight * (entry.strengths.get(stem) ?? 0)))
      return [entry, shared / whole]
    }),
  )
}

interface Wanted {
  readonly stem: string
  readonly weight: number
}

interface Draft {
  readonly id: string
  readonly article: Article
  readonly section: Section
  readonly fields: readonly (readonly string[])[]
}

/** Of heading, ways of asking, and body: what one word counts for, and how far a long field counts less. */
const fields = [
  { weight: 2, normalised: 0.5 },
  { weight: 1.5, normalised: 0.3 },
  { weight: 0.5, normalised: 0.75 },
] as const
const saturation = 1.2
/** How much a word loses that every article uses. */
const spreadLoss = 0.4
/** What a word without meaning keeps of its weight: "what" and "how" may still tell two sections apart. */
const meaninglessShare = 0.3
/** Everyday words alone weigh less than this, so they cannot make up a whole question. */
const smallestQuestion = 2

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
      return [stem, rarity * (1 - spreadLoss * spread)]
    }),
  )
}

/** The stems of a question with their weights; a misspelt one is mended to the nearest known stem. */
function want(shelf: Shelf, question: string, meaningless: ReadonlySet<string>): Wanted[] {
  const known = [...shelf.weights.keys()]
  return [...new Set(stems(question, shelf.language))].map((stem) => {
    const weight = shelf.weights.get(stem)
    if (meaningless.has(stem)) return { stem, weight: (weight ?? 0) * meaninglessShare }
    if (weight !== undefined) return { stem, weight }
    const mended = known.find((candidate) => isSlip(stem, candidate))
    return { stem: mended ?? stem, weight: shelf.weights.get(mended ?? stem) ?? strangeness(stem) }
  })
}

/** Weight of a word that no article has. Short ones are mostly small talk, numbers are mostly the person's own. */
function strangeness(stem: string): number {
  return /\p{N}/u.test(stem) ? 0.3 : Math.min(1.5, stem.length / 2)
}

function mean(lengths: readonly number[]): number {
  return sum(lengths) / Math.max(1, lengths.length)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
