import { asciiDigits } from '../core/hearing/text.ts'
import { bare, labelled, spelled, type Form } from './redact/going.ts'
import { dates, others } from './redact/staying.ts'

/**
 * The text as it may leave the house: phones, e-mails, chat ids, identity and tax numbers, cards and accounts become
 * neutral marks. Dates, amounts, tariff codes, box numbers and numbers of laws stay. Digits of every script come out as
 * 0–9. A bare number that may be somebody's is taken for one.
 */
export function redact(text: string): string {
  const plain = asciiDigits(text.normalize('NFKC')).replace(hidden, '')
  const kept: string[] = []
  const dated = setAside(plain, dates, kept)
  const named = setAside(mark(mark(dated, labelled), spelled), others, kept)
  return putBack(mark(named, bare), kept)
}

/** What hides between digits, and the signs used below. The joiners of Indian letters stay. */
const hidden =
  /[\ue000-\uf8ff]|(?<=[\d+@.-])\p{Default_Ignorable_Code_Point}+|\p{Default_Ignorable_Code_Point}+(?=[\d@])/gu

function mark(text: string, forms: readonly Form[]): string {
  return forms.reduce((said, { form, as }) => said.replace(form, as), text)
}

/** Puts a sign where something stays, so that nothing after sees it. */
function setAside(text: string, forms: readonly RegExp[], kept: string[]): string {
  return forms.reduce((said, form) => said.replace(form, (found) => sign(kept.push(found) - 1)), text)
}

function putBack(text: string, kept: readonly string[]): string {
  return kept.reduceRight((said, found, n) => said.replace(sign(n), () => found), text)
}

/** A sign that no text has any more, and no form below matches. */
function sign(n: number): string {
  const digits = Array.from(String(n), (digit) => String.fromCharCode(0xe001 + Number(digit)))
  return `\ue000${digits.join('')}\ue000`
}
