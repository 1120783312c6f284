import type { Ears } from './ears.ts'
import { fold } from './text.ts'

/** Whether the words are a greeting and nothing more, in any language. */
export function isGreeting(text: string, ears: Ears): boolean {
  const said = fold(text)
  return ears.ownGreetings.has(said) || ears.everywhereGreetings.has(said)
}
