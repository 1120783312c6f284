const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * A text in parts of at most `most` UTF-16 units: cut after a paragraph, else a line, else a sentence, else a word, and
 * never inside a character. Joined again, nothing is missing but the white space at the cuts.
 */
export function split(text: string, most: number): string[] {
  const parts: string[] = []
  let rest = text
  while (rest.length > most) {
    const end = cutIn(rest, most)
    parts.push(rest.slice(0, end).trimEnd())
    rest = rest.slice(end).trimStart()
  }
  return [...parts, rest].filter((part) => part !== '')
}

/** A danda ends a Hindi sentence. */
const bounds = [/\n\n/g, /\n/g, /[.!?…।]["»”)]*\s/g, /\s/g]

/** A bound this early would make a part that is hardly worth a message. */
const LEAST_SHARE = 1 / 4

function cutIn(text: string, most: number): number {
  const head = text.slice(0, most)
  for (const bound of bounds) {
    const last = [...head.matchAll(bound)].at(-1)
    const end = last === undefined ? 0 : last.index + last[0].length
    if (end >= most * LEAST_SHARE) return end
  }
  return cutBetweenCharacters(text, most)
}

/** The last bound between characters, or the limit itself within a character that is longer than a message. */
function cutBetweenCharacters(text: string, most: number): number {
  // Whether there is a bound at the limit depends on the whole of what follows it.
  const around = text.slice(0, most + 2)
  let end = 0
  for (const { index } of graphemes.segment(around)) if (index > 0 && index <= most) end = index
  if (end > 0) return end
  // Not between the two halves of one code point, at least.
  return /[\ud800-\udbff]/.test(text.charAt(most - 1)) ? most - 1 : most
}
