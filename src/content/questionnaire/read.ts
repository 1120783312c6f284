import type { CountryCode, Language, Questionnaire } from '../../core/content.ts'
import type { ContentFile } from '../files.ts'
import type { Finding, Problem } from '../finding.ts'
import { textProblems } from '../texts.ts'
import { locate, type Places } from '../places.ts'
import { readYaml } from '../yaml.ts'
import type { Shelf } from './items.ts'
import { known, type Known } from './known.ts'
import { readChecklist, readScored } from './kinds.ts'
import { forCountry, isFields, overlayProblems, type Fields } from './overlay.ts'

/** What a questionnaire may refer to beyond its own folder. */
export interface Surroundings extends Shelf {
  readonly languages: readonly Language[]
  readonly countries: readonly CountryCode[]
  /** The command that some folded words already are. */
  commandOf(words: string): string | undefined
}

/** The words that begin a questionnaire, in all languages. */
export interface Called {
  readonly questionnaire: string
  readonly words: readonly string[]
}

/** Reads every folder of `knowledge/questionnaires`; one that does not hold together is reported and left out. */
export function readQuestionnaires(files: readonly ContentFile[], around: Surroundings, places: Places) {
  const folders = new Map<string, ContentFile[]>()
  for (const one of files) {
    const id = one.file.split('/')[2] ?? ''
    folders.set(id, [...(folders.get(id) ?? []), one])
  }
  const merged = new Map([...folders].map(([id, folder]) => [id, merge(folder, places)]))
  const everywhere = new Map([...merged].map(([id, { fields }]) => [id, known(fields)]))
  const questionnaires: Record<string, Readonly<Record<CountryCode, Questionnaire>>> = {}
  const findings: Finding[] = []
  const called: Called[] = []
  for (const [id, { fields, findings: found }] of merged) {
    const read = readFolder(id, fields, everywhere, around, places)
    questionnaires[id] = read.countries
    called.push({ questionnaire: id, words: wordsFor(fields) })
    findings.push(...found, ...read.findings)
  }
  return { questionnaires, called, findings }
}

function readFolder(
  id: string,
  merged: Fields,
  everywhere: ReadonlyMap<string, Known>,
  around: Surroundings,
  places: Places,
) {
  const countries = list(merged.countries)
  const languages = list(merged.languages)
  const findings = [
    ...locate(merged, headProblems(id, merged, countries, languages, around), places),
    ...locate(merged, textProblems(merged, languages), places),
    ...locate(merged, overlayProblems(merged, countries), places),
  ]
  const read = merged.ends === 'checklist' ? readChecklist : readScored
  const made: Record<CountryCode, Questionnaire> = {}
  for (const country of countries) {
    const flat = forCountry(merged, country, places)
    const { value, root, format, checks } = read(flat, country, { id, everywhere, around, places })
    findings.push(...locate(flat, format, places), ...locate(root, checks, places))
    if (value !== null && format.length === 0) made[country] = value
  }
  return { countries: made, findings }
}

/** All files of a folder as one; a word at the top of two of them is a finding. */
function merge(files: readonly ContentFile[], places: Places) {
  const findings: Finding[] = []
  const parts: Fields[] = []
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
  return { fields: merged, findings }
}

function* headProblems(
  id: string,
  merged: Fields,
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
  for (const words of wordsFor(merged)) {
    const command = around.commandOf(words)
    if (command === undefined) continue
    yield {
      at: ['called'],
      problem: `"${words}" already means the command ${command}`,
      mend: 'call the questionnaire something else',
    }
  }
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

/** What people may say to begin it: its name and what it is called besides. */
function wordsFor({ name, called }: Fields): string[] {
  const others = isFields(called) ? Object.values(called).flatMap(list) : []
  return [...(isFields(name) ? Object.values(name).map(String) : []), ...others]
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}
