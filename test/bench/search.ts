import { create, insertMultiple, search as searchOrama } from '@orama/orama'
import MiniSearch from 'minisearch'
import { openLibrary, ranked } from '../../src/asks/library/index.ts'
import { fold } from '../../src/core/hearing/text.ts'
import type { Article, Language, Section } from '../../src/core/content.ts'
import { content } from '../content.ts'

/** How an engine found the section each question was written for, and how fast. Times in milliseconds. */
export interface SearchMeasured {
  readonly engine: string
  readonly recall1: number
  readonly p50: number
  readonly p99: number
  readonly build: number
}

interface Question {
  readonly text: string
  readonly section: string
}

/** Answers a question with the id of the best section. */
type Engine = (question: string) => Promise<string | undefined>

const language: Language = 'es'
const asked = 400

/**
 * Our articles of one language, of which every sixth way of asking was taken out and is asked; the sections stand there
 * `copies` times, the copies without what was taken out and under other names.
 */
export async function measureSearch(copies: number): Promise<SearchMeasured[]> {
  const { articles, questions } = heldOut(copies)
  return [
    await measure('ours', () => Promise.resolve(ours(articles)), questions),
    await measure('MiniSearch, folded, fuzzy', () => Promise.resolve(miniSearch(articles)), questions),
    await measure('Orama, Spanish tokenizer', () => orama(articles), questions),
  ]
}

function heldOut(copies: number): { articles: Article[]; questions: Question[] } {
  const own = content.articles.filter((article) => article.language === language)
  const questions: Question[] = []
  const kept = own.map((article) => {
    const sections = article.sections.map((section) => {
      const taken = section.asked.filter((_, n) => n % 6 === 3)
      questions.push(...taken.map((text) => ({ text, section: `${article.id}#${section.id}` })))
      return { ...section, asked: section.asked.filter((_, n) => n % 6 !== 3) }
    })
    return { ...article, sections }
  })
  const more = Array.from({ length: copies - 1 }, (_, n) => kept.map((article) => renamed(article, n)))
  return { articles: [...kept, ...more.flat()], questions: questions.filter((_, n) => n % 3 === 0).slice(0, asked) }
}

/** A copy about something else: each word that says a subject has another ending. */
function renamed(article: Article, copy: number): Article {
  const other = (text: string) =>
    text.replace(/\p{L}{5,}/gu, (word) => `${word.slice(0, -2)}${'bcdfglmnp'.charAt(copy % 9)}u`)
  const sections = article.sections.map((section) => ({
    ...section,
    heading: other(section.heading),
    asked: section.asked.map(other),
    body: other(section.body),
  }))
  return { ...article, id: `${article.id}-${copy}`, sections }
}

async function measure(
  engine: string,
  open: () => Promise<Engine>,
  questions: readonly Question[],
): Promise<SearchMeasured> {
  const begun = performance.now()
  const find = await open()
  const build = performance.now() - begun
  for (const { text } of questions) await find(text)
  const times: number[] = []
  let right = 0
  for (const { text, section } of questions) {
    const from = performance.now()
    const found = await find(text)
    times.push(performance.now() - from)
    if (found === section) right += 1
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0
  return { engine, recall1: right / questions.length, p50: at(0.5), p99: at(0.99), build }
}

function ours(articles: readonly Article[]): Engine {
  const library = openLibrary({ ...content, languages: [language], articles })
  return (question) => Promise.resolve(ranked(library, { question, language, limit: 1 })[0]?.id)
}

function documents(articles: readonly Article[]) {
  return articles.flatMap(({ id, sections }) =>
    sections.map((section) => ({ id: `${id}#${section.id}`, ...texts(section) })),
  )
}

function texts({ heading, asked: ways, body }: Section) {
  return { heading, asked: ways.join('\n'), body }
}

function miniSearch(articles: readonly Article[]): Engine {
  const index = new MiniSearch({
    fields: ['heading', 'asked', 'body'],
    processTerm: (term) => fold(term),
    searchOptions: { boost: { heading: 1.5, asked: 1.2 }, fuzzy: 0.2 },
  })
  index.addAll(documents(articles))
  return (question) => Promise.resolve(String(index.search(question)[0]?.id))
}

async function orama(articles: readonly Article[]): Promise<Engine> {
  const index = create({
    schema: { id: 'string', heading: 'string', asked: 'string', body: 'string' },
    language: 'spanish',
  })
  await insertMultiple(index, documents(articles))
  return async (question) => {
    const properties: ('heading' | 'asked' | 'body')[] = ['heading', 'asked', 'body']
    const { hits } = await searchOrama(index, { term: question, properties, limit: 1 })
    return hits[0]?.document.id
  }
}
