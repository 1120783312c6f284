import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redact } from '../../src/asks/redact.ts'
import { asciiDigits } from '../../src/core/hearing/text.ts'
import { content } from './content.ts'
import { harmless, personal } from './seeds.ts'

const around = [
  (text: string) => text,
  (text: string) => `¿puedo exportar? ${text}, gracias`,
  (text: string) => `necesito 22 cajas del 2026-11-22; ${text}.`,
  (text: string) => `(${text}) क्या करूँ?`,
]

describe('what leaves', () => {
  test.each(personal.flatMap(({ what, digits, forms }) => forms.map((form) => ({ what, digits, form }))))(
    'does not hold $what: $form',
    ({ digits, form }) => {
      for (const place of around) {
        const left = redact(place(form))
        expect(bareOf(left)).not.toContain(digits)
        expect(left).toMatch(/\[(?:phone|email|contact|id|nit|pan|gstin|aadhaar|number)\]/)
      }
    },
  )

  test.each(harmless)('keeps %s', (form) => {
    for (const place of around) expect(redact(place(form))).toBe(place(form))
  })

  test('holds no number of seven digits or more that stands alone, whatever parts its digits', () => {
    const digit = fc.integer({ min: 0, max: 9 }).map(String)
    const script = fc.constantFrom(0x30, 0x966, 0xff10, 0x660)
    const parted = fc.constantFrom('', ' ', '-', '.', '\u200b')
    const number = fc.tuple(fc.array(digit, { minLength: 7, maxLength: 19 }), script, parted)
    fc.assert(
      fc.property(number, ([digits, zero, part]) => {
        // Those begin a tariff code, or end as sums do.
        fc.pre(digits[0] !== '0' && digits.at(-1) !== '0')
        const written = digits.map((one) => String.fromCodePoint(zero + Number(one))).join(part)
        expect(redact(`es ${written} ya`)).not.toMatch(/\d.*\d.*\d.*\d.*\d.*\d.*\d/)
      }),
      { numRuns: 1000 },
    )
  })

  test('is the same when it leaves twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(redact(redact(text))).toBe(redact(text))
      }),
    )
  })
})

test('the articles lose nothing but the phones and e-mails of offices', () => {
  const bodies = content.articles.flatMap(({ sections }) => sections.map(({ heading, body }) => `${heading}\n${body}`))
  const offices = /\(60\d\) \d{3} \d{4}|011-\d{8}|1800(?:-\d{3,4}){2}|[\w.-]+@[\w.-]+\.in/g
  const wanted = (body: string) => asciiDigits(body.normalize('NFKC')).replace(offices, '[gone]')
  expect(bodies.map((body) => redact(body).replace(/\[(?:phone|number|email)\]/g, '[gone]'))).toEqual(
    bodies.map(wanted),
  )
})

test('texts meant to be slow are not', () => {
  const started = performance.now()
  for (const long of [
    '1'.repeat(9000),
    '1 '.repeat(4500),
    'a@'.repeat(4500),
    'cc '.repeat(3000),
    '1.'.repeat(4500),
    'a'.repeat(9000),
  ])
    redact(long)
  expect(performance.now() - started).toBeLessThan(2000)
})

/** Letters and digits alone, so that no separator hides what was meant to go. */
function bareOf(text: string): string {
  const plain = text.toLowerCase()
  return `${plain} ${plain.replace(/[^\p{L}\d]/gu, '')}`
}
