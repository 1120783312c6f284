import type { Ears } from './ears.ts'
import { fold } from './text.ts'

/** How much of a message is looked at, in UTF-16 units. */
const LOOKED_AT = 400

/** Most words in the beginning of a question: "quiero saber como". */
const LONGEST_START = 4

/**
 * Whether a message reads like a question of the person's own: a question mark, a beginning as questions have, or a word
 * that asks wherever it stands, as in Hindi. Without a question mark it takes two words.
 */
export function looksLikeQuestion(text: string, ears: Ears): boolean {
  const said = fold(text.slice(0, LOOKED_AT))
  if (said === '') return false
  if (/[?¿？؟]/.test(text)) return true
  const words = said.split(' ')
  if (words.length < 2) return false
  const framed = ` ${said} `
  if (ears.questions.anywhere.some((asking) => framed.includes(asking))) return true
  return beginsLikeOne(words, ears)
}

/** Greetings and fillers may stand before the question; before a number its words only mean "about": "como 20". */
function beginsLikeOne(words: readonly string[], ears: Ears): boolean {
  const { own, everywhere } = ears.greetings
  for (let at = 0; at < words.length; at++) {
    for (let count = 1; count <= LONGEST_START; count++) {
      if (ears.questions.first.has(words.slice(at, at + count).join(' ')) && !isNumber(words[at + count], ears))
        return true
    }
    const word = words[at] ?? ''
    if (!ears.fillers.has(word) && !own.has(word) && !everywhere.has(word)) return false
  }
  return false
}

function isNumber(word: string | undefined, ears: Ears): boolean {
  return word !== undefined && (/^\d/.test(word) || (ears.numbers.has(word) && !ears.looseNumbers.has(word)))
}
