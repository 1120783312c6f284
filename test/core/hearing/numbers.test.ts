import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { hearNumber, hearOrdinal } from '../../../src/core/hearing/numbers.ts'
import { ears } from './content.ts'

describe('the one number a message says', () => {
  test.each([
    ['20', 20],
    [' 20. ', 20],
    ['#20', 20],
    ['२०', 20],
    ['２０', 20],
    ['2️⃣', 2],
    ['-5', -5],
    ['0', 0],
    ['cero', 0],
    ['1.200', 1200],
    ['1,200', 1200],
    ['1 200', 1200],
    ["1'200", 1200],
    ["1'500.000", 1_500_000],
    ['1.200.000', 1_200_000],
    ['1,200,000', 1_200_000],
    ['1,20,000', 120_000],
    ['१,२०,०००', 120_000],
    ['10,00,000', 1_000_000],
    ['1.200,50', 1200.5],
    ['1,200.50', 1200.5],
    ['1.5', 1.5],
    ['1,5', 1.5],
    ['0.500', 0.5],
    ['25%', 25],
    ['$ 300', 300],
    ['Rs500', 500],
    ['10k', 10_000],
    ['10 K', 10_000],
    ['20 mil', 20_000],
    ['2 mil 300', 2300],
    ['2 lakh', 200_000],
    ['1.5 lakh', 150_000],
    ['2 लाख', 200_000],
    ['3 crore', 30_000_000],
    ['2 lakh 50 hazar', 250_000],
    ['20familias', 20],
    ['unas 20 familias', 20],
    ['como 20 familias mas o menos', 20],
    ['somos como unas 20 familias de la vereda', 20],
    ['hay veinte familias', 20],
    ['somos 12 personas', 12],
    ['no, 30', 30],
    ['about 20', 20],
    ['around 20 families', 20],
    ['करीब 20', 20],
    ['लगभग २० परिवार', 20],
    ['20 parivar hai', 20],
    ['veinte (20)', 20],
    ['uno', 1],
    ['una familia', 1],
    ['one', 1],
    ['one family', 1],
    ['ek', 1],
    ['एक', 1],
    ['do', 2],
    ['do parivar', 2],
    ['mil', 1000],
    ['dos mil', 2000],
    ['dos mil trescientos', 2300],
    ['dos mil trescientos cuarenta y cinco', 2345],
    ['ciento veinte', 120],
    ['cien', 100],
    ['cien mil', 100_000],
    ['quinientas familias', 500],
    ['veinticinco', 25],
    ['veinte y cinco', 25],
    ['Treinta y dós', 32],
    ['un millón doscientos mil', 1_200_000],
    ['dos docenas', 24],
    ['one hundred', 100],
    ['a hundred', 100],
    ['two hundred and five', 205],
    ['twenty-five', 25],
    ['three thousand four hundred and twelve', 3412],
    ['two dozen', 24],
    ['twenty five hundred', 2500],
    ['two hundred thousand', 200_000],
    ['one lakh twenty thousand', 120_000],
    ['सौ', 100],
    ['एक सौ बीस', 120],
    ['दो हज़ार तीन सौ', 2300],
    ['पच्चीस परिवार', 25],
    ['डेढ़ लाख', 150_000],
    ['ढाई हज़ार', 2500],
    ['do sau', 200],
    ['ek sau bees', 120],
    ['pachas', 50],
    ['dhai sau', 250],
    ['la tercera', 3],
    ['number 7', 7],
    ['la 18', 18],
    ['opcion2', 2],
  ])('%j is %d', (said, number) => {
    expect(hearNumber(said, ears)).toBe(number)
  })

  test.each([
    [''],
    ['no'],
    ['no sé'],
    ['pata nahi'],
    ['do not know'],
    ['do you have a list'],
    ['una vez hablé con ellos'],
    ['10 a 20'],
    ['10-20'],
    ['10 - 20'],
    ['entre 10 y 20'],
    ['2 o 3'],
    ['2 y 3'],
    ['dos o tres'],
    ['2 mil 3 mil'],
    ['do sau teen sau'],
    ['two hundred three hundred'],
    ['dos mil a tres mil'],
    ['12/05/2024'],
    ['12.05.2024'],
    ['csb4'],
    ['el formulario csb5'],
    ['99999999999999999999'],
    ['la última'],
    ['cuánto cuesta mandar 20 kilos'],
    ['how much does it cost to send 20 kg'],
    ['20 kilo bhejne ka kitna lagega'],
    ['tengo 2 hectareas de aguacate has y quiero venderlo yo solo en otro país sin intermediarios'],
    [`20 ${'x'.repeat(300)}`],
  ])('%j is no number', (said) => {
    expect(hearNumber(said, ears)).toBeNull()
  })

  it('is the same in the digits of every script', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), (number) => {
        expect(hearNumber(String(number), ears)).toBe(number)
        expect(hearNumber(devanagari(number), ears)).toBe(number)
        expect(hearNumber(`${devanagari(number)} परिवार`, ears)).toBe(number)
        expect(hearNumber(number.toLocaleString('es-CO'), ears)).toBe(number)
        expect(hearNumber(number.toLocaleString('en-IN'), ears)).toBe(number)
      }),
    )
  })

  it('is put together from any hundreds, tens and units', () => {
    const tens = ['', '', 'veinte', 'treinta', 'cuarenta', 'cincuenta', 'sesenta', 'setenta', 'ochenta', 'noventa']
    const units = ['', 'uno', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve']
    const digit = (from: number) => fc.integer({ min: from, max: 9 })
    fc.assert(
      fc.property(digit(2), digit(2), digit(1), (thousand, ten, unit) => {
        const words = `${units[thousand] ?? ''} mil ciento ${tens[ten] ?? ''} y ${units[unit] ?? ''}`
        expect(hearNumber(words, ears)).toBe(thousand * 1000 + 100 + ten * 10 + unit)
      }),
    )
  })
})

describe('a place in a row', () => {
  test.each([
    ['la primera', 1],
    ['1ra', 1],
    ['la 3ra', 3],
    ['la segunda opción', 2],
    ['tercero por favor', 3],
    ['the second one', 2],
    ['first', 1],
    ['4th', 4],
    ['teesra', 3],
    ['dusra wala', 2],
    ['दूसरा', 2],
    ['तीसरी', 3],
    ['the last one', -1],
    ['आखिरी', -1],
  ])('%j is %i', (said, place) => {
    expect(hearOrdinal(said, ears)).toBe(place)
  })

  test.each([['2'], ['primero necesito ver los costos'], ['a second buyer came'], ['']])('%j names none', (said) => {
    expect(hearOrdinal(said, ears)).toBeNull()
  })
})

function devanagari(number: number): string {
  return String(number).replace(/\d/g, (digit) => String.fromCodePoint(0x966 + Number(digit)))
}
