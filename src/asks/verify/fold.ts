import { asciiDigits } from '../../core/hearing/text.ts'

/** Text as quotes are compared: one kind of space, quote mark and digit, nothing invisible; its letters stay as they are. */
export function foldForQuotes(text: string): string {
  return foldDigits(text)
    .replace(/[«»“”„‟"〝〞]/gu, '"')
    .replace(/[‘’‚‛'`´]/gu, "'")
    .replace(/\s+/gu, ' ')
    .trim()
}

/** Composed in one way, with 0–9 for the digits of every script, also those that stand raised or in circles. */
export function foldDigits(text: string): string {
  return asciiDigits(text.normalize('NFKC')).replace(/\p{Default_Ignorable_Code_Point}/gu, '')
}
