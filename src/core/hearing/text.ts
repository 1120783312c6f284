/** Code units looked at for every grapheme allowed: a family emoji has eleven, stacked marks may have thousands. */
const UNITS_PER_GRAPHEME = 16

/** Code units given to the segmenter at once. */
const WINDOW = 256

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * Text as it was received, safe to keep: NFC, line ends as `\n`, other control characters and lone surrogates replaced
 * by U+FFFD, cut after `maxGraphemes` whole characters. Its cost is bounded by the cap and not by what was sent.
 */
export function cleanText(raw: string, maxGraphemes = 4000): string {
  const near = raw.slice(0, maxGraphemes * UNITS_PER_GRAPHEME).replace(/[\ud800-\udbff]$/, '')
  const clean = near
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]|\p{Surrogate}/gu, '\ufffd')
    .normalize('NFC')
  return clean.length <= maxGraphemes ? clean : firstGraphemes(clean, maxGraphemes)
}

/**
 * Text as it is compared: lower case, no accents, no punctuation, emoji or invisible characters, single spaces, digits of
 * every script as 0–9. Vowel signs of Indian scripts stay, the nukta goes, and letters drawn out ("siiii") become one.
 */
export function fold(text: string): string {
  if (text.length > REMEMBERED_LENGTH) return foldAnew(text)
  const known = remembered.get(text)
  if (known !== undefined) return known
  const folded = foldAnew(text)
  if (remembered.size === MOST_REMEMBERED) remembered.clear()
  remembered.set(text, folded)
  return folded
}

/** Labels are folded at every turn and a message by every step of hearing it, so what was folded lately is kept. */
const remembered = new Map<string, string>()
const MOST_REMEMBERED = 2000
const REMEMBERED_LENGTH = 100

function foldAnew(text: string): string {
  if (/^[a-z0-9]*(?: [a-z0-9]+)*$/.test(text)) return oneOfEach(text).trim()
  const folded = asciiDigits(withoutDress(text).normalize('NFKD').toLowerCase())
    .replace(/[\u0300-\u036f\u093c]/g, '')
    .replace(/[^\p{L}\p{M}0-9]+|\u02bc/gu, ' ')
    .replace(/\u0901/g, '\u0902')
    .replace(/ {2,}/g, ' ')
  return oneOfEach(folded).trim()
}

/** The digits of every script as 0–9: `१२` → `12`. */
export function asciiDigits(text: string): string {
  return text.replace(/[^\P{Nd}0-9]/gu, (digit) => String(digitValue(digit)))
}

/** Invisible characters and apostrophes go, keycaps and the emoji ten become plain numbers. */
function withoutDress(text: string): string {
  return text
    .replace(/\ufe0f?\u20e3/g, ' ')
    .replace(/\u{1f51f}/gu, ' 10 ')
    .replace(/[\p{Default_Ignorable_Code_Point}'’‘`´]/gu, '')
}

/** One letter where three or more of it stand in a row. */
function oneOfEach(text: string): string {
  return text.replace(/([a-z])\1{2,}/g, '$1')
}

/** Digits of a script stand in a row of ten from zero on. */
function digitValue(digit: string): number {
  const at = digit.codePointAt(0) ?? 0
  let value = 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(at - value - 1))) value++
  return value
}

/** Goes window by window, as the segmenter copies all it was given for every character it finds. */
function firstGraphemes(text: string, count: number): string {
  let end = 0
  let window = WINDOW
  for (let left = count; left > 0 && end < text.length;) {
    const part = text.slice(end, end + window)
    const found = graphemesOf(part, window === WINDOW ? left : 1, end + window >= text.length)
    left -= found.count
    end += found.units
    // A character longer than the window: look further.
    window = found.count === 0 ? window * 2 : WINDOW
  }
  return text.slice(0, end)
}

/** At most `most` characters from the start; the last one only counts where the text ends with it. */
function graphemesOf(part: string, most: number, isEnd: boolean): { count: number; units: number } {
  let count = 0
  let units = 0
  for (const { index, segment } of graphemes.segment(part)) {
    const after = index + segment.length
    if (count === most || (after === part.length && !isEnd)) break
    count++
    units = after
  }
  return { count, units }
}
