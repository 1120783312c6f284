import { z } from 'zod'
import type { Article, CountryCode, Language, Section } from '../core/content.ts'
import type { ContentFile } from './files.ts'
import type { Finding } from './finding.ts'
import { fit } from './fit.ts'
import { readSections, type Placed } from './sections.ts'
import { locate, readYaml, type Places } from './yaml.ts'

/** An article with the lines its sections begin at. */
export interface ReadArticle {
  readonly file: string
  readonly article: Article
  readonly sections: readonly Placed<Section>[]
}

/** Reads `knowledge/articles/<country>/<topic>.<lang>.md`. `today` (`YYYY-MM-DD`) tells which reviews are overdue. */
export function readArticles(files: readonly ContentFile[], today: string | null, places: Places) {
  const articles: ReadArticle[] = []
  const findings: Finding[] = []
  for (const file of files) {
    const read = readArticle(file, today, places)
    findings.push(...read.findings)
    if (read.article !== null) articles.push(read.article)
  }
  return { articles, findings }
}

const date = z.iso.date('is no date such as 2026-12-31')
const url = z.url({ protocol: /^https?$/, error: 'is no link such as https://www.dian.gov.co' })

const front = z.strictObject({
  id: z.string(),
  country: z.string(),
  title: z.string().min(1),
  topic: z.string(),
  dimension: z.string(),
  reviewed: date,
  review_by: date,
  reviewer: z.string(),
  sources: z.record(z.string(), z.strictObject({ title: z.string().min(1), url, checked: date })),
  changes: z.array(z.strictObject({ date, section: z.string(), what: z.string(), material: z.boolean() })),
})

function readArticle(
  { file, text }: ContentFile,
  today: string | null,
  places: Places,
): { article: ReadArticle | null; findings: Finding[] } {
  const error = (line: number, problem: string, mend: string): Finding => ({
    severity: 'error',
    file,
    line,
    problem,
    mend,
  })
  const [, country, topic, language] = /\/([a-z]{2})\/([a-z0-9-]+)\.([a-z]{2})\.md$/.exec(file) ?? []
  if (country === undefined || topic === undefined || language === undefined) {
    return {
      article: null,
      findings: [
        error(
          1,
          'the name of the file tells no country, topic and language',
          'call it <country>/<topic>.<language>.md',
        ),
      ],
    }
  }
  const lines = text.split('\n')
  const end = lines.indexOf('---', 1)
  if (lines[0] !== '---' || end === -1) {
    return {
      article: null,
      findings: [error(1, 'the article has no head', 'begin with the fields between two lines of ---')],
    }
  }
  const source = readYaml(file, lines.slice(1, end).join('\n'), places, 1)
  if (source.findings.length > 0) return { article: null, findings: [...source.findings] }
  const { value, root, problems } = fit(front, source.value, places)
  const findings = locate(source.value, problems, places)
  if (value === null) return { article: null, findings }
  const at = (key: string, problem: string, mend: string, severity: Finding['severity'] = 'error') =>
    findings.push(...locate(root, [{ at: [key], problem, mend, severity }], places))

  const id = `${country}/${topic}`
  if (value.id !== id) at('id', `the file is called ${id} and the article ${value.id}`, 'give both the same name')
  if (value.country !== country)
    at('country', `the folder is ${country} and the country ${value.country}`, 'give both the same name')
  if (value.review_by <= value.reviewed)
    at('review_by', 'the next review is not after the last', 'correct one of the two dates')
  if (today !== null && value.review_by < today) {
    at(
      'review_by',
      `the review is overdue since ${value.review_by}`,
      'check every fact again, then set "reviewed" and "review_by"',
      'notice',
    )
  }
  const { sections, findings: inSections } = readSections(file, lines, end + 1, value.sources)
  const names = sections.map((section) => section.value.id)
  for (const { section } of value.changes) {
    if (!names.includes(section))
      at('changes', `a change names the section ${section}, which does not exist`, 'use the id of a section')
  }
  const { title, reviewed, review_by: reviewBy } = value
  const article = {
    id,
    country,
    language,
    title,
    topic: value.topic,
    reviewed,
    reviewBy,
    sections: sections.map((one) => one.value),
  }
  return { article: { file, article, sections }, findings: [...findings, ...inSections] }
}

/** What has to be the same in all languages of an article: that they exist, their sections, the facts of each. */
export function compareLanguages(
  articles: readonly ReadArticle[],
  expected: Readonly<Record<CountryCode, readonly Language[]>>,
): Finding[] {
  const findings: Finding[] = []
  for (const first of articles.filter(
    ({ article }, n) => articles.findIndex((one) => one.article.id === article.id) === n,
  )) {
    const { id, country } = first.article
    const same = articles.filter(({ article }) => article.id === id)
    const error = (file: string, line: number, problem: string, mend: string) =>
      findings.push({ severity: 'error', file, line, problem, mend })
    if (expected[country] === undefined) {
      error(first.file, 1, `there is no country file for ${country}`, `write knowledge/countries/${country}.yaml`)
    }
    for (const language of expected[country] ?? []) {
      if (!same.some(({ article }) => article.language === language)) {
        error(
          first.file,
          1,
          `the article ${id} is not written in ${language}`,
          `write knowledge/articles/${id}.${language}.md`,
        )
      }
    }
    for (const other of same) {
      if (other === first) continue
      for (const { value, line } of first.sections) {
        const twin = other.sections.find((one) => one.value.id === value.id)
        if (twin === undefined) {
          error(other.file, 1, `the section ${value.id} is missing; ${first.file}:${line} has it`, 'translate it')
        } else if (factsOf(twin.value) !== factsOf(value)) {
          const facts = `${factsOf(twin.value)} here, ${factsOf(value)} in ${first.file}:${line}`
          error(
            other.file,
            twin.line,
            `the section ${value.id} stands on other facts: ${facts}`,
            'say the same in both languages',
          )
        }
      }
      for (const { value, line } of other.sections) {
        if (first.sections.some((one) => one.value.id === value.id)) continue
        error(first.file, 1, `the section ${value.id} is missing; ${other.file}:${line} has it`, 'translate it')
      }
    }
  }
  return findings
}

function factsOf(section: Section): string {
  return section.facts.toSorted().join(' ')
}
