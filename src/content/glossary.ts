import { z } from 'zod'
import type { CountryCode, Language, Term } from '../core/content.ts'
import type { ContentFile } from './files.ts'
import type { Finding, Problem } from './finding.ts'
import { fit } from './fit.ts'
import { textProblems } from './texts.ts'
import { locate, type Places } from './places.ts'
import { readYaml } from './yaml.ts'

/** Reads `knowledge/glossary.yaml`, which writers, translators and search share: every term in every language, and once. */
export function readGlossary(
  files: readonly ContentFile[],
  languages: readonly Language[],
  countries: readonly CountryCode[],
  places: Places,
): { glossary: Term[]; findings: Finding[] } {
  const read = files.map((file) => readTerms(file, languages, countries, places))
  return { glossary: read.flatMap(({ terms }) => terms), findings: read.flatMap(({ findings }) => findings) }
}

function readTerms(
  { file, text }: ContentFile,
  languages: readonly Language[],
  countries: readonly CountryCode[],
  places: Places,
): { terms: Term[]; findings: Finding[] } {
  const source = readYaml(file, text, places)
  if (source.findings.length > 0) return { terms: [], findings: [...source.findings] }
  const { value, root, problems } = fit(format, source.value, places)
  const findings = [
    ...locate(source.value, problems, places),
    ...locate(source.value, textProblems(source.value, languages), places),
    ...locate(root, value === null ? [] : termProblems(value, languages, countries), places),
  ]
  const terms = (value?.terms ?? []).map(({ id, countries: only = [], words }) => ({ id, countries: only, words }))
  return { terms, findings }
}

const byLanguage = z.string().regex(/^[a-z]{2}$/, 'is no language code: two small letters')

const format = z.strictObject({
  terms: z.array(
    z.strictObject({
      id: z.string(),
      countries: z.array(z.string()).optional(),
      words: z.record(byLanguage, z.array(z.string().min(1)).min(1)),
      meaning: z.record(byLanguage, z.string()),
      facts: z.record(z.string(), z.array(z.string().regex(/^[A-Z]+-\d+$/, 'is no fact id such as HS-01'))),
    }),
  ),
})

function* termProblems(
  { terms }: z.infer<typeof format>,
  languages: readonly Language[],
  countries: readonly CountryCode[],
): Generator<Problem> {
  const named = terms.map(({ id }) => id)
  for (const [n, { id, words, countries: only = [], facts }] of terms.entries()) {
    const at = ['terms', n]
    if (named.indexOf(id) !== n) yield { at, problem: `there are two terms ${id}`, mend: 'join them' }
    for (const language of languages) {
      if (words[language] !== undefined) continue
      yield {
        at: [...at, 'words'],
        problem: `${id} has no words in ${language}`,
        mend: `add "${language}:" with what people say`,
      }
    }
    for (const country of [...only, ...Object.keys(facts)]) {
      if (countries.includes(country)) continue
      yield {
        at,
        problem: `${id} names the country ${country}, which has no file`,
        mend: `use one of ${countries.join(', ')}`,
      }
    }
  }
}
