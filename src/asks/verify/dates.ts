/** The dates of a text in small letters, in one form, and the text without them. A year also counts by itself. */
export function readDates(text: string): { dates: string[]; rest: string } {
  const dates: string[] = []
  const take = (form: RegExp, read: (found: readonly string[]) => readonly string[]) => (said: string) =>
    said.replace(form, (...found: unknown[]) => {
      dates.push(...read(found.map((part) => (typeof part === 'string' ? part : ''))))
      return ' · '
    })
  const rest = [
    take(/(?<!\d)((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/gu, ([, y = '', m = '', d = '']) => day(y, m, d)),
    // Whether the day or the month stands first cannot be told, so such a date is only itself.
    take(/(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d{2})(?!\d)/gu, ([, a = '', b = '', y = '']) => [
      `${Number(a)}/${Number(b)}/${y}`,
      y,
    ]),
    take(dayFirst, ([, d = '', m = '', y = '']) => day(y, monthOf(m), d)),
    take(monthFirst, ([, m = '', d = '', y = '']) => day(y, monthOf(m), d)),
    take(monthAndYear, ([, m = '', y = '']) => [`${y}-${monthOf(m)}`, y]),
  ].reduce((said, step) => step(said), text)
  return { dates, rest }
}

const months: readonly (readonly string[])[] = [
  ['enero', 'january', 'jan', 'जनवरी'],
  ['febrero', 'february', 'feb', 'फ़रवरी', 'फरवरी'],
  ['marzo', 'march', 'mar', 'मार्च'],
  ['abril', 'april', 'apr', 'अप्रैल'],
  ['mayo', 'may', 'मई'],
  ['junio', 'june', 'jun', 'जून'],
  ['julio', 'july', 'jul', 'जुलाई'],
  ['agosto', 'august', 'aug', 'अगस्त'],
  ['septiembre', 'setiembre', 'september', 'sept', 'sep', 'सितंबर', 'सितम्बर'],
  ['octubre', 'october', 'oct', 'अक्टूबर', 'अक्तूबर'],
  ['noviembre', 'november', 'nov', 'नवंबर', 'नवम्बर'],
  ['diciembre', 'december', 'dec', 'दिसंबर', 'दिसम्बर'],
].map((names) => names.map((name) => name.normalize('NFKC')))

const month = `(${months.flat().join('|')})(?![\\p{L}\\p{M}])\\.?`
const number = String.raw`(?<!\d|\d[.,])(\d{1,2})(?:st|nd|rd|th|o|ro|er)?`
const year = String.raw`((?:19|20)\d{2})(?![\d])`
const dayFirst = new RegExp(String.raw`${number} (?:de |of )?${month}(?:,? (?:de |del |of )?${year})?`, 'gu')
const monthFirst = new RegExp(String.raw`${month} (\d{1,2})(?:st|nd|rd|th)?(?!\d|[.,]\d)(?:,? ${year})?`, 'gu')
const monthAndYear = new RegExp(String.raw`(?<![\p{L}\p{M}])${month},? (?:de |del |of )?${year}`, 'gu')

function monthOf(name: string): string {
  return String(months.findIndex((names) => names.includes(name)) + 1)
}

/** A whole date also says its month, its day of the month and its year. */
function day(y: string, m: string, d: string): string[] {
  const inYear = `${Number(m)}-${Number(d)}`
  return y === '' ? [`--${inYear}`] : [`${y}-${inYear}`, `--${inYear}`, `${y}-${Number(m)}`, y]
}
