import type { Article, CountryCode, Language, Section, Term } from '../../core/content.ts'
import { runsOf } from './letters.ts'
import { menderOf, type Mender } from './mend.ts'
import { addScores, rank, rarity, type Field, type Ranking, type Sought } from './ranking.ts'
import { stems } from './stems.ts'
import { widenerOf, type Widener } from './terms.ts'

/** Every section of one language, ready to be compared with a question by its words and by its letters. */
export interface Shelf {
  readonly language: Language
  readonly entries: readonly Entry[]
  readonly words: Ranking<string>
  readonly runs: Ranking<number>
  readonly mend: Mender
  readonly widen: Widener
  /** Stems that carry no meaning in a question: greetings, fillers, "what", "how". */
  readonly meaningless: ReadonlySet<string>
  readonly countries: ReadonlySet<CountryCode>
}

export interface Entry {
  /** `co/rut#code-22`. */
  readonly id: string
  readonly article: Article
  readonly section: Section
}

/** What one word counts for in the heading, in the ways of asking and in the body, and how far a long text counts less. */
const fields = {
  heading: { weight: 3, normalised: 0.5 },
  asked: { weight: 2.5, normalised: 0.3 },
  body: { weight: 1, normalised: 0.75 },
}

/** How soon more of the same stop counting: one run of letters says most of what three say. */
const saturation = { words: 0.9, runs: 0.4 }

/** Builds the shelf of one language; cost grows with the text, so it is done once, at boot. */
export function shelve(
  language: Language,
  articles: readonly Article[],
  glossary: readonly Term[],
  meaningless: ReadonlySet<string>,
): Shelf {
  const entries = articles.flatMap((article) =>
    article.sections.map((section) => ({ id: `${article.id}#${section.id}`, article, section })),
  )
  const words = rank(
    entries.map((entry) => read(entry, (text) => stems(text, language))),
    saturation.words,
  )
  const runs = rank(
    entries.map((entry) => read(entry, runsOf)),
    saturation.runs,
  )
  return {
    language,
    entries,
    words,
    runs,
    mend: menderOf(words.found.keys()),
    widen: widenerOf(glossary, language),
    meaningless,
    countries: new Set(articles.map(({ country }) => country)),
  }
}

function read<Token>({ article, section }: Entry, tokensOf: (text: string) => Token[]): Field<Token>[] {
  return [
    { ...fields.heading, tokens: tokensOf(`${section.heading} ${article.title}`) },
    { ...fields.asked, tokens: section.asked.flatMap(tokensOf) },
    { ...fields.body, tokens: tokensOf(section.body) },
  ]
}

/** What the letters of a question count beside its words. */
const lettersShare = 0.22
/** What a mended word, one that the glossary adds, and one without meaning keep of their weight. */
const mendedShare = 0.8
const widenedShare = 0.4
const meaninglessShare = 0.3
/** Everyday words alone weigh less than this, so they cannot make up a whole question. */
const smallestQuestion = 12

/** The sections nearest to a folded question, best first; of one country only, where one is given. */
export function nearest(
  shelf: Shelf,
  folded: string,
  limit: number,
  country: CountryCode | undefined,
): { entry: Entry; score: number }[] {
  if (country !== undefined && !shelf.countries.has(country)) return []
  const scores = compare(shelf, folded)
  const best: { entry: Entry; score: number }[] = []
  let least = 0
  for (let n = 0; n < scores.length; n++) {
    const score = scores[n] ?? 0
    const entry = shelf.entries[n]
    if (score <= least || entry === undefined) continue
    if (country !== undefined && entry.article.country !== country) continue
    const place = best.findIndex((other) => other.score < score)
    best.splice(place === -1 ? best.length : place, 0, { entry, score })
    if (best.length > limit) best.pop()
    if (best.length === limit) least = best.at(-1)?.score ?? 0
  }
  return best
}

/**
 * How much of a folded question each section covers, 0 to 1, by the place of its entry. What nobody wrote counts against every
 * section, so a question about something else covers little.
 */
function compare(shelf: Shelf, question: string): Float64Array {
  const scores = new Float64Array(shelf.entries.length)
  const words = wanted(shelf, question)
  const runs = [...new Set(runsOf(question))].map((token) => ({ token, weight: weightOf(shelf.runs, token) }))
  const whole = Math.max(smallestQuestion, sum(words.own) + lettersShare * sum(runs))
  addScores(shelf.words, words.own, 1 / whole, scores)
  addScores(shelf.words, words.added, 1 / whole, scores)
  addScores(shelf.runs, runs, lettersShare / whole, scores)
  return scores
}

/** The stems of a question, unknown ones mended to the nearest known, and those that the glossary adds to them. */
function wanted(shelf: Shelf, question: string): Record<'own' | 'added', Sought<string>[]> {
  const typed = new Set(stems(question, shelf.language))
  const own = [...typed].flatMap((token) => {
    const weight = weightOf(shelf.words, token)
    if (shelf.meaningless.has(token)) return [{ token, weight: weight * meaninglessShare }]
    if (shelf.words.found.has(token)) return [{ token, weight }]
    const near = shelf.mend(token)
    if (near.length === 0) return [{ token, weight: strangeness(token) * weight }]
    return near.map((one) => ({ token: one, weight: (weightOf(shelf.words, one) * mendedShare) / near.length }))
  })
  const added = shelf
    .widen(question)
    .filter((token) => !typed.has(token))
    .map((token) => ({ token, weight: weightOf(shelf.words, token) * widenedShare }))
  return { own, added }
}

/** A word that nobody wrote weighs as the rarest would. */
function weightOf<Token>({ found, size }: Ranking<Token>, token: Token): number {
  return found.get(token)?.weight ?? rarity(0, size)
}

/** Share of its weight that an unknown word keeps: short ones are mostly small talk, numbers are the person's own. */
function strangeness(token: string): number {
  return /\p{N}/u.test(token) ? 0.1 : Math.min(1, token.length / 8)
}

function sum(sought: readonly Sought<unknown>[]): number {
  return sought.reduce((total, { weight }) => total + weight, 0)
}
