import { foldDigits } from './fold.ts'
import { readDates } from './dates.ts'
import { withoutPhones } from './phones.ts'

/**
 * Every figure of a text in one form: dates, numbers, and what makes an amount of a number (a currency, a percent sign, a
 * word such as "mil" or "lakh"). Numbers in words, ordinals and other units are left alone.
 */
export function figuresIn(text: string): ReadonlySet<string> {
  const { dates, rest } = readDates(foldDigits(text).toLowerCase())
  return new Set([...dates, ...[...rest.matchAll(figure)].flatMap(read)])
}

/** Those a sentence has to account for: the digits of a phone count as that phone alone. */
export function figuresOf(sentence: string): ReadonlySet<string> {
  const { dates, rest } = readDates(foldDigits(sentence).toLowerCase())
  return new Set([...dates, ...[...withoutPhones(rest).matchAll(figure)].flatMap(read)])
}

const groups = String.raw`\d+(?:[.,:'’]\d+| \d{3}(?!\d))*`
const mark = String.raw`us\$|cop\$|\$|€|£|₹|usd|cop|inr|eur|gbp|rs\.?`
const before = String.raw`(?:(?<!\p{L})(?<before>${mark}) ?)?`
const after = String.raw`(?: ?(?:de )?(?<after>%|por ciento|per cent|[\p{L}\p{M}$€£₹]+))?(?: (?:de )?(?<later>[\p{L}\p{M}]+))?`

/** In one line: what begins the next is no unit. */
const figure = new RegExp(`${before}(?<number>${groups})${after}`, 'gu')

function read(found: RegExpExecArray): string[] {
  const { before = '', number = '', after = '', later = '' } = found.groups ?? {}
  const units = [before, after, later].flatMap((word) => meaning.get(word.replace(/\.$/, '')) ?? [])
  const scale = units.filter((unit) => unit.startsWith('×')).join('')
  const value = `${canonical(number)}${scale}`
  return [value, ...units.filter((unit) => !unit.startsWith('×')).map((unit) => `${value} ${unit}`)]
}

/** Words that change what a number says, by what they mean. */
const meaning = new Map(
  Object.entries({
    '%': ['%', 'por ciento', 'percent', 'per cent', 'प्रतिशत', 'फ़ीसदी'],
    $: ['$'],
    usd: ['us$', 'usd', 'dollar', 'dollars', 'dólar', 'dólares', 'dolares', 'डॉलर'],
    cop: ['cop$', 'cop', 'peso', 'pesos', 'पेसो'],
    inr: ['₹', 'inr', 'rs', 'rupee', 'rupees', 'rupia', 'rupias', 'रुपये', 'रुपए', 'रूपये', 'रुपया'],
    eur: ['€', 'eur', 'euro', 'euros', 'यूरो'],
    gbp: ['£', 'gbp'],
    '×k': ['mil', 'thousand', 'हज़ार', 'हजार', 'k'],
    '×M': ['millones', 'millón', 'million', 'millions', 'मिलियन'],
    '×lakh': ['lakh', 'lakhs', 'लाख'],
    '×crore': ['crore', 'crores', 'करोड़'],
  }).flatMap(([unit, words]) => words.map((word) => [word.normalize('NFKC'), unit] as const)),
)

/** `1.200`, `1,200` and `1 200` are one number, so are `1,5` and `1.50`; anything else (codes, times) stays as written. */
function canonical(number: string): string {
  const one = number.replaceAll('’', "'")
  const whole = /^[1-9]\d{0,2}(?:([.,' ])\d{3}(?:\1\d{3})*|(?:,\d{2})+,\d{3})([.,]\d{1,2})?$/.exec(one)
  if (whole !== null) {
    const fraction = whole[2] ?? ''
    return decimal(one.slice(0, one.length - fraction.length).replace(/\D/g, ''), fraction.slice(1))
  }
  const [, integer = '', fraction = ''] = /^(0|[1-9]\d*)[.,](\d+)$/.exec(one) ?? []
  return integer === '' ? one : decimal(integer, fraction)
}

function decimal(integer: string, fraction: string): string {
  const part = fraction.replace(/0+$/, '')
  return part === '' ? integer : `${integer}.${part}`
}
