import { hearCommand } from './commands.ts'
import type { Ears } from './ears.ts'

/** Letters that neither look like each other nor like digits, and no vowels, so that a code is never a word. */
export const codeLetters = 'CDFGHJKMNPQRTVWX'

const pattern = new RegExp(`^(?:(.+?)\\s+)?([${codeLetters}]{4})(-?)([${codeLetters}]{4})$`, 'i')

/**
 * The link code in a message, in capitals: alone, after a word for linking, or as Telegram hands over a deep link. Eight
 * letters of a laugh or of a hand on the keys ("jjjjjjjj") are none.
 */
export function codeIn(text: string, ears: Ears): string | null {
  const found = pattern.exec(text.trim())
  if (found === null) return null
  const [, before, first = '', dash, last = ''] = found
  const code = `${first}${last}`.toUpperCase()
  if (before === undefined) return dash !== '' || new Set(code).size > 3 ? code : null
  const isTold = /^\/start(@\w+)?$/i.test(before) || hearCommand(before, ears)?.command === 'link'
  return isTold ? code : null
}

/** A code as it is shown: `CDFG-HJKM`. */
export function writtenCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`
}
