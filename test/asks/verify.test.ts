import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { content } from './content.ts'
import { verify, type Passage, type Sentence } from '../../src/asks/verify.ts'

const passages: Passage[] = [
  {
    id: 'co/rut#code-22',
    text: 'En la casilla 54 va el 22, «Exportador».\nCuesta $ 1.200.000 pesos (5 % de más) y tarda 3 días, hasta el 22 de noviembre de 2026. Mire https://www.dian.gov.co/rut o escriba a ayuda@dian.gov.co, +57 (601) 348 7000.',
  },
  {
    id: 'in/iec#fee',
    text: 'आईईसी का शुल्क ₹ ५०० है, यानी "five hundred rupees". HS code 0901.21.10.00, from 2026-04-01; turnover 20 lakh.',
  },
]

const base: Sentence = { text: 'Va el 22.', passages: ['co/rut#code-22'], quote: 'En la casilla 54 va el 22' }
const kept = (parts: Partial<Sentence>) => verify([{ ...base, ...parts }], passages) !== null

describe('a sentence is said', () => {
  test.each([
    'Va el 22.',
    'En la casilla ５４ va el २२.',
    'Cuesta 1,200,000 pesos.',
    'Cuesta $1 200 000.',
    'Es un 5% más.',
    'Es un 5 por ciento más.',
    'Tarda tres días.',
    'Hasta el 22 de noviembre.',
    'Until November 22, 2026.',
    'El plazo: 2026-11-22.',
    'En noviembre de 2026.',
    'En 2026.',
    'Mire dian.gov.co.',
    'Mire www.dian.gov.co/rut.',
    'Escriba a Ayuda@dian.gov.co.',
    'Llame al +57 601 348-7000.',
  ])('that names only what its passage has: %s', (text) => expect(kept({ text })).toBe(true))

  test.each([
    ['digits of another script', { text: 'शुल्क ₹500 है।' }],
    ['a currency in words', { text: 'The fee is 500 rupees.' }],
    ['a tariff code', { text: 'Use 0901.21.10.00.' }],
    ['a scale', { text: 'Above 20 lakh.' }],
  ])('with %s', (_title, parts) => {
    expect(kept({ ...parts, passages: ['in/iec#fee'], quote: 'HS code 0901.21.10.00, from' })).toBe(true)
  })

  test.each([
    ['other spaces and quote marks', 'casilla  54 va\nel 22, "Exportador"'],
    ['digits of another script', 'casilla ५४ va el 22'],
    ['accents in two pieces', 'hasta el 22 de noviembre de 2026'.normalize('NFD')],
  ])('whose quote has %s', (_title, quote) => expect(kept({ quote })).toBe(true))

  test('with a gap that its passage leaves to be filled in', () => {
    const template = { id: 'p', text: 'Escriba: soy [nombre], mire mi política en [enlace].' }
    const sentence = { text: template.text, passages: ['p'], quote: 'mire mi política' }
    expect(verify([sentence], [template])).not.toBeNull()
    expect(verify([{ ...sentence, text: 'Mire [link].' }], [template])).toBeNull()
  })

  test('with every passage it needs', () => {
    expect(kept({ text: 'Va el 22, y son ₹ 500.', passages: ['co/rut#code-22', 'in/iec#fee'] })).toBe(true)
  })
})

describe('a sentence is dropped', () => {
  test.each([
    'Va el 23.',
    'Va el 2.',
    'Va el 222.',
    'Va el 2२3.',
    'Va el ②③.',
    'Cuesta 1.200 pesos.',
    'Cuesta 1,2 pesos.',
    'Cuesta 22 pesos.',
    'Cuesta 22 mil.',
    'Cuesta 22\nmil.',
    'Cuesta US$ 1.200.000.',
    'Cuesta 1.200.000 euros.',
    'Es el 22 %.',
    'Es el 3 por ciento.',
    'Hasta el 23 de noviembre.',
    'Hasta el 22 de octubre de 2026.',
    'Hasta el 22 de noviembre de 2027.',
    'Hasta el 2026-11-23.',
    'Hasta el 3/11/2026.',
    'En octubre de 2026.',
    'Mire gov.co.',
    'Mire dian.gov.co.pagos.example.',
    'Mire dian-gov.co.',
    'Mire https://www.dian.gov.co/pagos.',
    'Mire dіan.gov.co.',
    'Mire ｐａｇｏｓ．com.',
    'Mire pagos punto com.',
    'Mire pagos[.]com.',
    'Mire [L9].',
    'Llame al [phone].',
    'Escriba a pagos@dian.gov.co.',
    'Escriba a pagos arroba dian.',
    'Escriba a @dian_pagos.',
    'Llame al +57 601 348 7001.',
    'Llame al 348 22 54.',
  ])('that names something else: %s', (text) => expect(kept({ text })).toBe(false))

  test.each([
    ['without words', { text: ' ' }],
    ['without a passage', { passages: [] }],
    ['with a passage that was not found', { passages: ['co/rut#cost'] }],
    ['with one that was found and one that was not', { passages: ['co/rut#code-22', 'co/rut#cost'] }],
    ['whose number is in a passage it does not cite', { text: 'Son ₹ 500.' }],
    ['whose quote is invented', { quote: 'En la casilla 55 va el 22' }],
    ['whose quote is of a passage it does not cite', { quote: 'turnover 20 lakh' }],
    ['whose quote is too short', { quote: 'el 22' }],
    ['whose quote is too short and made long by signs', { quote: '22, « ' }],
    ['whose quote ends in the middle of a number', { quote: 'casilla 54 va el 2' }],
    ['whose quote begins in the middle of a word', { quote: 'silla 54 va el' }],
    ['whose quote is in other letters', { quote: 'EN LA CASILLA 54' }],
    ['without a quote', { quote: '' }],
  ] as const)('%s', (_title, parts) => expect(kept(parts)).toBe(false))

  test('and the others are said', () => {
    const other = { ...base, text: 'Va el 23.' }
    expect(verify([other, base, other], passages)).toEqual([base])
    expect(verify([other], passages)).toBeNull()
    expect(verify([], passages)).toBeNull()
  })
})

describe('whatever a sentence says', () => {
  const words = fc.array(fc.constantFrom('el', 'trámite', 'va', 'de', 'शुल्क', 'fee', 'y'), { maxLength: 4 })
  const around = (text: string) => fc.tuple(words, words).map(([a, b]) => [...a, text, ...b].join(' '))

  test('no number but those of its passage is left', () => {
    const number = fc.integer({ min: 0, max: 9_999_999 })
    const form = fc.constantFrom(
      String,
      (n: number) => n.toLocaleString('en'),
      (n: number) => n.toLocaleString('de'),
      (n: number) => n.toLocaleString('en-IN'),
      (n: number) => n.toLocaleString('hi-IN-u-nu-deva'),
      (n: number) => `$${n}`,
      (n: number) => `${n}%`,
      (n: number) => `n.º${n}`,
      (n: number) => `${n}º`,
    )
    const sentences = fc.tuple(number, form).chain(([n, write]) => around(write(n)).map((text) => ({ n, text })))
    fc.assert(
      fc.property(sentences, ({ n, text }) => {
        fc.pre(![54, 22, 1_200_000, 5, 3, 2026, 57, 601, 348, 7000].includes(n))
        expect(kept({ text })).toBe(false)
      }),
      { numRuns: 1000 },
    )
  })

  test('no link but those of its passage is left', () => {
    const links = fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.domain(), fc.emailAddress())
    fc.assert(
      fc.property(links.chain(around), (text) => {
        expect(kept({ text })).toBe(false)
      }),
      { numRuns: 1000 },
    )
  })

  test('nothing is thrown', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 300 })
    fc.assert(
      fc.property(anything, anything, anything, (text, quote, passage) => {
        verify([{ text, passages: ['p'], quote }], [{ id: 'p', text: passage }])
      }),
    )
  })

  test('a copy of its passage is kept', () => {
    const chunk = fc.constantFrom(
      '22',
      '1.200',
      '₹ 500',
      '2026-11-22',
      '22/11/2026',
      'dian.gov.co',
      'a@b.co',
      '5 %',
      'el',
      'शुल्क',
      '+57 300 111 2233',
      '½',
      'n.º 3',
    )
    fc.assert(
      fc.property(fc.array(chunk, { minLength: 1, maxLength: 12 }), (chunks) => {
        const text = `the fee is ${chunks.join(', ')}`
        expect(verify([{ text, passages: ['p'], quote: 'the fee is' }], [{ id: 'p', text }])).not.toBeNull()
      }),
    )
  })
})

test('every line of the articles bears itself out', () => {
  const dropped = content.articles.flatMap(({ sections }) =>
    sections.flatMap(({ body }) => {
      const lines = body.split('\n').filter((line) => line.split(' ').length > 3)
      return lines.filter(
        (text) => verify([{ text, passages: ['p'], quote: text }], [{ id: 'p', text: body }]) === null,
      )
    }),
  )
  expect(dropped).toEqual([])
})

test('texts meant to be slow are not', () => {
  const started = performance.now()
  for (const long of [
    'a'.repeat(9000),
    'a.'.repeat(4500),
    '1 '.repeat(4500),
    '1'.repeat(9000),
    'a@'.repeat(4500),
    '['.repeat(9000),
  ]) {
    verify([{ text: long, passages: ['p'], quote: long }], [{ id: 'p', text: long }])
  }
  expect(performance.now() - started).toBeLessThan(2000)
})
