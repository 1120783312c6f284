import type { Article, Content, CountryCode, Language, Section } from '../../core/content.ts'
import { compare, shelve, type Shelf } from './shelf.ts'
import { stems } from './stems.ts'

/** Every article, indexed once a language at boot. */
export interface Library {
  readonly shelves: readonly Shelf[]
  /** By language: stems of the words that carry no meaning in a question. */
  readonly meaningless: Readonly<Record<Language, ReadonlySet<string>>>
  /** The language of each country: the last choice when an article lacks a person's own. */
  readonly countryLanguage: Readonly<Record<CountryCode, Language>>
}

export interface Query {
  readonly question: string
  readonly language: Language
  readonly country: CountryCode
  readonly limit: number
}

/** A section that answers, in the person's language where it exists and in the nearest one otherwise. */
export interface Hit {
  /** `co/rut#code-22`. */
  readonly id: string
  readonly article: Article
  readonly section: Section
  readonly language: Language
  /** Share of the question that the section covers, 0 to 1. */
  readonly score: number
}

/** Indexes the articles of a content. */
export function openLibrary(content: Content): Library {
  const shelves = content.languages.map((language) => {
    return shelve(
      language,
      content.articles.filter((article) => article.language === language),
    )
  })
  const meaningless = content.languages.map((language) => [language, smallTalk(content, language)] as const)
  const countryLanguage = Object.values(content.countries).map(({ id, language }) => [id, language] as const)
  return {
    shelves,
    meaningless: Object.fromEntries(meaningless),
    countryLanguage: Object.fromEntries(countryLanguage),
  }
}

/**
 * The sections of a country that answer a question, best first; none when nothing here covers enough of it. People mix
 * languages, so the words are looked up in every language the country's articles have.
 */
export function search(library: Library, { question, language, country, limit }: Query): Hit[] {
  const scores = new Map<string, number>()
  for (const shelf of library.shelves) {
    for (const [entry, score] of compare(shelf, question, library.meaningless[shelf.language] ?? new Set())) {
      if (entry.article.country !== country || score < enough) continue
      scores.set(entry.id, Math.max(score, scores.get(entry.id) ?? 0))
    }
  }
  const ranked = [...scores].sort(([, a], [, b]) => b - a).slice(0, limit)
  return ranked.flatMap(([id, score]) => present(library, id, score, language, country))
}

/** Greetings, fillers and question words; of a phrase no single word is meaningless. */
function smallTalk(content: Content, language: Language): Set<string> {
  const hear = content.voices[language]?.hear
  if (hear === undefined) return new Set()
  const phrases = [...hear.fillers, ...hear.questions, ...hear.greetings.own, ...hear.greetings.everywhere]
  return new Set(phrases.flatMap((words) => (words.includes(' ') ? [] : stems(words, language))))
}

/** Below this share the question is about something else. Calibrated on questions like those of `test/asks/questions.ts`. */
const enough = 0.34

function present(library: Library, id: string, score: number, language: Language, country: CountryCode): Hit[] {
  const nearest = [language, 'en', library.countryLanguage[country]]
  const entries = library.shelves.flatMap((shelf) => shelf.entries.filter((entry) => entry.id === id))
  const entry = nearest.map((wanted) => entries.find(({ article }) => article.language === wanted)).find(Boolean)
  if (entry === undefined) return []
  return [{ id, article: entry.article, section: entry.section, language: entry.article.language, score }]
}
