import type { Language } from '../../core/content.ts'
import { fold } from '../../core/hearing/text.ts'
import { bareLatin } from './latin.ts'

/** The words of a text as the index compares them: folded, respelt as they sound, cut to their stems, in order. */
export function stems(text: string, language: Language): string[] {
  const folded = fold(text)
  return folded === '' ? [] : folded.split(' ').map((word) => stem(word, language))
}

function stem(word: string, language: Language): string {
  if (/\p{N}/u.test(word)) return word
  const heard = spellings[language]?.(word) ?? word
  const ending = endings[language]
  return ending === undefined ? heard : heard.replace(ending, '')
}

/** One spelling for words that sound alike; a language that is not listed is compared as it is written. */
const spellings: Readonly<Record<Language, (word: string) => string>> = { es: spanishAsHeard, hi: bareLatin }

/** "nesesito" and "necesito", "ago" and "hago", "buce" and "vuce". */
function spanishAsHeard(word: string): string {
  return word
    .replace(/(?<!c)h/gu, '')
    .replace(/v/gu, 'b')
    .replace(/z|c(?=[ei])/gu, 's')
    .replace(/qu(?=[ei])|k/gu, 'c')
    .replace(/ll/gu, 'y')
}

/** Endings that do not change what a word is about; the first letters always stay. */
const endings: Readonly<Record<Language, RegExp>> = {
  es: /(?<=.{3})(?:as?ion(?:es)?|adora?(?:es)?|[ai]miento|[ai]e?ndo|[ai]d[oa]s?|[aei]r(?:l[oae]s?|se|me)?|es|[aeo]s?)$/u,
  en: /(?<=.{3})(?:ations?|ing|ies|ed|es|s|e|y)$/u,
  hi: /(?<=.{2})(?:on|[eiou]|n[ei]?|t[ei]?)$/u,
}
