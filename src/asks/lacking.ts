import type { Content, Missing, Section } from '../core/content.ts'
import { fold } from '../core/hearing/text.ts'
import type { Library } from './library/index.ts'
import { stems } from './library/stems.ts'
import { namesPlace } from './places.ts'

/** The first thing a section's answer depends on that the question does not say (P34), or null when it says enough. */
export function lacking(
  section: Section,
  question: string,
  { product }: { readonly product: string | null },
  content: Content,
  library: Library,
): Missing | null {
  const said: Record<Missing, () => boolean> = {
    product: () => product !== null || namesProduct(question, content, library),
    destination: () => namesPlace(question, content),
    amount: () => /\d/u.test(fold(question)) || namesNumber(question, content),
  }
  return section.needs.find((need) => !said[need]()) ?? null
}

/** A product by name, or a word that no article knows, which is most often one. */
function namesProduct(question: string, { voices }: Content, { shelves }: Library): boolean {
  const words = fold(question).split(' ')
  const products = Object.values(voices).flatMap(({ hear }) => hear.products.map(fold))
  if (products.some((product) => ` ${words.join(' ')} `.includes(` ${product} `))) return true
  const strange = words.filter((word) => word.length > 3 && shelves.every((shelf) => isStrange(word, shelf)))
  return strange.length > 0
}

function isStrange(word: string, { words, mend, language }: Library['shelves'][number]): boolean {
  return stems(word, language).every((stem) => !words.found.has(stem) && mend(stem).length === 0)
}

function namesNumber(question: string, { ears }: Content): boolean {
  return fold(question)
    .split(' ')
    .some((word) => (ears.numbers.get(word) ?? 0) > 1 && !ears.looseNumbers.has(word))
}
