/** Letters that are swapped by ear: "acesor", "bolver". */
const alike = ['bv', 'vw', 'cs', 'sz', 'cz', 'ck', 'kq', 'cq', 'iy', 'ei', 'ou', 'gj', 'mn']

/** A slip in a shorter word, in letters, is not told from another word. */
export const SHORTEST_SLIP = 5

/** Below this length a changed letter easily makes another word: "costo" is not "corto". */
const LONG_WORD = 7

/**
 * Whether `typed` is `meant` with one slip of the finger or of the ear. From 7 letters on any one edit; from 5 on swapped
 * neighbours, a letter left out or doubled, or one that sounds alike. The first letter must be right.
 */
export function isSlip(typed: string, meant: string): boolean {
  if (meant.length < SHORTEST_SLIP || typed.length < SHORTEST_SLIP || !typed.startsWith(meant.charAt(0))) return false
  if (Math.abs(typed.length - meant.length) > 1 || distance(typed, meant, 1) > 1) return false
  if (meant.length >= LONG_WORD || typed.length < meant.length) return true
  const at = firstDifference(typed, meant)
  if (typed.length > meant.length) return typed[at] === typed[at - 1]
  return typed[at] === meant[at + 1] || soundAlike(typed[at] ?? '', meant[at] ?? '')
}

/** The first letters of words, which a slip never changes. */
export function initials(words: readonly string[]): string {
  return words.map((word) => word.charAt(0)).join('')
}

/** Edits from one to the other, swapped neighbours counting as one; anything above `limit` is given as `limit + 1`. */
export function distance(a: string, b: string, limit: number): number {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min(at(above, j) + 1, at(row, j - 1) + 1, at(above, j - 1) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, at(before, j - 2) + 1)
      row.push(least)
    }
    if (Math.min(...row) > limit) return limit + 1
    before = above
    above = row
  }
  return Math.min(at(above, b.length), limit + 1)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity
}

function firstDifference(a: string, b: string): number {
  let index = 0
  while (index < a.length && a[index] === b[index]) index++
  return index
}

function soundAlike(a: string, b: string): boolean {
  return alike.some((pair) => pair.includes(a) && pair.includes(b))
}
