import type { Language } from '../core/content.ts'
import type { Path, Problem } from './finding.ts'

/** The longest a text may be, in characters as people count them, by the name of its field. */
const limits: Readonly<Record<string, number>> = { ask: 160, why: 300, what: 300, example: 200, label: 40 }

/** No message is longer (P81), so no text is. */
const longest = 900

/** Texts that lack a language, are longer than a small phone shows, or whose `{places}` differ between languages. */
export function* textProblems(
  value: unknown,
  languages: readonly Language[],
  at: Path = [],
  owner = '',
): Generator<Problem> {
  if (typeof value !== 'object' || value === null) return
  if (isText(value)) {
    yield* problemsOf(value, languages, at, owner)
    return
  }
  const id: unknown = Object.getOwnPropertyDescriptor(value, 'id')?.value
  const name = typeof id === 'string' ? ` of ${id}` : owner
  for (const [key, part] of Object.entries(value)) {
    yield* textProblems(part, languages, [...at, Array.isArray(value) ? Number(key) : key], name)
  }
}

function* problemsOf(
  text: Readonly<Record<Language, string>>,
  languages: readonly Language[],
  at: Path,
  owner: string,
): Generator<Problem> {
  const key = String(at.at(-1))
  const name = `"${key}"${owner}`
  for (const language of languages) {
    if (text[language] === undefined) {
      yield { at, problem: `${name} has no text in ${language}`, mend: `add "${language}:" with the same meaning` }
    }
  }
  const limit = limits[key] ?? longest
  const wanted = placeholders(Object.values(text)[0] ?? '')
  for (const [language, words] of Object.entries(text)) {
    const length = characters(words, limit)
    if (length > limit) {
      yield {
        at: [...at, language],
        problem: `${name} has ${length} characters in ${language}, ${limit} fit`,
        mend: `shorten it by ${length - limit}`,
      }
    }
    if (words.trim() === '')
      yield { at: [...at, language], problem: `${name} is empty in ${language}`, mend: 'write the text' }
    if (placeholders(words) !== wanted) {
      yield {
        at: [...at, language],
        problem: `${name} has other places to fill in ${language} (${placeholders(words) || 'none'}) than in the first language (${wanted || 'none'})`,
        mend: 'use the same {places} in every language',
      }
    }
  }
}

/** The places a text leaves to be filled, in one order: `{high} {low}`. */
export function placeholders(words: string): string {
  return [...new Set(words.match(/\{\w+\}/g))].sort().join(' ')
}

/** Every key a language code and every value a string: that is a text, whatever its field is called. */
function isText(value: object): value is Readonly<Record<Language, string>> {
  const entries: [string, unknown][] = Object.entries(value)
  return entries.length > 0 && entries.every(([key, words]) => /^[a-z]{2}$/.test(key) && typeof words === 'string')
}

/** Characters as a reader sees them; counted one by one only where it matters. */
function characters(words: string, limit: number): number {
  return words.length <= limit ? words.length : [...new Intl.Segmenter().segment(words)].length
}
