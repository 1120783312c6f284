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
  heading: { weight: 1.5, normalised: 0.5 },
  asked: { weight: 1.2, normalised: 0.5 },
  body: { weight: 1, normalised: 0.75 },
}

/** How soon more of the same stop counting: one run of letters says most of what three say. */
const saturation = { words: 1.4, runs: 0.6 }

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
const everydayShare = 0.3
/** Everyday words alone weigh less than this, so they cannot make up a whole question. */
const smallestQuestion = 12

/** A section and how well it fits a question. */
export interface Near {
  readonly entry: Entry
  /** Share of the question that the section covers, 0 to 1 and a little above with what the glossary adds. */
  readonly share: number
  /** How much that is: the weights of the meaningful words they have in common. */
  readonly evidence: number
  /** The question names something of the glossary. */
  readonly inTerms: boolean
}

/** The sections nearest to a folded question, best first; of one country only, where one is given. */
export function nearest(shelf: Shelf, folded: string, limit: number, country: CountryCode | undefined): Near[] {
  if (country !== undefined && !shelf.countries.has(country)) return []
  const { shares, evidence, inTerms } = compare(shelf, folded)
  const best: Near[] = []
  let least = 0
  for (let n = 0; n < shares.length; n++) {
    const share = shares[n] ?? 0
    const entry = shelf.entries[n]
    if (share <= least || entry === undefined) continue
    if (country !== undefined && entry.article.country !== country) continue
    const place = best.findIndex((other) => other.share < share)
    best.splice(place === -1 ? best.length : place, 0, { entry, share, evidence: evidence[n] ?? 0, inTerms })
    if (best.length > limit) best.pop()
    if (best.length === limit) least = best.at(-1)?.share ?? 0
  }
  return best
}

/**
 * How much of a folded question each section covers, by the place of its entry, and what of that are meaningful words.
 * What nobody wrote counts against every section, so a question about something else is covered little.
 */
function compare(shelf: Shelf, question: string): Record<'shares' | 'evidence', Float64Array> & { inTerms: boolean } {
  const shares = new Float64Array(shelf.entries.length)
  const evidence = new Float64Array(shelf.entries.length)
  const { own, everyday, added, inTerms } = wanted(shelf, question)
  const runs = [...new Set(runsOf(question))].map((token) => ({ token, weight: weightOf(shelf.runs, token) }))
  const whole = Math.max(smallestQuestion, sum(own) + sum(everyday) + lettersShare * sum(runs))
  addScores(shelf.words, own, 1, evidence)
  addScores(shelf.words, own, 1 / whole, shares)
  addScores(shelf.words, everyday, 1 / whole, shares)
  addScores(shelf.words, added, 1 / whole, shares)
  addScores(shelf.runs, runs, lettersShare / whole, shares)
  return { shares, evidence, inTerms }
}

/** The stems of a question, unknown ones mended to the nearest known; everyday ones; and those the glossary adds. */
function wanted(
  shelf: Shelf,
  question: string,
): Record<'own' | 'everyday' | 'added', Sought<string>[]> & { inTerms: boolean } {
  const typed = new Set(stems(question, shelf.language))
  const everyday = [...typed].filter((token) => shelf.meaningless.has(token))
  const own = [...typed].flatMap((token) => {
    if (shelf.meaningless.has(token)) return []
    const weight = weightOf(shelf.words, token)
    if (shelf.words.found.has(token)) return [{ token, weight }]
    const near = shelf.mend(token)
    if (near.length === 0) return [{ token, weight: strangeness(token) * weight }]
    return near.map((one) => ({ token: one, weight: (weightOf(shelf.words, one) * mendedShare) / near.length }))
  })
  const terms = shelf.widen(question)
  return {
    own,
    everyday: everyday.map((token) => ({ token, weight: weightOf(shelf.words, token) * everydayShare })),
    added: terms
      .filter((token) => !typed.has(token))
      .map((token) => ({ token, weight: weightOf(shelf.words, token) * widenedShare })),
    inTerms: terms.length > 0,
  }
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
