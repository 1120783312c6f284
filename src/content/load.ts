import type { Content, CountryCode, Language } from '../core/content.ts'
import { listen } from '../core/hearing/ears.ts'
import { articleId, readArticles } from './articles.ts'
import { readCountries } from './countries.ts'
import { checkFacts } from './facts.ts'
import { filesUnder } from './files.ts'
import { sortFindings, type Finding } from './finding.ts'
import { freeze } from './freeze.ts'
import { readGlossary } from './glossary.ts'
import { readVoices } from './phrases.ts'
import { readPrompts, type Prompts } from './prompts.ts'
import { readQuestionnaires } from './questionnaire/read.ts'
import { checkThen } from './then.ts'
import { compareLanguages } from './translations.ts'
import type { Places } from './places.ts'

/** What to read for. */
export interface LoadOptions {
  readonly languages: readonly Language[]
  /** The country assumed while a person's own is not known. */
  readonly homeCountry: CountryCode
  /** `YYYY-MM-DD`; without it no review is overdue. */
  readonly today?: string
  /** Hold the articles against the sheets of facts too; for editors, as it takes a second and changes nothing people see. */
  readonly facts?: boolean
}

/** The content, and everything wrong with it. */
export interface Loaded {
  /** Deep-frozen. Whole only when no finding is an error: what does not hold together is left out. */
  readonly content: Content
  /** What the model is told; null unless all of it can be used. */
  readonly prompts: Prompts | null
  /** By file and line. */
  readonly findings: readonly Finding[]
}

/** Reads `prompts/` and `knowledge/` under `root` and checks them as a whole. */
export function loadContent(root: string, options: LoadOptions): Loaded {
  const { languages, homeCountry, today = null, facts = false } = options
  const places: Places = new WeakMap()
  const voices = readVoices(filesUnder(root, 'prompts/phrases', '.yaml'), languages, places)
  const countries = readCountries(filesUnder(root, 'knowledge/countries', '.yaml'), languages, places)
  const articleFiles = filesUnder(root, 'knowledge/articles', '.md')
  const files = articleFiles.map(({ file }) => file)
  const articles = readArticles(articleFiles, today, places)
  const around = {
    languages,
    countries: countries.codes,
    articles: new Set(files.map(articleId)),
  }
  const questionnaires = readQuestionnaires(filesUnder(root, 'knowledge/questionnaires', '.yaml'), around, places)
  const prompts = readPrompts(filesUnder(root, 'prompts/model', '.md'), places)
  const glossary = readGlossary(filesUnder(root, 'knowledge', '/glossary.yaml'), languages, around.countries, places)
  const content = {
    languages,
    homeCountry,
    voices: voices.voices,
    ears: listen(voices.voices),
    countries: countries.countries,
    questionnaires: questionnaires.questionnaires,
    articles: articles.articles.map(({ article }) => article),
    glossary: glossary.glossary,
  }
  const findings = [
    ...voices.findings,
    ...countries.findings,
    ...articles.findings,
    ...compareLanguages(articles.articles, {
      files,
      countries: countries.codes,
      languages: countries.articleLanguages,
    }),
    ...checkThen(articles.articles),
    ...(facts
      ? checkFacts(filesUnder(root, 'knowledge/facts', '.yaml'), articles.articles, countries.codes, places)
      : []),
    ...questionnaires.findings,
    ...glossary.findings,
    ...prompts.findings,
    ...homeFindings(homeCountry, around.countries),
  ]
  return { content: freeze(content), prompts: freeze(prompts.prompts), findings: sortFindings(findings) }
}

function homeFindings(homeCountry: CountryCode, countries: readonly CountryCode[]): Finding[] {
  if (countries.includes(homeCountry)) return []
  const file = `knowledge/countries/${homeCountry}.yaml`
  return [
    {
      severity: 'error',
      file,
      line: 1,
      problem: `the home country ${homeCountry} has no file`,
      mend: 'write this file',
    },
  ]
}
