import type { Article, Content, CountryCode, Language, Section } from '../../core/content.ts'
import { fold } from '../../core/hearing/text.ts'
import { nearest, shelve, type Entry, type Near, type Shelf } from './shelf.ts'
import { stems } from './stems.ts'

/** Every article, indexed once a language at boot. */
export interface Library {
  readonly shelves: readonly Shelf[]
  /** By id, the section in each language it is written in. */
  readonly editions: ReadonlyMap<string, readonly Entry[]>
  /** Sections by country and folded heading: a question that is a heading means its section. */
  readonly headings: ReadonlyMap<string, Entry>
  /** The language of each country: the last choice when an article lacks a person's own. */
  readonly countryLanguage: Readonly<Record<CountryCode, Language>>
}

export interface Query {
  readonly question: string
  readonly language: Language
  /** Only this country's sections; without it, all. */
  readonly country?: CountryCode
  readonly limit: number
}

/** A section that answers, in the person's language where it exists and in the nearest one otherwise. */
export interface Hit {
  /** `co/rut#code-22`. */
  readonly id: string
  readonly article: Article
  readonly section: Section
  readonly language: Language
  /** What people ask next, in the same language where it exists. */
  readonly next: readonly { readonly id: string; readonly heading: string }[]
  /** How sure it is that the section is about what was asked, 0 to 1. */
  readonly score: number
}

/** What the library is made of. */
export type Books = Pick<Content, 'languages' | 'voices' | 'countries' | 'articles' | 'glossary'>

/** The articles of a content, indexed the first time it is asked for. */
export function openLibrary(content: Books): Library {
  const known = opened.get(content.articles)
  if (known !== undefined && isMadeOf(known.content, content)) return known.library
  const library = index(content)
  opened.set(content.articles, { content, library })
  return library
}

const opened = new WeakMap<Books['articles'], { content: Books; library: Library }>()

/** Whether two contents differ in nothing that a library is made of. */
function isMadeOf(one: Books, other: Books): boolean {
  return (
    one.languages === other.languages &&
    one.voices === other.voices &&
    one.countries === other.countries &&
    one.glossary === other.glossary
  )
}

function index(content: Books): Library {
  const shelves = content.languages.map((language) =>
    shelve(
      language,
      content.articles.filter((article) => article.language === language),
      content.glossary,
      smallTalk(content, language),
    ),
  )
  const editions = new Map<string, Entry[]>()
  for (const entry of shelves.flatMap(({ entries }) => entries)) {
    editions.set(entry.id, [...(editions.get(entry.id) ?? []), entry])
  }
  const countryLanguage = Object.values(content.countries).map(({ id, language }) => [id, language] as const)
  const headings = new Map(
    shelves.flatMap(({ entries }) =>
      entries.map((entry) => [headingKey(entry.article.country, entry.section.heading), entry]),
    ),
  )
  return { shelves, editions, headings, countryLanguage: Object.fromEntries(countryLanguage) }
}

/** The sections that answer a question, best first; none when nothing here is about it. */
export function search(library: Library, query: Query): Hit[] {
  return ranked(library, query).filter(({ score }) => score >= enough)
}

/**
 * The nearest sections, best first, however far they are. People mix languages, so the words are looked up in every
 * language there is, and a section counts by the one that fits best; their own a little more.
 */
export function ranked(library: Library, { question, language, country, limit }: Query): Hit[] {
  const folded = fold(question.slice(0, looked))
  const best = new Map<string, Near>()
  const named = library.headings.get(headingKey(country ?? '', folded))
  if (named !== undefined) best.set(named.id, { entry: named, share: 1, evidence: Infinity, inTerms: true })
  for (const shelf of library.shelves) {
    const trust = shelf.language === language ? 1 : foreignShare
    for (const near of nearest(shelf, folded, limit, country)) {
      const share = near.share * trust
      if (share > (best.get(near.entry.id)?.share ?? 0)) best.set(near.entry.id, { ...near, share })
    }
  }
  return [...best.values()]
    .sort((a, b) => b.share - a.share)
    .slice(0, limit)
    .flatMap((near) => present(library, near, language))
}

function headingKey(country: CountryCode, heading: string): string {
  return `${country} ${fold(heading)}`
}

/** UTF-16 units of a question that are looked at; what comes after a page of words is no question any more. */
const looked = 1_500

/** What a section counts that fits in another language than the person's. */
const foreignShare = 0.9

/**
 * Whether a section is meant: it covers much of the question, that is more than a word or two, and the question names
 * something of the trade. Fitted to questions that the articles answer and to such that they do not (`test/asks`).
 */
function sureness({ share, evidence, inTerms }: Near): number {
  const weight = fit.share * share + fit.evidence * Math.log1p(evidence) + (inTerms ? fit.inTerms : 0)
  return 1 / (1 + Math.exp(fit.enough - weight))
}

const fit = { share: 9, evidence: 5.2, inTerms: 2, enough: 11.8 }

/** From here on a section is taken to answer. */
export const enough = 0.5

/** Greetings, fillers and question words; of a phrase no single word is meaningless. */
function smallTalk(content: Books, language: Language): Set<string> {
  const hear = content.voices[language]?.hear
  if (hear === undefined) return new Set()
  const phrases = [...hear.fillers, ...hear.questions, ...hear.greetings.own, ...hear.greetings.everywhere]
  return new Set(phrases.flatMap((words) => (words.includes(' ') ? [] : stems(words, language))))
}

function present(library: Library, near: Near, language: Language): Hit[] {
  const hit = hitOf(library, near.entry.id, language, sureness(near))
  return hit === undefined ? [] : [hit]
}

/** A section as it is told in a language, or in the nearest one it has, found as surely as `score` says. */
export function hitOf(library: Library, id: string, language: Language, score: number): Hit | undefined {
  const entry = edition(library, id, language)
  if (entry === undefined) return undefined
  const { article, section } = entry
  const next = section.then.flatMap((other) => {
    const found = edition(library, other, language)
    return found === undefined ? [] : [{ id: other, heading: found.section.heading }]
  })
  return { id, article, section, language: article.language, next, score }
}

/** A section in a language, or in the nearest one it has. */
export function edition(library: Library, id: string, language: Language): Entry | undefined {
  const entries = library.editions.get(id) ?? []
  const own = library.countryLanguage[entries[0]?.article.country ?? '']
  const nearest = [language, 'en', own].map((wanted) => entries.find(({ article }) => article.language === wanted))
  return nearest.find((entry) => entry !== undefined) ?? entries[0]
}
