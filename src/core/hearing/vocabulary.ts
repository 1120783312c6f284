import type { Language } from '../content.ts'
import type { Hear, Voice } from '../voice.ts'
import type { Command, Heard, Phrase, SetAnswer } from './ears.ts'
import { initials, SHORTEST_SLIP } from './spelling.ts'
import { fold } from './text.ts'

type Entry<T> = readonly [string, T]

/** Every way of giving a command; `{language}` in a phrase stands for each name of each language in any language. */
export function commandPhrases(voices: readonly Voice[], commands: readonly Command[]): Entry<Heard>[] {
  const names = voices.flatMap(languageNames)
  const spoken = voices.flatMap(({ language, hear }) =>
    Object.entries(hear.commands).flatMap(([key, phrases]) => {
      const command = commands.find((known) => known === key)
      if (command === undefined) throw new Error(`hear.commands of ${language}: there is no command "${key}"`)
      return phrases.flatMap((phrase): Entry<Heard>[] =>
        phrase.includes('{language}')
          ? names.map(([name, named]) => [fold(phrase.replace('{language}', name)), { command, language: named }])
          : [[fold(phrase), { command }]],
      )
    }),
  )
  return [
    ...names.map(([name, named]): Entry<Heard> => [fold(name), { command: 'language', language: named }]),
    ...spoken,
  ]
}

/** Phrases with a word long enough to be misspelt; a slip leaves the first letters as they are. */
export function byInitials(commands: ReadonlyMap<string, Heard>): Map<string, Phrase[]> {
  const found = new Map<string, Phrase[]>()
  for (const [phrase, heard] of commands) {
    const words = phrase.split(' ')
    if (words.every((word) => word.length < SHORTEST_SLIP)) continue
    const key = initials(words)
    found.set(key, [...(found.get(key) ?? []), { words, heard }])
  }
  return found
}

/** The set answers by the words they are given in. */
export function setAnswers({ answers }: Hear): Entry<SetAnswer>[] {
  const kinds = ['yes', 'no', 'unknown', 'not_yet', 'working', 'rather_not'] as const
  return kinds.flatMap((kind) => answers[kind].map((said) => [fold(said), kind] as const))
}

/** Words that one language has and no other. */
export function wordsOfOne(voices: readonly Voice[], wordsOf: (voice: Voice) => readonly string[]): Entry<Language>[] {
  const owners = new Map<string, Language | null>()
  for (const voice of voices) {
    for (const word of new Set(wordsOf(voice).map(fold))) owners.set(word, owners.has(word) ? null : voice.language)
  }
  return [...owners].flatMap(([word, owner]) => (owner === null ? [] : [[word, owner] as const]))
}

/** Scripts that one language is written in and no other, told by the languages' own names. */
export function scriptsOfOne(voices: readonly Voice[]): { letter: RegExp; language: Language }[] {
  const scripts = [
    'Latin',
    'Devanagari',
    'Bengali',
    'Gurmukhi',
    'Gujarati',
    'Tamil',
    'Telugu',
    'Kannada',
    'Malayalam',
    'Arabic',
  ]
  return scripts.flatMap((script) => {
    const letter = new RegExp(`\\p{Script=${script}}`, 'u')
    const [writer, ...others] = voices.filter(({ name }) => letter.test(name))
    return writer === undefined || others.length > 0 ? [] : [{ letter, language: writer.language }]
  })
}

/** A table of number words with its keys folded. */
export function foldedTable(tables: readonly Readonly<Record<string, number>>[]): Entry<number>[] {
  return tables.flatMap((table) => Object.entries(table).map(([word, value]) => [fold(word), value] as const))
}

/** What a voice calls the languages, its own name for itself included. */
function languageNames({ name, language, hear }: Voice): Entry<Language>[] {
  const named = Object.entries(hear.languages).flatMap(([code, names]) => names.map((one) => [one, code] as const))
  return [[name, language], ...named]
}
