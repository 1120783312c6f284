import type { Hear, Language, Voice } from '../content.ts'
import type { Command, Heard, SetAnswer } from './ears.ts'
import { fold } from './text.ts'

type Entry<T> = readonly [string, T]

/** Every way of giving a command; `{language}` in a phrase stands for each name of each language. */
export function commandPhrases({ name, language, hear }: Voice, commands: readonly Command[]): Entry<Heard>[] {
  const own: Entry<string[]> = [language, [name]]
  const names = [own, ...Object.entries(hear.languages)].flatMap(([code, words]) =>
    words.map((word) => ({ code, word })),
  )
  const spoken = Object.entries(hear.commands).flatMap(([key, phrases]) => {
    const command = commands.find((known) => known === key)
    if (command === undefined) throw new Error(`hear.commands of ${language}: there is no command "${key}"`)
    return phrases.flatMap((phrase): Entry<Heard>[] =>
      phrase.includes('{language}')
        ? names.map(({ code, word }) => [fold(phrase.replace('{language}', word)), { command, language: code }])
        : [[fold(phrase), { command }]],
    )
  })
  return [
    ...names.map(({ code, word }) => [fold(word), { command: 'language' as const, language: code }] as const),
    ...spoken,
  ]
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
