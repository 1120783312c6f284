import type { Language } from '../../core/content.ts'
import { fold } from '../../core/hearing/text.ts'

/** The words of a text as the index compares them: folded, respelt as they sound, cut to their stems, in order. */
export function stems(text: string, language: Language): string[] {
  const folded = fold(text)
  return folded === '' ? [] : folded.split(' ').map((word) => stem(word, language))
}

/** Letters that sound alike and are mistaken for each other; a language that is not listed is compared as written. */
const spellings: Readonly<Record<Language, readonly (readonly [RegExp, string])[]>> = {
  es: [
    [/(?<!c)h/gu, ''],
    [/v/gu, 'b'],
    [/z|c(?=[ei])/gu, 's'],
    [/qu(?=[ei])|k/gu, 'c'],
    [/ll/gu, 'y'],
  ],
  hi: [
    [/([aeiou])\1/gu, '$1'],
    [/z/gu, 'j'],
    [/w/gu, 'v'],
  ],
}

/** Endings that do not change what a word is about; three letters (two in Devanagari) always stay. */
const endings: Readonly<Record<Language, RegExp>> = {
  es: /(?<=.{3})(?:as?ion(?:es)?|adora?(?:es)?|[ai]miento|[ai]e?ndo|[ai]d[oa]s?|[aei]r(?:l[oae]s?|se|me)?|es|[aeo]s?)$/u,
  en: /(?<=.{3})(?:ations?|ing|ies|ed|es|s|e|y)$/u,
  hi: /(?<=[\u0900-\u097f]{2})(?:ियों|ियां|ाओं|ाएं|ों|ें|ीं|ने|ना|नी|ता|ते|ती|ो|े|ी|ा|ि|ु|ू)$|(?<=[a-z]{3})(?:n[aei]|ein?|on|[aeio])$/u,
}

function stem(word: string, language: Language): string {
  if (/\p{N}/u.test(word)) return word
  const spelt = (spellings[language] ?? []).reduce((text, [letters, sound]) => text.replace(letters, sound), word)
  const ending = endings[language]
  return ending === undefined ? spelt : spelt.replace(ending, '')
}
