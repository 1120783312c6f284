import type { Ears } from './ears.ts'
import { fold } from './text.ts'

/** What is said for a person who opens a chat for the first time: by Telegram's own button, and by the chat page. */
export const opening = '/start'

const opens = new RegExp(`^\\s*${opening}\\b`)

/** Longest message that can be nothing but a greeting, in UTF-16 units. */
const LONGEST = 80

/** Most words in one greeting: "muy buenos dias". */
const MOST_WORDS = 4

/** Whether a message greets and does nothing else. "ok" is no greeting here, as it may answer the open question. */
export function isGreeting(text: string, ears: Ears): boolean {
  if (text.length > LONGEST) return false
  if (opens.test(text)) return true
  const said = fold(text)
  if (ears.answers.has(said)) return false
  let rest = said.split(' ')
  let greeted = false
  while (rest.length > 0) {
    const length = greetingAt(rest, ears)
    if (length === 0 && !ears.fillers.has(rest[0] ?? '')) return false
    greeted ||= length > 0
    rest = rest.slice(Math.max(length, 1))
  }
  return greeted
}

/** How many of the first words are a greeting. */
function greetingAt(words: readonly string[], ears: Ears): number {
  const { own, everywhere } = ears.greetings
  for (let count = Math.min(MOST_WORDS, words.length); count > 0; count--) {
    const phrase = words.slice(0, count).join(' ')
    if (own.has(phrase) || everywhere.has(phrase)) return count
  }
  return 0
}
