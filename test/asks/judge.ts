import type { AskResult, Told } from '../../src/core/outcome.ts'
import { edition, type Library } from '../../src/asks/library/index.ts'

/**
 * Numbers, links, e-mails and phones of an answer that stand nowhere in the sections it cites. Reads them by rules of its
 * own, so that it does not err where `verify` does.
 */
export function strangeIn(told: Told, library: Library): string[] {
  const cited = told.sections.flatMap(({ id }) => library.editions.get(id) ?? [])
  const texts = cited.map(({ section }) => bare(`${section.heading}\n${section.body}`))
  const given = texts.join(' \n ')
  const text = bare(told.text)
  const numbers = text.match(/\d+(?:[.,]\d+)*/g) ?? []
  const links = text.match(/\S*@\S*|\S+:\/\/\S+|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?:\/[^\s)]*)?/gu) ?? []
  const dialled = text.match(/\+?\d[\d ()-]{6,}\d/g) ?? []
  return [
    ...numbers.filter((one) => !new RegExp(`(?<!\\d)${one.replaceAll('.', '\\.')}(?!\\d)`).test(given)),
    ...[...links, ...dialled].filter((one) => !given.includes(one.replace(/[.,;:)!?]+$/u, ''))),
    ...(text.match(/\[[^\]\s]*\d[^\]\s]*\]/g) ?? []),
  ]
}

function bare(text: string): string {
  return Array.from(text.normalize('NFKC').toLowerCase(), digitOf).join('')
}

/** Digits of India as 0–9. */
function digitOf(letter: string): string {
  const value = (letter.codePointAt(0) ?? 0) - 0x966
  return value >= 0 && value <= 9 ? String(value) : letter
}

/** What was told, of whatever questions were answered. */
export function toldIn(result: AskResult): Told[] {
  if (result.kind !== 'consulted') throw new Error(`the ask came to ${result.kind}`)
  return result.answers.flatMap((one) => (one.outcome === 'answer' || one.outcome === 'declined' ? [one] : []))
}

export function editionOf(library: Library, id: string, language: string): string {
  const entry = edition(library, id, language)
  if (entry === undefined) throw new Error(`there is no section ${id}`)
  return `${entry.section.heading}\n${entry.section.body}`
}
