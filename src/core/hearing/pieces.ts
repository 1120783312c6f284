import type { Ears } from './ears.ts'
import { asciiDigits, fold } from './text.ts'

/** A number written in digits, NaN where its separators make none, or a folded word. */
export type Piece = number | string

/** Digits that stand together, with their separators; mixed words like "csb4"; words. */
const anyPiece =
  /(?<![\p{L}\p{N}] ?)[-−]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d.,])|(?:(?<![\p{L}\p{N}] ?)[-−])?\d(?:[.,'’]?\d)*|\p{L}[\p{L}\p{M}]*\d[\p{L}\p{M}\d]*|[\p{L}\p{M}]+/gu

/** What a message is made of, for numbers: digits with their separators read, words folded. */
export function piecesOf(said: string, ears: Ears): Piece[] {
  const pieces = asciiDigits(said.normalize('NFKC')).match(anyPiece) ?? []
  return pieces.flatMap((piece) => (/^[-−]?\d/.test(piece) ? [digits(piece)] : pieceOf(fold(piece), ears)))
}

/** The pieces of a folded word: "opcion2" is two, "csb4" is one, "10k" two. */
export function pieceOf(word: string, ears: Ears): Piece[] {
  if (/^\d+$/.test(word)) return [Number(word)]
  const [, before = '', number = '', after = ''] = /^(\D*)(\d+)(\D*)$/.exec(word) ?? []
  if (number === '' || ears.ordinals.has(word) || (before !== '' && !ears.fillers.has(before)))
    return word === '' ? [] : [word]
  return [Number(number), ...(after === '' ? [] : [after])]
}

/** NaN where the separators make no number, as in a date. */
function digits(written: string): number {
  const plain = written
    .replace(/−/, '-')
    .replace(/[ \u00a0\u202f]/g, '')
    .replace(/['’]/g, '.')
  const isGrouped = /^-?(?!0)(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})(?:\.\d+)?$/.test(plain)
  if (isGrouped) return safe(plain.replaceAll(',', ''))
  if (/^-?(?!0)\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(plain)) return safe(plain.replaceAll('.', '').replace(',', '.'))
  return /^-?\d+(?:[.,]\d+)?$/.test(plain) ? safe(plain.replace(',', '.')) : NaN
}

function safe(plain: string): number {
  const value = Number(plain)
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : NaN
}
