import type { Content } from '../core/content.ts'
import type { PhraseKey } from '../core/saying/phrases.ts'

/** The words of the bot in this language, or in that of the home country where it speaks no such. */
export function wordsIn(
  { voices, countries, homeCountry }: Content,
  language: string | null,
): (key: PhraseKey) => string {
  const voice = voices[language ?? ''] ?? voices[countries[homeCountry]?.language ?? ''] ?? Object.values(voices)[0]
  return (key) => voice?.say[key] ?? key
}
