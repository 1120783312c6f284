import { z } from 'zod'
import type { CountryCode } from '../core/content.ts'
import type { ReadArticle } from './articles.ts'
import type { ContentFile } from './files.ts'
import type { Finding, Problem } from './finding.ts'
import { fit } from './fit.ts'
import { locate, type Places } from './places.ts'
import { readYaml } from './yaml.ts'

const format = z.strictObject({
  facts: z.record(
    z.string().regex(/^[A-Z]+-\d+$/),
    z.strictObject({
      says: z.string().min(1),
      source: z.string(),
      sure: z.enum(['high', 'medium', 'low']),
      /** False where it is never stated as certain. */
      affirm: z.boolean().default(true),
      /** What changes with time, in the editors' words. */
      until: z.string().optional(),
      /** Why no article carries it. */
      left_out: z.string().min(1).optional(),
    }),
  ),
})

type Facts = z.infer<typeof format>['facts']

/**
 * Holds the articles of each country against its sheet, `knowledge/facts/<country>.yaml`: facts that do not exist, sections
 * that rest only on what is not to be affirmed and name nobody who confirms it, and facts that no article carries.
 */
export function checkFacts(
  sheets: readonly ContentFile[],
  articles: readonly ReadArticle[],
  countries: readonly CountryCode[],
  places: Places,
): Finding[] {
  return countries.flatMap((country) => {
    const own = articles.filter(({ article }) => article.country === country)
    const sheet = sheets.find(({ file }) => file === `knowledge/facts/${country}.yaml`)
    if (sheet === undefined) return own.length === 0 ? [] : [missingSheet(country)]
    const source = readYaml(sheet.file, sheet.text, places)
    if (source.findings.length > 0) return source.findings
    const { value, root, problems } = fit(format, source.value, places)
    const facts = value?.facts ?? {}
    return [
      ...locate(source.value, problems, places),
      ...own.flatMap((article) => standing(article, facts, sheet.file)),
      ...locate(root, [...uncarried(facts, own)], places),
    ]
  })
}

function missingSheet(country: CountryCode): Finding {
  const file = `knowledge/facts/${country}.yaml`
  return {
    severity: 'error',
    file,
    line: 1,
    problem: `there is no sheet of facts for ${country}`,
    mend: 'write this file',
  }
}

/** The line below a heading says what the section rests on. */
function standing({ file, sections }: ReadArticle, facts: Facts, sheet: string): Finding[] {
  return sections.flatMap(({ value, line }) => {
    const error = (problem: string, mend: string): Finding => ({
      severity: 'error',
      file,
      line: line + 1,
      problem,
      mend,
    })
    const unknown = value.facts.filter((id) => facts[id] === undefined)
    const findings = unknown.map((id) => error(`the fact ${id} does not exist`, `use a fact of ${sheet}`))
    const carries = value.facts.some((id) => facts[id]?.affirm === true)
    if (value.facts.length > unknown.length && !carries && value.confirm.length === 0) {
      const problem = `the section ${value.id} rests only on facts that are not to be affirmed: ${value.facts.join(' ')}`
      findings.push(error(problem, 'say who confirms it ("| confirm: <source>"), or give it a fact that carries it'))
    }
    return findings
  })
}

/** One finding a topic, at its first fact. */
function* uncarried(facts: Facts, articles: readonly ReadArticle[]): Generator<Problem> {
  const carried = new Set(articles.flatMap(({ sections }) => sections.flatMap(({ value }) => value.facts)))
  const topics = new Map<string, string[]>()
  for (const [id, { affirm, left_out: reason }] of Object.entries(facts)) {
    if (carried.has(id) || !affirm || reason !== undefined) continue
    const topic = id.replace(/-\d+$/, '')
    topics.set(topic, [...(topics.get(topic) ?? []), id])
  }
  for (const ids of topics.values()) {
    const mend = 'write a section on it, or say in "left_out" why there is none'
    yield { at: ['facts', ids[0] ?? ''], problem: `no article carries ${ids.join(' ')}`, mend, severity: 'notice' }
  }
}
