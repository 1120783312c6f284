import type { CountryCode, Language } from '../content.ts'
import type { Ears } from './ears.ts'
import { fold } from './text.ts'

/** How much of a first message is looked at, in UTF-16 units. */
const LOOKED_AT = 400

/**
 * The language of a first message: its script, then words only one language uses, then the app's language, then a
 * greeting heard everywhere, then the language of the phone's country, then `fallback`.
 */
export function guessLanguage(
  text: string,
  hints: { readonly language?: Language; readonly country?: CountryCode },
  ears: Ears,
  countryLanguage: (country: CountryCode) => Language | undefined,
  fallback: Language,
): Language {
  const said = text.slice(0, LOOKED_AT)
  return (
    byScript(said, ears) ??
    byWords(fold(said), ears) ??
    byApp(hints.language, ears) ??
    byGreeting(fold(said), ears) ??
    (hints.country === undefined ? undefined : countryLanguage(hints.country)) ??
    fallback
  )
}

function byScript(said: string, ears: Ears): Language | undefined {
  return ears.scripts.find(({ letter }) => letter.test(said))?.language
}

/** The language with the most words of its own; nothing where two are even. */
function byWords(said: string, ears: Ears): Language | undefined {
  const words = said.split(' ')
  const count = new Map<Language, number>()
  for (const at of words.keys()) {
    for (const length of [1, 2, 3]) {
      const language = at + length > words.length ? undefined : ears.tells.get(words.slice(at, at + length).join(' '))
      if (language !== undefined) count.set(language, (count.get(language) ?? 0) + 1)
    }
  }
  const [best, next] = [...count].sort(([, a], [, b]) => b - a)
  return best === undefined || next?.[1] === best[1] ? undefined : best[0]
}

/** `es-CO` is `es`; a language the bot does not speak is no hint. */
function byApp(language: Language | undefined, ears: Ears): Language | undefined {
  const code = language?.toLowerCase().split(/[-_]/, 1)[0]
  return ears.languages.find((known) => known === code)
}

function byGreeting(said: string, ears: Ears): Language | undefined {
  return ears.greetings.everywhere.get(said) ?? ears.greetings.everywhere.get(said.split(' ', 1)[0] ?? '')
}
