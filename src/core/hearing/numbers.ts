import type { Ears } from './ears.ts'
import { pieceOf, piecesOf, type Piece } from './pieces.ts'
import { looksLikeQuestion } from './question.ts'
import { fold } from './text.ts'

/** Longest message searched for a number, in UTF-16 units. */
const LONGEST = 200

/** More words than this beside a number tell a story, and the number is only part of it. */
const MOST_WORDS = 6

/**
 * The one number a message says, in digits of any script or in words, with words around it; null where it says none or
 * two different ones, or where it asks or tells something. "1.200", "1,200" and "1 200" are twelve hundred, "1,20,000"
 * is 1.2 lakh, "1.5 lakh" is 150000.
 */
export function hearNumber(text: string, ears: Ears): number | null {
  const said = text.trim()
  if (/^[0-9]{1,9}$/.test(said)) return Number(said)
  if (said.length > LONGEST) return null
  const { numbers, others } = findNumbers(piecesOf(said, ears), ears)
  const meant = others.filter((word) => !ears.fillers.has(word))
  if (meant.length > MOST_WORDS || (meant.length > 1 && looksLikeQuestion(said, ears))) return null
  const firm = distinct(numbers.filter(({ loose }) => !loose))
  if (firm.length > 0) return onlyOne(firm)
  const loose = distinct(numbers)
  if (loose.length > 0) return meant.length > 1 || meant.some((word) => ears.answers.has(word)) ? null : onlyOne(loose)
  const ordinal = hearOrdinal(said, ears)
  return ordinal !== null && ordinal > 0 ? ordinal : null
}

/** The place in a row that a message names: "la tercera" → 3, "the second one" → 2, "the last" → -1. */
export function hearOrdinal(text: string, ears: Ears): number | null {
  if (text.length > LONGEST) return null
  const [word, ...more] = fold(text)
    .split(' ')
    .filter((one) => !ears.fillers.has(one))
  return word === undefined || more.length > 0 ? null : (ears.ordinals.get(word) ?? null)
}

/** The number that folded words are and nothing else, fillers aside: "la respuesta cuatro" → 4. */
export function readNumber(words: readonly string[], ears: Ears): number | null {
  const said = words.filter((word) => !ears.fillers.has(word) || ears.numbers.has(word))
  const { numbers, others } = findNumbers(
    said.flatMap((word) => pieceOf(word, ears)),
    ears,
  )
  const [only, ...more] = numbers
  if (only !== undefined && more.length === 0 && others.length === 0) return only.value
  return hearOrdinal(words.join(' '), ears)
}

interface Found {
  readonly value: number
  /** It was one word that has other meanings too. */
  readonly loose: boolean
}

/** A number being put together: `whole` is finished thousands, `part` what grows now, `room` what may still be added. */
interface Sum {
  readonly whole: number
  readonly part: number | null
  readonly room: number
  /** What may be added to `whole`. */
  readonly limit: number
  /** What was added last, to be taken back where it begins another number: "dos mil tres mil". */
  readonly last: number | null
  readonly loose: boolean
}

const nothing: Sum = { whole: 0, part: null, room: Infinity, limit: Infinity, last: null, loose: false }

function findNumbers(pieces: readonly Piece[], ears: Ears): { numbers: Found[]; others: string[] } {
  const numbers: Found[] = []
  const others: string[] = []
  let sum = nothing
  const finish = () => {
    if (sum !== nothing) numbers.push({ value: sum.whole + (sum.part ?? 0), loose: sum.loose })
    sum = nothing
  }
  for (const piece of pieces) {
    const value = typeof piece === 'number' ? piece : ears.numbers.get(piece)
    const factor = typeof piece === 'number' ? undefined : ears.multipliers.get(piece)
    if (value !== undefined) {
      if (sum !== nothing && !fits(value, sum)) finish()
      sum = added(sum, value, piece, ears)
    } else if (factor === 1 && sum !== nothing) {
      continue
    } else if (factor !== undefined && (sum !== nothing || (factor > 1 && String(piece).length > 1))) {
      const next = multiplied(sum, factor)
      if (next === null) {
        const { part, last } = sum
        sum = { ...sum, part: (part ?? 0) - (last ?? 0) }
        finish()
        sum = multiplied({ ...nothing, part: last }, factor) ?? nothing
      } else {
        sum = next
      }
    } else {
      finish()
      others.push(String(piece))
    }
  }
  finish()
  return { numbers, others }
}

function fits(value: number, { part, room }: Sum): boolean {
  return value > 0 && value < room && (part === null || Number.isInteger(value))
}

function added(sum: Sum, value: number, piece: Piece, ears: Ears): Sum {
  const loose = sum === nothing && typeof piece === 'string' && ears.looseNumbers.has(piece)
  return {
    ...sum,
    part: (sum.part ?? 0) + value,
    room: typeof piece === 'number' ? 0 : place(value),
    last: value,
    loose,
  }
}

/** Hundreds stay open to a thousand after them, a thousand finishes its group; null where another number begins. */
function multiplied(sum: Sum, factor: number): Sum | null {
  const value = (sum.part ?? 1) * factor
  const isSecondHundred = factor === 100 && (sum.part ?? 1) >= 100
  if (value >= sum.limit || isSecondHundred) return null
  if (factor < 1000) return { ...sum, part: value, room: factor, last: null, loose: false }
  return { whole: sum.whole + value, part: null, room: factor, limit: factor, last: null, loose: false }
}

/** What may follow a number word: after twenty less than ten, after three hundred less than a hundred. */
function place(value: number): number {
  if (!Number.isInteger(value)) return 0
  return [1000, 100, 10].find((unit) => value >= unit && value % unit === 0) ?? 0
}

function distinct(numbers: readonly Found[]): number[] {
  return [...new Set(numbers.map(({ value }) => value))]
}

function onlyOne(values: readonly number[]): number | null {
  const [only, ...more] = values
  return only === undefined || more.length > 0 || Number.isNaN(only) ? null : only
}
