import type { CountryCode, Language, Questionnaire } from '../../core/content.ts'
import type { ContentFile } from '../files.ts'
import type { Finding, Problem } from '../finding.ts'
import { fit } from '../fit.ts'
import { textProblems } from '../texts.ts'
import { locate, type Places } from '../places.ts'
import { readYaml } from '../yaml.ts'
import { actionProblems } from './actions.ts'
import { conditionProblems } from './conditions.ts'
import { sheet } from './format.ts'
import { known } from './known.ts'
import { forCountry, isFields, overlayProblems } from './overlay.ts'
import { placed, questionProblems } from './questions.ts'
import { ruleProblems } from './rules.ts'
import { shape } from './shape.ts'

/** What a questionnaire may refer to beyond its own folder. */
export interface Surroundings {
  readonly languages: readonly Language[]
  readonly countries: readonly CountryCode[]
  /** Ids of all articles: `co/rut`. */
  readonly articles: ReadonlySet<string>
}

/** Reads every folder of `knowledge/questionnaires`; one that does not hold together is reported and left out. */
export function readQuestionnaires(files: readonly ContentFile[], around: Surroundings, places: Places) {
  const folders = new Map<string, ContentFile[]>()
  for (const one of files) {
    const id = one.file.split('/')[2] ?? ''
    folders.set(id, [...(folders.get(id) ?? []), one])
  }
  const ids = new Set(folders.keys())
  const questionnaires: Record<string, Readonly<Record<CountryCode, Questionnaire>>> = {}
  const findings: Finding[] = []
  for (const [id, folder] of folders) {
    const read = readFolder(id, folder, ids, around, places)
    questionnaires[id] = read.countries
    findings.push(...read.findings)
  }
  return { questionnaires, findings }
}

function readFolder(
  id: string,
  files: readonly ContentFile[],
  ids: ReadonlySet<string>,
  around: Surroundings,
  places: Places,
) {
  const { merged, findings } = merge(files, places)
  const countries = list(merged.countries)
  const languages = list(merged.languages)
  findings.push(...locate(merged, headProblems(id, merged, countries, languages, around), places))
  findings.push(...locate(merged, textProblems(merged, languages), places))
  findings.push(...locate(merged, overlayProblems(merged, countries), places))
  const names = known(merged)
  const made: Record<CountryCode, Questionnaire> = {}
  for (const country of countries) {
    const flat = forCountry(merged, country, places)
    const { value, root, problems } = fit(sheet, flat, places)
    findings.push(...locate(flat, problems, places))
    if (value === null) continue
    const questions = placed(value, country)
    const checks = [
      questionProblems(value, questions, names),
      actionProblems(value, country, names, around.articles),
      ruleProblems(value, names, ids),
      conditionProblems(value, questions, names),
    ]
    findings.push(...checks.flatMap((check) => locate(root, check, places)))
    if (problems.length === 0) made[country] = shape(value, country, ids)
  }
  return { countries: made, findings }
}

/** All files of a folder as one; a word at the top of two of them is a finding. */
function merge(files: readonly ContentFile[], places: Places) {
  const findings: Finding[] = []
  const parts: Readonly<Record<string, unknown>>[] = []
  const owner = new Map<string, string>()
  for (const { file, text } of files) {
    const source = readYaml(file, text, places)
    findings.push(...source.findings)
    if (!isFields(source.value)) continue
    parts.push(source.value)
    for (const key of Object.keys(source.value)) {
      const first = owner.get(key)
      const problem = { at: [key], problem: `"${key}" stands in ${first ?? ''} as well`, mend: 'keep one of the two' }
      if (first === undefined) owner.set(key, file)
      else findings.push(...locate(source.value, [problem], places))
    }
  }
  const merged = parts.reduce((made, part) => ({ ...made, ...part }), {})
  places.set(merged, { merged: parts })
  return { merged, findings }
}

function* headProblems(
  id: string,
  merged: Readonly<Record<string, unknown>>,
  countries: readonly string[],
  languages: readonly string[],
  around: Surroundings,
): Generator<Problem> {
  if (merged.id !== id) {
    yield {
      at: ['id'],
      problem: `the folder is called ${id} and the questionnaire ${String(merged.id)}`,
      mend: 'give both the same name',
    }
  }
  for (const country of countries) {
    if (!around.countries.includes(country)) {
      yield {
        at: ['countries'],
        problem: `there is no country file for ${country}`,
        mend: `write knowledge/countries/${country}.yaml`,
      }
    }
  }
  if (countries.length === 0)
    yield { at: ['countries'], problem: 'the questionnaire is for no country', mend: 'add "countries: [co]"' }
  for (const language of around.languages) {
    if (!languages.includes(language)) {
      yield {
        at: ['languages'],
        problem: `the questionnaire is not written in ${language}`,
        mend: `translate every text, then add ${language} here`,
      }
    }
  }
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}
