import { readConfig } from '../config.ts'
import type { Finding } from '../content/finding.ts'
import { loadContent, type Loaded } from '../content/load.ts'

/** Prints all that is wrong in the content under `root`; a mistake makes the command fail. */
export function checkKnowledge(root: string): void {
  const { PUERTO_LANGUAGES: languages, PUERTO_COUNTRY: homeCountry } = readConfig()
  const today = new Date().toISOString().slice(0, 10)
  const loaded = loadContent(root, { languages, homeCountry, today, facts: true })
  process.stdout.write(`${report(loaded)}\n`)
  if (loaded.findings.some(isError)) process.exitCode = 1
}

/** The findings by file, and what they come to. */
export function report({ content, prompts, findings }: Loaded): string {
  const files = [...new Set(findings.map(({ file }) => file))]
  const groups = files.map((file) =>
    findings
      .filter((one) => one.file === file)
      .map(inOneLine)
      .join('\n'),
  )
  const errors = findings.filter(isError).length
  const notices = findings.length - errors
  const rest = notices === 0 ? '' : ` (${count(notices, 'notice')})`
  const sum =
    errors > 0
      ? `${count(errors, 'error')} to mend${rest}`
      : `All content is sound: ${inventory(content, prompts)}${rest}`
  return [...groups, sum].join('\n\n')
}

function isError({ severity }: Finding): boolean {
  return severity === 'error'
}

function inOneLine({ severity, file, line, problem, mend }: Finding): string {
  return `${file}:${line}  ${severity === 'notice' ? 'notice: ' : ''}${problem} — ${mend}`
}

function inventory(
  { questionnaires, articles, countries, voices }: Loaded['content'],
  prompts: Loaded['prompts'],
): string {
  const sheets = Object.values(questionnaires).flatMap((byCountry) => Object.values(byCountry))
  const questions = new Set(sheets.flatMap((sheet) => Object.keys(sheet.byId).map((id) => `${sheet.id}/${id}`)))
  const sections = articles.reduce((sum, article) => sum + article.sections.length, 0)
  const phrases = Object.keys(Object.values(voices)[0]?.say ?? {}).length
  return [
    count(Object.keys(questionnaires).length, 'questionnaire'),
    count(questions.size, 'question'),
    count(articles.length, 'article'),
    count(sections, 'section'),
    `${count(phrases, 'phrase')} in ${count(Object.keys(voices).length, 'language')}`,
    count(Object.keys(countries).length, 'country', 'countries'),
    count(Object.keys(prompts ?? {}).length, 'prompt'),
  ].join(', ')
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`
}
