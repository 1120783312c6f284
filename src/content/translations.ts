import type { CountryCode, Language, Section } from '../core/content.ts'
import type { ReadArticle } from './articles.ts'
import type { Finding } from './finding.ts'

/** What articles are held against. */
export interface Expected {
  /** Every file there is, also of articles that could not be read. */
  readonly files: readonly string[]
  readonly countries: readonly CountryCode[]
  /** The languages of each country's articles; the first is the one the others are held against. */
  readonly languages: Readonly<Record<CountryCode, readonly Language[]>>
}

/** What has to be the same in all languages of an article: that they exist, their sections, the facts of each. */
export function compareLanguages(articles: readonly ReadArticle[], expected: Expected): Finding[] {
  const ids = [...new Set(articles.map(({ article }) => article.id))]
  return ids.flatMap((id) => {
    const country = id.slice(0, 2)
    const languages = expected.languages[country] ?? []
    const [first, ...others] = articles
      .filter(({ article }) => article.id === id)
      .toSorted((a, b) => languages.indexOf(a.article.language) - languages.indexOf(b.article.language))
    if (first === undefined) return []
    if (!expected.countries.includes(country)) {
      return [error(first, 1, `there is no country file for ${country}`, `write knowledge/countries/${country}.yaml`)]
    }
    const missing = languages
      .filter((language) => !expected.files.includes(fileOf(id, language)))
      .map((language) =>
        error(first, 1, `the article ${id} is not written in ${language}`, `write ${fileOf(id, language)}`),
      )
    return [...missing, ...others.flatMap((other) => compare(first, other))]
  })
}

function compare(first: ReadArticle, other: ReadArticle): Finding[] {
  const twinOf = (id: string, article: ReadArticle) => article.sections.find(({ value }) => value.id === id)
  const lacks = (article: ReadArticle, { value, line }: ReadArticle['sections'][number], has: ReadArticle) =>
    error(article, 1, `the section ${value.id} is missing; ${has.file}:${line} has it`, 'translate it')
  const there = first.sections.flatMap((section) => {
    const twin = twinOf(section.value.id, other)
    if (twin === undefined) return [lacks(other, section, first)]
    if (factsOf(twin.value) === factsOf(section.value)) return []
    const facts = `${factsOf(twin.value)} here, ${factsOf(section.value)} in ${first.file}:${section.line}`
    const problem = `the section ${twin.value.id} stands on other facts: ${facts}`
    return [error(other, twin.line, problem, 'say the same in both languages')]
  })
  const back = other.sections.filter(({ value }) => twinOf(value.id, first) === undefined)
  return [...there, ...back.map((section) => lacks(first, section, other))]
}

function fileOf(id: string, language: Language): string {
  return `knowledge/articles/${id}.${language}.md`
}

function error({ file }: ReadArticle, line: number, problem: string, mend: string): Finding {
  return { severity: 'error', file, line, problem, mend }
}

function factsOf(section: Section): string {
  return section.facts.toSorted().join(' ')
}
