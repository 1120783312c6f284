import type { Content, Language } from '../core/content.ts'
import { fill, type PhraseKey, type Values } from '../core/saying/phrases.ts'

/** One of the phrases, in one language, with its values in their places. */
export type Say = <K extends PhraseKey>(key: K, values: Values<K>) => string

/** The phrases in this language. Throws for a language that the content has not. */
export function wordsIn(content: Content, language: Language): Say {
  const voice = content.voices[language]
  if (voice === undefined) throw new Error(`no phrases for ${language}`)
  return (key, values) => fill(voice.say[key], values)
}

/** The first language the content has of: one that was asked for, those that the browser prefers, the home country's. */
export function languageFor(content: Content, asked: string | undefined, acceptLanguage: string | undefined): Language {
  const preferred = (acceptLanguage ?? '')
    .split(',')
    .map((entry) => {
      const [tag = '', weight = ''] = entry.trim().split(';q=')
      return { code: tag.slice(0, 2).toLowerCase(), weight: weight === '' ? 1 : Number(weight) || 0 }
    })
    .sort((a, b) => b.weight - a.weight)
    .map(({ code }) => code)
  const home = content.countries[content.homeCountry]?.language ?? 'es'
  return [asked ?? '', ...preferred].find((code) => content.voices[code] !== undefined) ?? home
}
