import type { Language, Term } from '../../core/content.ts'
import { fold } from '../../core/hearing/text.ts'
import { stems } from './stems.ts'

/** The stems that stand for what a question names in other words: "firma" in a form, "coo" for the certificate of origin. */
export type Widener = (question: string) => string[]

/** Most words in one way of saying a term. */
const longest = 5

/** Knows every way of saying every term, in any language, and answers with the ways of one language. */
export function widenerOf(glossary: readonly Term[], language: Language): Widener {
  const bySpelling = new Map<string, Set<string>>()
  for (const { words } of glossary) {
    const all = (words[language] ?? []).flatMap((way) => stems(way, language))
    for (const way of Object.values(words).flat()) {
      const spelt = fold(way)
      bySpelling.set(spelt, new Set([...(bySpelling.get(spelt) ?? []), ...all]))
    }
  }
  return (question) => {
    const words = fold(question).split(' ')
    const added = new Set<string>()
    for (let from = 0; from < words.length; from++) {
      for (let to = from + 1; to <= Math.min(words.length, from + longest); to++) {
        for (const stem of bySpelling.get(words.slice(from, to).join(' ')) ?? []) added.add(stem)
      }
    }
    return [...added]
  }
}
