import { resolve } from 'node:path'
import { consult } from '../asks/consult.ts'
import { openLibrary, ranked, type Hit, type Library } from '../asks/library/index.ts'
import { readConfig } from '../config.ts'
import { readArticlesUnder } from '../content/articles.ts'
import { readQuestions, type AskedQuestion } from '../content/asked.ts'
import type { Content } from '../core/content.ts'
import { readContent } from './open.ts'
import { packageRoot } from './root.ts'

/** Shares of questions, 0 to 1, null where there were none of the kind; times in milliseconds of one search. */
export interface Measured {
  readonly n: number
  /** The right section came first, or among the first three; and the mean of 1 / its place among ten. */
  readonly recall1: number | null
  readonly recall3: number | null
  readonly mrr10: number | null
  /** Of what cannot be answered, and of what can be: how much was not answered. */
  readonly abstained_right: number | null
  readonly abstained_wrong: number | null
  readonly p50_ms: number
  readonly p99_ms: number
}

/** Asks every question of a file and prints how well and how fast it was found, overall and by language. */
export async function evaluate(file: string, options: { knowledge?: string; json: boolean }): Promise<void> {
  const content = contentFor(options.knowledge)
  const questions = readQuestions(file)
  const outcomes = await askAll(questions, content)
  const languages = [...new Set(questions.map(({ lang }) => lang))]
  const byLanguage = languages.map((code) => [code, sumUp(outcomes.filter(({ lang }) => lang === code))] as const)
  const result = { ...sumUp(outcomes), languages: Object.fromEntries(byLanguage) }
  const lines = [['all', sumUp(outcomes)] as const, ...byLanguage].map(([name, sum]) => `${name}  ${inWords(sum)}`)
  process.stdout.write(`${options.json ? JSON.stringify(result) : lines.join('\n')}\n`)
}

function contentFor(knowledge: string | undefined): Content {
  const { content } = readContent(readConfig(), packageRoot)
  if (knowledge === undefined) return content
  const articles = readArticlesUnder(resolve(knowledge))
  return { ...content, articles, homeCountry: articles[0]?.country ?? content.homeCountry }
}

interface Outcome {
  readonly lang: string
  readonly answerable: boolean
  /** Place of the first right section among ten, from 1; null where it is not among them. */
  readonly place: number | null
  readonly abstained: boolean
  readonly ms: number
}

async function askAll(questions: readonly AskedQuestion[], content: Content): Promise<Outcome[]> {
  const library = openLibrary(content)
  // A first round, untimed: a server has answered before.
  for (const question of questions) rankedFor(question, library)
  const outcomes: Outcome[] = []
  for (const question of questions) {
    const begun = performance.now()
    const hits = rankedFor(question, library)
    const ms = performance.now() - begun
    const at = hits.findIndex((hit) => isRight(hit, question))
    outcomes.push({
      ...{ lang: question.lang, answerable: question.answerable ?? true, ms },
      place: at === -1 ? null : at + 1,
      abstained: await abstains(question, content, library),
    })
  }
  return outcomes
}

function rankedFor({ q, lang, country }: AskedQuestion, library: Library): Hit[] {
  return ranked(library, { question: q, language: lang, limit: 10, ...(country === undefined ? {} : { country }) })
}

function isRight({ id, section }: Hit, { facts = [], sections = [] }: AskedQuestion): boolean {
  return sections.includes(id) || section.facts.some((fact) => facts.includes(fact))
}

/** Whether a person would get no answer from an article: not known, small talk, or declined. */
async function abstains({ q, lang, country }: AskedQuestion, content: Content, library: Library): Promise<boolean> {
  const { answers } = await consult(
    {
      ...{ id: 'eval', kind: 'consult', question: q, language: lang, country: country ?? content.homeCountry },
      ...{ before: [], product: null, askedBack: true },
    },
    { content, library, today: '' },
  )
  return answers.every(({ outcome }) => outcome !== 'answer')
}

function sumUp(outcomes: readonly Outcome[]): Measured {
  const asked = outcomes.filter(({ answerable }) => answerable)
  const others = outcomes.filter(({ answerable }) => !answerable)
  const times = outcomes.map(({ ms }) => ms).sort((a, b) => a - b)
  const within = (most: number) => share(asked, ({ place }) => place !== null && place <= most)
  const places = asked.map(({ place }) => (place === null ? 0 : 1 / place))
  return {
    ...{ n: outcomes.length, recall1: within(1), recall3: within(3) },
    mrr10: asked.length === 0 ? null : rounded(places.reduce((sum, one) => sum + one, 0) / asked.length),
    abstained_right: share(others, ({ abstained }) => abstained),
    abstained_wrong: share(asked, ({ abstained }) => abstained),
    p50_ms: rounded(times[Math.floor(times.length * 0.5)] ?? 0),
    p99_ms: rounded(times[Math.floor(times.length * 0.99)] ?? 0),
  }
}

function share<T>(all: readonly T[], is: (one: T) => boolean): number | null {
  return all.length === 0 ? null : rounded(all.filter(is).length / all.length)
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}

function inWords(measured: Measured): string {
  return Object.entries(measured)
    .map(([name, value]) => `${name} ${value ?? '–'}`)
    .join('  ')
}
