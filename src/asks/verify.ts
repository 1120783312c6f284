import { contactsIn, hasHiddenContact } from './verify/contacts.ts'
import { figuresIn, figuresOf } from './verify/figures.ts'
import { foldForQuotes } from './verify/fold.ts'

/** A sentence as a model drafts it. */
export interface Sentence {
  readonly text: string
  /** Ids of the passages it is said to rest on. */
  readonly passages: readonly string[]
  /** Words of one of them. */
  readonly quote: string
}

/** A piece of the knowledge that was found for a question. */
export interface Passage {
  readonly id: string
  readonly text: string
}

/**
 * The sentences that may be said: every passage they cite was found, their quote stands in one of these word by word, and
 * so does every number, date, amount, link, e-mail and phone they name. Null when none is left. What a sentence means is
 * not judged.
 */
export function verify(drafted: readonly Sentence[], found: readonly Passage[]): readonly Sentence[] | null {
  const kept = drafted.filter((sentence) => isGrounded(sentence, found))
  return kept.length === 0 ? null : kept
}

/** A shorter quote stands in too many passages to show anything. */
const fewestWords = 3

function isGrounded({ text, passages, quote }: Sentence, found: readonly Passage[]): boolean {
  const cited = passages.flatMap((id) => found.filter((passage) => passage.id === id).slice(0, 1))
  if (text.trim() === '' || passages.length === 0 || cited.length !== passages.length) return false
  const texts = cited.map((passage) => passage.text)
  const said = text.replace(/\s+/gu, ' ')
  return (
    texts.some((passage) => quotes(quote, passage)) &&
    allIn(figuresOf(said), texts.map(figuresIn)) &&
    allIn(contactsIn(said), texts.map(contactsIn)) &&
    !hasHiddenContact(said)
  )
}

function quotes(quote: string, passage: string): boolean {
  const words = foldForQuotes(quote)
  if (words.split(' ').filter((word) => /[\p{L}\p{N}]/u.test(word)).length < fewestWords) return false
  const all = foldForQuotes(passage)
  for (let at = all.indexOf(words); at !== -1; at = all.indexOf(words, at + 1)) {
    if (!joins(all, at) && !joins(all, at + words.length)) return true
  }
  return false
}

/** A place in the middle of a word or number: half of one is another one. */
function joins(text: string, at: number): boolean {
  return /[\p{L}\p{M}\p{N}]$/u.test(text.slice(0, at)) && /^[\p{L}\p{M}\p{N}]/u.test(text.slice(at))
}

function allIn(named: ReadonlySet<string>, given: readonly ReadonlySet<string>[]): boolean {
  return [...named].every((one) => given.some((set) => set.has(one)))
}
