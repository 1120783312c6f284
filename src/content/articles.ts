import { z } from 'zod'
import type { Article, Section } from '../core/content.ts'
import { filesUnder, type ContentFile } from './files.ts'
import type { Finding, Problem } from './finding.ts'
import { fit } from './fit.ts'
import { readSections, type Placed } from './sections.ts'
import { locate, type Places } from './places.ts'
import { readYaml } from './yaml.ts'

/** An article with the lines its sections begin at. */
export interface ReadArticle {
  readonly file: string
  readonly article: Article
  readonly sections: readonly Placed<Section>[]
}

/** Reads `articles/<country>/<topic>.<lang>.md`. `today` (`YYYY-MM-DD`) tells which reviews are overdue. */
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

/** The articles of another folder, `<folder>/articles`, for measuring: what does not hold together is left out in silence. */
export function readArticlesUnder(folder: string): Article[] {
  const { articles } = readArticles(filesUnder(folder, 'articles', '.md'), null, new WeakMap())
  return articles.map(({ article }) => article)
}

/** The id that the name of a file gives an article: `co/rut`. */
export function articleId(file: string): string {
  return file.replace(/^knowledge\/articles\/|\.[^/]*$/g, '')
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
  changes: z.array(z.strictObject({ date, section: z.string(), what: z.string(), material: z.boolean() })).default([]),
})

type Head = z.infer<typeof front>

function readArticle({ file, text }: ContentFile, today: string | null, places: Places): Read {
  const refuse = (problem: string, mend: string): Read => ({
    article: null,
    findings: [{ severity: 'error', file, line: 1, problem, mend }],
  })
  const [, country, topic, language] = /\/([a-z]{2})\/([a-z0-9-]+)\.([a-z]{2})\.md$/.exec(file) ?? []
  if (country === undefined || topic === undefined || language === undefined) {
    return refuse(
      'the name of the file tells no country, topic and language',
      'call it <country>/<topic>.<language>.md',
    )
  }
  const lines = text.split('\n')
  const end = lines.indexOf('---', 1)
  if (lines[0] !== '---' || end === -1) {
    return refuse('the article has no head', 'begin with the fields between two lines of ---')
  }
  const source = readYaml(file, lines.slice(1, end).join('\n'), places, 1)
  const { value, root, problems } = fit(front, source.value, places)
  const sources = { sound: value?.sources ?? {}, named: namesIn(source.value) }
  const { sections, findings } = readSections(file, lines, end + 1, sources)
  if (source.findings.length > 0) return { article: null, findings: [...source.findings] }
  findings.push(...locate(source.value, problems, places))
  if (value === null) return { article: null, findings }
  findings.push(...locate(root, headProblems(value, `${country}/${topic}`, namesOf(sections), today), places))
  const article = {
    id: `${country}/${topic}`,
    country,
    language,
    title: value.title,
    topic: value.topic,
    reviewed: value.reviewed,
    reviewBy: value.review_by,
    sections: sections.map((one) => one.value),
  }
  return { article: { file, article, sections }, findings }
}

interface Read {
  readonly article: ReadArticle | null
  readonly findings: readonly Finding[]
}

function* headProblems(head: Head, id: string, sections: readonly string[], today: string | null): Generator<Problem> {
  const { review_by: reviewBy, reviewed, changes } = head
  if (head.id !== id) {
    yield {
      at: ['id'],
      problem: `the file is called ${id} and the article ${head.id}`,
      mend: 'give both the same name',
    }
  }
  if (!id.startsWith(`${head.country}/`)) {
    yield {
      at: ['country'],
      problem: `the article ${id} is said to be of ${head.country}`,
      mend: 'name the country of its folder',
    }
  }
  if (reviewBy <= reviewed) {
    yield { at: ['review_by'], problem: 'the next review is not after the last', mend: 'correct one of the two dates' }
  }
  if (today !== null && reviewBy < today) {
    const mend = 'check every fact again, then set "reviewed" and "review_by"'
    yield { at: ['review_by'], problem: `the review is overdue since ${reviewBy}`, mend, severity: 'notice' }
  }
  for (const [n, { section }] of changes.entries()) {
    if (sections.includes(section)) continue
    const problem = `a change names the section ${section}, which does not exist`
    yield { at: ['changes', n], problem, mend: 'use the id of a section' }
  }
}

function namesOf(sections: readonly Placed<Section>[]): string[] {
  return sections.map(({ value }) => value.id)
}

/** The names of an article's sources, sound or not. */
function namesIn(head: unknown): string[] {
  const { data } = z.object({ sources: z.record(z.string(), z.unknown()) }).safeParse(head)
  return Object.keys(data?.sources ?? {})
}
