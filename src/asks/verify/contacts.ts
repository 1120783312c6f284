import { readDates } from './dates.ts'
import { foldDigits } from './fold.ts'
import { phonesIn } from './phones.ts'

/**
 * Links, bare domains, e-mails, names with @, phones and what stands for one ("[link]") of a text, each in one form; a link
 * also counts as its domain.
 */
export function contactsIn(text: string): ReadonlySet<string> {
  const plain = foldDigits(text).toLowerCase().replace(/[。｡]/gu, '.')
  const links = [...plain.matchAll(linkForm)].flatMap(([found]) => {
    const whole = bareLink(found)
    const domain = whole.replace(/[/?#:].*$/u, '')
    return whole.includes('@') ? [whole] : [whole, domain]
  })
  const named = [handle, standIn].flatMap((form) => Array.from(plain.matchAll(form), ([found]) => found))
  return new Set([...links, ...named, ...phonesIn(readDates(plain).rest)])
}

/** A contact spelled out so that it looks like none: "pagos punto com". */
export function hasHiddenContact(text: string): boolean {
  return spelledOut.test(foldDigits(text))
}

const letter = String.raw`[\p{L}\p{M}\p{N}_-]`
const host = String.raw`(?<!${letter})${letter}+(?:\.${letter}+)*\.\p{L}[\p{L}\p{M}\p{N}-]+`
const path = String.raw`(?::\d+)?(?:[/?#][^\s<>"'«»“”]*)?`

/** A link, a bare domain or an e-mail, as it stands in a text; what ends the sentence may hang on it. */
export const linkForm = new RegExp(
  String.raw`\p{L}[\p{L}\p{N}+.-]*:\/\/[^\s<>"'«»“”]+|(?<![\p{L}\p{M}\p{N}._%+-])[\p{L}\p{M}\p{N}._%+-]+@${letter}+(?:\.${letter}+)+|${host}${path}`,
  'giu',
)

/** What hangs on the end of a link and is no part of it. */
export const hanging = /[.,;:!?)\]}…।*_]+$/u

const handle = /(?<![\p{L}\p{M}\p{N}._%+-])@[\p{L}\p{N}_.]{2,}/gu

/** A gap that an article leaves to be filled in, a mark of what did not leave, or a link that could not be put back. */
const standIn = /\[\p{L}+\d*\]/gu

const topLevel = 'com|co|in|org|net|gov|gob|edu|io|info|app|shop|xyz'
const spelledOut = new RegExp(
  String.raw`[([{]\s*(?:\.|dot|punto|at|@|arroba)\s*[)\]}]|` +
    String.raw`(?<![\p{L}\p{M}])(?:(?:dot|punto|डॉट)\s+(?:${topLevel})|arroba|hxxps?)(?![\p{L}\p{M}])`,
  'iu',
)

function bareLink(found: string): string {
  return found
    .replace(/^[\p{L}][\p{L}\p{N}+.-]*:\/\//u, '')
    .replace(/^www\./u, '')
    .replace(hanging, '')
    .replace(/\/+$/u, '')
}
