import { soundOf } from './sound.ts'
import { distance, isSlip } from './spelling.ts'

/** Which of the labels was meant, by its place, and whether that needs no confirmation. */
export interface Meant {
  readonly index: number
  readonly sure: boolean
}

/**
 * The one label that folded words mean: its beginning, a misspelling of the whole, some of its words in any order, or
 * what sounds like them in the other script of Hindi. Null where none or more than one comes close. `labels` are folded.
 */
export function closestLabel(said: string, labels: readonly string[], fillers: ReadonlySet<string>): Meant | null {
  const ways = [byBeginning(said, labels), bySpelling(said, labels), byWords(said, labels, fillers)]
  const meant = ways.filter((way) => way !== null)
  return meant.find(({ sure }) => sure) ?? meant[0] ?? bySound(said, labels, fillers)
}

function byBeginning(said: string, labels: readonly string[]): Meant | null {
  if (said.length < 3 || /^\d+$/.test(said)) return null
  const begun = labels.flatMap((label, index) => (label.startsWith(said) ? [index] : []))
  const [index, ...more] = begun
  if (index === undefined || more.length > 0) return null
  const rest = labels[index]?.slice(said.length) ?? ''
  return { index, sure: rest.startsWith(' ') || rest.length < 3 }
}

/** One edit for every six letters, at most four; sure where no other label comes near. */
function bySpelling(said: string, labels: readonly string[]): Meant | null {
  const typed = said.replaceAll(' ', '')
  const far = labels.map((label) => {
    const meant = label.replaceAll(' ', '')
    const limit = meant.length < 5 ? 0 : Math.min(4, Math.max(1, Math.floor(meant.length / 6)))
    const edits = distance(typed, meant, limit)
    return edits > limit ? Infinity : edits
  })
  const least = Math.min(...far)
  const index = far.indexOf(least)
  if (least === Infinity || far.lastIndexOf(least) !== index) return null
  const isAlone = far.every((edits, at) => at === index || edits === Infinity)
  return { index, sure: isAlone && (least === 0 || (least === 1 && typed.length >= 7)) }
}

/** Every word said is in the label, and no other label has them all as well as this one. */
function byWords(said: string, labels: readonly string[], fillers: ReadonlySet<string>): Meant | null {
  const words = meaningful(said, fillers)
  if (words.every((word) => /^\D{1,2}$/.test(word))) return null
  const found = labels
    .map((label, index) => ({ index, ...likeness(words, meaningful(label, fillers)) }))
    .filter(({ missing }) => missing === 0)
    .sort((a, b) => a.inexact - b.inexact || b.covered - a.covered)
  const [best, next] = found
  if (best === undefined) return null
  if (next?.inexact === best.inexact && next.covered === best.covered) return null
  // "50" is not "11 to 50": bare numbers must be the whole label.
  if (best.covered < 1 && words.every((word) => /^\d+$/.test(word))) return null
  const sure = best.inexact === 0 && best.covered >= 1 / 3 && (next === undefined || best.covered >= 2 * next.covered)
  return { index: best.index, sure }
}

/** Hindi typed in Latin letters under labels in Devanagari, or the other way round: a guess, as sounds are few. */
function bySound(said: string, labels: readonly string[], fillers: ReadonlySet<string>): Meant | null {
  const sounds = meaningful(said, fillers).map(soundOf)
  if (sounds.join('').length < 2) return null
  const found = labels.flatMap((label, index) => {
    if (isLatin(label) === isLatin(said)) return []
    const heard = meaningful(label, fillers).map(soundOf)
    return sounds.every((sound) => heard.includes(sound)) ? [{ index, covered: sounds.length / heard.length }] : []
  })
  const [best, next] = found.sort((a, b) => b.covered - a.covered)
  if (best === undefined || best.covered < 1 / 3 || best.covered === next?.covered) return null
  return { index: best.index, sure: false }
}

function isLatin(folded: string): boolean {
  return /[a-z]/.test(folded)
}

function meaningful(folded: string, fillers: ReadonlySet<string>): string[] {
  const words = folded.split(' ')
  const kept = words.filter((word) => !fillers.has(word))
  return kept.length > 0 ? kept : words
}

function likeness(
  words: readonly string[],
  label: readonly string[],
): { missing: number; inexact: number; covered: number } {
  const exact = words.filter((word) => label.some((one) => isSameWord(word, one))).length
  const close = words.filter((word) => label.some((one) => isSameWord(word, one) || isSlip(word, one))).length
  return { missing: words.length - close, inexact: close - exact, covered: words.length / label.length }
}

/** The same but for an ending of number: "fruta" and "frutas", "color" and "colores". */
function isSameWord(a: string, b: string): boolean {
  if (a === b) return true
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.length >= 4 && (long === `${short}s` || long === `${short}es`)
}
